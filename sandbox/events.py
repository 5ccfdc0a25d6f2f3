"""What people see happen, numbered, for `/sandbox/events`."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from sandbox.world import StoredMessage

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Event:
    """`only_for` is the one person who may know of it, None = everybody. A message is rendered for each who looks."""

    n: int
    kind: str
    facts: dict[str, Any]
    message: StoredMessage | None = None
    only_for: int | None = None


class Events:
    """`last` starts at the number a saved world ended with, so that a page that was open goes on."""

    def __init__(self, last: int = 0) -> None:
        self.last = last
        self._kept: deque[Event] = deque(maxlen=KEPT)
        self._bell = asyncio.Event()

    def emit(
        self, kind: str, *, message: StoredMessage | None = None, only_for: int | None = None, **facts: Any
    ) -> int:
        self.last += 1
        self._kept.append(Event(self.last, kind, facts, message, only_for))
        self.wake()
        return self.last

    def wake(self) -> None:
        """Let those who wait look again."""
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def after(self, n: int) -> list[Event]:
        """The events later than `n`. If some are forgotten, a "chat" event says that all must be fetched again."""
        if not self._kept or n >= self.last:
            return []
        first = self._kept[0].n
        if n < first - 1:
            return [Event(self.last, "chat", {"chat_id": 0})]
        return [self._kept[index] for index in range(n + 1 - first, len(self._kept))]

    async def wait(self, n: int, seconds: float) -> None:
        """Return once there is an event later than `n`, or after `seconds`."""
        if self.last > n:
            return
        try:
            await asyncio.wait_for(self._bell.wait(), seconds)
        except TimeoutError:
            return
