"""The one kind offer of cues, below a card that was just answered in private."""

from aiogram.types import InlineKeyboardButton

from handlers.replies import key
from hub.context import Hub
from hub.habit import cues
from locales.voice import Voice

OFFER = "cues-yes"


async def offer(hub: Hub, voice: Voice, person_id: int) -> list[list[InlineKeyboardButton]]:
    """A line of buttons that asks, on one day, whoever has never been asked."""
    return [[key(voice.tell("🔔 Nudge me once a day"), OFFER)]] if await cues.offer(hub, person_id) else []
