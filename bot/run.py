"""Starts the process and ends it gently."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import structlog
import typer
from aiogram.exceptions import TelegramUnauthorizedError
from pydantic import SecretStr
from telegram.error import InvalidToken

from bot.logs import Redactor
from bot.settings import Settings, SettingsError
from bot.starting import blaming

if TYPE_CHECKING:
    from bot.app import App
    from bot.hosting import Host

log = structlog.get_logger()
SANDBOX = Path("data")  # beside the database that goes with it


def run(settings: Settings) -> None:
    """Runs until a signal. With no token, in the sandbox."""
    try:
        asyncio.run(_serve(settings))
    except (TelegramUnauthorizedError, InvalidToken):
        _end("BOT_TOKEN is not one that Telegram knows: copy the whole line that @BotFather gave you")
    except SettingsError as error:
        _end(Redactor(settings.secrets())(str(error)))


def _end(line: str) -> NoReturn:
    typer.echo(line, err=True)
    raise typer.Exit(2) from None


async def _serve(settings: Settings) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with contextlib.AsyncExitStack() as stack:
        host = None
        if settings.bot_token is None:
            settings, host = await _open_sandbox(settings, stack)
        while await _opened(settings, stopped, host):
            pass


async def _opened(settings: Settings, stopped: asyncio.Event, host: "Host | None") -> bool:
    """The product from its start to its end; True if it only closed for a while."""
    from bot.app import App

    app = App(settings)
    async with contextlib.AsyncExitStack() as stack:
        if not await _before(stopped, stack.enter_async_context(app)):
            return False
        log.info("open", bot=app.sender.username, by="webhook" if settings.webhook_url else "polling")
        if host is not None:
            host.opened(app)
        paused = await _before(stopped, _used(app, host))
        log.info("closing")
    if not paused or host is None:
        return False
    return await _before(stopped, host.live(app))


async def _used(app: "App", host: "Host | None") -> None:
    """Until the way in breaks for good, or the product is to be closed for a while."""
    if host is None:
        return await app.wait()
    waits = {asyncio.ensure_future(app.wait()), asyncio.ensure_future(host.wished.wait())}
    try:
        done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in waits:
            task.cancel()
    return None


async def _before(stopped: asyncio.Event, work: Coroutine[Any, Any, Any]) -> bool:
    """Does the work; False if a signal came first. Raises what the work raised."""
    working, signalled = asyncio.ensure_future(work), asyncio.ensure_future(stopped.wait())
    await asyncio.wait({working, signalled}, return_when=asyncio.FIRST_COMPLETED)
    signalled.cancel()
    if not working.done():
        working.cancel()
        await asyncio.wait({working})
        return False
    working.result()
    return True


async def _open_sandbox(settings: Settings, stack: contextlib.AsyncExitStack) -> "tuple[Settings, Host]":
    """A Telegram of our own on this machine; it keeps its chats beside the database."""
    from sandbox.example import DEMO_TOKEN
    from sandbox.server import Sandbox

    SANDBOX.mkdir(exist_ok=True)  # noqa: ASYNC240  # nothing else runs yet
    sandbox = Sandbox(DEMO_TOKEN, save_to=SANDBOX / "sandbox.json")
    with blaming("HTTP_PORT", OSError):
        address = await sandbox.start(settings.http_host, settings.http_port)
    stack.push_async_callback(sandbox.stop)
    typer.echo(f"\n  The sandbox is open: {address}\n  Ctrl+C closes it.\n")
    update: dict[str, object] = {"bot_token": SecretStr(DEMO_TOKEN), "telegram_api": address, "webhook_url": None}
    if "database_url" not in settings.model_fields_set:
        update["database_url"] = SecretStr(f"sqlite+aiosqlite:///{SANDBOX / 'sandbox.db'}")
    from bot import hosting

    return settings.model_copy(update=update), hosting.Host(sandbox)
