"""Notices that take long to write, beside the others: nobody else's message waits for them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from hub import outbox
from hub.context import Hub, StoreDown
from hub.errors import NotFound
from hub.outbox import Parcel

log = structlog.get_logger()


class Aside:
    """Delivers with `deliver` and calls `done` after each."""

    def __init__(self, hub: Hub, deliver: Callable[[Parcel], Awaitable[None]], done: Callable[[], None]) -> None:
        self._hub, self._deliver, self._done = hub, deliver, done
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, parcel: Parcel) -> None:
        """It is delivered from now on."""
        task = asyncio.create_task(self._slowly(parcel))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Returns when everything has its outcome."""
        await asyncio.gather(*self._tasks)

    async def _slowly(self, parcel: Parcel) -> None:
        holding = asyncio.create_task(self._hold(parcel))
        try:
            await self._deliver(parcel)
        except StoreDown as error:
            log.warning("the store does not answer; a notice waits", error=type(error).__name__)
        except Exception:
            log.exception("the courier stumbled", notice=parcel.id, kind=parcel.kind)
        finally:
            holding.cancel()
            self._done()

    async def _hold(self, parcel: Parcel) -> None:
        """Renews the lease until cancelled."""
        while True:
            await asyncio.sleep(outbox.LEASE.total_seconds() / 3)
            with suppress(StoreDown, NotFound):
                await outbox.renew(self._hub, parcel)
