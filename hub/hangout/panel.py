"""What an owner looks at in a hangout."""

from hub.access import owned
from hub.context import Hub
from hub.daily import rounds
from hub.daily.rounds import RoundView
from hub.daily.viewing import view_of
from storage import rounds as stored


async def playing(hub: Hub, person_id: int, hangout_id: int) -> RoundView | None:
    """The daily question's round that takes votes now, for the hangout's owner."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = await stored.open_round(session, hangout_id)
    return await rounds.view(hub, found.id or 0) if found else None


async def beside(hub: Hub, person_id: int, hangout_id: int) -> list[RoundView]:
    """What takes votes beside it, the one that closes first before."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = await stored.open_beside(session, [hangout_id])
        return [await view_of(session, one) for one in found]
