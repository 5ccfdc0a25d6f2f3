"""Pauses: a member is away for a while, and their streak is held."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day
from hub.errors import NotFound
from hub.habit.pausing import ended, going, refuse, wanted
from hub.habit.streak import Span
from storage import habit, hangouts
from storage.tables import Hangout, Member, Pause

CHOICES = (3, 7, 14, 30)
"""Days that are offered."""


async def start(hub: Hub, person_id: int, hangout_id: int, days: int) -> Span:
    """Holds the member's streak for so many days, from today on; from tomorrow where they were there today. PauseOn,
    PauseAgain or BadNumber where it can not be, NotFound for somebody who is no member."""
    async with hub.db.begin() as session:
        hangout, member = await _held(session, person_id, hangout_id)
        today = local_day(hub.now(), hangout.timezone)
        refuse(await latest(session, member.id or 0), member.last_day, today)
        span = wanted(days, member.last_day, today)
        session.add(Pause(member_id=member.id or 0, first=span.first, last=span.last or span.first))
    return span


async def end(hub: Hub, person_id: int, hangout_id: int) -> None:
    """The member is back: today is no day of the pause any more. Without one nothing happens."""
    async with hub.db.begin() as session:
        hangout, member = await _held(session, person_id, hangout_id)
        today = local_day(hub.now(), hangout.timezone)
        kept = await habit.latest_pause(session, member.id or 0)
        if kept is None or not going(Span(kept.first, kept.last), today):
            return
        left = ended(Span(kept.first, kept.last), today)
        if left is None:
            await session.delete(kept)
        else:
            kept.last = left.last or kept.last


async def latest(session: AsyncSession, member_id: int) -> Span | None:
    """The member's newest pause."""
    found = await habit.latest_pause(session, member_id)
    return Span(found.first, found.last) if found else None


async def _held(session: AsyncSession, person_id: int, hangout_id: int) -> tuple[Hangout, Member]:
    member = await habit.member(session, hangout_id, person_id)
    hangout = await hangouts.hangout(session, hangout_id)
    if member is None or hangout is None:
        raise NotFound
    return hangout, member
