"""Queries about what is shown at the counter."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Ticket, columns

TICKET = columns(Ticket)


async def opened(session: AsyncSession, member_id: int, staff_id: int, since: datetime) -> bool:
    """Whether the staff person scanned a ticket of the member since then."""
    query = select(TICKET.id).where(TICKET.member_id == member_id, TICKET.opened_by == staff_id)
    return await session.scalar(query.where(TICKET.opened_at >= since).limit(1)) is not None
