"""Queries about the way of ideas: what waits to be looked through, the steps taken, who is to hear, what was made."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import board
from storage.tables import Backing, Entry, Hangout, Idea, Member, Move, Person, columns, table_of
from storage.waiting import Waiting

BACKING, HANGOUT, IDEA, MEMBER, MOVE = (columns(model) for model in (Backing, Hangout, Idea, Member, Move))
ENTRY, PERSON = columns(Entry), columns(Person)
MADE = IDEA.state == literal_column("'made'")
"""Word for word as the index has it in which what was made stands."""
TO_TELL = Waiting(MOVE.id, MOVE.tell_at)
"""Steps, until they have settled and are to be told."""
TO_SHOW = Waiting(HANGOUT.id, HANGOUT.next_made, (HANGOUT.state == "open",))
"""Open hangouts, until their month of things made is to be shown."""


class Hearer(NamedTuple):
    """Somebody who is for an idea; `by_id` is who noted it at the counter."""

    person_id: int
    member_id: int
    at: datetime
    by_id: int | None


class Author(NamedTuple):
    """Who wrote an idea that is, or became part of, another: `own` is theirs."""

    person_id: int
    member_id: int
    own: int
    name: str
    named: bool
    at: datetime


async def counts(session: AsyncSession, hangout_id: int) -> dict[str, int]:
    """How many ideas there are of each state."""
    query = select(IDEA.state, func.count()).where(IDEA.hangout_id == hangout_id).group_by(IDEA.state)
    return dict((await session.execute(query)).tuples().all())


async def oldest(session: AsyncSession, hangout_id: int, states: Collection[str], after: int) -> Idea | None:
    """The first idea of these states that came after another."""
    found: list[Idea] = []
    for state in states:  # one state at a time, so that each is the beginning of an index's range
        query = select(Idea).where(IDEA.hangout_id == hangout_id, IDEA.state == state, IDEA.id > after)
        found += (await session.scalars(query.order_by(IDEA.id).limit(1))).all()
    return min(found, key=lambda one: one.id or 0, default=None)


async def most_backed(session: AsyncSession, hangout_id: int, state: str, after: tuple[int, int] | None) -> Idea | None:
    """The idea of a state that most are for, or the one after that; `after` is (backings, id) of the last seen."""
    found = await board.page(session, board.in_pile(hangout_id, state), board.Edge(after) if after else None, 1)
    return found[0].idea if found else None


async def ahead(session: AsyncSession, hangout_id: int, states: Collection[str], after: int) -> int:
    """How many ideas of these states came after one."""
    query = select(func.count()).where(IDEA.hangout_id == hangout_id, IDEA.state.in_(sorted(states)), IDEA.id > after)
    return await session.scalar(query) or 0


async def hold(session: AsyncSession, numbers: Collection[int]) -> dict[int, Idea]:
    """These ideas, held until the transaction ends, in the order of their numbers, as they stand by then."""
    found: dict[int, Idea] = {}
    for number in sorted(set(numbers)):
        query = select(Idea).where(IDEA.id == number).with_for_update()
        for one in await session.scalars(query.execution_options(populate_existing=True)):
            found[number] = one
    return found


async def move(session: AsyncSession, move_id: int) -> Move | None:
    """One step, as it stands now."""
    return await session.get(Move, move_id, populate_existing=True)


TOLD = MOVE.tell_at.is_not(None) | MOVE.told_to.is_not(None)
"""Steps of staff and decisions; those that an idea takes by its author or its words are nobody's news."""


def _steps(idea_id: int) -> Select[Any]:
    """Those that led somewhere: what an author only changed stays where it is."""
    query = select(Move).where(MOVE.idea_id == idea_id, MOVE.undone_at.is_(None), MOVE.before != MOVE.after)
    return query.order_by(MOVE.id.desc())


async def latest(session: AsyncSession, idea_id: int) -> Move | None:
    """The last step of an idea that was not taken back."""
    return (await session.scalars(_steps(idea_id).limit(1))).first()


async def last_to(session: AsyncSession, idea_id: int, state: str) -> Move | None:
    """The last step that led an idea into a state."""
    return (await session.scalars(_steps(idea_id).where(MOVE.after == state).limit(1))).first()


async def settled_after(session: AsyncSession, move_id: int, idea_id: int, before: datetime) -> bool:
    """Whether the idea has gone on from a step, by one that was taken before a moment and is told of."""
    query = _steps(idea_id).where(MOVE.id > move_id, MOVE.at <= before, TOLD).limit(1)
    return (await session.scalars(query)).first() is not None


async def next_step(session: AsyncSession, move_id: int, idea_id: int) -> Move | None:
    """The first step after another of which people hear, as long as it is not undone."""
    query = _steps(idea_id).where(MOVE.id > move_id, TOLD).order_by(None).order_by(MOVE.id).limit(1)
    return (await session.scalars(query)).first()


async def joining(session: AsyncSession, idea_id: int) -> bool:
    """Whether the backers of an idea that became part of this one are still on their way."""
    query = select(MOVE.id).join_from(table_of(Move), table_of(Idea), IDEA.id == MOVE.idea_id)
    query = query.where(IDEA.merged_into == idea_id, MOVE.after == "merged", MOVE.tell_at.is_not(None))
    return (await session.scalars(query.limit(1))).first() is not None


async def backers(session: AsyncSession, idea_id: int, after: int | None, limit: int) -> list[Hearer]:
    """Who is for an idea, by the persons' ids from `after` on. Those who were forgotten have ids below zero."""
    query = select(MEMBER.person_id, MEMBER.id, BACKING.at, BACKING.by_id)
    query = query.join_from(table_of(Backing), table_of(Member), MEMBER.id == BACKING.member_id)
    query = query.where(BACKING.idea_id == idea_id)
    if after is not None:
        query = query.where(MEMBER.person_id > after)
    found = await session.execute(query.order_by(MEMBER.person_id).limit(limit))
    return [Hearer(*row) for row in found.tuples()]


async def authors(session: AsyncSession, idea_id: int) -> list[Author]:
    """Who wrote an idea and all that became part of it, the idea's own author first."""
    found, level = list[Author](), [idea_id]
    while level:
        query = select(MEMBER.person_id, MEMBER.id, IDEA.id, PERSON.name, IDEA.named, IDEA.created_at)
        query = query.join_from(table_of(Idea), table_of(Member), MEMBER.id == IDEA.member_id)
        query = query.join(table_of(Person), PERSON.id == MEMBER.person_id)
        found += [Author(*row) for row in (await session.execute(query.where(IDEA.id.in_(level)))).tuples()]
        joined = select(IDEA.id).where(IDEA.merged_into.in_(level), IDEA.state == "merged").order_by(IDEA.id)
        level = list(await session.scalars(joined))
    return found


async def earned(session: AsyncSession, member_id: int, idea_id: int) -> int:
    """The notches that a member's accepted idea cut for them."""
    query = select(ENTRY.notches).where(ENTRY.member_id == member_id, ENTRY.once_key == f"idea:{idea_id}")
    return await session.scalar(query) or 0


async def made(
    session: AsyncSession, hangout_id: int, skip: int, limit: int, span: tuple[datetime, datetime] | None = None
) -> Sequence[Idea]:
    """What was made of the hangout's ideas, the latest first; `span` leaves out what was made before or after it."""
    query = select(Idea).where(IDEA.hangout_id == hangout_id, MADE, IDEA.live)
    if span is not None:
        query = query.where(and_(IDEA.changed_at >= span[0], IDEA.changed_at < span[1]))
    query = query.order_by(IDEA.changed_at.desc(), IDEA.id.desc()).offset(skip).limit(limit)
    return (await session.scalars(query)).all()
