"""Queries that only a simulation asks: much at once, about a whole store."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Entry, Member, Notice, Presence, Round, columns

ENTRY, MEMBER, NOTICE = columns(Entry), columns(Member), columns(Notice)
PRESENCE, ROUND = columns(Presence), columns(Round)


class Notches(NamedTuple):
    """What a rule cut at a moment (aware UTC)."""

    rule: str
    at: datetime
    notches: int


async def mark_sent(session: AsyncSession, ids: Sequence[int], at: datetime) -> None:
    """Many private messages arrived at once."""
    await session.execute(update(Notice).where(NOTICE.id.in_(ids)).values(state="sent", attempts=1, sent_at=at))


async def presence(session: AsyncSession, hangout_id: int) -> Sequence[tuple[date, int]]:
    """Who was there on which day: (day, member), in order."""
    query = select(PRESENCE.day, PRESENCE.member_id).join(Member, MEMBER.id == PRESENCE.member_id)
    query = query.where(MEMBER.hangout_id == hangout_id).order_by(PRESENCE.day, PRESENCE.member_id)
    return (await session.execute(query)).tuples().all()


async def joined(session: AsyncSession, hangout_id: int) -> dict[int, datetime]:
    """Since when each member is one."""
    query = select(MEMBER.id, MEMBER.joined_at).where(MEMBER.hangout_id == hangout_id)
    return dict((await session.execute(query)).tuples().all())


async def notches(session: AsyncSession, hangout_id: int) -> list[Notches]:
    """What was cut when, by rule; what was taken too."""
    query = select(ENTRY.rule, ENTRY.at, func.sum(ENTRY.notches)).join(Member, MEMBER.id == ENTRY.member_id)
    query = query.where(MEMBER.hangout_id == hangout_id).group_by(ENTRY.rule, ENTRY.at).order_by(ENTRY.at, ENTRY.rule)
    return [Notches(*row) for row in (await session.execute(query)).tuples()]


async def times(session: AsyncSession, hangout_id: int, rule: str, once: str) -> int:
    """How often a rule acted under once-keys of a pattern (as LIKE has it)."""
    query = select(func.count()).select_from(Entry).join(Member, MEMBER.id == ENTRY.member_id)
    query = query.where(MEMBER.hangout_id == hangout_id, ENTRY.rule == rule, ENTRY.once_key.like(once))
    return await session.scalar(query) or 0


async def private_messages(session: AsyncSession, hangout_id: int) -> Sequence[tuple[str, int, datetime]]:
    """Private messages that were sent: (kind, person, moment); parts of a letter are in the letter."""
    query = select(NOTICE.kind, NOTICE.chat_id, NOTICE.sent_at).where(NOTICE.public.is_(False), NOTICE.state == "sent")
    query = query.where(NOTICE.hangout_id.is_(None) | (NOTICE.hangout_id == hangout_id)).order_by(NOTICE.id)
    return (await session.execute(query)).tuples().all()


async def rounds_asked(session: AsyncSession, hangout_id: int) -> int:
    """How many daily questions were put on."""
    query = select(func.count()).where(ROUND.hangout_id == hangout_id, ROUND.beside.is_(None))
    return await session.scalar(query) or 0
