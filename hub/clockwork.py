"""What the clock makes due, for every hangout. A job is one line in JOBS."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

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
from storage.waiting import Agenda, Waiting


class Job(NamedTuple):
    """`act` does one thing of those that wait, in a transaction of its own, safe to repeat, and says whether there was
    anything to do."""

    waiting: Waiting
    act: Callable[[Hub, int], Awaitable[bool]]


JOBS: tuple[Job, ...] = (
    Job(stored.TO_CLOSE, rounds.close),
    Job(hangouts.TO_TURN, rounds.turn),
    Job(rewards.TO_LAPSE, claims.expire),
    Job(rewards.TO_WARN, claims.warn),
    Job(goals.TO_JUDGE, goals.judge),
    Job(credit.TO_LAPSE, charges.lapse),
    Job(credit.TO_REMIND, credit_shop.send_reminder),
    Job(needs.TO_LAPSE, lapsing.expire),
    Job(needs.TO_WARN, lapsing.warn),
    Job(sealed.TO_SEAL, seals.seal),
    Job(rhythm.TO_CUE, cues.turn),
    Job(thanks.TO_FORGET, authors.forget_old),
    Job(triage.TO_TELL, settling.settle),
    Job(decisions.TO_OPEN, beside.turn),
    Job(decisions.TO_TELL, deciding.tell),
    Job(stored_dilemmas.TO_CLOSE, dilemmas.close),
    Job(triage.TO_SHOW, made.show_month),
)
AGENDA = Agenda([job.waiting for job in JOBS])


async def run_due(hub: Hub) -> int:
    """Does what is due by now; how many acts that were.

    One hangout's trouble is its own: the others are served first, then the first error is raised.
    """
    async with hub.db.read() as session:
        acts = [partial(JOBS[place].act, hub, key) for place, key in await AGENDA.due(session, hub.now())]
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
        return await AGENDA.next_moment(session)
