"""The clock's loop looks again whenever something has changed, also while it was looking."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from bot import scheduler
from bot.clock import Clock, stop_task
from hub import clockwork
from hub.context import Hub, StoreDown
from tests.support.until import until

HOUR = timedelta(hours=1)


class Looks:
    """Counts the looks and does something in the middle of the first; far away is what comes next."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, first: Callable[[], object]) -> None:
        self.count, self._first = 0, first
        monkeypatch.setattr(clockwork, "run_due", self.run_due)
        monkeypatch.setattr(clockwork, "next_moment", self.next_moment)

    async def run_due(self, hub: Hub) -> int:
        self.count += 1
        return 0

    async def next_moment(self, hub: Hub) -> datetime | None:
        if self.count == 1:
            self._first()
        return None


@asynccontextmanager
async def _keeping(hub: Hub, clock: Clock, stirred: asyncio.Event) -> AsyncIterator[None]:
    task = asyncio.create_task(scheduler.keep_time(hub, clock, stirred))
    yield
    await stop_task(task)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but what is tested may end a wait."""
    monkeypatch.setattr(scheduler, "LONGEST", 3600.0)


async def test_a_move_of_the_clock_is_never_missed(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, stirred = Clock(), asyncio.Event()
    looks = Looks(monkeypatch, lambda: clock.move(HOUR))
    async with _keeping(hub, clock, stirred):
        await until(lambda: looks.count == 2)
        clock.move(2 * HOUR)
        await until(lambda: looks.count == 3)


async def test_a_stir_is_never_missed(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, stirred = Clock(), asyncio.Event()
    looks = Looks(monkeypatch, stirred.set)
    async with _keeping(hub, clock, stirred):
        await until(lambda: looks.count == 2)
        stirred.set()
        await until(lambda: looks.count == 3)


async def test_a_store_in_trouble_is_asked_again(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "RETRY", 0.01)

    def trouble() -> None:
        raise StoreDown

    looks = Looks(monkeypatch, trouble)
    async with _keeping(hub, Clock(), asyncio.Event()):
        await until(lambda: looks.count == 2)
