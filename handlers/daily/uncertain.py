"""The owner says whether a post of unknown outcome stands in the chat."""

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.buttons import Number
from handlers.replies import Reply, edit
from handlers.rights import ownership
from hub import outbox
from hub.context import Hub
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="uncertain")


class Settle(CallbackData, prefix="settle"):
    """An uncertain notice and what became of it."""

    notice_id: Number
    arrived: bool


@router.callback_query(Settle.filter())
async def settled(press: CallbackQuery, callback_data: Settle, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Sent again only on the owner's word; a second tap changes nothing."""
    await ownership(bot, hub, who.id, await outbox.hangout_of(hub, callback_data.notice_id))
    if await outbox.settle(hub, who.id, callback_data.notice_id, arrived=callback_data.arrived):
        return edit(press, voice.say("It is on its way again."))
    return edit(press, voice.say("Good, it stays as it is."))
