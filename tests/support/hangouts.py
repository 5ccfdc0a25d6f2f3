"""Hangouts made the short way, for tests that are not about making them."""

from hub.context import Hub
from hub.hangout import setup
from hub.hangout.hangouts import HangoutView
from hub.hangout.setup import ChatFacts
from hub.person.people import Seen

OWNER = Seen(9001, "مهتاب", "fa")


async def opened(
    hub: Hub, *, channel: int | None = -1001, group: int | None = -1002, owner: Seen = OWNER
) -> HangoutView:
    """An open hangout with these chats; its first question comes at the next 19:00 in Tehran."""
    draft = await setup.begin(hub, owner)
    for place, telegram_id in (("channel", channel), ("group", group)):
        if telegram_id is not None:
            await setup.register_chat(hub, owner.id, draft.id, ChatFacts(telegram_id, place, f"چای‌خانه {place}", None))
    return await setup.open_hangout(hub, owner.id, draft.id)
