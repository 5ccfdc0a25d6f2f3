"""Queries about the habit as a member sees it: their days, their pauses, the ranking."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Member, Pause, Presence, columns, table_of

MEMBER, PAUSE, PRESENCE = columns(Member), columns(Pause), columns(Presence)
CHUNK = 500


async def member(session: AsyncSession, hangout_id: int, person_id: int) -> Member | None:
    """The person's membership, held until the transaction ends, as it stands by then."""
    query = select(Member).where(MEMBER.hangout_id == hangout_id, MEMBER.person_id == person_id)
    held = query.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(held)).first()


async def came(session: AsyncSession, member_id: int, days: Sequence[date]) -> set[date]:
    """On which of the days the member was present."""
    found: set[date] = set()
    for some in _on(member_id, days):
        found |= set(await session.scalars(select(PRESENCE.day).where(some)))
    return found


async def acts(session: AsyncSession, member: Member) -> list[tuple[date, int]]:
    """All the member's present days, each with the local minute of the first act."""
    found: list[tuple[date, int]] = []
    for some in _on(member.id or 0, _ever(member)):
        rows = await session.execute(select(PRESENCE.day, PRESENCE.minute).where(some).order_by(PRESENCE.day))
        found += rows.tuples().all()
    return found


async def forget(session: AsyncSession, member: Member) -> None:
    """Takes away all the member's present days."""
    for some in _on(member.id or 0, _ever(member)):
        await session.execute(delete(table_of(Presence)).where(some))


def _on(member_id: int, days: Sequence[date]) -> Iterator[Any]:
    """Conditions for the member's rows of those days, some at a time. Each day is looked up by the key, which the day
    leads: to look for the member alone would read everybody's days."""
    for start in range(0, len(days), CHUNK):
        yield and_(PRESENCE.day.in_(days[start : start + CHUNK]), PRESENCE.member_id == member_id)


def _ever(member: Member) -> list[date]:
    """The days on which the member may have been present, wherever the hangout's clock stood when they joined."""
    if member.last_day is None:
        return []
    first = member.joined_at.date() - timedelta(days=1)
    return [first + timedelta(days=n) for n in range((member.last_day - first).days + 1)]


async def latest_pause(session: AsyncSession, member_id: int) -> Pause | None:
    """The member's newest pause, gone by, going on or to come."""
    query = select(Pause).where(PAUSE.member_id == member_id).order_by(PAUSE.first.desc()).limit(1)
    return (await session.scalars(query)).first()


async def welcome(session: AsyncSession, member_id: int, day: date) -> bool:
    """Notes that the member was welcomed back on a local day; False if they were already."""
    unsaid = or_(MEMBER.welcomed_on.is_(None), MEMBER.welcomed_on < day)
    done: Any = await session.execute(
        update(table_of(Member)).where(MEMBER.id == member_id, unsaid).values(welcomed_on=day)
    )
    return bool(done.rowcount)


async def named(session: AsyncSession, hangout_id: int) -> Sequence[Member]:
    """The members who stand in the ranking under a name of their choice."""
    query = select(Member).where(MEMBER.hangout_id == hangout_id, MEMBER.alias.is_not(None)).order_by(MEMBER.id)
    return (await session.scalars(query)).all()


async def called(session: AsyncSession, hangout_id: int, name: str) -> Member | None:
    """The member who stands in the ranking under that name, held until the transaction ends."""
    query = select(Member).where(MEMBER.hangout_id == hangout_id, MEMBER.alias == name)
    held = query.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(held)).first()
