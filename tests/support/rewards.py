"""Rewards and claims made the short way, for tests that are not about making them."""

import secrets
from collections.abc import Sequence

from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.reward import claims, rewards
from hub.reward.rewards import Draft, RewardView
from hub.stick.rules import gift
from hub.till import tickets
from storage import hangouts
from storage.tables import Claim, Member
from tests.support.hangouts import OWNER
from tests.support.members import cut, joined


async def offered(hub: Hub, hangout: HangoutView, title: str = "یک چای", cost: int = 10, **given: str) -> RewardView:
    """A reward of the hangout."""
    draft, [owner] = Draft(title, str(cost), **given), await _owners(hub, hangout.id)
    return await rewards.add(hub, owner, hangout.id, draft, once=secrets.token_urlsafe(6))


async def holding(hub: Hub, hangout: HangoutView, person_id: int, notches: int, name: str = "مینا") -> int:
    """A new member with so many notches; their id in the hangout."""
    member_id = await joined(hub, hangout, person_id, name)
    if notches:
        await cut(hub, member_id, gift(notches, secrets.token_urlsafe(6), OWNER.id, "آزمون"))
    return member_id


async def claimed(hub: Hub, hangout: HangoutView, person_id: int, reward: RewardView) -> int:
    """A claim of somebody who had just the notches for it; the claim's id."""
    await holding(hub, hangout, person_id, reward.cost)
    return (await claims.claim(hub, person_id, reward.id, "once")).claim.id


async def ticket(hub: Hub, claim_id: int) -> str:
    """The token of a fresh ticket for the claim."""
    async with hub.db.begin() as session:
        claim = await session.get_one(Claim, claim_id)
        member = await session.get_one(Member, claim.member_id, with_for_update=True)
        return (await tickets.issue(session, hub, member, claim_id, anew=True)).token


async def _owners(hub: Hub, hangout_id: int) -> Sequence[int]:
    async with hub.db.read() as session:
        return await hangouts.owners(session, hangout_id)
