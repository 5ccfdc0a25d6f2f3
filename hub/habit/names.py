"""The names in a standing, for the owner: an unfit one can be taken out. Who stands behind a name is not told."""

from hub.access import owned
from hub.context import Hub
from hub.history import note
from storage import habit


async def of_owner(hub: Hub, person_id: int, hangout_id: int) -> list[str]:
    """The names, in the order of joining the hangout; no two are the same."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        return [one.alias or "" for one in await habit.named(session, hangout_id)]


async def take_out(hub: Hub, person_id: int, hangout_id: int, name: str) -> bool:
    """Whoever goes by the name stands there no more, and may choose another; False, and nothing done, where nobody
    goes by it any more."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id)
        member = await habit.called(session, hangout_id, name)
        if member is None:
            return False
        member.alias = None
        note(session, hub, hangout_id, person_id, "standing_name_out")
    return True
