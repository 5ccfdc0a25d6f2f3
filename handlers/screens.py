"""A screen: what the person sees next, shown in place after a tap and as a new message after words."""

from collections.abc import Sequence
from typing import NamedTuple

from aiogram.methods import DeleteMessage, EditMessageMedia
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, InputMediaPhoto, ReplyKeyboardRemove
from markupsafe import Markup

from handlers.replies import Keys, Method, Step, edit, edit_keys, picture, replaceable, send, toast
from locales.voice import Voice


class Screen(NamedTuple):
    """Text and buttons; `said` is the toast that comes with it after a tap, `photo` a picture above the text that
    Telegram knows (its file id)."""

    text: Markup
    keys: Keys = None
    said: str = ""
    photo: str = ""


def on_tap(press: CallbackQuery, screen: Screen, *, keep: bool = False) -> list[Step]:
    """The tapped message becomes the screen; a letter of several parts stays, and the screen comes below it. One with a
    reply keyboard has to be a message of its own; the tapped one then loses its buttons, unless they are to be kept."""
    if screen.photo:
        return [*_with_photo(press, screen), toast(press, screen.said)]
    if screen.keys is None or isinstance(screen.keys, InlineKeyboardMarkup):
        shown = edit(press, screen.text, screen.keys, screen.said)
        return shown if isinstance(shown, list) else []
    cleared = [] if keep else edit_keys(press, None)
    return [send(press.from_user.id, screen.text, screen.keys), *cleared, toast(press, screen.said)]


def on_words(person_id: int, screen: Screen) -> Method:
    """A new message below what the person wrote."""
    if screen.photo:
        return picture(person_id, screen.photo, screen.text, screen.keys)
    return send(person_id, screen.text, screen.keys)


def _with_photo(press: CallbackQuery, screen: Screen) -> list[Step]:
    """A photo becomes another in place; words can not become a photo, so that they go and a photo comes."""
    message = replaceable(press)
    keys = screen.keys if isinstance(screen.keys, InlineKeyboardMarkup) else None
    if message and message.photo:
        media = InputMediaPhoto(media=screen.photo, caption=screen.text, parse_mode="HTML")
        chat_id, message_id = message.chat.id, message.message_id
        return [EditMessageMedia(media=media, reply_markup=keys, chat_id=chat_id, message_id=message_id)]
    gone: list[Step] = []
    if message:
        gone = [DeleteMessage(chat_id=message.chat.id, message_id=message.message_id)]
    return [picture(press.from_user.id, screen.photo, screen.text, keys), *gone]


def in_place(press: CallbackQuery, screen: Screen) -> list[Step]:
    """A card after another: one thing's photo never stays above another thing's words."""
    message = replaceable(press)
    if screen.photo or message is None or not message.photo:
        return on_tap(press, screen)
    gone = DeleteMessage(chat_id=message.chat.id, message_id=message.message_id)
    return [on_words(press.from_user.id, screen), gone, toast(press, screen.said)]


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
