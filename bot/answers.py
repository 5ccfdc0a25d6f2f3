"""Sends what handlers returned, after their commit. An answer that fails undoes nothing."""

from collections.abc import Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramForbiddenError

from handlers.replies import Method, Step
from hub import people
from hub.context import Hub, StoreDown

log = structlog.get_logger()


def steps(reply: Any) -> list[Step]:
    """What a dispatcher returned, as a list of steps: nothing too where nobody felt responsible."""
    if reply is None or reply is UNHANDLED:
        return []
    return list(reply) if isinstance(reply, list) else [reply]


async def send(bot: Bot, hub: Hub, reply: Sequence[Step]) -> None:
    """Step by step; of alternatives the first that Telegram accepts. Never fails: what it answers is done already."""
    for step in reply:
        for method in step if isinstance(step, tuple) else (step,):
            try:
                if await _accepted(bot, hub, method):
                    break
            except StoreDown as error:
                log.warning("the store does not answer", error=type(error).__name__)
            except Exception:
                log.exception("an answer could not be sent", method=type(method).__name__)


async def _accepted(bot: Bot, hub: Hub, method: Method) -> bool:
    try:
        await bot(method)
    except TelegramForbiddenError:
        chat_id = getattr(method, "chat_id", None)
        if isinstance(chat_id, int) and chat_id > 0:
            await people.set_reach(hub, chat_id, reachable=False)
        return False
    except (TelegramAPIError, AiogramError) as error:
        log.info("an answer did not arrive", method=type(method).__name__, error=str(error))
        return False
    except Exception:
        # The deed is committed; an update must not come again and again because of what is said about it.
        log.exception("an answer failed", method=type(method).__name__)
        return False
    return True
