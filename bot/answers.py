"""Sends what handlers returned, after their commit. An answer that fails undoes nothing."""

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramForbiddenError, TelegramRetryAfter

from handlers.replies import Method, Step
from hub.context import Hub, StoreDown
from hub.person import people

log = structlog.get_logger()
PATIENCE = 60  # seconds: an answer later than that answers nothing any more


def steps(reply: Any) -> list[Step]:
    """What a dispatcher returned, as a list of steps: nothing too where nobody felt responsible."""
    if reply is None or reply is UNHANDLED:
        return []
    return list(reply) if isinstance(reply, list) else [reply]


class Answers:
    """Answers of one bot. Those that Telegram bids to wait do so beside everything else."""

    def __init__(self, bot: Bot, hub: Hub) -> None:
        self._bot, self._hub = bot, hub
        self._waiting: set[asyncio.Task[None]] = set()

    async def send(self, reply: Sequence[Step]) -> None:
        """Step by step; of alternatives the first that Telegram accepts. Never fails: the deed is done already."""
        for done, step in enumerate(reply):
            try:
                await self._step(step)
            except TelegramRetryAfter as error:
                if error.retry_after <= PATIENCE:
                    self._keep(self._later(error.retry_after, reply[done:]))
                return
            except StoreDown as error:
                log.warning("the store does not answer", error=type(error).__name__)
            except Exception:
                log.exception("an answer could not be sent", step=type(step).__name__)

    async def drain(self, seconds: float) -> None:
        """Waits for what is waiting, at most so long."""
        if self._waiting:
            await asyncio.wait(self._waiting, timeout=seconds)
        for task in self._waiting:
            task.cancel()

    def _keep(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def _later(self, seconds: float, rest: Sequence[Step]) -> None:
        await asyncio.sleep(seconds)
        await self.send(rest)

    async def _step(self, step: Step) -> None:
        for method in step if isinstance(step, tuple) else (step,):
            if await self._accepted(method):
                return

    async def _accepted(self, method: Method) -> bool:
        try:
            await self._bot(method)
        except TelegramRetryAfter:
            raise
        except TelegramForbiddenError:
            chat_id = getattr(method, "chat_id", None)
            if isinstance(chat_id, int) and chat_id > 0:
                await people.set_reach(self._hub, chat_id, reachable=False)
            return False
        except (TelegramAPIError, AiogramError) as error:
            log.info("an answer did not arrive", method=type(method).__name__, error=str(error))
            return False
        return True
