"""What Telegram tells of our place in chats: added, removed, blocked, moved to another id."""

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUnion,
    ChatMemberUpdated,
    Message,
    Update,
)

from hub.context import Hub
from hub.hangout import chats
from hub.person import people

router = Router(name="chats")


class Migrated(Filter):
    """The service message of a group that became a supergroup."""

    async def __call__(self, message: Message) -> bool:
        """True for the message that stays in the old chat."""
        return message.migrate_to_chat_id is not None


@router.message(Migrated())
async def migrated(message: Message, hub: Hub) -> None:
    """The hangout follows."""
    await chats.migrate(hub, message.chat.id, message.migrate_to_chat_id or 0)


def can_work(ours: ChatMemberUnion, chat_type: str) -> bool:
    """Whether the bot's standing lets it post there: as an admin in a channel, as anybody who may speak in a group."""
    if chat_type == "channel":
        return isinstance(ours, ChatMemberAdministrator) and bool(ours.can_post_messages)
    if isinstance(ours, ChatMemberRestricted):
        return ours.is_member and ours.can_send_messages
    return ours.status in ("member", "administrator")


@router.my_chat_member()
async def our_place(change: ChatMemberUpdated, event_update: Update, hub: Hub) -> None:
    """Blocked or started in private; removed, restricted or restored in a channel or group."""
    now = change.new_chat_member
    if change.chat.type == "private":
        await people.set_reach(hub, change.chat.id, reachable=now.status != "kicked")
    elif can_work(now, change.chat.type):
        await chats.found(hub, change.chat.id)
    else:
        await chats.lost(hub, change.chat.id, at=event_update.update_id)
