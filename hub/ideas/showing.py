"""One thing that was made is shown in the channel when its owner wishes it; once, however often they tap."""

from hub import outbox
from hub.access import owned
from hub.context import Hub
from hub.errors import NoChat, NotFound
from hub.hangout.chats import public_chats
from hub.ideas.steps import MADE
from storage import hangouts, ideas

KIND = "made_card"


async def may_show(hub: Hub, person_id: int, hangout_id: int) -> bool:
    """Whether the person owns the hangout, and it has a place to show something in."""
    async with hub.db.read() as session:
        if await hangouts.role(session, hangout_id, person_id) != "owner":
            return False
        return bool(await public_chats(session, hangout_id))


async def show(hub: Hub, person_id: int, idea_id: int) -> bool:
    """Its card goes to the channel, or to the group of a hangout that has none; False where it went there before.
    NotFound for what is not made, NotAllowed for anybody but the owner, NoChat."""
    async with hub.db.begin() as session:
        idea = await ideas.idea(session, idea_id)
        if idea is None or idea.state != MADE or not idea.live:
            raise NotFound
        await owned(session, person_id, idea.hangout_id, lock=True)
        places = await public_chats(session, idea.hangout_id)
        if not places:
            raise NoChat
        place = next((chat for chat in places if chat.place == "channel"), places[0])
        notice = {"kind": KIND, "hangout_id": idea.hangout_id, "chat_id": place.telegram_id, "public": True}
        notice |= {"payload": {"idea": idea_id, "place": place.place}, "dedupe_key": f"made:{idea_id}"}
        fresh = await outbox.queue(session, hub, notice)
    hub.wake()
    return fresh
