"""Sends what handlers returned, after their commit. An answer that fails undoes nothing."""

from collections.abc import Sequence

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramForbiddenError

from handlers.replies import Method, Reply, Step
from hub import people
from hub.context import Hub

log = structlog.get_logger()


def steps(reply: Reply) -> list[Step]:
    """A reply as a list of steps."""
    if reply is None:
        return []
    return list(reply) if isinstance(reply, list) else [reply]


async def send(bot: Bot, hub: Hub, reply: Sequence[Step]) -> None:
    """Step by step; of alternatives the first that Telegram accepts."""
    for step in reply:
        for method in step if isinstance(step, tuple) else (step,):
            if await _accepted(bot, hub, method):
                break


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
