"""Queries about who runs a hangout, and whom its owners have invited."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Invite, Person, Staff, columns

INVITE = columns(Invite)
PERSON = columns(Person)
STAFF = columns(Staff)


async def roster(session: AsyncSession, hangout_id: int) -> Sequence[tuple[Staff, str]]:
    """The hangout's staff with their names, who came first before."""
    query = select(Staff, PERSON.name).join(Person, PERSON.id == STAFF.person_id)
    query = query.where(STAFF.hangout_id == hangout_id).order_by(STAFF.since, STAFF.person_id)
    return (await session.execute(query)).tuples().all()


async def one(session: AsyncSession, hangout_id: int, person_id: int) -> Staff | None:
    """A person's place in the hangout's staff."""
    return await session.get(Staff, (hangout_id, person_id))


async def invite(session: AsyncSession, token: str, *, lock: bool = False) -> Invite | None:
    """The invite of a link; `lock` reads it anew and holds it until the transaction ends."""
    return await session.get(Invite, token, with_for_update=lock or None, populate_existing=lock)


async def open_invites(session: AsyncSession, hangout_id: int, now: datetime) -> Sequence[Invite]:
    """The hangout's links that can still be followed, the oldest first."""
    query = select(Invite).where(INVITE.hangout_id == hangout_id, INVITE.used_by.is_(None), INVITE.expires_at > now)
    return (await session.scalars(query.order_by(INVITE.at))).all()
