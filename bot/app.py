"""Everything wired by hand, once, in one place."""

import asyncio
import gc
from collections.abc import Coroutine
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import DeleteWebhook, SetWebhook
from aiohttp import web

import handlers
from bot import addresses
from bot.clock import Clock, finish_task, stop_task
from bot.courier import Courier, make_bot
from bot.inbound import KINDS, Inbound, Webhook
from bot.middlewares import WhoMiddleware
from bot.scheduler import keep_time
from bot.settings import Settings
from bot.starting import blaming, patiently
from handlers.daily.recall import recall
from handlers.person.menu import introduction
from hub.context import Hub
from hub.daily.crowd import Crowd
from locales.bank import bank
from locales.voice import languages, voice
from storage.database import Database

log = structlog.get_logger()
GRACE = 25.0  # seconds for what is in hand when the end comes
LOOK = 2.0  # seconds until the clock looks at what votes have filled


class App:
    """The running product. `async with App(settings):` starts it and, at the end, drains and stops it."""

    def __init__(self, settings: Settings) -> None:
        token = settings.bot_token.get_secret_value() if settings.bot_token else ""
        self.settings, self.clock, self._stirred = settings, Clock(), asyncio.Event()
        self.db = Database(settings.database_url.get_secret_value())
        self.hub = Hub(
            db=self.db,
            now=self.clock.now,
            languages=languages(),
            language=settings.default_language,
            timezone=settings.default_timezone,
            bank=bank,
            wake=self._wake,
            recall=recall,
        )
        server = TelegramAPIServer.from_base(settings.telegram_api)
        self.bot = Bot(token, session=AiohttpSession(api=server))
        self.sender = make_bot(token, settings.telegram_api)
        self.courier = Courier(self.hub, self.sender, self.clock)
        voice(settings.default_language).ready()
        self.crowd = Crowd(self.hub, self._voted)
        self.inbound = Inbound(self.bot, dispatcher(), self.hub, self.crowd)
        self._look: asyncio.TimerHandle | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._polling: asyncio.Task[None] | None = None
        self._delivering: asyncio.Task[None] | None = None
        self._web: web.AppRunner | None = None

    def _wake(self) -> None:
        self._stirred.set()
        self.courier.stir()

    def _voted(self) -> None:
        """After each group of votes. What they may have filled is looked at soon, once for many, in nobody's way."""
        self.courier.voted()
        if self._look is None:
            self._look = asyncio.get_running_loop().call_later(LOOK, self._looked)

    def _looked(self) -> None:
        self._look = None
        self._stirred.set()

    async def __aenter__(self) -> "App":
        """Ready to take updates when this returns. SettingsError names the setting with which it can not start."""
        try:
            await self._start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def _start(self) -> None:
        with blaming("DATABASE_URL", Exception):
            await self.db.start()
        if self.settings.telegram_api != addresses.TELEGRAM:
            told = await self.clock.catch_up(self.settings.telegram_api)
            self._run(self.clock.follow(self.settings.telegram_api, told))
        await patiently(self.sender.initialize)
        await self._open_the_way_in()
        self._run(keep_time(self.hub, self.clock, self._stirred))
        self._delivering = asyncio.create_task(self.courier.deliver())
        self._run(self.courier.refresh())
        self._run(self._introduce())
        # What lives from here to the end need not be looked at by every collection: it would stall a tap.
        gc.freeze()
        gc.enable()

    async def __aexit__(self, *_: object) -> None:
        """First the way in closes, then what is in hand is finished, then the store."""
        self.inbound.close()
        await finish_task(self._polling, GRACE)
        if self._web is not None:
            await self._web.cleanup()
        await self.crowd.drain()
        await self.inbound.drain(GRACE)
        self.courier.close()
        await finish_task(self._delivering, GRACE)
        for task in self._tasks:
            await stop_task(task)
        await self.sender.shutdown()
        await self.bot.session.close()
        await self.db.stop()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _open_the_way_in(self) -> None:
        settings = self.settings
        if settings.webhook_url is None:
            await patiently(lambda: self.bot(DeleteWebhook()))
            self._polling = asyncio.create_task(self.inbound.poll())
            return
        site = web.Application()
        site.router.add_post(
            urlsplit(settings.webhook_url).path, Webhook(self.inbound, settings.webhook_key()).__call__
        )
        self._web = web.AppRunner(site, access_log=None)
        await self._web.setup()
        with blaming("HTTP_PORT", OSError):
            await web.TCPSite(self._web, settings.http_host, settings.http_port).start()
        hook = SetWebhook(url=settings.webhook_url, secret_token=settings.webhook_key(), allowed_updates=KINDS)
        with blaming("WEBHOOK_URL", TelegramBadRequest):
            await patiently(lambda: self.bot(hook.model_copy(update={"max_connections": 100})))

    async def _introduce(self) -> None:
        """Commands and descriptions; the bot works without them, so trouble here stops nothing."""
        for method in introduction(self.hub.language):
            try:
                await self.bot(method)
            except TelegramAPIError as error:
                log.info("the introduction did not arrive", error=str(error))

    async def wait(self) -> None:
        """Until the way in breaks for good (a wrong token); otherwise for ever."""
        if self._polling is not None:
            await asyncio.shield(self._polling)  # whoever stops waiting does not stop the polling
        else:
            await asyncio.Event().wait()


@cache
def dispatcher() -> Dispatcher:
    """The routers in their visible order. Votes never come here: `handlers.daily.votes` takes them before.

    Routers are made once, at import, and can be joined to one dispatcher only; what differs between two apps in one
    process comes with each update.
    """
    made = Dispatcher(disable_fsm=True)
    made.include_routers(*handlers.fast())
    people, who = Router(name="people"), WhoMiddleware()
    people.message.outer_middleware(who)
    people.edited_message.outer_middleware(who)
    people.callback_query.outer_middleware(who)
    people.include_routers(*handlers.routers())
    made.include_router(people)
    return made
