"""Queries about what staff look after, and who may not write for a time."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Case, Mute, Report, columns

CASE, MUTE, REPORT = columns(Case), columns(Mute), columns(Report)


async def muted_until(session: AsyncSession, member_id: int) -> datetime | None:
    """Until when the member writes nothing for others, if somebody said so; it may be over."""
    found: datetime | None = await session.scalar(select(MUTE.until).where(MUTE.member_id == member_id))
    return found
