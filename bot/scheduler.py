"""The clock's loop: runs what is due, then sleeps until something is."""

import asyncio

import structlog

from bot.clock import Clock
from hub import clockwork
from hub.context import Hub, StoreDown

log = structlog.get_logger()
LONGEST = 30.0  # seconds between two looks, for what another process has changed
RETRY = 1.0  # seconds before another look at what failed


async def keep_time(hub: Hub, clock: Clock, stirred: asyncio.Event) -> None:
    """Runs until cancelled. A hangout that fails is tried again at the next look; nothing is ever done twice."""
    while True:
        stirred.clear()
        moved = clock.moved
        moment, most = None, LONGEST
        try:
            await clockwork.run_due(hub)
            await hub.db.checkpoint()
            moment = await clockwork.next_moment(hub)
        except StoreDown as error:
            log.warning("the store does not answer; the clock tries again", error=type(error).__name__)
            most = RETRY
        except Exception:
            log.exception("the clock stumbled")
        # A moment that stays due after a failed run must not make the loop spin.
        await asyncio.sleep(0.05)
        if moment is not None and moment <= hub.now():
            moment, most = None, RETRY
        await clock.until(moment, most, stirred, moved)
