"""Staff and members at the counter, made the short way."""

from typing import Any

from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen, meet, set_reach
from hub.stick import members
from hub.till import cutting, tickets
from hub.till.counter import Opened, scan
from hub.till.cutting import Cutting
from storage import hangouts, rulebook
from storage.tables import Hangout, Member
from tests.support.store import row

CLERK = Seen(9100, "فرهاد", "fa")
OTHER_CLERK = Seen(9101, "Daniel", "en")
SARA = Seen(9200, "سارا", "fa")


async def hire(hub: Hub, hangout: HangoutView, seen: Seen, role: str = "clerk") -> None:
    """The person is staff from now on."""
    await meet(hub, seen)
    async with hub.db.begin() as session:
        await hangouts.add_staff(session, hangout.id, seen.id, role, hub.now())


async def join(hub: Hub, hangout: HangoutView, seen: Seen = SARA) -> int:
    """The person is a member whom private messages reach; the member's id."""
    await members.join(hub, seen, hangout.slug)
    await set_reach(hub, seen.id, reachable=True)
    found: Member = await row(hub.db, Member, hangout_id=hangout.id, person_id=seen.id)
    return found.id or 0


async def rule(hub: Hub, hangout: HangoutView, name: str = "purchase", **values: Any) -> None:
    """The owner has set a rule."""
    async with hub.db.begin() as session:
        given = {"hangout_id": hangout.id, "rule": name, "notches": 1, "active": True, "step": None} | values
        await rulebook.write(session, given)


async def set_hangout(hub: Hub, hangout: HangoutView, **values: Any) -> None:
    """Columns of the hangout, as an owner might have set them."""
    async with hub.db.begin() as session:
        found = await session.get_one(Hangout, hangout.id)
        for name, value in values.items():
            setattr(found, name, value)


async def carded(hub: Hub, hangout: HangoutView, staff: Seen = CLERK, member: Seen = SARA) -> Opened:
    """The member shows a card, and the staff person scans it."""
    card = await tickets.card(hub, member.id, hangout.id)
    return await scan(hub, staff.id, card.ticket.token)


async def visit(hub: Hub, hangout: HangoutView, staff: Seen = CLERK, member: Seen = SARA) -> Cutting:
    """A whole visit to the shop."""
    opened = await carded(hub, hangout, staff, member)
    return await cutting.buy(hub, staff.id, opened.member_id, opened.token)


def wrong_code(*right: str) -> str:
    """Six digits that are none of these."""
    return next(f"{n:06}" for n in range(10**6) if f"{n:06}" not in right)
