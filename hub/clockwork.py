"""What the clock makes due, for every hangout."""

from datetime import datetime
from functools import partial

from hub import rounds
from hub.context import Hub, StoreDown
from storage import hangouts
from storage import rounds as stored


async def run_due(hub: Hub) -> int:
    """Closes and opens what is due by now; how many acts that were.

    One hangout's trouble is its own: the others are served first, then the first error is raised.
    """
    async with hub.db.read() as session:
        closing = await stored.due_for_closing(session, hub.now())
        opening = await hangouts.due_for_opening(session, hub.now())
    acts = [partial(rounds.close, hub, key) for key in closing] + [partial(rounds.turn, hub, key) for key in opening]
    done, failed = 0, None
    for act in acts:
        try:
            done += await act()
        except StoreDown:
            raise
        except Exception as error:
            failed = failed or error
    if failed:
        raise failed
    return done


async def next_moment(hub: Hub) -> datetime | None:
    """The next moment at which something falls due."""
    async with hub.db.read() as session:
        moments = (await hangouts.next_moment(session), await stored.next_close(session))
    return min((moment for moment in moments if moment is not None), default=None)
