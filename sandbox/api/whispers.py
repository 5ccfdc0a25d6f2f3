"""Ephemeral messages: seen by one member of a group only."""

from typing import Any

from aiogram.types import EphemeralMessageParameters

from sandbox.api.access import open_chat
from sandbox.api.markup import inline_keyboard
from sandbox.api.registry import Call
from sandbox.core.messages import draft, whisper
from sandbox.errors import bad_request
from sandbox.world import Json


def whisper_terms(method: Any) -> EphemeralMessageParameters | None:
    """Who shall see the message alone; also in the older, flat form of these parameters."""
    if method.ephemeral_message_parameters is not None:
        terms: EphemeralMessageParameters = method.ephemeral_message_parameters
        return terms
    if method.receiver_user_id is None:
        return None
    return EphemeralMessageParameters(
        receiver_user_id=method.receiver_user_id, callback_query_id=method.callback_query_id
    )


def send_whisper(call: Call[Any], terms: EphemeralMessageParameters, content: Json) -> Json:
    """Needs an administrator bot, or a press of the receiver in this chat at most 15 s ago."""
    stage = call.stage
    chat = open_chat(stage, call.method.chat_id)
    if not chat.is_group:
        raise bad_request("ephemeral messages can be sent only to group and supergroup chats")
    if not chat.membership(terms.receiver_user_id).present:
        raise bad_request("USER_NOT_PARTICIPANT")
    press = terms.callback_query_id
    if press is not None and not stage.presses.allows_whisper(press, terms.receiver_user_id, chat.id):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if press is None and not stage.bot_in(chat).admin:
        raise bad_request("not enough rights to send ephemeral messages to the chat")
    stage.flood.check(chat.id)
    markup = inline_keyboard(chat, call.method.reply_markup)
    message = draft(stage, chat, stage.bot_id, content=content, markup=markup, receiver_id=terms.receiver_user_id)
    return stage.render.message(whisper(stage, message))
