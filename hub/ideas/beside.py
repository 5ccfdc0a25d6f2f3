"""A decision that stands beside the daily question: put on as soon as nobody sleeps, open for days, decided as others.

It takes nothing from the day's question: no place in the queue, no hour, no draw. Its vote is a vote like any other.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history
from hub.access import owned
from hub.context import Hub
from hub.daily import asking, putting
from hub.daily.facts import written
from hub.daily.questions import Draft
from hub.days import days_later, local_day
from hub.errors import BadNumber, NotFound
from hub.ideas.errors import TooManyUp
from hub.quiet import leaves
from storage import decisions, hangouts
from storage.tables import Decision, Hangout, Question

DAYS_MOST = 14
AT_ONCE = 3
"""So many stand beside the daily question at most: a channel is no polling station."""


def check_days(number: int) -> int:
    """How long it stays open; BadNumber."""
    if not 1 <= number <= DAYS_MOST:
        raise BadNumber(least=1, most=DAYS_MOST)
    return number


def times(now: datetime, timezone: str, days: int) -> tuple[datetime, datetime]:
    """When a vote that is begun now goes out, and when it closes then."""
    opens_at = leaves(now, timezone)
    return opens_at, days_later(opens_at, days, timezone)


async def added(
    session: AsyncSession, hub: Hub, hangout: Hangout, person_id: int, kept: Draft, once_key: str
) -> Question:
    """A new row for a question that was checked, in no queue; TooManyUp. The hangout is held by the caller."""
    if await decisions.beside(session, hangout.id or 0) >= AT_ONCE:
        raise TooManyUp(limit=AT_ONCE)
    question = Question(
        hangout_id=hangout.id or 0,
        kind=kept.kind,
        text=kept.text,
        options=list(kept.options),
        facts=written(kept.facts),
        state="beside",
        author_id=person_id,
        created_at=hub.now(),
        once_key=once_key,
    )
    session.add(question)
    await session.flush()
    return question


async def turn(hub: Hub, decision_id: int) -> bool:
    """Puts it on, if its moment has come and the hangout is open; what would go out at night waits for the morning.
    False when there was nothing to do."""
    async with hub.db.begin() as session:
        found = await decisions.decision(session, decision_id)
        hangout = await hangouts.hangout(session, found.hangout_id, lock=True) if found else None
        held = await decisions.decision(session, decision_id, lock=True)
        now = hub.now()
        if hangout is None or hangout.state != "open" or held is None or held.opens_at is None or held.opens_at > now:
            return False
        opens_at, closes_at = times(now, hangout.timezone, held.days)
        if opens_at > now:
            held.opens_at = opens_at
        else:
            await _put_on(session, hub, hangout, held, closes_at)
    hub.wake()
    return True


async def _put_on(session: AsyncSession, hub: Hub, hangout: Hangout, held: Decision, closes_at: datetime) -> None:
    question = await session.get_one(Question, held.question_id)
    question.state, held.opens_at = "used", None
    day = local_day(hub.now(), hangout.timezone)
    opened = putting.made(hangout, asking.queued(question), day, hub.now(), closes_at)
    opened.beside = held.id
    await putting.put_out(session, hub, opened)


async def drop(hub: Hub, person_id: int, hangout_id: int, decision_id: int) -> None:
    """Nobody is asked; NotFound once it is out. What is out closes at the hour that its post names, not before."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        found = await decisions.decision(session, decision_id, lock=True)
        if found is None or found.hangout_id != hangout_id or found.opens_at is None:
            raise NotFound
        (await session.get_one(Question, found.question_id)).state = "removed"
        await decisions.drop(session, decision_id, hub.now())
        history.note(session, hub, hangout_id, person_id, "decision_dropped", question=found.text)
