"""Days on which a hangout rests: nobody can be there, so nobody is missed."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from hub.days import local_day
from storage import presence
from storage.tables import Hangout


async def begin(session: AsyncSession, hangout: Hangout, at: datetime) -> None:
    """It closes for now: from today on, until `end`."""
    await presence.begin_rest(session, hangout.id or 0, local_day(at, hangout.timezone))


async def end(session: AsyncSession, hangout: Hangout, at: datetime) -> None:
    """It is open again; today may have no question any more, so that it still is a day of rest."""
    await presence.end_rest(session, hangout.id or 0, local_day(at, hangout.timezone))


async def skipped(session: AsyncSession, hangout: Hangout, before: str, at: datetime) -> None:
    """Its time zone has changed from `before`. Where the date jumps ahead by that, the day that was cut short is one
    that nobody is missed on; where it falls back, a day that was counted stays counted."""
    old, new = local_day(at, before), local_day(at, hangout.timezone)
    if new > old:
        await presence.begin_rest(session, hangout.id or 0, old, new - timedelta(days=1))
