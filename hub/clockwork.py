"""What the clock makes due, for every hangout. A job is one line in JOBS."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub, StoreDown
from hub.credit import charges
from hub.credit import shop as credit_shop
from hub.daily import rounds
from hub.guide import dilemmas
from hub.habit import cues
from hub.ideas import beside, deciding, made, settling
from hub.needs import lapsing
from hub.proof import seals
from hub.reward import claims
from hub.thanks import authors
from hub.together import goals
from storage import credit, decisions, hangouts, needs, rewards, rhythm, thanks, triage
from storage import dilemmas as stored_dilemmas
from storage import rounds as stored
from storage import seals as sealed


class Job(NamedTuple):
    """`due` names what is due by now; `act` does one of them in a transaction of its own, safe to repeat, and says
    whether there was anything to do; `next_moment` is when the earliest will be due."""

    due: Callable[[AsyncSession, datetime], Awaitable[Sequence[int]]]
    act: Callable[[Hub, int], Awaitable[bool]]
    next_moment: Callable[[AsyncSession], Awaitable[datetime | None]]


JOBS: tuple[Job, ...] = (
    Job(stored.due_for_closing, rounds.close, stored.next_close),
    Job(hangouts.due_for_opening, rounds.turn, hangouts.next_moment),
    Job(rewards.due_for_expiry, claims.expire, rewards.next_expiry),
    Job(rewards.due_for_warning, claims.warn, rewards.next_warning),
    Job(goals.due, goals.judge, goals.next_judgement),
    Job(credit.due_for_lapse, charges.lapse, credit.next_lapse),
    Job(credit.due_for_reminder, credit_shop.send_reminder, credit.next_reminder),
    Job(needs.due_for_expiry, lapsing.expire, needs.next_expiry),
    Job(needs.due_for_warning, lapsing.warn, needs.next_warning),
    Job(sealed.due, seals.seal, sealed.next_moment),
    Job(rhythm.due, cues.turn, rhythm.next_moment),
    Job(thanks.due, authors.forget_old, thanks.next_sweep),
    Job(triage.due, settling.settle, triage.next_moment),
    Job(decisions.due_for_opening, beside.turn, decisions.next_opening),
    Job(decisions.due, deciding.tell, decisions.next_moment),
    Job(stored_dilemmas.due, dilemmas.close, stored_dilemmas.next_moment),
    Job(triage.due_for_showing, made.show_month, triage.next_showing),
)


async def run_due(hub: Hub) -> int:
    """Does what is due by now; how many acts that were.

    One hangout's trouble is its own: the others are served first, then the first error is raised.
    """
    async with hub.db.read() as session:
        acts = [partial(job.act, hub, key) for job in JOBS for key in await job.due(session, hub.now())]
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
        moments = [await job.next_moment(session) for job in JOBS]
    return min((moment for moment in moments if moment is not None), default=None)
