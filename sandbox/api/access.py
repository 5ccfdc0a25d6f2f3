"""May the bot do this here? The checks, in the order and the words of Telegram."""

from sandbox.errors import BotApiError, bad_request, forbidden
from sandbox.rights import may
from sandbox.stage import Stage
from sandbox.world import Chat, Membership, StoredMessage

SEND_RIGHTS = {
    "text messages": "can_send_messages",
    "photos": "can_send_photos",
    "documents": "can_send_documents",
    "polls": "can_send_polls",
}


def find_chat(stage: Stage, chat_id: int | str) -> Chat:
    """A chat the bot has ever met, by number or @username."""
    world = stage.world
    if chat_id == "":
        raise bad_request("chat_id is empty")
    chat = world.chats.get(chat_id) if isinstance(chat_id, int) else world.chat_by_username(chat_id)
    if chat is None or not _has_met(stage, chat):
        raise bad_request("chat not found")
    if chat.migrated_to:
        raise BotApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.migrated_to,
        )
    return chat


def _has_met(stage: Stage, chat: Chat) -> bool:
    return chat.type == "private" or chat.username is not None or stage.bot_id in chat.members


def open_chat(stage: Stage, chat_id: int | str) -> Chat:
    """A chat that the bot is in, or a person it may write to."""
    chat = find_chat(stage, chat_id)
    if chat.type == "private":
        _check_person(stage, chat)
        return chat
    membership = stage.bot_in(chat)
    if membership.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not membership.present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def _check_person(stage: Stage, chat: Chat) -> None:
    person = stage.world.people[chat.id]
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def chat_to_write(stage: Stage, chat_id: int | str, what: str) -> Chat:
    """A chat where the bot may send `what` (a key of SEND_RIGHTS)."""
    chat = open_chat(stage, chat_id)
    if chat.type == "channel" and not stage.bot_in(chat).may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if chat.is_group and not may(chat, stage.bot_id, SEND_RIGHTS[what]):
        raise bad_request(f"not enough rights to send {what} to the chat")
    return chat


def admin_chat(stage: Stage, chat_id: int | str, right: str, refusal: str) -> Chat:
    """A chat where the bot holds this right; private chats need none."""
    chat = open_chat(stage, chat_id)
    if chat.type != "private" and not may(chat, stage.bot_id, right):
        raise bad_request(refusal)
    return chat


def find_message(chat: Chat, message_id: int | None, refusal: str) -> StoredMessage:
    message = chat.messages.get(message_id or 0)
    if message is None:
        raise bad_request(refusal)
    return message


def member_of(stage: Stage, chat: Chat, user_id: int) -> Membership:
    """Someone's standing in a chat, as far as the bot may know it."""
    if user_id != stage.bot_id and user_id not in stage.world.people:
        raise bad_request("invalid user_id specified")
    if chat.type == "channel" and user_id != stage.bot_id and not stage.bot_in(chat).admin:
        raise bad_request("member list is inaccessible")
    if chat.type == "private":
        return Membership("member")
    return chat.membership(user_id)
