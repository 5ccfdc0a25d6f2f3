"""What nobody else understood: never silence for a person who is waiting."""

import unicodedata

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Private
from handlers.replies import Reply, send, toast
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="fallback")
made_up = Router(name="made_up")
"""Asked before all others."""


def _odd(data: str) -> bool:
    """Characters that stand in no button of ours and that not every store takes."""
    return any(unicodedata.category(c) in ("Cc", "Cs") for c in data)


@router.message(Private())
async def not_understood(message: Message, who: Who, voice: Voice) -> Reply:
    """Points to what works."""
    return send(
        who.id, voice.say("I do not know what to do with that. /today is the question, /stick your tally stick.")
    )


@made_up.callback_query(F.data.func(_odd))
@router.callback_query()
async def old_button(press: CallbackQuery, voice: Voice) -> Reply:
    """A button of a message from an older version, or one that was made up."""
    return toast(press, voice.tell("This button belongs to another place or an old message."), alert=True)
