"""Joining a hangout, and a member's stick."""

from dataclasses import dataclass

from hub.context import Hub
from hub.errors import NotFound
from hub.people import Seen, row
from hub.sticks import Stick, stick
from storage import hangouts, people


@dataclass(frozen=True, slots=True)
class StickView:
    """A member's stick in one hangout."""

    hangout_id: int
    title: str
    reward: str
    stick: Stick


@dataclass(frozen=True, slots=True)
class Joined:
    """`fresh`: the person was no member before."""

    view: StickView
    fresh: bool


async def join(hub: Hub, seen: Seen, slug: str) -> Joined:
    """Makes the person a member through the hangout's link. NotFound if the link leads nowhere."""
    async with hub.db.begin() as session:
        hangout = await hangouts.by_slug(session, slug)
        if hangout is None or hangout.state == "draft" or hangout.id is None:
            raise NotFound
        before = await hangouts.member(session, hangout.id, seen.id)
        await people.add_people(session, [row(hub, seen)])
        joining = {"hangout_id": hangout.id, "person_id": seen.id, "joined_at": hub.now(), "entries": 0, "notches": 0}
        await hangouts.add_members(session, [joining])
        held = stick(before.notches if before else 0, hangout.stick_length)
        return Joined(StickView(hangout.id, hangout.title, hangout.reward, held), before is None)


async def sticks(hub: Hub, person_id: int, hangout_id: int | None = None) -> list[StickView]:
    """The person's sticks, in the order of joining; of one hangout only if it is named."""
    async with hub.db.read() as session:
        found = []
        for hangout in await hangouts.of_member(session, person_id):
            if hangout_id not in (None, hangout.id):
                continue
            member = await hangouts.member(session, hangout.id or 0, person_id)
            held = stick(member.notches if member else 0, hangout.stick_length)
            found.append(StickView(hangout.id or 0, hangout.title, hangout.reward, held))
        return found
