"""What a member may have: the rewards of their hangouts, how near each is, and what they claimed."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from hub.reward import claims, rewards
from hub.reward.claims import ClaimView
from hub.reward.errors import ClaimOver
from hub.reward.rewards import RewardView
from hub.stick.sticks import Stick, stick
from hub.till import tickets
from hub.till.tickets import Card
from storage import hangouts, people
from storage import rewards as stored
from storage.tables import Hangout, Member


@dataclass(frozen=True, slots=True)
class Offer:
    """A reward that is offered. `missing` notches are still to be cut for it; 0 where they are there."""

    reward: RewardView
    missing: int

    @property
    def fits(self) -> bool:
        """Whether it can be claimed now."""
        return self.missing == 0 and self.reward.there


@dataclass(frozen=True, slots=True)
class Shelf:
    """A member's rewards in one hangout; `waiting` are claims to be fetched."""

    hangout_id: int
    title: str
    timezone: str
    balance: int
    stick: Stick
    offers: tuple[Offer, ...]
    waiting: tuple[ClaimView, ...]


async def shelves(hub: Hub, person_id: int, hangout_id: int | None = None) -> list[Shelf]:
    """The person's rewards, a shelf a hangout in the order of joining; of one hangout only if it is named."""
    async with hub.db.read() as session:
        found = []
        for hangout in await hangouts.of_member(session, person_id):
            member = await hangouts.member(session, hangout.id or 0, person_id)
            if member is not None and hangout_id in (None, hangout.id):
                found.append(await _shelf(session, hub, hangout, member))
        return found


async def offer(hub: Hub, person_id: int, reward_id: int) -> tuple[Shelf, Offer]:
    """One reward, offered to the person; NotFound where it is not."""
    async with hub.db.read() as session:
        hangout_id = await stored.hangout_of(session, reward_id)
    found = await shelves(hub, person_id, hangout_id) if hangout_id else []
    for shelf in found:
        for shown in shelf.offers:
            if shown.reward.id == reward_id:
                return shelf, shown
    raise NotFound


async def _shelf(session: AsyncSession, hub: Hub, hangout: Hangout, member: Member) -> Shelf:
    balance = member.notches
    offered = [rewards.view(reward) for reward in await stored.of_hangout(session, hangout.id or 0) if reward.active]
    waiting = await stored.open_claims(session, member.id or 0, hub.now())
    return Shelf(
        hangout_id=hangout.id or 0,
        title=hangout.title,
        timezone=hangout.timezone,
        balance=balance,
        stick=stick(balance, hangout.stick_length),
        offers=tuple(
            Offer(reward, max(0, reward.cost - balance)) for reward in sorted(offered, key=lambda reward: reward.cost)
        ),
        waiting=tuple(claims.shown(hangout, claim, picture) for claim, picture in waiting),
    )


async def ticket(hub: Hub, person_id: int, claim_id: int, *, anew: bool = False) -> tuple[ClaimView, Card]:
    """What the member shows at the counter to be handed a claimed reward. NotFound for a claim that is not theirs,
    ClaimOver for one that was handed over or lapsed."""
    async with hub.db.begin() as session:
        held = await claims.hold(session, claim_id)
        if held is None or held.member.person_id != person_id:
            raise NotFound
        if held.claim.state != "open" or held.claim.expires_at <= hub.now():
            raise ClaimOver
        issued = await tickets.issue(session, hub, held.member, claim_id, anew=anew)
        person = await people.person(session, person_id)
        hangout = held.hangout
        card = Card(hangout.id or 0, hangout.title, hangout.timezone, person.name if person else "", issued)
        return claims.shown(hangout, held.claim, held.reward.picture), card
