"""Writing, editing, forwarding, reacting."""

import base64
import binascii
from typing import Any

from sandbox.core.files import keep, picture_size
from sandbox.core.keyboards import has_button, used
from sandbox.core.members import set_blocked
from sandbox.core.messages import delete, draft, edit, forward, post, tell_bot
from sandbox.core.reactions import react as set_reaction
from sandbox.detect import detect
from sandbox.errors import ActError
from sandbox.people.registry import Act, act
from sandbox.rights import may
from sandbox.views import message_view
from sandbox.world import CHANNEL_BOT_ID, GROUP_ANONYMOUS_BOT_ID, Chat, Json, StoredMessage

LONGEST_TEXT = 4096
ATTACHED = ("photo", "voice", "document", "media_group_id")
"""What of a message an edit of its words leaves as it is."""


def voice(given: Act, chat: Chat) -> Json:
    """As whom a person speaks in a chat: themselves, the group (anonymous admins), a channel of theirs."""
    mine = chat.membership(given.me.id)
    as_chat = given.fields.get("as_chat") or (chat.id if mine.anonymous and chat.is_group else None)
    if chat.type in ("private", "channel") or as_chat is None:
        return {}
    if as_chat == chat.id:
        if not mine.admin:
            raise ActError("only an administrator can speak as the group")
        return {"sender_id": GROUP_ANONYMOUS_BOT_ID, "sender_chat_id": chat.id}
    channel = given.stage.world.chats.get(as_chat)
    if channel is None or channel.membership(given.me.id).status != "creator":
        raise ActError("you can only speak as a channel that you own")
    return {"sender_id": CHANNEL_BOT_ID, "sender_chat_id": channel.id}


def check_may_write(given: Act, chat: Chat) -> None:
    """In private the bot must not be blocked; elsewhere one must be in, and in a channel be allowed to post."""
    if chat.type == "private":
        if given.me.blocked:
            raise ActError("you have blocked the bot")
        return
    right = "can_post_messages" if chat.type == "channel" else "can_send_messages"
    if not may(chat, given.me.id, right):
        raise ActError("you can not write here")


def _content(given: Act) -> Json:
    text = str(given.fields.get("text") or "").strip()
    if len(text) > LONGEST_TEXT:
        raise ActError(f"a text has at most {LONGEST_TEXT} characters")
    found = detect(text, [])
    if attached := _attached(given):
        return attached | ({"caption": text} if text else {}) | ({"caption_entities": found} if found else {})
    if not text:
        raise ActError("the text is empty")
    return {"text": text} | ({"entities": found} if found else {})


def _attached(given: Act) -> Json:
    """A photo, alone or in an album, or a voice message."""
    fields, render = given.fields, given.stage.render
    if fields.get("photo"):
        album = {"media_group_id": str(fields["album"])} if fields.get("album") else {}
        return {"photo": render.photo(keep(given.stage, *_picture(fields["photo"])))} | album
    if fields.get("voice"):
        return {"voice": render.voice(keep(given.stage, _decoded(fields["voice"], "voice message"), "voice.ogg"))}
    return {}


def _decoded(encoded: Any, what: str) -> bytes:
    """Base64, as a data: address or bare."""
    try:
        return base64.b64decode(str(encoded).rpartition(",")[2], validate=True)
    except binascii.Error:
        raise ActError(f"the {what} is not base64") from None


def _picture(encoded: Any) -> tuple[bytes, str, tuple[int, int]]:
    data = _decoded(encoded, "photo")
    size = picture_size(data)
    if size is None:
        raise ActError("the photo is no picture")
    return data, "photo.jpg", size


@act
def send(given: Act) -> Json:
    return _send(given)


def _send(given: Act) -> Json:
    chat = given.chat()
    check_may_write(given, chat)
    content = _content(given)
    reply_to = given.fields.get("reply_to")
    if reply_to is not None and reply_to not in chat.messages:
        raise ActError("the message you answer is gone")
    if has_button(chat, given.me.id, content.get("text")):
        used(given.stage, chat, given.me.id)
    _begin(given, chat)
    message = draft(given.stage, chat, given.me.id, content=content, reply_to=reply_to, **voice(given, chat))
    return message_view(given.stage, given.me, post(given.stage, message))


def _begin(given: Act, chat: Chat) -> None:
    """The first word to the bot lets it write back."""
    if chat.type == "private" and not given.me.started:
        given.me.started = True
        given.stage.events.emit("chat", only_for=given.me.id, chat_id=chat.id)


@act
def start(given: Act) -> Json:
    """Press Start, or open a deep link with its payload; who had blocked the bot unblocks it by that."""
    payload = str(given.fields.get("payload") or "")
    if len(payload) > 64 or not all(letter.isascii() and (letter.isalnum() or letter in "_-") for letter in payload):
        raise ActError("a payload has at most 64 of A-Z a-z 0-9 _ -")
    set_blocked(given.stage, given.me, False)
    text = f"/start {payload}".strip()
    return _send(Act(given.stage, given.me, {"chat_id": given.me.id, "text": text}))


def _own(given: Act, chat: Chat) -> StoredMessage:
    message = given.message(chat)
    if message.author_id != given.me.id or message.service or message.automatic:
        raise ActError("the message is not yours")
    return message


@act
def edit_(given: Act) -> Json:
    chat = given.chat()
    message = _own(given, chat)
    if message.origin or message.poll_id:
        raise ActError("this can not be edited")
    text = str(given.need("text")).strip()
    kind = "text" if "text" in message.content else "caption"
    if not text and kind == "text":
        raise ActError("the text is empty")
    content = {name: value for name, value in message.content.items() if name in ATTACHED}
    if given.fields.get("photo"):
        if "photo" not in content:
            raise ActError("only a photo's picture can be changed")
        content |= {"photo": _attached(given)["photo"]}
    found = detect(text, [])
    content |= {kind: text} | ({"entities" if kind == "text" else "caption_entities": found} if found else {})
    edit(given.stage, message, content=content, edit_date=given.stage.clock.second())
    tell_bot(given.stage, message, edited=True)
    return message_view(given.stage, given.me, message)


@act
def delete_(given: Act) -> bool:
    """One's own message, or anybody's with the right to delete. The bot is not told."""
    chat = given.chat()
    message = given.message(chat)
    theirs = chat.type == "private" or message.author_id == given.me.id
    if not theirs and not chat.membership(given.me.id).may("can_delete_messages"):
        raise ActError("the message is not yours")
    delete(given.stage, message)
    return True


@act
def forward_(given: Act) -> Json:
    chat, target = given.chat(), given.chat("to")
    message = given.message(chat)
    check_may_write(given, target)
    if message.service or message.receiver_id is not None or message.content.get("has_protected_content"):
        raise ActError("this can not be forwarded")
    _begin(given, target)
    carried = forward(given.stage, message, draft(given.stage, target, given.me.id, **voice(given, target)))
    return message_view(given.stage, given.me, carried)


@act
def react(given: Act) -> bool:
    chat = given.chat()
    if chat.type != "private" and not chat.membership(given.me.id).present:
        raise ActError("you are not in this chat")
    set_reaction(given.stage, chat, given.message(chat), given.me.id, given.fields.get("emoji") or None)
    return True
