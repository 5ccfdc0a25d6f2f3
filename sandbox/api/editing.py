"""Editing what the bot wrote: text, caption, photo, buttons; also of ephemeral messages."""

from collections.abc import Callable
from typing import Any

from aiogram.methods import (
    EditEphemeralMessageCaption,
    EditEphemeralMessageReplyMarkup,
    EditEphemeralMessageText,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
)
from aiogram.types import InputMediaDocument, InputMediaPhoto

from sandbox.api.access import chat_to_write, find_chat, find_message
from sandbox.api.attachments import document_content, photo_content
from sandbox.api.markup import inline_keyboard
from sandbox.api.registry import Call, answers
from sandbox.api.text import caption, message_text
from sandbox.core.messages import edit
from sandbox.errors import bad_request
from sandbox.stage import Stage
from sandbox.world import Chat, Json, StoredMessage

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as"
    " a current content and reply markup of the message"
)
TEXT_FIELDS = ("text", "entities")
CAPTION_FIELDS = ("caption", "caption_entities", "show_caption_above_media")
MEDIA_FIELDS = ("photo", "document", *CAPTION_FIELDS)


def _target(call: Call[Any]) -> tuple[Chat, StoredMessage]:
    """The message to edit: the bot's own, or any channel post with the right to edit."""
    stage, method = call.stage, call.method
    if method.inline_message_id:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = chat_to_write(stage, "" if method.chat_id is None else method.chat_id, "text messages")
    if method.message_id is None:
        raise bad_request("message identifier is not specified")
    message = find_message(chat, method.message_id, "message to edit not found")
    if not _editable(stage, chat, message):
        raise bad_request("message can't be edited")
    return chat, message


def _editable(stage: Stage, chat: Chat, message: StoredMessage) -> bool:
    if message.origin or message.service:
        return False
    foreign_post = chat.type == "channel" and stage.bot_in(chat).may("can_edit_messages")
    return message.author_id == stage.bot_id or foreign_post


def _whisper(call: Call[Any]) -> tuple[Chat, StoredMessage]:
    chat = find_chat(call.stage, call.method.chat_id)
    message = chat.whispers.get(call.method.ephemeral_message_id)
    if message is None or message.receiver_id != call.method.receiver_user_id:
        raise bad_request("message to edit not found")
    return chat, message


def _apply(call: Call[Any], place: tuple[Chat, StoredMessage], drop: tuple[str, ...], fresh: Json) -> Json:
    """Put `fresh` in the place of the fields in `drop`; the same again is "not modified". Buttons only: no `drop`."""
    stage = call.stage
    chat, message = place
    stage.flood.check(chat.id)
    markup = inline_keyboard(chat, call.method.reply_markup)
    content = {name: value for name, value in message.content.items() if name not in drop} | fresh
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    if drop:
        edit(stage, message, content=content, markup=markup, edit_date=stage.clock.second())
    else:
        edit(stage, message, markup=markup)
    return stage.render.message(message)


def _text(call: Call[Any], place: tuple[Chat, StoredMessage]) -> Json:
    method = call.method
    fresh = message_text(call.stage, method.text, method.parse_mode, method.entities)
    if "text" not in place[1].content:
        raise bad_request("there is no text in the message to edit")
    return _apply(call, place, TEXT_FIELDS, fresh)


def _caption(call: Call[Any], place: tuple[Chat, StoredMessage]) -> Json:
    method = call.method
    if not {"photo", "document"} & place[1].content.keys():
        raise bad_request("there is no caption in the message to edit")
    fresh = caption(call.stage, method.caption, method.parse_mode, method.caption_entities)
    return _apply(call, place, CAPTION_FIELDS, fresh)


@answers(EditMessageText)
def edit_message_text(call: Call[EditMessageText]) -> Json:
    return _text(call, _target(call))


@answers(EditMessageCaption)
def edit_message_caption(call: Call[EditMessageCaption]) -> Json:
    return _caption(call, _target(call))


@answers(EditMessageReplyMarkup)
def edit_message_reply_markup(call: Call[EditMessageReplyMarkup]) -> Json:
    return _apply(call, _target(call), (), {})


MEDIA: dict[type, Callable[[Call[Any], Any], Json]] = {
    InputMediaPhoto: photo_content,
    InputMediaDocument: document_content,
}


@answers(EditMessageMedia)
def edit_message_media(call: Call[EditMessageMedia]) -> Json:
    place = _target(call)
    media = call.method.media
    if type(media) not in MEDIA:
        raise bad_request("unsupported media type specified")
    if "text" in place[1].content or place[1].poll_id:
        raise bad_request("message can't be edited")
    fresh = MEDIA[type(media)](call, media.media)
    fresh |= caption(call.stage, media.caption, media.parse_mode, media.caption_entities)
    return _apply(call, place, MEDIA_FIELDS, fresh)


@answers(EditEphemeralMessageText)
def edit_ephemeral_message_text(call: Call[EditEphemeralMessageText]) -> bool:
    return bool(_text(call, _whisper(call)))


@answers(EditEphemeralMessageCaption)
def edit_ephemeral_message_caption(call: Call[EditEphemeralMessageCaption]) -> bool:
    return bool(_caption(call, _whisper(call)))


@answers(EditEphemeralMessageReplyMarkup)
def edit_ephemeral_message_reply_markup(call: Call[EditEphemeralMessageReplyMarkup]) -> bool:
    return bool(_apply(call, _whisper(call), (), {}))
