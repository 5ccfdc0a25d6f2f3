"""A member at the counter: whom staff may serve, and what they see of them."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import staffed
from hub.context import Hub
from hub.errors import NotFound
from hub.stick.sticks import Stick, stick
from hub.till.errors import NotAtHand, OwnCard
from storage import counter, credit
from storage.tables import Hangout, Member, Person

AT_HAND = timedelta(minutes=15)
"""How long a clerk may serve a member after scanning their ticket."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A member as staff see them. `language` is the member's own; `role` is that of who serves.
    `credit`: the shop sells on credit, or the member still owes something from when it did."""

    member_id: int
    person_id: int
    hangout_id: int
    name: str
    language: str
    balance: int
    stick: Stick
    role: str
    credit: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """The rows behind a guest, for use cases that go on in the same transaction. `there`: they stand at the counter,
    since they have just shown their card to who serves."""

    hangout: Hangout
    member: Member
    person: Person
    role: str
    there: bool


async def serve(session: AsyncSession, hub: Hub, staff_id: int, member_id: int, *, lock: bool = False) -> Served:
    """Checks that the person may serve the member now: an owner always, other staff for `AT_HAND` after they scanned
    the member's ticket, nobody themself. NotAllowed (OwnCard, NotAtHand) or NotFound otherwise."""
    member = await session.get(Member, member_id, with_for_update=lock)
    if member is None:
        raise NotFound
    hangout, role = await staffed(session, staff_id, member.hangout_id)
    if member.person_id == staff_id:
        raise OwnCard
    there = await counter.opened(session, member_id, staff_id, hub.now() - AT_HAND)
    if role != "owner" and not there:
        raise NotAtHand
    return Served(hangout, member, await session.get_one(Person, member.person_id), role, there)


async def guest(hub: Hub, staff_id: int, member_id: int) -> Guest:
    """The member for a staff person who may serve them now."""
    async with hub.db.read() as session:
        served = await serve(session, hub, staff_id, member_id)
        account = await credit.account(session, member_id)
        return replace(shown(served), credit=served.hangout.credit or bool(account and account.owed))


def shown(served: Served, notches: int | None = None) -> Guest:
    """A guest of the rows; `notches` if they have moved since."""
    balance = served.member.notches if notches is None else notches
    return Guest(
        member_id=served.member.id or 0,
        person_id=served.person.id,
        hangout_id=served.hangout.id or 0,
        name=served.person.name,
        language=served.person.language,
        balance=balance,
        stick=stick(balance, served.hangout.stick_length),
        role=served.role,
    )
