"""Which rights there are, and a membership as the Bot API tells it."""

from typing import Any

from sandbox.world import Chat, Membership

COMMON = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
CHANNEL_ONLY = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_ONLY = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def names_for(chat: Chat) -> tuple[str, ...]:
    return COMMON + (CHANNEL_ONLY if chat.type == "channel" else GROUP_ONLY)


def complete(chat: Chat, given: dict[str, Any]) -> dict[str, bool]:
    """Every right of this kind of chat, those not given being denied; an administrator always manages the chat."""
    rights = {name: bool(given.get(name, False)) for name in names_for(chat)}
    rights["can_manage_chat"] = True
    return rights


def permissions_of(chat: Chat) -> dict[str, bool]:
    """What plain members may do; everything is allowed unless it was taken away."""
    return {name: chat.permissions.get(name, True) for name in PERMISSIONS}


def may(chat: Chat, person_id: int, right: str) -> bool:
    """Whether a member's rights, or what all members are permitted, include this."""
    membership = chat.membership(person_id)
    if membership.admin:
        return membership.may(right) if right in names_for(chat) else True
    return membership.present and chat.is_group and permissions_of(chat).get(right, False)


def chat_member(chat: Chat, membership: Membership, user: dict[str, Any], *, editable: bool) -> dict[str, Any]:
    """A ChatMember. `editable`: whether the bot may change this administrator's rights."""
    base = {"status": membership.status, "user": user}
    return base | _DETAILS.get(membership.status, _nothing)(chat, membership, editable)


def _nothing(chat: Chat, membership: Membership, editable: bool) -> dict[str, Any]:
    return {}


def _creator(chat: Chat, membership: Membership, editable: bool) -> dict[str, Any]:
    return {"is_anonymous": membership.anonymous}


def _administrator(chat: Chat, membership: Membership, editable: bool) -> dict[str, Any]:
    rights = complete(chat, membership.rights or {})
    return {"can_be_edited": editable, "is_anonymous": membership.anonymous} | rights


def _restricted(chat: Chat, membership: Membership, editable: bool) -> dict[str, Any]:
    given = membership.rights or {}
    return {name: given.get(name, False) for name in PERMISSIONS} | {"is_member": True, "until_date": 0}


def _kicked(chat: Chat, membership: Membership, editable: bool) -> dict[str, Any]:
    return {"until_date": 0}


_DETAILS = {"creator": _creator, "administrator": _administrator, "restricted": _restricted, "kicked": _kicked}
