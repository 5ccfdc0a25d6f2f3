"""The sandbox's clock: real time plus an offset that people can move."""

import asyncio
import time
from collections.abc import Callable


class Clock:
    """Unix seconds (UTC). `version` grows with every move, so that a follower can tell what it has missed."""

    def __init__(self, offset: float = 0.0, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self.offset = offset
        self.version = 1
        self._moved = asyncio.Event()

    def now(self) -> float:
        return self._real() + self.offset

    def second(self) -> int:
        """The whole second, as message dates have it."""
        return int(self.now())

    def advance(self, seconds: float) -> None:
        self.offset += seconds
        self.version += 1
        self.wake()

    def wake(self) -> None:
        """Let those who wait for a move go."""
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def set(self, moment: float) -> None:
        self.advance(moment - self.now())

    async def wait_for_move(self, seen: int, seconds: float) -> None:
        """Return once `version` differs from `seen`, or after `seconds` of real time."""
        if self.version != seen:
            return
        try:
            await asyncio.wait_for(self._moved.wait(), seconds)
        except TimeoutError:
            return

    def reading(self) -> dict[str, float]:
        return {"now": self.now(), "offset": self.offset, "version": self.version}
