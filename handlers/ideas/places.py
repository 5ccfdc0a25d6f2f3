"""What the board's buttons carry: which page, which idea, and the words of a search."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message, MessageEntity
from markupsafe import Markup

from handlers.buttons import Number
from hub.ideas.board import FRONT, Edge, Look, key_of, written
from locales.voice import Voice

ASKED_MARK = "underline"
"""The words of a search stand in the message itself, marked so: they are too long for a button, and so a page can be
turned however long ago it was searched for."""


class Board(CallbackData, prefix="ib"):
    """A page of a hangout's board; `what`, `about` and the edge are those of hub.ideas.board.Look."""

    hangout: Number
    what: str = FRONT
    about: str = ""
    edge: str = ""
    back: bool = False


class Card(CallbackData, prefix="ic"):
    """One idea, or its `media`; the rest is the page to go back to."""

    idea: Number
    media: bool = False
    what: str = "top"
    about: str = ""
    edge: str = ""
    back: bool = False


class Tap(CallbackData, prefix="it"):
    """Be for an idea (`on`) or no more; on its `card` or on a page, which is named by the rest."""

    idea: Number
    on: bool
    card: bool = False
    what: str = "top"
    about: str = ""
    edge: str = ""
    back: bool = False


class Shelves(CallbackData, prefix="is"):
    """What a board can be looked at by: `state`, `tag`, `more`, or `search`, which asks for words."""

    hangout: Number
    by: str


Way = Board | Card | Tap


def look_of(way: Way, hangout_id: int, press: CallbackQuery) -> Look:
    """What a button looks at; the words of a search are read off its message."""
    edge = Edge(key_of(way.edge), way.back) if way.edge else None
    about = asked_in(press) if way.what == "search" else way.about
    return Look(hangout_id, way.what, about, edge)


def asked_in(press: CallbackQuery) -> str:
    """The words that the search behind a message looked for."""
    message = press.message
    if not isinstance(message, Message):
        return ""
    text, entities = message.text or message.caption or "", message.entities or message.caption_entities or []
    return next((_part(one, text) for one in entities if one.type == ASKED_MARK), "")


def _part(entity: MessageEntity, text: str) -> str:
    return entity.extract_from(text).strip("\u200e\u200f\u2066\u2067\u2068\u2069")


def place(look: Look) -> dict[str, str | bool]:
    """A page, as buttons carry it."""
    edge = written(look.edge.key) if look.edge else ""
    about = "" if look.what == "search" else look.about
    return {"what": look.what, "about": about, "edge": edge, "back": bool(look.edge and look.edge.back)}


def searched(v: Voice, look: Look) -> Markup:
    """The words of a search, marked so that they are found again."""
    marked = Markup("<u>{}</u>").format(v.frame("{words}", words=look.about))
    return v.say("Searched for: {words}", words=marked)
