"""What stands in the way of a start: a setting that can not work, or a Telegram that does not answer yet."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from telegram.error import BadRequest, NetworkError

from bot.settings import SettingsError

log = structlog.get_logger()
LONGEST = 30.0  # seconds between two tries


@contextmanager
def blaming(setting: str, *errors: type[Exception]) -> Iterator[None]:
    """Turns these errors into one line that names the setting."""
    try:
        yield
    except errors as error:
        cause = getattr(error, "orig", None) or error.__cause__ or error
        reason = (str(cause) or type(cause).__name__).splitlines()[0]
        raise SettingsError(f"{setting} can not be used: {reason}") from error


async def patiently(ask: Callable[[], Awaitable[Any]]) -> None:
    """Asks Telegram until it answers. A refusal is an answer; silence is said, once for each try."""
    pause = 1.0
    while True:
        try:
            await ask()
            return
        except (TelegramNetworkError, TelegramServerError, NetworkError) as error:
            if isinstance(error, BadRequest):
                raise
            log.warning("Telegram does not answer; trying again", seconds=pause)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST)
