"""sendMessage, sendPhoto, sendDocument, sendVoice, sendChatAction; and what every send has in common."""

from typing import Any

from aiogram.methods import SendChatAction, SendDocument, SendMessage, SendPhoto, SendVoice

from sandbox.api.access import chat_to_write
from sandbox.api.attachments import document_content, photo_content, voice_content
from sandbox.api.markup import apply_reply_markup
from sandbox.api.registry import Call, answers
from sandbox.api.request import given
from sandbox.api.text import caption, message_text
from sandbox.api.whispers import send_whisper, whisper_terms
from sandbox.core.messages import draft, post
from sandbox.errors import bad_request
from sandbox.stage import Stage
from sandbox.world import Chat, Json


def replied_to(stage: Stage, chat: Chat, method: Any) -> int | None:
    """The message that a send answers; one that is gone is refused unless the call says it does not matter."""
    reply = method.reply_parameters
    message_id: int | None = reply.message_id if reply else method.reply_to_message_id
    if message_id is None or message_id in chat.messages:
        return message_id
    if (reply and given(reply.allow_sending_without_reply)) or method.allow_sending_without_reply:
        return None
    raise bad_request("message to be replied not found")


def _thread(chat: Chat, thread_id: int | None) -> int | None:
    """The message under which comments go; it must still be there."""
    if thread_id is not None and thread_id not in chat.messages:
        raise bad_request("message thread not found")
    return thread_id


def send(call: Call[Any], what: str, content: Json, poll_id: str | None = None) -> Json:
    """The common way of all sends: rights first, then the message's own content, pace last."""
    stage, method = call.stage, call.method
    chat = chat_to_write(stage, method.chat_id, what)
    reply_to = replied_to(stage, chat, method)
    thread_id = _thread(chat, method.message_thread_id)
    stage.flood.check(chat.id)
    markup = apply_reply_markup(stage, chat, method.reply_markup)
    if given(method.protect_content):
        content = content | {"has_protected_content": True}
    message = draft(
        stage,
        chat,
        stage.bot_id,
        content=content,
        poll_id=poll_id,
        reply_to=reply_to,
        thread_id=thread_id,
        markup=markup,
    )
    return stage.render.message(post(stage, message))


@answers(SendMessage)
def send_message(call: Call[SendMessage]) -> Json:
    method = call.method
    chat_to_write(call.stage, method.chat_id, "text messages")
    content = message_text(call.stage, method.text, method.parse_mode, method.entities)
    if terms := whisper_terms(method):
        return send_whisper(call, terms, content)
    return send(call, "text messages", content)


@answers(SendPhoto)
def send_photo(call: Call[SendPhoto]) -> Json:
    method = call.method
    chat_to_write(call.stage, method.chat_id, "photos")
    content = caption(call.stage, method.caption, method.parse_mode, method.caption_entities)
    content = photo_content(call, method.photo) | content
    if given(method.show_caption_above_media):
        content["show_caption_above_media"] = True
    if method.has_spoiler:
        content["has_media_spoiler"] = True
    if terms := whisper_terms(method):
        return send_whisper(call, terms, content)
    return send(call, "photos", content)


@answers(SendDocument)
def send_document(call: Call[SendDocument]) -> Json:
    method = call.method
    chat_to_write(call.stage, method.chat_id, "documents")
    content = caption(call.stage, method.caption, method.parse_mode, method.caption_entities)
    return send(call, "documents", document_content(call, method.document) | content)


@answers(SendVoice)
def send_voice(call: Call[SendVoice]) -> Json:
    method = call.method
    chat_to_write(call.stage, method.chat_id, "voice messages")
    content = caption(call.stage, method.caption, method.parse_mode, method.caption_entities)
    return send(call, "voice messages", voice_content(call, method.voice) | content)


@answers(SendChatAction)
def send_chat_action(call: Call[SendChatAction]) -> bool:
    chat = chat_to_write(call.stage, call.method.chat_id, "text messages")
    if not call.method.action:
        raise bad_request("wrong parameter action in request")
    only_for = chat.id if chat.type == "private" else None
    call.stage.events.emit("action", only_for=only_for, chat_id=chat.id)
    return True
