"""Being forgotten.

The person's row goes, with everything that leads to them. What proves stays: a member's entries, chains and balances
stand under a tombstone, a nameless person of a negative id that Telegram gives to nobody. The same Telegram user may
come back and is then somebody new.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.credit import charges
from hub.daily.ballots import Ballot
from hub.daily.votes import cast
from hub.moments import moments
from hub.person.errors import LastOwner, StillOwes
from hub.person.people import Seen
from hub.reward import claims
from storage import forgetting, people


@dataclass(frozen=True, slots=True)
class Kept:
    """What being forgotten would be about: the sticks (title and notches), the hangouts the person works in, and how
    many claims wait to be fetched."""

    sticks: tuple[tuple[str, int], ...]
    staff_of: tuple[str, ...]
    claims: int


async def kept(hub: Hub, person_id: int) -> Kept:
    """What there is to forget. LastOwner or StillOwes where it can not be yet."""
    async with hub.db.read() as session:
        await _check(session, person_id)
        mine = await forgetting.memberships(session, person_id)
        roles = await forgetting.roles(session, person_id)
        waiting = await forgetting.open_claims(session, [member.id or 0 for member, _ in mine])
        sticks = tuple((title, member.notches) for member, title in mine)
        return Kept(sticks, tuple(hangout.title for hangout, _ in roles), len(waiting))


async def forget(hub: Hub, person_id: int) -> None:
    """Forgets the person; one who is not known any more is forgotten already. LastOwner or StillOwes as above.

    Claims that wait return their notches first, so that nothing waits for somebody who is nobody. Answers to rounds
    that are open are taken back: whoever comes back votes once, as everybody. Charges that wait are refused.
    """
    async with hub.db.read() as session:
        await _check(session, person_id)
        person = await people.person(session, person_id)
        rounds = await forgetting.open_votes(session, person_id)
        waiting = await forgetting.waiting_charges(session, person_id)
    if person is None:
        return
    seen = Seen(person_id, person.name)
    await cast(hub, [Ballot(seen, 0, round_id=round_id, chat_id=person_id) for round_id in rounds])
    for charge_id in waiting:
        await charges.answer(hub, person_id, charge_id, yes=False)
    await _forget(hub, person_id)
    hub.wake()


async def _forget(hub: Hub, person_id: int) -> None:
    async with hub.db.begin() as session:
        await _leave(session, person_id)
        mine = [member.id or 0 for member, _ in await forgetting.memberships(session, person_id)]
        await forgetting.hold(session, mine)
        await moments.take_all_away(session, hub, mine)
        for claim_id in await forgetting.open_claims(session, mine):
            held = await claims.hold(session, claim_id)
            if held is not None and held.claim.state == "open":
                await claims.give_back(session, hub, held)
        await forgetting.memberships(session, person_id, lock=True)
        await _check(session, person_id)
        await session.flush()
        await forgetting.bury(session, person_id, hub.language, hub.now())
        await forgetting.erase(session, person_id, mine)


async def _leave(session: AsyncSession, person_id: int) -> None:
    """Out of every staff. The hangouts are held, so that of two owners who leave at once one stays."""
    for hangout, role in await forgetting.roles(session, person_id, lock=True):
        key = hangout.id or 0
        alone = role == "owner" and not await forgetting.other_owners(session, key, person_id)
        if alone and hangout.state == "open":
            raise LastOwner(title=hangout.title)
        await forgetting.leave(session, key, person_id)
        if alone:
            await forgetting.let_go(session, key)


async def _check(session: AsyncSession, person_id: int) -> None:
    """What stands in the way: an open hangout without another owner, or a debt."""
    for hangout, role in await forgetting.roles(session, person_id):
        alone = role == "owner" and not await forgetting.other_owners(session, hangout.id or 0, person_id)
        if alone and hangout.state == "open":
            raise LastOwner(title=hangout.title)
    for amount, currency, title in await forgetting.debts(session, person_id):
        raise StillOwes(amount=amount, currency=currency, title=title)
