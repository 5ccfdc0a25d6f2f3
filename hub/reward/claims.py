"""Claims: a member gives notches for a reward, and gets them back where the reward is not fetched in time.

Rows are locked in one order everywhere: hangout, member, reward, claim, ticket.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound, TextTooLong
from hub.habit.presence import was_here
from hub.outbox import queue
from hub.quiet import leaves
from hub.reward.errors import NotEnoughNotches, OutOfStock, RewardPaused
from hub.reward.validity import lapses, warns
from hub.stick.ledger import cut_one, terms_of
from hub.stick.rules import Cut
from storage import hangouts, rewards
from storage.rewards import Whose
from storage.tables import Claim, Hangout, Member, Reward
from storage.types import to_ms

LOW = (3, 0)
"""How much of a stock is left when its owner hears of it."""
ONCE_LIMIT = 32


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as its member and the staff see it. `times` counts hand-overs, those taken back included; `timezone` is
    the hangout's."""

    id: int
    hangout_id: int
    hangout: str
    timezone: str
    member_id: int
    reward_id: int
    title: str
    cost: int
    picture: str
    state: str
    times: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """`fresh`: this tap claimed it; `balance` is what is left on the stick."""

    claim: ClaimView
    balance: int
    fresh: bool


def shown(hangout: Hangout, claim: Claim, picture: str | None) -> ClaimView:
    """A claim of its row."""
    return ClaimView(
        id=claim.id or 0,
        hangout_id=claim.hangout_id,
        hangout=hangout.title,
        timezone=hangout.timezone,
        member_id=claim.member_id,
        reward_id=claim.reward_id,
        title=claim.title,
        cost=claim.notches,
        picture=picture or "",
        state=claim.state,
        times=claim.times,
        expires_at=claim.expires_at,
    )


async def claim(hub: Hub, person_id: int, reward_id: int, once: str) -> Claimed:
    """Gives the reward's notches for a claim on it; the same `once` of the same person claims once.

    NotFound for who is no member; NotEnoughNotches, OutOfStock or RewardPaused where it can not be had.
    """
    if len(once) > ONCE_LIMIT:
        raise TextTooLong(limit=ONCE_LIMIT, length=len(once))
    async with hub.db.begin() as session:
        hangout, member = await _claimant(session, person_id, reward_id)
        key = f"{member.id}:{once}"
        before = await rewards.claim_by_once(session, key)
        reward = await rewards.reward(session, before.reward_id if before else reward_id, lock=True)
        if reward is None:
            raise NotFound
        if before is not None:
            return Claimed(shown(hangout, before, reward.picture), member.notches, fresh=False)
        _check(reward, member.notches)
        await was_here(session, hangout, member.id or 0, hub.now())
        made, left = await _take(session, hub, hangout, member, reward, key)
        await _tell_of_stock(session, hub, reward)
        claimed = Claimed(shown(hangout, made, reward.picture), left, fresh=True)
    hub.wake()
    return claimed


async def _claimant(session: AsyncSession, person_id: int, reward_id: int) -> tuple[Hangout, Member]:
    """The reward's hangout, held, and the person's membership there, locked."""
    hangout_id = await rewards.hangout_of(session, reward_id)
    hangout = await rewards.steady(session, hangout_id) if hangout_id else None
    if hangout is None or hangout.state == "draft":
        raise NotFound
    member = await hangouts.member(session, hangout.id or 0, person_id, lock=True)
    if member is None:
        raise NotFound
    return hangout, member


def _check(reward: Reward, balance: int) -> None:
    if not reward.active:
        raise RewardPaused
    if reward.stock is not None and reward.stock <= 0:
        raise OutOfStock
    if balance < reward.notches:
        raise NotEnoughNotches(missing=reward.notches - balance)


async def _take(
    session: AsyncSession, hub: Hub, hangout: Hangout, member: Member, reward: Reward, key: str
) -> tuple[Claim, int]:
    """Writes the claim, its entry and what is left of the stock; the claim, and the member's balance after it."""
    now = hub.now()
    end = lapses(now, reward.valid_days, hangout.timezone)
    made = Claim(
        hangout_id=hangout.id or 0,
        member_id=member.id or 0,
        reward_id=reward.id or 0,
        title=reward.title,
        notches=reward.notches,
        claimed_at=now,
        expires_at=end,
        warn_at=warns(now, end, hangout.timezone),
        once_key=key,
    )
    session.add(made)
    await session.flush()
    cut = Cut("claim", -reward.notches, f"claim:{made.id}:{reward.id}:{to_ms(end)}", note=reward.title)
    done = await cut_one(session, terms_of(hangout), made.member_id, cut, now)
    made.entry_id = done.entry_id
    if reward.stock is not None:
        reward.stock -= 1
    session.add_all((made, reward))
    return made, done.head.notches


async def _tell_of_stock(session: AsyncSession, hub: Hub, reward: Reward) -> None:
    """The owners hear once between two counts of the stock that it runs low, and once that it is at its end."""
    if reward.stock not in LOW:
        return
    told = {"kind": "low_stock", "hangout_id": reward.hangout_id, "public": False}
    payload = {"reward_id": reward.id, "title": reward.title, "left": reward.stock}
    for person_id in await hangouts.owners(session, reward.hangout_id):
        key = f"low_stock:{reward.id}:{reward.restocks}:{reward.stock}:{person_id}"
        await queue(session, hub, told | {"chat_id": person_id, "payload": payload, "dedupe_key": key})


async def warn(hub: Hub, claim_id: int) -> bool:
    """Tells the member that a claim lapses soon, once."""
    async with hub.db.begin() as session:
        held = await hold(session, claim_id)
        if held is None or held.claim.state != "open" or held.claim.warn_at is None or held.claim.warn_at > hub.now():
            return False
        held.claim.warn_at = None
        session.add(held.claim)
        if held.claim.expires_at > hub.now():
            told: dict[str, Any] = {"kind": "claim_expiring", "dedupe_key": f"claim_expiring:{claim_id}"}
            await tell(session, hub, held, told | {"latest": held.claim.expires_at})
    hub.wake()
    return True


async def expire(hub: Hub, claim_id: int) -> bool:
    """A claim that was not fetched in time: its notches are the member's again, and the piece is in stock again."""
    async with hub.db.begin() as session:
        held = await hold(session, claim_id)
        if held is None or held.claim.state != "open" or held.claim.expires_at > hub.now():
            return False
        await give_back(session, hub, held)
        # The notches come back at once; word of it waits for the morning.
        told: dict[str, Any] = {"kind": "claim_expired", "dedupe_key": f"claim_expired:{claim_id}"}
        await tell(session, hub, held, told | {"due_at": leaves(hub.now(), held.hangout.timezone)})
    hub.wake()
    return True


async def give_back(session: AsyncSession, hub: Hub, held: "Held") -> None:
    """Ends an open claim: its notches are the member's again, and the piece is in stock again."""
    row = held.claim
    back = Cut("expired", row.notches, f"expired:{row.id}", reverses=row.entry_id, note=row.title)
    await cut_one(session, terms_of(held.hangout), row.member_id, back, hub.now())
    row.state, row.warn_at = "expired", None
    if held.reward.stock is not None:
        held.reward.stock += 1
    session.add_all((row, held.reward))


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with the rows that it belongs to; all but the hangout are locked."""

    hangout: Hangout
    member: Member
    reward: Reward
    claim: Claim


async def hold(session: AsyncSession, claim_id: int) -> Held | None:
    """Locks a claim and what it belongs to; None where there is no such claim."""
    whose: Whose | None = await rewards.whose(session, claim_id)
    if whose is None:
        return None
    hangout = await rewards.steady(session, whose.hangout_id)
    member = await rewards.member_of(session, whose)
    reward = await rewards.reward(session, whose.reward_id, lock=True)
    claim = await rewards.claim(session, claim_id, lock=True)
    return Held(hangout, member, reward, claim) if hangout and member and reward and claim else None


async def tell(session: AsyncSession, hub: Hub, held: Held, notice: dict[str, Any]) -> None:
    """Queues a notice about a claim for its member."""
    row = held.claim
    payload = {"claim_id": row.id, "times": row.times, "title": row.title, "notches": row.notches}
    addressed = {"hangout_id": row.hangout_id, "chat_id": held.member.person_id, "public": False, "payload": payload}
    await queue(session, hub, addressed | notice)


async def look(hub: Hub, claim_id: int) -> ClaimView | None:
    """A claim as it stands, for a notice about it."""
    async with hub.db.read() as session:
        found = await rewards.claim(session, claim_id)
        if found is None:
            return None
        reward = await rewards.reward(session, found.reward_id)
        hangout = await session.get_one(Hangout, found.hangout_id)
        return shown(hangout, found, reward.picture if reward else None)
