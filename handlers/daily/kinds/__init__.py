"""Kinds of daily question at Telegram's edge: a file each, and its line here."""

from handlers.daily.kinds.base import Look
from handlers.daily.kinds.choice import CHOICE
from handlers.daily.kinds.guess import GUESS
from handlers.daily.kinds.scale import SCALE
from handlers.daily.kinds.versus import VERSUS
from handlers.daily.kinds.word import WORD

LOOKS: dict[str, Look] = {look.code: look for look in (CHOICE, VERSUS, SCALE, GUESS, WORD)}
