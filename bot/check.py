"""`patogh check`: tests settings, database, token, webhook and rights, and says in plain words what is wrong."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.logs import Redactor
from bot.settings import Settings
from hub.hangout.hangouts import ChatView, registered_chats
from storage.database import Database

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import WebhookInfo

PATIENCE = 20  # seconds, for the database and for each answer of Telegram


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list."""

    is_well: bool
    words: str

    def __str__(self) -> str:
        return f"{'✓' if self.is_well else '✗'} {self.words}"


@dataclass(slots=True)
class Examination:
    """What earlier tests found and later ones build on; absent where the earlier one failed."""

    settings: Settings
    closing: AsyncExitStack
    database: Database | None = None
    bot: "Bot | None" = None


async def examine(settings: Settings, say: Callable[[str], None]) -> bool:
    """Says a line for each thing tested, as soon as it is known; False when something is wrong."""
    redact = Redactor(settings.secrets())
    findings = []
    async with AsyncExitStack() as closing:
        examination = Examination(settings, closing)
        for test in TESTS:
            async for finding in test(examination):
                findings.append(finding)
                say(redact(str(finding)))
    return all(finding.is_well for finding in findings)


async def _settings(examination: Examination) -> AsyncIterator[Finding]:
    """They were read and validated before; what is said here is what they amount to."""
    settings = examination.settings
    way = "webhook" if settings.webhook_url else "long polling" if settings.bot_token else "sandbox"
    yield Finding(True, f"settings: {way}, {settings.default_language}, {settings.default_timezone}")


async def _database(examination: Examination) -> AsyncIterator[Finding]:
    """Reached, and brought to the newest schema as at every start."""
    database = Database(examination.settings.database_url.get_secret_value())
    try:
        async with asyncio.timeout(PATIENCE):
            await database.start()
    except Exception as error:
        yield Finding(False, f"database: {_first_line(error)}; see DATABASE_URL")
        return
    examination.closing.push_async_callback(database.stop)
    examination.database = database
    yield Finding(True, f"database: {database.url.get_backend_name()}, its tables are up to date")


async def _token(examination: Examination) -> AsyncIterator[Finding]:
    settings = examination.settings
    if settings.bot_token is None:
        yield Finding(True, "no token: sandbox (BOT_TOKEN connects a real bot)")
        return
    from aiogram import Bot, exceptions
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram_api), timeout=PATIENCE)
    examination.closing.push_async_callback(session.close)
    bot = Bot(settings.bot_token.get_secret_value(), session=session)
    try:
        me = await bot.get_me()
    except (exceptions.TelegramUnauthorizedError, exceptions.TelegramNotFound):
        yield Finding(False, "token: Telegram does not know it; copy BOT_TOKEN again from @BotFather")
    except exceptions.AiogramError as error:
        yield Finding(False, f"token: no good answer from {settings.telegram_api}: {_first_line(error)}")
    else:
        examination.bot = bot
        yield Finding(True, f"token: @{me.username}")


async def _webhook(examination: Examination) -> AsyncIterator[Finding]:
    if examination.bot is None:
        return
    from aiogram.exceptions import AiogramError

    try:
        info = await examination.bot.get_webhook_info()
    except AiogramError as error:
        yield Finding(False, f"webhook: {_first_line(error)}")
    else:
        yield _judge_webhook(examination.settings.webhook_url or "", info)


def _judge_webhook(wanted: str, info: "WebhookInfo") -> Finding:
    """No webhook yet is well: the start sets it. Telegram never forgets its last error, so look at what waits."""
    if info.url not in {"", wanted}:
        instead = "WEBHOOK_URL names another address" if wanted else "WEBHOOK_URL is not set"
        return Finding(False, f"webhook: Telegram calls an address already but {instead}; is another copy running?")
    if info.pending_update_count and info.last_error_message:
        return Finding(False, f"webhook: {info.pending_update_count} updates wait: {info.last_error_message}")
    state = "none, as wished" if not wanted else "Telegram calls WEBHOOK_URL" if info.url else "set at the next start"
    return Finding(True, f"webhook: {state}")


async def _rights(examination: Examination) -> AsyncIterator[Finding]:
    """Of the bot in every registered channel and group, asked of Telegram now."""
    if examination.bot is None or examination.database is None:
        return
    async with examination.database.read() as session:
        chats = await registered_chats(session)
    for chat in chats:
        problem = await _problem_in(chat, examination.bot)
        told = problem or await _deaf_in(chat, examination.bot)
        yield Finding(not problem, f"rights in {chat.place} “{chat.title}”: {told}")


async def _problem_in(chat: ChatView, bot: "Bot") -> str:
    """What keeps the bot from working in the chat; empty when nothing does."""
    from handlers import rights
    from locales.voice import voice

    try:
        missing = await rights.missing(bot, chat.telegram_id, chat.place)
    except rights.NoAnswer:
        return "Telegram did not answer"
    lacks = ", ".join(rights.RIGHTS[code](voice("en")) for code in missing)
    return f"the bot still needs {lacks}" if lacks else ""


async def _deaf_in(chat: ChatView, bot: "Bot") -> str:
    """What does not reach the bot in a group where it may post, for want of being an admin."""
    from handlers import rights
    from locales.voice import voice

    unheard = await rights.unheard(bot, chat.telegram_id, chat.place)
    told = ", ".join(rights.UNHEARD[code](voice("en")) for code in unheard)
    return f"complete; as no admin it does not hear {told}" if told else "complete"


def _first_line(error: Exception) -> str:
    """Drivers and servers add pages of advice; some errors have no text at all."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


TESTS: tuple[Callable[[Examination], AsyncIterator[Finding]], ...] = (_settings, _database, _token, _webhook, _rights)
