"""A screen: what the person sees next, shown in place after a tap and as a new message after words."""

from collections.abc import Sequence
from typing import NamedTuple

from aiogram.types import CallbackQuery, InlineKeyboardMarkup, ReplyKeyboardRemove
from markupsafe import Markup

from handlers.replies import Keys, Method, Step, edit, edit_keys, send, toast
from locales.voice import Voice


class Screen(NamedTuple):
    """Text and buttons; `said` is the toast that comes with it after a tap."""

    text: Markup
    keys: Keys = None
    said: str = ""


def on_tap(press: CallbackQuery, screen: Screen, *, keep: bool = False) -> list[Step]:
    """The tapped message becomes the screen. One with a reply keyboard has to be a message of its own; the tapped
    one then loses its buttons, unless they are to be kept."""
    if screen.keys is None or isinstance(screen.keys, InlineKeyboardMarkup):
        shown = edit(press, screen.text, screen.keys, screen.said)
        return shown if isinstance(shown, list) else []
    cleared = [] if keep else edit_keys(press, None)
    return [send(press.from_user.id, screen.text, screen.keys), *cleared, toast(press, screen.said)]


def on_words(person_id: int, screen: Screen) -> Method:
    """A new message below what the person wrote."""
    return send(person_id, screen.text, screen.keys)


def after_keyboard(person_id: int, farewell: Markup, screen: Screen) -> list[Step]:
    """The reply keyboard goes away with a line of its own, since one message can not bring other buttons as well."""
    return [send(person_id, farewell, ReplyKeyboardRemove()), on_words(person_id, screen)]


def sample(speaker: Voice, text: str, options: Sequence[str]) -> Markup:
    """A question as a quotation, much as it will look in the channel."""
    lines = [
        speaker.frame("<b>{question}</b>", question=text),
        *(speaker.frame("• {option}", option=o) for o in options),
    ]
    return Markup("<blockquote>{}</blockquote>").format(Markup("\n").join(lines))
