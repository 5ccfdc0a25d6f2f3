"""Queries about what private messages a hangout's members got."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Member, Notice, Person, Presence, Rhythm, columns

MEMBER, NOTICE, PERSON, PRESENCE, RHYTHM = (columns(model) for model in (Member, Notice, Person, Presence, Rhythm))
LONGEST_WAY = timedelta(days=7)
"""Sent so long after it was due at most; the index goes by when something was due."""


def _sent(since: datetime, until: datetime | None = None) -> list[Any]:
    span = [NOTICE.state == "sent", NOTICE.due_at >= since - LONGEST_WAY, NOTICE.sent_at >= since]
    return span if until is None else [*span, NOTICE.sent_at < until]


async def reached(session: AsyncSession, hangout_id: int) -> int:
    """Members whom private messages reach."""
    query = select(func.count()).select_from(Member).join(Person, PERSON.id == MEMBER.person_id)
    return await session.scalar(query.where(MEMBER.hangout_id == hangout_id, PERSON.reach == "open")) or 0


async def asked(session: AsyncSession, hangout_id: int) -> int:
    """Members who want cues."""
    query = select(func.count()).select_from(Member).join(Rhythm, RHYTHM.person_id == MEMBER.person_id)
    return await session.scalar(query.where(MEMBER.hangout_id == hangout_id, RHYTHM.state == "on")) or 0


async def lettered(session: AsyncSession, hangout_id: int, since: datetime) -> int:
    """Members who have had a letter since then that brought something of the hangout's."""
    query = select(func.count(NOTICE.chat_id.distinct())).join(Member, MEMBER.person_id == NOTICE.chat_id)
    ours = (MEMBER.hangout_id == hangout_id, NOTICE.hangout_id == hangout_id, NOTICE.part_of.is_not(None))
    return await session.scalar(query.where(*ours, *_sent(since))) or 0


async def waiting(session: AsyncSession, hangout_id: int) -> int:
    """Parts of the hangout's that wait for their letter."""
    query = select(func.count()).where(NOTICE.hangout_id == hangout_id, NOTICE.state == "part")
    return await session.scalar(query) or 0


async def carried(session: AsyncSession, hangout_id: int, since: datetime) -> int:
    """Letters since then that brought something of the hangout's."""
    query = select(func.count(NOTICE.part_of.distinct())).where(NOTICE.hangout_id == hangout_id, *_sent(since))
    return await session.scalar(query) or 0


async def parts(session: AsyncSession, hangout_id: int, since: datetime) -> dict[str, int]:
    """What these letters brought of the hangout's, by kind."""
    query = select(NOTICE.kind, func.count()).where(NOTICE.hangout_id == hangout_id, NOTICE.part_of.is_not(None))
    return dict((await session.execute(query.where(*_sent(since)).group_by(NOTICE.kind))).tuples().all())


async def beside(session: AsyncSession, hangout_id: int, kinds: Collection[str], since: datetime) -> int:
    """Private messages of these kinds since then that were no part of a letter."""
    query = select(func.count()).where(NOTICE.hangout_id == hangout_id, NOTICE.kind.in_(kinds))
    query = query.where(NOTICE.part_of.is_(None), NOTICE.public.is_(False), *_sent(since))
    return await session.scalar(query) or 0


async def followed(session: AsyncSession, hangout_id: int, day: date, since: datetime, until: datetime) -> int:
    """Of the hangout's cues that went on a local day, those whose reader was there on that day."""
    query = select(func.count()).select_from(Notice)
    query = query.join(Member, (MEMBER.person_id == NOTICE.chat_id) & (MEMBER.hangout_id == NOTICE.hangout_id))
    query = query.join(Presence, (PRESENCE.member_id == MEMBER.id) & (PRESENCE.day == day))
    query = query.where(NOTICE.hangout_id == hangout_id, NOTICE.kind == "cue", *_sent(since, until))
    return await session.scalar(query) or 0
