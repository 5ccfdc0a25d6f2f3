"""A member who writes nothing for others in a hangout for a time. They vote, earn and read as before."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.watch.errors import Muted
from storage import watch
from storage.tables import Hangout


async def may_write(session: AsyncSession, hub: Hub, hangout_id: int, member_id: int) -> None:
    """Nothing, or Muted: to be asked in the transaction of whatever a member writes for others."""
    until = await watch.muted_until(session, member_id)
    if until is not None and until > hub.now():
        hangout = await session.get_one(Hangout, hangout_id)
        raise Muted(until=until, timezone=hangout.timezone)
