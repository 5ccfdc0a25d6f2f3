"""Messages: written, edited, deleted, forwarded; and who hears of it."""

from dataclasses import replace
from typing import Any

from sandbox.stage import Stage
from sandbox.world import MESSAGES_KEPT, TELEGRAM_ID, Chat, Json, StoredMessage


def draft(stage: Stage, chat: Chat, author_id: int, **fields: Any) -> StoredMessage:
    """A message that is not posted yet, shown as from its author; in a channel as from the channel."""
    message = StoredMessage(0, chat.id, stage.clock.second(), author_id, **fields)
    if chat.type == "channel" and message.sender_chat_id is None:
        message.sender_chat_id = chat.id
    elif message.sender_id is None and message.sender_chat_id is None:
        message.sender_id = author_id
    return message


def post(stage: Stage, message: StoredMessage) -> StoredMessage:
    """Put a message into its chat and tell everyone who would hear of it."""
    chat = stage.world.chats[message.chat_id]
    message.id = chat.next_message_id
    chat.next_message_id += 1
    message.thread_id = _thread(chat, message)
    chat.messages[message.id] = message
    if message.poll_id:
        stage.world.polls[message.poll_id].places.append((chat.id, message.id))
    while len(chat.messages) > MESSAGES_KEPT:
        del chat.messages[next(iter(chat.messages))]
    tell_people(stage, "message", message)
    tell_bot(stage, message)
    if chat.type == "channel" and chat.linked_chat_id and not message.service:
        _forward_to_discussion(stage, message, chat.linked_chat_id)
    return message


def say(stage: Stage, chat: Chat, by: int, **content: Any) -> StoredMessage:
    """A service message."""
    return post(stage, draft(stage, chat, by, content=content, service=True))


def _thread(chat: Chat, message: StoredMessage) -> int | None:
    """Replies in a supergroup belong to the thread of the first message they answer."""
    replied = chat.messages.get(message.reply_to or 0)
    if chat.type != "supergroup" or replied is None:
        return message.thread_id
    return replied.thread_id or replied.id


def _forward_to_discussion(stage: Stage, message: StoredMessage, group_id: int) -> None:
    """Telegram's own forward of a channel post: the buttons stay in the channel."""
    group = stage.world.chats[group_id]
    copy = draft(
        stage,
        group,
        message.author_id,
        sender_id=TELEGRAM_ID,
        sender_chat_id=message.chat_id,
        content=dict(message.content),
        poll_id=message.poll_id,
        origin=origin_of(stage, message),
        automatic=True,
    )
    post(stage, copy)


def origin_of(stage: Stage, message: StoredMessage) -> Json:
    """A MessageOrigin with ids in the place of people and chats; a forward of a forward keeps the first origin."""
    if message.origin:
        return message.origin
    if stage.world.chats[message.chat_id].type == "channel":
        channel = {"chat": message.chat_id, "message_id": message.id}
        return {"type": "channel", "date": message.date} | channel
    if message.sender_chat_id is not None:
        return {"type": "chat", "date": message.date, "sender_chat": message.sender_chat_id}
    return {"type": "user", "date": message.date, "sender_user": message.sender_id}


def tell_people(stage: Stage, kind: str, message: StoredMessage) -> None:
    """Everybody who sees the chat hears of it; a whisper or a private message is for one."""
    chat = stage.world.chats[message.chat_id]
    only_for = chat.id if chat.type == "private" else message.receiver_id
    message.changed = stage.events.last + 1
    stage.events.emit(kind, message=message, only_for=only_for, chat_id=chat.id)
    stage.changed()


def tell_bot(stage: Stage, message: StoredMessage, *, edited: bool = False) -> None:
    """Queue the update, unless the bot wrote the message itself or privacy mode hides it."""
    chat = stage.world.chats[message.chat_id]
    if not _bot_hears(stage, chat, message):
        return
    kind = "channel_post" if chat.type == "channel" else "message"
    stage.updates.put(f"edited_{kind}" if edited else kind, stage.render.message(message), chat.id)


def _bot_hears(stage: Stage, chat: Chat, message: StoredMessage) -> bool:
    if message.author_id == stage.bot_id and not message.automatic:
        return False
    if chat.type == "private":
        return True
    membership = stage.bot_in(chat)
    if chat.type == "channel" or membership.admin:
        return membership.present
    return membership.present and (message.service or _is_for_bot(stage, chat, message))


def _is_for_bot(stage: Stage, chat: Chat, message: StoredMessage) -> bool:
    """What passes privacy mode: commands that name no other bot, and replies to the bot."""
    replied = chat.messages.get(message.reply_to or 0)
    if replied and replied.author_id == stage.bot_id and not replied.automatic:
        return True
    text = message.content.get("text", "")
    entities = message.content.get("entities", [])
    if not entities or entities[0]["type"] != "bot_command" or entities[0]["offset"]:
        return False
    _, _, named = text[: entities[0]["length"]].partition("@")
    return named.lower() in ("", stage.world.bot_username.lower())


def edit(stage: Stage, message: StoredMessage, **changes: Any) -> None:
    """Change a message's content or buttons; a channel post's forward in the discussion follows."""
    for name, value in changes.items():
        setattr(message, name, value)
    tell_people(stage, "edit", message)
    if "content" in changes:
        for copy in _discussion_copies(stage, message):
            copy.content = dict(message.content)
            copy.edit_date = message.edit_date
            tell_people(stage, "edit", copy)
            tell_bot(stage, copy, edited=True)


def _discussion_copies(stage: Stage, message: StoredMessage) -> list[StoredMessage]:
    chat = stage.world.chats[message.chat_id]
    group = stage.world.chats.get(chat.linked_chat_id or 0)
    if chat.type != "channel" or group is None:
        return []
    source = {"chat": chat.id, "message_id": message.id}
    return [
        copy
        for copy in group.messages.values()
        if copy.automatic and copy.origin and source.items() <= copy.origin.items()
    ]


def delete(stage: Stage, message: StoredMessage) -> None:
    chat = stage.world.chats[message.chat_id]
    shelf = chat.messages if message.receiver_id is None else chat.whispers
    del shelf[message.id]
    if message.receiver_id is None and message.id in chat.pinned:
        chat.pinned.remove(message.id)
    only_for = chat.id if chat.type == "private" else message.receiver_id
    gone: Json = {"message_id": message.id}
    if message.receiver_id is not None:
        gone = {"message_id": 0, "ephemeral_message_id": message.id}
    stage.events.emit("delete", only_for=only_for, chat_id=chat.id, **gone)
    stage.changed()


def forward(stage: Stage, message: StoredMessage, by: StoredMessage) -> StoredMessage:
    """Post `by` (a draft in the other chat) with this message's content and origin."""
    carried = replace(by, content=dict(message.content), poll_id=message.poll_id, origin=origin_of(stage, message))
    return post(stage, carried)


def whisper(stage: Stage, message: StoredMessage) -> StoredMessage:
    """Put an ephemeral message where only its receiver sees it."""
    chat = stage.world.chats[message.chat_id]
    message.id = stage.world.number()
    chat.whispers[message.id] = message
    while len(chat.whispers) > MESSAGES_KEPT:
        del chat.whispers[next(iter(chat.whispers))]
    tell_people(stage, "message", message)
    return message
