"""What nobody else understood: never silence for a person who is waiting."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Private
from handlers.replies import Reply, send, toast
from hub.people import Who
from locales.voice import Voice

router = Router(name="fallback")


@router.message(Private())
async def not_understood(message: Message, who: Who, voice: Voice) -> Reply:
    """Points to what works."""
    return send(
        who.id, voice.say("I do not know what to do with that. /today is the question, /stick your tally stick.")
    )


@router.callback_query()
async def old_button(press: CallbackQuery, voice: Voice) -> Reply:
    """A button of a message from an older version, or one that was made up."""
    return toast(press, voice.tell("This button belongs to another place or an old message."), alert=True)
