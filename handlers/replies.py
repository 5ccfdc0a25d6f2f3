"""Answers as Telegram methods: handlers return them, and they are sent after the commit."""

from typing import Any

from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from markupsafe import Markup

from handlers.letters import brings_several

Method = TelegramMethod[Any]
# A tuple holds alternatives: the first that Telegram accepts is enough.
Step = Method | tuple[Method, ...]
Reply = Method | list[Step] | None
Keys = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply | None
TOAST_LIMIT = 200
CAPTION_LIMIT = 1024


def rows(*lines: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """An inline keyboard of these lines; empty lines vanish."""
    return InlineKeyboardMarkup(inline_keyboard=[line for line in lines if line])


def key(text: str, data: str) -> InlineKeyboardButton:
    """A button that comes back to us."""
    return InlineKeyboardButton(text=text, callback_data=data)


def send(chat_id: int, text: Markup, keys: Keys = None) -> Method:
    """A message in HTML."""
    return SendMessage(chat_id=chat_id, text=text, parse_mode="HTML", reply_markup=keys)


def picture(chat_id: int, file: str | BufferedInputFile, text: Markup, keys: Keys = None) -> Method:
    """A photo, new or known to Telegram by its file id, with HTML below."""
    return SendPhoto(chat_id=chat_id, photo=file, caption=text, parse_mode="HTML", reply_markup=keys)


def toast(press: CallbackQuery, text: str = "", *, alert: bool = False) -> Method:
    """The answer to a tap; an alert stays until it is closed."""
    return AnswerCallbackQuery(callback_query_id=press.id, text=text[:TOAST_LIMIT], show_alert=alert)


def replaceable(press: CallbackQuery) -> Message | None:
    """The tapped message, if it may become something else: it can still be reached, and is no letter of several parts,
    where the others would be lost."""
    message = press.message
    if not isinstance(message, Message) or brings_several(message.text or message.caption):
        return None
    return message


def edit(press: CallbackQuery, text: Markup, keys: InlineKeyboardMarkup | None = None, said: str = "") -> Reply:
    """The tapped message becomes this; where it can not, or is a photo with less room below, a new one is sent."""
    message = replaceable(press)
    if message is None:
        return [send(press.from_user.id, text, keys), toast(press, said)]
    if message.photo:
        return _edit_caption(press, message, text, keys, said)
    chat_id, message_id = message.chat.id, message.message_id
    changed = EditMessageText(chat_id=chat_id, message_id=message_id, text=text, parse_mode="HTML", reply_markup=keys)
    return [changed, toast(press, said)]


def _edit_caption(
    press: CallbackQuery, message: Message, text: Markup, keys: InlineKeyboardMarkup | None, said: str
) -> Reply:
    if len(text.striptags()) > CAPTION_LIMIT:
        return [send(press.from_user.id, text, keys), *edit_keys(press, None), toast(press, said)]
    changed = EditMessageCaption(
        chat_id=message.chat.id, message_id=message.message_id, caption=text, parse_mode="HTML", reply_markup=keys
    )
    return [changed, toast(press, said)]


def edit_keys(press: CallbackQuery, keys: InlineKeyboardMarkup | None) -> list[Step]:
    """The tapped message keeps its text and gets these buttons; a letter of several parts keeps its own."""
    message = replaceable(press)
    if message is None:
        return []
    chat_id, message_id = message.chat.id, message.message_id
    return [EditMessageReplyMarkup(chat_id=chat_id, message_id=message_id, reply_markup=keys)]
