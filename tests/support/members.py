"""Members, staff and entries made the short way, for tests that are not about making them."""

from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.stick import members
from hub.stick.ledger import Done, cut_one, terms_of
from hub.stick.rules import Cut
from storage import counter, hangouts, people
from storage.tables import Hangout, Member


async def joined(hub: Hub, hangout: HangoutView, person_id: int, name: str, language: str = "fa") -> int:
    """A new member; their id in the hangout."""
    await members.join(hub, Seen(person_id, name, language), hangout.slug)
    async with hub.db.read() as session:
        found = await hangouts.member(session, hangout.id, person_id)
    assert found
    return found.id or 0


async def staff(hub: Hub, hangout: HangoutView, person_id: int, name: str, role: str = "clerk") -> int:
    """Somebody who works in the hangout; their own id."""
    async with hub.db.begin() as session:
        row = {"id": person_id, "name": name, "language": "fa", "language_chosen": False, "reach": "open"}
        await people.add_people(session, [row | {"created_at": hub.now()}])
        await hangouts.add_staff(session, hangout.id, person_id, role, hub.now())
    return person_id


async def scanned(hub: Hub, member_id: int, staff_id: int) -> None:
    """The staff person has just scanned the member's ticket."""
    async with hub.db.begin() as session:
        await counter.note_scan(session, member_id, staff_id, hub.now())


async def cut(hub: Hub, member_id: int, cut_: Cut) -> Done:
    """One entry for the member."""
    async with hub.db.begin() as session:
        member = await session.get_one(Member, member_id)
        hangout = await session.get_one(Hangout, member.hangout_id)
        return await cut_one(session, terms_of(hangout), member_id, cut_, hub.now())
