"""Joining a hangout, and a member's stick."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Seen, row
from hub.stick.sticks import Stick, stick
from hub.together.views import Together, together
from storage import hangouts, people, rewards
from storage.tables import Hangout


@dataclass(frozen=True, slots=True)
class StickView:
    """A member's stick in one hangout; `together` is how far the hangout's shared stick is, while there is one;
    `claimable`: there are notches for a reward."""

    hangout_id: int
    title: str
    reward: str
    stick: Stick
    together: Together | None = None
    claimable: bool = False


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
        return Joined(await _view(session, hub, hangout, before.notches if before else 0), before is None)


async def sticks(hub: Hub, person_id: int, hangout_id: int | None = None) -> list[StickView]:
    """The person's sticks, in the order of joining; of one hangout only if it is named."""
    async with hub.db.read() as session:
        found = []
        for hangout in await hangouts.of_member(session, person_id):
            if hangout_id not in (None, hangout.id):
                continue
            member = await hangouts.member(session, hangout.id or 0, person_id)
            found.append(await _view(session, hub, hangout, member.notches if member else 0))
        return found


async def _view(session: AsyncSession, hub: Hub, hangout: Hangout, balance: int) -> StickView:
    reward = await rewards.main(session, hangout.id or 0)
    held = stick(balance, hangout.stick_length)
    shared = await together(session, hangout, hub.now())
    fits = await rewards.within(session, hangout.id or 0, balance)
    return StickView(hangout.id or 0, hangout.title, reward.title if reward else "", held, shared, fits)
