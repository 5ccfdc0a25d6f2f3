"""What the clock makes due, for every hangout."""

from datetime import datetime

from hub import rounds
from hub.context import Hub
from storage import hangouts
from storage import rounds as stored


async def run_due(hub: Hub) -> int:
    """Closes and opens what is due by now; how many acts that were. One hangout's trouble is its own transaction."""
    async with hub.db.read() as session:
        closing = await stored.due_for_closing(session, hub.now())
        opening = await hangouts.due_for_opening(session, hub.now())
    done = 0
    for round_id in closing:
        done += await rounds.close(hub, round_id)
    for hangout_id in opening:
        done += await rounds.turn(hub, hangout_id)
    return done


async def next_moment(hub: Hub) -> datetime | None:
    """The next moment at which something falls due."""
    async with hub.db.read() as session:
        moments = (await hangouts.next_moment(session), await stored.next_close(session))
    return min((moment for moment in moments if moment is not None), default=None)
