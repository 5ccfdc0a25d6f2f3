"""What a bot may ask and do about chats and their members."""

from typing import Any

from aiogram.methods import (
    ExportChatInviteLink,
    GetChat,
    GetChatAdministrators,
    GetChatMember,
    GetChatMemberCount,
    LeaveChat,
)

from sandbox.api.access import admin_chat, find_chat, member_of, open_chat
from sandbox.api.registry import Call, answers
from sandbox.core.members import change
from sandbox.errors import bad_request
from sandbox.rights import permissions_of
from sandbox.stage import Stage
from sandbox.world import ADMINS, Chat, Json, Membership

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@answers(GetChat)
def get_chat(call: Call[GetChat]) -> Json:
    stage = call.stage
    chat = find_chat(stage, call.method.chat_id)
    if chat.type != "private" and chat.username is None:
        open_chat(stage, chat.id)
    raw = stage.render.chat(chat.id) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.username:
        raw["active_usernames"] = [chat.username]
    if chat.is_group:
        raw["permissions"] = permissions_of(chat)
    return raw | _links(stage, chat)


def _links(stage: Stage, chat: Chat) -> Json:
    raw: Json = {}
    if chat.linked_chat_id:
        raw["linked_chat_id"] = chat.linked_chat_id
    if chat.pinned:
        raw["pinned_message"] = stage.render.message(chat.messages[chat.pinned[-1]], deep=False)
    if chat.type != "private" and stage.bot_in(chat).may("can_invite_users"):
        raw["invite_link"] = invite_link(chat)
    return raw


def invite_link(chat: Chat) -> str:
    return f"https://t.me/{chat.username}" if chat.username else f"https://t.me/+sandbox{abs(chat.id)}"


@answers(ExportChatInviteLink)
def export_chat_invite_link(call: Call[ExportChatInviteLink]) -> str:
    refusal = "not enough rights to manage chat invite link"
    chat = admin_chat(call.stage, call.method.chat_id, "can_invite_users", refusal)
    if chat.type == "private" or not call.stage.bot_in(chat).admin:
        raise bad_request(refusal)
    return invite_link(chat)


@answers(GetChatMember)
def get_chat_member(call: Call[GetChatMember]) -> Json:
    stage = call.stage
    chat = open_chat(stage, call.method.chat_id)
    membership = member_of(stage, chat, call.method.user_id)
    return stage.render.member(chat, call.method.user_id, membership)


@answers(GetChatAdministrators)
def get_chat_administrators(call: Call[GetChatAdministrators]) -> list[Json]:
    """The owner first; no other bots."""
    chat = _group_or_channel(call, "there are no administrators in the private chat")
    admins = [user_id for user_id, membership in chat.members.items() if membership.admin]
    admins.sort(key=lambda user_id: ADMINS.index(chat.members[user_id].status))
    return [call.stage.render.member(chat, user_id) for user_id in admins]


@answers(GetChatMemberCount)
def get_chat_member_count(call: Call[GetChatMemberCount]) -> int:
    chat = open_chat(call.stage, call.method.chat_id)
    return 2 if chat.type == "private" else len(chat.present_ids())


@answers(LeaveChat)
def leave_chat(call: Call[LeaveChat]) -> bool:
    chat = _group_or_channel(call, "chat member status can't be changed in private chats")
    change(call.stage, chat, call.stage.bot_id, Membership("left"), call.stage.bot_id)
    return True


def _group_or_channel(call: Call[Any], refusal: str) -> Chat:
    chat = open_chat(call.stage, call.method.chat_id)
    if chat.type == "private":
        raise bad_request(refusal)
    if chat.type == "channel" and not call.stage.bot_in(chat).admin:
        raise bad_request("member list is inaccessible")
    return chat
