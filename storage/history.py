"""Queries about what staff did."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Act, Member, Person, columns

ACT = columns(Act)
MEMBER = columns(Member)
PERSON = columns(Person)


async def count(session: AsyncSession, hangout_id: int) -> int:
    """How many acts the hangout's history holds."""
    return await session.scalar(select(func.count()).where(ACT.hangout_id == hangout_id)) or 0


async def page(session: AsyncSession, hangout_id: int, first: int, most: int) -> Sequence[Act]:
    """The newest acts after the first so many."""
    query = select(Act).where(ACT.hangout_id == hangout_id).order_by(ACT.id.desc())
    return (await session.scalars(query.offset(first).limit(most))).all()


async def persons_of(session: AsyncSession, hangout_id: int, members: Iterable[int]) -> dict[int, int]:
    """The hangout's members' persons."""
    query = select(MEMBER.id, MEMBER.person_id).where(MEMBER.id.in_(set(members)), MEMBER.hangout_id == hangout_id)
    return dict((await session.execute(query)).tuples().all())


async def names(session: AsyncSession, persons: Iterable[int]) -> dict[int, str]:
    """What persons are called now."""
    query = select(PERSON.id, PERSON.name).where(PERSON.id.in_(set(persons)))
    return dict((await session.execute(query)).tuples().all())
