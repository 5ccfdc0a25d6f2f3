"""Queries about the credit stick."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Account, Charge, CreditEntry, Hangout, Member, Person, columns
from storage.upsert import insert_once
from storage.waiting import Waiting

ACCOUNT = columns(Account)
CHARGE = columns(Charge)
ENTRY = columns(CreditEntry)
HANGOUT = columns(Hangout)
MEMBER = columns(Member)
PERSON = columns(Person)
TO_LAPSE = Waiting(CHARGE.id, CHARGE.expires_at, (CHARGE.state == "waiting",))
TO_REMIND = Waiting(ACCOUNT.member_id, ACCOUNT.remind_at)
"""Members whose reminder waits for the morning."""


async def steady(session: AsyncSession, hangout_id: int) -> Hangout | None:
    """The hangout, its terms held as they are until the transaction ends; many may hold them at once."""
    return await session.get(Hangout, hangout_id, with_for_update={"read": True}, populate_existing=True)


async def account(session: AsyncSession, member_id: int, *, lock: bool = False) -> Account | None:
    """A member's account; `lock` holds it until the transaction ends."""
    return await session.get(Account, member_id, with_for_update=lock or None, populate_existing=lock)


async def opened(session: AsyncSession, hangout_id: int, member_id: int, ceiling: int) -> Account:
    """A member's account, locked; a new one may owe the `ceiling`."""
    made = {"member_id": member_id, "hangout_id": hangout_id, "ceiling": ceiling, "owed": 0, "entries": 0}
    if (found := await account(session, member_id, lock=True)) is None:
        await insert_once(session, Account, made)
        found = await account(session, member_id, lock=True)
    if found is None:
        raise LookupError(member_id)
    return found


async def entry(session: AsyncSession, entry_id: int) -> CreditEntry | None:
    """One entry."""
    return await session.get(CreditEntry, entry_id)


async def entry_by_key(session: AsyncSession, member_id: int, once_key: str) -> CreditEntry | None:
    """The member's entry that this deed wrote."""
    query = select(CreditEntry).where(ENTRY.once_key == once_key, ENTRY.member_id == member_id)
    return (await session.scalars(query)).first()


async def charge(session: AsyncSession, charge_id: int, *, lock: bool = False) -> Charge | None:
    """One charge that waits or waited; `lock` holds it until the transaction ends."""
    return await session.get(Charge, charge_id, with_for_update=lock or None, populate_existing=lock)


async def charge_by_key(session: AsyncSession, once_key: str) -> Charge | None:
    """The waiting charge that this deed made."""
    return (await session.scalars(select(Charge).where(CHARGE.once_key == once_key))).first()


async def waiting(session: AsyncSession, member_id: int, now: datetime) -> Sequence[Charge]:
    """What waits for the member's word now, the oldest first."""
    query = select(Charge).where(CHARGE.member_id == member_id, CHARGE.state == "waiting", CHARGE.expires_at > now)
    return (await session.scalars(query.order_by(CHARGE.id))).all()


async def until(session: AsyncSession, member_id: int, seq: int, limit: int) -> Sequence[tuple[CreditEntry, str]]:
    """A member's entries up to that one, the newest first, each with the name of who wrote it (empty if unknown)."""
    query = select(CreditEntry, func.coalesce(PERSON.name, "")).outerjoin(Person, PERSON.id == ENTRY.by_id)
    query = query.where(ENTRY.member_id == member_id, ENTRY.seq <= seq).order_by(ENTRY.seq.desc()).limit(limit)
    return (await session.execute(query)).tuples().all()


async def written(session: AsyncSession, member_id: int, after: int, upto: int) -> int:
    """The sum of what was written after one entry, up to another."""
    query = select(func.coalesce(func.sum(ENTRY.amount), 0)).where(ENTRY.member_id == member_id)
    return int(await session.scalar(query.where(ENTRY.seq > after, ENTRY.seq <= upto)) or 0)


async def owed_in(session: AsyncSession, hangout_id: int) -> tuple[int, int]:
    """How many members owe something, and how much together."""
    query = select(func.count(), func.coalesce(func.sum(ACCOUNT.owed), 0))
    found = (await session.execute(query.where(ACCOUNT.hangout_id == hangout_id, ACCOUNT.owed > 0))).one()
    return int(found[0]), int(found[1])


async def debts(session: AsyncSession, hangout_id: int, offset: int, limit: int) -> Sequence[tuple[Account, str]]:
    """Who owes something, with their names, the oldest debt first."""
    query = select(Account, PERSON.name).join(Member, MEMBER.id == ACCOUNT.member_id)
    query = query.join(Person, PERSON.id == MEMBER.person_id)
    query = query.where(ACCOUNT.hangout_id == hangout_id, ACCOUNT.owed > 0)
    query = query.order_by(ACCOUNT.since, ACCOUNT.member_id).offset(offset).limit(limit)
    return (await session.execute(query)).tuples().all()


async def of_person(session: AsyncSession, person_id: int) -> Sequence[tuple[Hangout, Member, Account | None]]:
    """(hangout, member, account or None) wherever the person may buy on credit or ever did, in order of joining."""
    query = select(Hangout, Member, Account).join(Member, MEMBER.hangout_id == HANGOUT.id)
    query = query.outerjoin(Account, ACCOUNT.member_id == MEMBER.id)
    query = query.where(MEMBER.person_id == person_id, HANGOUT.state != "draft")
    known = (ACCOUNT.entries > 0) | (
        HANGOUT.credit.is_(True) & (func.coalesce(ACCOUNT.ceiling, HANGOUT.credit_limit) > 0)
    )
    return (await session.execute(query.where(known).order_by(MEMBER.id))).tuples().all()
