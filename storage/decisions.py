"""Queries about decisions."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, select, union, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import (
    Backing,
    Decision,
    DecisionOption,
    Hangout,
    Idea,
    Member,
    Move,
    Question,
    columns,
    table_of,
)
from storage.waiting import Waiting

DECISION, OPTION, IDEA = columns(Decision), columns(DecisionOption), columns(Idea)
HANGOUT = columns(Hangout)
BACKING, MEMBER, MOVE, QUESTION = columns(Backing), columns(Member), columns(Move), columns(Question)
TO_OPEN = Waiting(
    DECISION.id,
    DECISION.opens_at,
    (HANGOUT.state == "open",),
    joined=table_of(Decision).join(table_of(Hangout), HANGOUT.id == DECISION.hangout_id),
)
"""Decisions that are to be put on beside the daily question; those of a hangout that is closed wait."""
TO_TELL = Waiting(DECISION.id, DECISION.tell_at)
"""Decisions of which people are still to hear."""


async def decision(session: AsyncSession, decision_id: int, *, lock: bool = False) -> Decision | None:
    """The decision; `lock` holds it until the transaction ends."""
    return await session.get(Decision, decision_id, with_for_update=lock, populate_existing=lock)


async def by_once(session: AsyncSession, key: str) -> Decision | None:
    """The decision that was begun under a key."""
    return (await session.scalars(select(Decision).where(DECISION.once_key == key))).first()


async def of_hangout(session: AsyncSession, hangout_id: int, limit: int) -> Sequence[Decision]:
    """The last decisions of a hangout, the newest first."""
    query = select(Decision).where(DECISION.hangout_id == hangout_id, DECISION.state != "dropped")
    return (await session.scalars(query.order_by(DECISION.id.desc()).limit(limit))).all()


async def options(session: AsyncSession, decision_id: int) -> Sequence[DecisionOption]:
    """What may win, in its order."""
    query = select(DecisionOption).where(OPTION.decision_id == decision_id).order_by(OPTION.place)
    return (await session.scalars(query)).all()


async def drop(session: AsyncSession, decision_id: int, at: datetime) -> None:
    """Nobody is asked any more."""
    query = update(table_of(Decision)).where(DECISION.id == decision_id, DECISION.state == "waiting")
    await session.execute(query.values(state="dropped", ended_at=at, opens_at=None))


async def undecided(session: AsyncSession, ideas: Collection[int]) -> set[int]:
    """Those of these ideas that are up for a decision already."""
    query = select(OPTION.idea_id).join_from(table_of(DecisionOption), table_of(Decision))
    query = query.where(OPTION.idea_id.in_(ideas), DECISION.state == "waiting")
    return {number for number in await session.scalars(query) if number is not None}


async def shortlist(session: AsyncSession, hangout_id: int, skip: int, limit: int) -> Sequence[Idea]:
    """Ideas on the shortlist that are not up for a decision, those that most are for first."""
    query = _free(hangout_id).order_by(IDEA.backings.desc(), IDEA.id).offset(skip).limit(limit)
    return (await session.scalars(query)).all()


async def standing(session: AsyncSession, hangout_id: int, ideas: Collection[int]) -> Sequence[Idea]:
    """Those of these ideas that are among them."""
    return (await session.scalars(_free(hangout_id).where(IDEA.id.in_(ideas)))).all()


def _free(hangout_id: int) -> Select[Any]:
    up = select(OPTION.idea_id).join_from(table_of(DecisionOption), table_of(Decision))
    up = up.where(DECISION.hangout_id == hangout_id, DECISION.state == "waiting", OPTION.idea_id == IDEA.id)
    on = select(Idea).where(IDEA.hangout_id == hangout_id, IDEA.state == "shortlisted", IDEA.live)
    return on.where(~up.correlate(table_of(Idea)).exists())


async def waits(session: AsyncSession, question_id: int) -> bool:
    """Whether a question still stands in the queue."""
    return await session.scalar(select(QUESTION.state).where(QUESTION.id == question_id)) == "queued"


async def beside(session: AsyncSession, hangout_id: int) -> int:
    """How many decisions of the hangout are up beside its daily question, or are going to be."""
    query = select(func.count()).where(DECISION.hangout_id == hangout_id, DECISION.state == "waiting")
    return await session.scalar(query.where(DECISION.days > 0)) or 0


async def hearers(session: AsyncSession, decision_id: int, after: int, limit: int) -> list[int]:
    """Persons (by id, above `after`) who wrote or are for an idea that was up and did not move on by it; those who also
    are for one that did hear of that one. Who was forgotten has an id below zero."""
    gone = _people(_ideas(decision_id).where(OPTION.idea_id.in_(_moved(decision_id)))).subquery()
    rest = _people(_ideas(decision_id).where(OPTION.idea_id.not_in(_moved(decision_id)))).subquery()
    query = select(rest.c.person_id).where(rest.c.person_id > after, rest.c.person_id.not_in(select(gone.c.person_id)))
    return list(await session.scalars(query.order_by(rest.c.person_id).limit(limit)))


async def stuck(session: AsyncSession, decision_id: int) -> Sequence[str]:
    """What won, and could not move on by it: it was no longer on the shortlist."""
    query = select(OPTION.text).where(OPTION.decision_id == decision_id, OPTION.idea_id.is_not(None), OPTION.won)
    return (await session.scalars(query.where(OPTION.idea_id.not_in(_moved(decision_id))).order_by(OPTION.place))).all()


async def stays(session: AsyncSession, decision_id: int, person_id: int) -> bool:
    """Whether an idea that the person wrote or is for was up, and is on the shortlist still."""
    still = _ideas(decision_id).join(table_of(Idea), IDEA.id == OPTION.idea_id).where(IDEA.state == "shortlisted")
    people = _people(still).subquery()
    return await session.scalar(select(people.c.person_id).where(people.c.person_id == person_id).limit(1)) is not None


def _ideas(decision_id: int) -> Select[Any]:
    return select(OPTION.idea_id).where(OPTION.decision_id == decision_id, OPTION.idea_id.is_not(None))


def _moved(decision_id: int) -> Select[Any]:
    """The ideas that its end moved on."""
    ended = select(DECISION.ended_at).where(DECISION.id == decision_id).scalar_subquery()
    steps = select(MOVE.idea_id).where(MOVE.by_id.is_(None), MOVE.after == "planned", MOVE.at >= ended)
    return steps.where(MOVE.idea_id.in_(_ideas(decision_id)))


def _people(ideas: Select[Any]) -> CompoundSelect[Any]:
    wrote = select(MEMBER.person_id).join_from(table_of(Member), table_of(Idea), IDEA.member_id == MEMBER.id)
    back = select(MEMBER.person_id).join_from(table_of(Member), table_of(Backing), BACKING.member_id == MEMBER.id)
    return union(wrote.where(IDEA.id.in_(ideas)), back.where(BACKING.idea_id.in_(ideas)))
