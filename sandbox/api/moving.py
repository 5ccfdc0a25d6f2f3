"""Deleting, forwarding, copying, pinning."""

from dataclasses import replace
from typing import Any

from aiogram.methods import (
    CopyMessage,
    DeleteEphemeralMessage,
    DeleteMessage,
    DeleteMessages,
    ForwardMessage,
    PinChatMessage,
    UnpinAllChatMessages,
    UnpinChatMessage,
)

from sandbox.api.access import SEND_RIGHTS, chat_to_write, find_chat, find_message, open_chat
from sandbox.api.markup import apply_reply_markup
from sandbox.api.registry import Call, answers
from sandbox.api.send import replied_to
from sandbox.api.text import caption
from sandbox.core.messages import delete, draft, forward, post, say, tell_people
from sandbox.core.polls import new_poll_id
from sandbox.errors import bad_request
from sandbox.rights import may
from sandbox.stage import Stage
from sandbox.world import Chat, Json, StoredMessage

DELETABLE_SECONDS = 48 * 3600
NO_RIGHT_TO_PIN = "not enough rights to manage pinned messages in the chat"


@answers(DeleteMessage)
def delete_message(call: Call[DeleteMessage]) -> bool:
    chat = open_chat(call.stage, call.method.chat_id)
    message = find_message(chat, call.method.message_id, "message to delete not found")
    if not _deletable(call.stage, chat, message):
        raise bad_request("message can't be deleted for everyone")
    delete(call.stage, message)
    return True


@answers(DeleteMessages)
def delete_messages(call: Call[DeleteMessages]) -> bool:
    """Those that are gone or can not be deleted are passed over."""
    chat = open_chat(call.stage, call.method.chat_id)
    found = [chat.messages[number] for number in call.method.message_ids if number in chat.messages]
    for message in found:
        if _deletable(call.stage, chat, message):
            delete(call.stage, message)
    return True


def _deletable(stage: Stage, chat: Chat, message: StoredMessage) -> bool:
    if stage.bot_in(chat).may("can_delete_messages"):
        return True
    fresh = stage.clock.now() - message.date <= DELETABLE_SECONDS
    return fresh and (chat.type == "private" or message.author_id == stage.bot_id)


@answers(DeleteEphemeralMessage)
def delete_ephemeral_message(call: Call[DeleteEphemeralMessage]) -> bool:
    chat = find_chat(call.stage, call.method.chat_id)
    message = chat.whispers.get(call.method.ephemeral_message_id)
    if message is None or message.receiver_id != call.method.receiver_user_id:
        raise bad_request("message to delete not found")
    delete(call.stage, message)
    return True


def _source(call: Call[Any], verb: str) -> StoredMessage:
    chat = open_chat(call.stage, call.method.from_chat_id)
    message = find_message(chat, call.method.message_id, f"message to {verb} not found")
    if message.service:
        raise bad_request(f"message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    return message


def _what(message: StoredMessage) -> str:
    """The right that sending such a message needs."""
    kinds = {"photo": "photos", "document": "documents"}
    if message.poll_id:
        return "polls"
    return next((kinds[field] for field in kinds if field in message.content), next(iter(SEND_RIGHTS)))


@answers(ForwardMessage)
def forward_message(call: Call[ForwardMessage]) -> Json:
    stage = call.stage
    find_chat(stage, call.method.chat_id)
    message = _source(call, "forward")
    if message.content.get("has_protected_content"):
        raise bad_request("the message can't be forwarded")
    chat = chat_to_write(stage, call.method.chat_id, _what(message))
    stage.flood.check(chat.id)
    return stage.render.message(forward(stage, message, draft(stage, chat, stage.bot_id)))


@answers(CopyMessage)
def copy_message(call: Call[CopyMessage]) -> Json:
    stage, method = call.stage, call.method
    find_chat(stage, method.chat_id)
    message = _source(call, "copy")
    chat = chat_to_write(stage, method.chat_id, _what(message))
    content = dict(message.content)
    if method.caption is not None and "text" not in content:
        content = {name: value for name, value in content.items() if not name.startswith("caption")}
        content |= caption(stage, method.caption, method.parse_mode, method.caption_entities)
    reply_to = replied_to(stage, chat, method)
    stage.flood.check(chat.id)
    markup = apply_reply_markup(stage, chat, method.reply_markup)
    poll_id = _copied_poll(stage, message)
    copy = draft(stage, chat, stage.bot_id, content=content, poll_id=poll_id, reply_to=reply_to, markup=markup)
    return {"message_id": post(stage, copy).id}


def _copied_poll(stage: Stage, message: StoredMessage) -> str | None:
    """A copy of a poll is a new poll of the bot, without votes."""
    if message.poll_id is None:
        return None
    original = stage.world.polls[message.poll_id]
    number = new_poll_id(stage)
    fresh = replace(original, id=number, author_id=stage.bot_id, votes={}, places=[], closed=False, close_at=None)
    stage.world.polls[number] = fresh
    return number


def _chat_to_pin(call: Call[Any]) -> Chat:
    stage = call.stage
    chat = open_chat(stage, call.method.chat_id)
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if chat.type != "private" and not may(chat, stage.bot_id, right):
        raise bad_request(NO_RIGHT_TO_PIN)
    return chat


@answers(PinChatMessage)
def pin_chat_message(call: Call[PinChatMessage]) -> bool:
    chat = _chat_to_pin(call)
    message = find_message(chat, call.method.message_id, "message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        tell_people(call.stage, "edit", message)
        say(call.stage, chat, call.stage.bot_id, pinned_message=message.id)
    return True


@answers(UnpinChatMessage)
def unpin_chat_message(call: Call[UnpinChatMessage]) -> bool:
    """Without a number, the latest pinned one."""
    chat = _chat_to_pin(call)
    number = call.method.message_id or next(reversed(chat.pinned), None)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    _unpin(call.stage, chat, [number])
    return True


@answers(UnpinAllChatMessages)
def unpin_all_chat_messages(call: Call[UnpinAllChatMessages]) -> bool:
    chat = _chat_to_pin(call)
    _unpin(call.stage, chat, list(chat.pinned))
    return True


def _unpin(stage: Stage, chat: Chat, numbers: list[int]) -> None:
    for number in numbers:
        chat.pinned.remove(number)
        tell_people(stage, "edit", chat.messages[number])
