"""Queries about rewards and claims."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.held import held
from storage.tables import Claim, Entry, Hangout, Member, Person, Reward, Ticket, columns
from storage.waiting import Waiting

CLAIM = columns(Claim)
ENTRY = columns(Entry)
MEMBER = columns(Member)
PERSON = columns(Person)
REWARD = columns(Reward)
TICKET = columns(Ticket)
TO_LAPSE = Waiting(CLAIM.id, CLAIM.expires_at, (CLAIM.state == "open",))
TO_WARN = Waiting(CLAIM.id, CLAIM.warn_at, (CLAIM.state == "open",))
"""Open claims, until their member should hear that they lapse soon."""

HANGOUT_OF = select(REWARD.hangout_id).where(REWARD.id == bindparam("of"))
WHOSE = select(CLAIM.hangout_id, CLAIM.member_id, CLAIM.reward_id).where(CLAIM.id == bindparam("of"))
BY_ONCE = select(Claim).where(CLAIM.once_key == bindparam("key"))


class Whose(NamedTuple):
    """Where a claim belongs, known before anything is locked."""

    hangout_id: int
    member_id: int
    reward_id: int


async def main(session: AsyncSession, hangout_id: int) -> Reward | None:
    """The reward for a full stick; None before the owner has named one."""
    query = select(Reward).where(REWARD.hangout_id == hangout_id, REWARD.main.is_(True))
    return (await session.scalars(query)).first()


async def steady(session: AsyncSession, hangout_id: int) -> Hangout | None:
    """The hangout, held against changes until the transaction ends; others may hold it so at the same time."""
    return await held(session, Hangout, hangout_id, shared=True)


async def hangout_of(session: AsyncSession, reward_id: int) -> int | None:
    """The hangout that a reward belongs to."""
    found: int | None = await session.scalar(HANGOUT_OF, {"of": reward_id})
    return found


async def reward(session: AsyncSession, reward_id: int, *, lock: bool = False) -> Reward | None:
    """One reward; `lock` holds it until the transaction ends."""
    if lock:
        return await held(session, Reward, reward_id)
    return await session.get(Reward, reward_id, populate_existing=True)


async def by_once(session: AsyncSession, once_key: str) -> Reward | None:
    """The reward that this deed added before."""
    return (await session.scalars(select(Reward).where(REWARD.once_key == once_key))).first()


async def of_hangout(session: AsyncSession, hangout_id: int) -> Sequence[Reward]:
    """A hangout's rewards, that for a full stick first, then from the cheapest on."""
    query = select(Reward).where(REWARD.hangout_id == hangout_id)
    return (await session.scalars(query.order_by(REWARD.main.desc(), REWARD.notches, REWARD.id))).all()


async def within(session: AsyncSession, hangout_id: int, notches: int) -> bool:
    """Whether a reward can be claimed for so many notches."""
    query = select(REWARD.id).where(REWARD.hangout_id == hangout_id, REWARD.active.is_(True))
    there = or_(REWARD.stock.is_(None), REWARD.stock > 0)
    return await session.scalar(query.where(REWARD.notches <= notches, there).limit(1)) is not None


async def counts(session: AsyncSession, reward_ids: Sequence[int]) -> Mapping[tuple[int, str], int]:
    """How many claims each reward has, by (reward, state)."""
    query = select(CLAIM.reward_id, CLAIM.state, func.count()).where(CLAIM.reward_id.in_(reward_ids))
    rows = await session.execute(query.group_by(CLAIM.reward_id, CLAIM.state))
    return {(reward_id, state): n for reward_id, state, n in rows}


async def whose(session: AsyncSession, claim_id: int) -> Whose | None:
    """Where a claim belongs."""
    found = (await session.execute(WHOSE, {"of": claim_id})).first()
    return Whose(*found) if found else None


async def member_of(session: AsyncSession, whose: Whose) -> Member | None:
    """The member whose claim it is, locked."""
    return await held(session, Member, whose.member_id)


async def claim(session: AsyncSession, claim_id: int, *, lock: bool = False) -> Claim | None:
    """One claim; `lock` holds it until the transaction ends."""
    return await (held(session, Claim, claim_id) if lock else session.get(Claim, claim_id, populate_existing=True))


async def claim_by_once(session: AsyncSession, once_key: str) -> Claim | None:
    """The claim that this tap made before."""
    found: Claim | None = (await session.scalars(BY_ONCE, {"key": once_key})).first()
    return found


async def open_claims(session: AsyncSession, member_id: int, now: datetime) -> Sequence[tuple[Claim, str | None]]:
    """(claim, picture) of what a member may still fetch, that which lapses first before the others."""
    query = select(Claim, REWARD.picture).join(Reward, REWARD.id == CLAIM.reward_id)
    query = query.where(CLAIM.member_id == member_id, CLAIM.state == "open", CLAIM.expires_at > now)
    return (await session.execute(query.order_by(CLAIM.expires_at, CLAIM.id))).tuples().all()


async def handed_since(
    session: AsyncSession, hangout_id: int, since: datetime, member_id: int | None = None
) -> Sequence[tuple[Claim, str]]:
    """(claim, member's name) of what was handed over since then, the newest first; one member's if it is named."""
    query = select(Claim, PERSON.name).join(Member, MEMBER.id == CLAIM.member_id)
    query = query.join(Person, PERSON.id == MEMBER.person_id)
    query = query.where(CLAIM.hangout_id == hangout_id, CLAIM.state == "redeemed", CLAIM.redeemed_at >= since)
    if member_id is not None:
        query = query.where(CLAIM.member_id == member_id)
    return (await session.execute(query.order_by(CLAIM.redeemed_at.desc(), CLAIM.id))).tuples().all()


async def entry_of(session: AsyncSession, member_id: int, once_key: str) -> int | None:
    """The member's entry with this once-key."""
    query = select(ENTRY.id).where(ENTRY.once_key == once_key, ENTRY.member_id == member_id)
    found: int | None = await session.scalar(query)
    return found


async def claim_of_ticket(session: AsyncSession, token: str) -> int | None:
    """The claim that a ticket hands over; None for a member's card, and where there is no such ticket."""
    found: int | None = await session.scalar(select(TICKET.claim_id).where(TICKET.token == token))
    return found
