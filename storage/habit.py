"""Queries about the habit as a member sees it: their days, their pauses, the ranking."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Entry, Member, Pause, Presence, columns, table_of

ENTRY, MEMBER, PAUSE, PRESENCE = columns(Entry), columns(Member), columns(Pause), columns(Presence)
CHUNK = 500


async def member(session: AsyncSession, hangout_id: int, person_id: int) -> Member | None:
    """The person's membership, held until the transaction ends, as it stands by then."""
    query = select(Member).where(MEMBER.hangout_id == hangout_id, MEMBER.person_id == person_id)
    held = query.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(held)).first()


async def came(session: AsyncSession, member_id: int, days: Sequence[date]) -> set[date]:
    """On which of the days the member was present. Each is looked up by the key, which the day leads."""
    found: set[date] = set()
    for start in range(0, len(days), CHUNK):
        some = PRESENCE.day.in_(days[start : start + CHUNK])
        found |= set(await session.scalars(select(PRESENCE.day).where(some, PRESENCE.member_id == member_id)))
    return found


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
