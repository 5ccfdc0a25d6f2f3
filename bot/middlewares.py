"""Who acts and in which language, for everything but votes, which find that out many at a time."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject

from bot.conversations import StoredConversations
from handlers import errors
from hub.context import Hub, StoreDown
from hub.errors import HubError
from hub.person.people import Seen, meet
from locales.voice import voice

log = structlog.get_logger()
ANONYMOUS_ADMIN = 1087968824  # Telegram's GroupAnonymousBot: an admin who hides behind the group


class WhoMiddleware(BaseMiddleware):
    """Gives handlers `who`, `voice`, `state` and `raw_state`; turns refusals into words.

    Somebody without a name of their own (an anonymous admin, a channel) is nobody: such updates end here.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        person = event.from_user if isinstance(event, Message | CallbackQuery | ChatMemberUpdated) else None
        if person is None or person.id == ANONYMOUS_ADMIN or (isinstance(event, Message) and event.sender_chat):
            return None
        hub: Hub = data["hub"]
        bot: Bot = data["bot"]
        who = await meet(hub, Seen(person.id, person.full_name, person.language_code))
        key = StorageKey(bot.id, person.id, person.id)
        data |= {"who": who, "voice": voice(who.language), "state": FSMContext(StoredConversations(hub), key)}
        data["raw_state"] = who.state if _in_private(event) else None
        try:
            return await handler(event, data)
        except HubError as error:
            return errors.reply(event, data["voice"], errors.words(data["voice"], error))
        except StoreDown:
            raise  # not acknowledged: Telegram brings the update again
        except Exception:
            log.exception("a handler failed", update=type(event).__name__)
            return errors.reply(event, data["voice"], errors.ours(data["voice"]))


def _in_private(event: TelegramObject) -> bool:
    message = event.message if isinstance(event, CallbackQuery) else event
    return isinstance(message, Message) and message.chat.type == "private"
