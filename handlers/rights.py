"""What the bot and a person may do in a chat, asked of Telegram each time: never trusted from a button or a memory."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
)
from aiogram.types import ChatFullInfo, ChatMemberAdministrator, ChatMemberRestricted, ResultChatMemberUnion
from markupsafe import Markup

from handlers import errors
from hub.context import Hub
from hub.errors import HubError, NotAllowed
from hub.hangout import hangouts
from hub.hangout.hangouts import HangoutView
from locales.voice import Spoken, Voice

ABSENT = "absent"
IN_CHANNEL = ("can_post_messages", "can_edit_messages")
IN_GROUP = ("can_send_messages", "can_send_polls", "can_send_photos")
Answer = TypeVar("Answer")


class OutOfSight(HubError):
    """The bot can look into none of the hangout's chats, so nobody there can vouch for the person."""

    code = "out_of_sight"


class NoAnswer(HubError):
    """Telegram did not answer; whether the person may act is not known."""

    code = "no_answer"


errors.WORDS["out_of_sight"] = lambda v, _: v.say(
    "I can not see into your channel or group any more. Add me there again, then come back."
)
errors.WORDS["no_answer"] = lambda v, _: v.say("Telegram did not answer just now. Try again in a moment.")


async def _ask(question: Callable[[int], Awaitable[Answer]], chat_id: int) -> Answer | None:
    """The answer about a chat; None where the bot can not look. A group that moved is asked at its new address."""
    try:
        return await question(chat_id)
    except TelegramMigrateToChat as moved:
        return await _ask(question, moved.migrate_to_chat_id)
    except (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound):
        return None
    except TelegramAPIError as error:
        raise NoAnswer from error


async def standing(bot: Bot, chat_id: int, person_id: int) -> str | None:
    """The person's status in the chat as Telegram names it; None where the bot can not look."""
    member = await _ask(lambda chat: bot.get_chat_member(chat, person_id), chat_id)
    return member.status if member else None


async def look(bot: Bot, chat_id: int) -> ChatFullInfo | None:
    """The chat as Telegram tells of it now; None where the bot can not look."""
    return await _ask(bot.get_chat, chat_id)


async def missing(bot: Bot, chat_id: int, place: str) -> list[str]:
    """What the bot lacks to work in the channel or group, as codes; empty when it can."""
    ours = await _ask(lambda chat: bot.get_chat_member(chat, bot.id), chat_id)
    if ours is None or ours.status in ("left", "kicked"):
        return [ABSENT]
    if place == "channel":
        return [right for right in IN_CHANNEL if not getattr(ours, right, False)]
    if isinstance(ours, ChatMemberAdministrator):
        return []  # what members may not do, admins of a group may
    return await _missing_as_member(bot, chat_id, ours)


async def unheard(bot: Bot, chat_id: int, place: str) -> list[str]:
    """What goes on in a group without reaching the bot, as codes; empty in a channel, and for an admin. Telegram tells
    of reactions only admins, and of messages only those whose makers let them read all of them."""
    if place == "channel":
        return []
    ours = await _ask(lambda chat: bot.get_chat_member(chat, bot.id), chat_id)
    if ours is None or isinstance(ours, ChatMemberAdministrator):
        return []
    return ["reactions"] if (await bot.me()).can_read_all_group_messages else ["messages", "reactions"]


async def _missing_as_member(bot: Bot, chat_id: int, ours: ResultChatMemberUnion) -> list[str]:
    """What the group allows everybody, less what was taken from the bot itself."""
    chat = await look(bot, chat_id)
    if chat is None or (isinstance(ours, ChatMemberRestricted) and not ours.is_member):
        return [ABSENT]
    denied = {right for right in IN_GROUP if getattr(chat.permissions, right, None) is False}
    if isinstance(ours, ChatMemberRestricted):
        denied |= {right for right in IN_GROUP if not getattr(ours, right)}
    return [right for right in IN_GROUP if right in denied]


RIGHTS: dict[str, Callable[[Voice], Markup]] = {
    ABSENT: lambda v: v.say("to be there, as an admin"),
    "can_post_messages": lambda v: v.say("to post messages"),
    "can_edit_messages": lambda v: v.say("to edit messages"),
    "can_send_messages": lambda v: v.say("to send messages"),
    "can_send_polls": lambda v: v.say("to send polls"),
    "can_send_photos": lambda v: v.say("to send photos"),
}


UNHEARD: dict[str, Callable[[Voice], Markup]] = {
    "messages": lambda v: v.say("ideas by hashtag, words, and thanks in reply to somebody"),
    "reactions": lambda v: v.say("thanks by {folded} or {heart}", folded=Spoken("🙏"), heart=Spoken("❤")),
}


async def well(bot: Bot, voice: Voice, chat_id: int, place: str, name: Spoken) -> Markup:
    """Where nothing is missing to work in the channel or group `name`: what still does not reach the bot, if anything,
    and the way out."""
    codes = await unheard(bot, chat_id, place)
    if not codes:
        return voice.say("✓ All is well in {chat}.", chat=name)
    lines = [Markup("• ") + UNHEARD[code](voice) for code in codes]
    head = voice.say("This does not reach me there, since I am no admin:")
    tail = voice.say("Make me an admin of the group; no single right is needed.")
    return Markup("\n").join([voice.say("✓ I can post in {chat}.", chat=name), head, *lines, tail])


def rights_words(voice: Voice, codes: list[str]) -> Markup:
    """What is missing, a line each."""
    return Markup("\n").join(Markup("• ") + RIGHTS[code](voice) for code in codes)


async def username(bot: Bot) -> str:
    """The bot's name for links; Telegram is asked once."""
    return (await bot.me()).username or ""


async def ownership(bot: Bot, hub: Hub, person_id: int, hangout_id: int, replacing: str | None = None) -> HangoutView:
    """The hangout, for an owner who is still an admin wherever the bot can look; a HubError for anybody else.

    Where no chat can vouch, a draft is still its maker's; a hangout that has been open is refused. In a draft the
    chat of the place that is being replaced need not vouch: its maker may have lost it meanwhile.
    """
    hangout = await hangouts.of_owner(hub, person_id, hangout_id)
    asked = [chat for chat in hangout.chats if hangout.state != "draft" or chat.place != replacing]
    found = await asyncio.gather(*(standing(bot, chat.telegram_id, person_id) for chat in asked))
    known = [status for status in found if status is not None]
    if any(status not in ("creator", "administrator") for status in known):
        raise NotAllowed
    if not known and hangout.state != "draft":
        raise OutOfSight
    return hangout


async def position(bot: Bot, hub: Hub, person_id: int, hangout_id: int) -> HangoutView:
    """The hangout, for any of its staff: an owner is checked as `ownership` does, a moderator or clerk holds the role
    that an owner gave them. NotAllowed for anybody else."""
    hangout, role = await hangouts.of_staff(hub, person_id, hangout_id)
    return await ownership(bot, hub, person_id, hangout_id) if role == "owner" else hangout
