"""Thanks in the group: a reply with a word of thanks, or 🙏 or ❤ to a message. The bot only nods."""

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.filters import Filter
from aiogram.methods import SetMessageReaction
from aiogram.types import Message, MessageReactionUpdated, ReactionTypeEmoji, TelegramObject

from handlers.answered import answered
from handlers.filters import InGroup
from handlers.replies import Reply
from hub.context import Hub
from hub.person.people import Who
from hub.thanks import authors
from hub.thanks import thanks as thanking
from hub.thanks.words import Lexicon, lexicon, thanks
from locales.thanks import thanks as words
from locales.voice import languages

listening = Router(name="authors")
"""Asked first; takes nothing."""
router = Router(name="thanks")
NOD = ReactionTypeEmoji(emoji="🤝")
"""What thanks that count get, instead of a message."""
SIGNS = frozenset({"🙏", "❤"})


class Remember(BaseMiddleware):
    """Whose a group's message is, whatever becomes of it: a reaction will not say."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if isinstance(event, Message) and event.chat.type in ("group", "supergroup"):
            await authors.wrote(data["hub"], data["who"].id, event.chat.id, event.message_id)
        return await handler(event, data)


listening.message.outer_middleware(Remember())


@cache
def _known() -> Lexicon:
    """Every language's words side by side."""
    said = [words(language) for language in languages()]
    return lexicon(*([one for found in said for one in found[name]] for name in ("words", "without", "signs")))


class Thanks(Filter):
    """A word of thanks in reply to a person; `whom` is that person."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        """Nobody is thanked in a reply to a bot, to a channel, or to somebody hidden behind the group."""
        replied = answered(message)
        if replied is None or replied.from_user is None or replied.from_user.is_bot or replied.sender_chat:
            return False
        if not thanks(message.text or message.caption or "", _known()):
            return False
        return {"whom": replied.from_user.id}


@router.message(InGroup(), Thanks())
async def said(message: Message, whom: int, hub: Hub, who: Who) -> Reply:
    """A nod to what counts; silence otherwise, since the words were for somebody else."""
    if not await thanking.reply(hub, who.id, whom, message.chat.id):
        return None
    return [SetMessageReaction(chat_id=message.chat.id, message_id=message.message_id, reaction=[NOD])]


@router.message_reaction()
async def reacted(event: MessageReactionUpdated, hub: Hub) -> Reply:
    """A sign that was not there before. Whoever acts in the group's name is nobody."""
    fresh = _signs(event.new_reaction) - _signs(event.old_reaction)
    if event.user is not None and fresh & SIGNS:
        await thanking.reaction(hub, event.user.id, event.chat.id, event.message_id)
    return None


def _signs(reactions: list[Any]) -> set[str]:
    """Emoji, without the mark that makes ❤ red."""
    return {one.emoji.replace("\ufe0f", "") for one in reactions if isinstance(one, ReactionTypeEmoji)}
