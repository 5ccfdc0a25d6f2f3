"""Days and tags made the short way, for tests that are not about making them."""

from hub.context import Hub
from hub.habit.presence import Came, was_here
from hub.hangout.hangouts import HangoutView
from storage import hangouts
from storage.tables import Hangout, Interest, Member, Round


async def came(hub: Hub, member_id: int) -> Came:
    """The member does something today that is no vote."""
    async with hub.db.begin() as session:
        member = await session.get_one(Member, member_id)
        hangout = await session.get_one(Hangout, member.hangout_id)
        return await was_here(session, hangout, member_id, hub.now())


async def tag(hub: Hub, hangout: HangoutView, key: str, name: str) -> int:
    """One of the hangout's tags; its id."""
    async with hub.db.begin() as session:
        row = Interest(hangout_id=hangout.id, key=key, name=name)
        session.add(row)
        await session.flush()
        return row.id or 0


async def tagged(hub: Hub, round_id: int, *tags: str) -> None:
    """The round is about that."""
    async with hub.db.begin() as session:
        (await session.get_one(Round, round_id)).tags = list(tags)


async def ranks(hub: Hub, hangout: HangoutView) -> None:
    """The hangout has a standing from now on."""
    async with hub.db.begin() as session:
        found = await hangouts.hangout(session, hangout.id)
        assert found
        found.standing = True
