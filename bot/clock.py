"""The time the product lives by: the machine's, or that of the Bot API server it talks to, if that one has a clock."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp


class Clock:
    """`now` is aware UTC. Sleepers wake when the clock is moved."""

    def __init__(self) -> None:
        self._offset = timedelta()
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """The moment it is."""
        return datetime.now(UTC) + self._offset

    @property
    def moved(self) -> asyncio.Event:
        """Is set at the next move: taken before looking at what is due, it keeps a move meanwhile from being missed."""
        return self._moved

    def move(self, offset: timedelta) -> None:
        """Runs ahead of (or behind) the machine by this much from here on."""
        self._offset = offset
        self._moved.set()
        self._moved = asyncio.Event()

    async def until(self, moment: datetime | None, most: float, *stirs: asyncio.Event) -> None:
        """Sleeps until the moment, at most `most` real seconds, or until the clock is moved or an event is set."""
        seconds = most if moment is None else min(most, max(0.0, (moment - self.now()).total_seconds()))
        waits = [asyncio.ensure_future(event.wait()) for event in (self._moved, *stirs)]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def catch_up(self, server: str) -> int:
        """Takes over the server's time, before anything is done at a wrong one. Returns what `follow` goes on from."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as http:
            try:
                return await self._ask(http, f"{server}/sandbox/clock", 0)
            except (aiohttp.ClientError, TimeoutError):
                return 0

    async def follow(self, server: str, version: int) -> None:
        """Keeps step with the server's clock for as long as it runs; a server without one ends this at once."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as http:
            while version >= 0:
                try:
                    version = await self._ask(http, f"{server}/sandbox/clock", version)
                except (aiohttp.ClientError, TimeoutError):
                    await asyncio.sleep(1)

    async def _ask(self, http: aiohttp.ClientSession, address: str, version: int) -> int:
        async with http.get(address, params={"after": version} if version else {}) as answer:
            if answer.status == 404:
                return -1
            answer.raise_for_status()
            told = await answer.json()
        if timedelta(seconds=told["offset"]) != self._offset:
            self.move(timedelta(seconds=told["offset"]))
        return int(told["version"])


async def finish_task(task: "asyncio.Task[None] | None", seconds: float) -> None:
    """Waits for the end of a task that has been told to end; cancels it when that takes too long."""
    if task is not None:
        await asyncio.wait({task}, timeout=seconds)
        await stop_task(task)


async def stop_task(task: "asyncio.Task[None] | None") -> None:
    """Cancels a background task and waits for its end."""
    if task is not None:
        task.cancel()
        await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # whoever started it has seen it fail
