"""What the process offers in the sandbox's page beyond being a bot."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.simulation import month
from bot.simulation.month import Example
from handlers.hangout.connect import RIGHTS
from hub.person.people import Seen
from sandbox.people.registry import do
from sandbox.server import Sandbox
from sandbox.world import Chat, Person

if TYPE_CHECKING:
    from bot.app import App

log = structlog.get_logger()
PLACES = {"channel": "channel", "supergroup": "group"}


class Host:
    """Lets a month pass. Its clock is not the product's, so the product closes for it and opens again: `wished` asks
    for that, `live` is called between, `opened` whenever the product is open."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._app: App | None = None
        self._asked: asyncio.Future[str] | None = None
        self.wished = asyncio.Event()
        sandbox.stage.offers["month"] = self.month

    async def month(self) -> str:
        """The page's act; returns when the month is over, or at once why there is none (see sandbox.people.hosted)."""
        if self._app is None or self._asked is not None:
            return "busy"
        asked: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._asked = asked
        try:
            example = self._example()
            if example is None:
                return "moved"
            if await month.had_questions(self._app.hub, example.owner.id):
                return "asked"
            self.wished.set()
            return await asked
        finally:
            self._asked = None

    def opened(self, app: "App") -> None:
        """The product is open; whoever waited for a month hears that it is over."""
        self._app = app
        if self._asked is not None and self.wished.is_set():
            self._asked.set_result("lived")
        self.wished.clear()

    async def live(self, app: "App") -> None:
        """The month, on the store of the product that has just closed. Whoever asked for it hears of a failure."""
        self._app = None
        example = self._example()
        server = TelegramAPIServer.from_base(app.settings.telegram_api)
        bot = Bot(self._sandbox.stage.token, session=AiohttpSession(api=server))
        try:
            if example is not None:
                await self._let_in(example)
                await month.live(app.hub, bot, example)
        except Exception as error:
            log.exception("a month could not pass")
            self.wished.clear()
            if self._asked is not None:
                self._asked.set_exception(error)
        finally:
            with suppress(Exception):
                await bot.session.close()

    def _example(self) -> Example | None:
        """The first person, with a channel and a group of theirs; None where they have none any more."""
        world = self._sandbox.stage.world
        people = [_seen(person) for person in world.people.values() if not person.deactivated]
        chats = {PLACES[chat.type]: chat.id for chat in reversed(world.chats.values()) if _owns(chat, people)}
        return Example(people, chats) if len(chats) == len(PLACES) else None

    async def _let_in(self, example: Example) -> None:
        """What the owner does on Telegram's side: press start, and give the bot its rights in both chats."""
        stage, owner = self._sandbox.stage, example.owner.id
        if not stage.world.people[owner].started:
            await do(stage, {"do": "start", "as": owner})
        for place, chat_id in example.chats.items():
            rights = {right: True for right, given in RIGHTS[place].model_dump().items() if given}
            await do(stage, {"do": "add_bot", "as": owner, "chat_id": chat_id, "rights": rights})


def _seen(person: Person) -> Seen:
    names = (person.first_name, person.last_name)
    return Seen(person.id, " ".join(name for name in names if name), person.language_code)


def _owns(chat: Chat, people: list[Seen]) -> bool:
    return chat.type in PLACES and bool(people) and chat.membership(people[0].id).status == "creator"
