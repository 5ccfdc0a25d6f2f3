"""Somebody who came through a link of ours: t.me/<bot>?start=<prefix><payload>. The prefixes stand in
handlers.person.start."""

from dataclasses import dataclass

from aiogram import Bot

from hub.context import Hub
from hub.person.people import Seen, Who
from locales.voice import Voice

CARD = "c_"
"""What a member shows at the counter: /start c_<token>."""
HALF = "h_"
"""A half that is given back: /start h_<code>."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A person who came through a link; `payload` is what the link carries after its prefix, and not to be trusted."""

    bot: Bot
    hub: Hub
    who: Who
    voice: Voice
    seen: Seen
    payload: str
