"""The names in a standing, for the owner: an unfit one can be taken out. Who stands behind a name is not told."""

from dataclasses import dataclass

from hub.access import owned
from hub.context import Hub
from hub.history import note
from storage import habit
from storage.tables import Member


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the standing."""

    member_id: int
    name: str


async def of_owner(hub: Hub, person_id: int, hangout_id: int) -> list[Named]:
    """The names, in the order of joining the hangout."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        return [Named(one.id or 0, one.alias or "") for one in await habit.named(session, hangout_id)]


async def take_out(hub: Hub, person_id: int, hangout_id: int, member_id: int, name: str) -> bool:
    """The member stands there no more, and may choose another name; False, and nothing done, where they go by another
    name than that by now, or have left."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id)
        member = await session.get(Member, member_id, with_for_update=True, populate_existing=True)
        if member is None or member.hangout_id != hangout_id or member.alias != name:
            return False
        member.alias = None
        note(session, hub, hangout_id, person_id, "standing_name_out")
    return True
