"""Whose messages stand in a group, for as long as somebody may thank for them."""

from hub.context import Hub
from hub.thanks.thanks import of_group
from storage import hangouts
from storage import thanks as stored


async def wrote(hub: Hub, person_id: int, chat_id: int, message_id: int) -> None:
    """A person wrote in a group; noted only of a hangout's members. The text is nobody's business here."""
    async with hub.db.read() as session:
        hangout = await of_group(session, chat_id)
        member = await hangouts.member(session, hangout.id or 0, person_id) if hangout else None
    if member is None:
        return
    async with hub.db.begin() as session:
        await stored.wrote(session, chat_id, message_id, member.id or 0, hub.now())


async def forget_old(hub: Hub, hangout_id: int) -> bool:
    """The clock's part: what is too old goes, of all hangouts."""
    async with hub.db.begin() as session:
        return await stored.sweep(session, hub.now())
