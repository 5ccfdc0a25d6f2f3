"""The product, running behind the sandbox's page, and two windows on it: the owner's and the customers'."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from unittest.mock import patch

from playwright.async_api import Browser, Locator, expect

from bot.app import App
from bot.settings import load_settings
from locales.voice import Spoken, voice
from tests.browser.cast import CASTS, Cast
from tests.browser.screen import Size
from tests.browser.window import Window
from tests.support.bank import simple
from tests.support.world import SandboxWorld

VOTES = "[data-callback^='v:']"


@dataclass
class Stage:
    """One play of the story. `door` belongs to the owner; in `street` one customer after the other stands."""

    cast: Cast
    door: Window
    street: Window

    def tell(self, message: str, **values: object) -> Spoken:
        """The bot's words in the shop's language."""
        return voice(self.cast.language).tell(message, **values)

    def guest_tell(self, message: str, **values: object) -> Spoken:
        """The bot's words in the guest's language."""
        return voice(self.cast.guest_language).tell(message, **values)

    async def enter(self, name: str) -> Window:
        """A customer comes to the street, with the shop's channel and group before them."""
        await self.street.become(name)
        await self.face_shop(self.street)
        return self.street

    async def face_shop(self, window: Window) -> None:
        """The window shows the shop's channel and group, whatever others there are."""
        for slot, title in (("group", self.cast.group), ("channel", self.cast.channel)):
            shown = (await window.show(slot)).locator(".chat-name")
            await expect(shown).not_to_be_empty()
            if await shown.inner_text() != title:
                await window.switch(slot, title)
                await expect(shown).to_have_text(title)

    async def post(self, window: Window) -> Locator:
        """The newest question in the channel, with its vote buttons."""
        column = await window.show("channel")
        return column.get_by_test_id("message").filter(has=window.page.locator(VOTES)).last

    async def poll(self, window: Window) -> Locator:
        """The newest poll in the group."""
        return (await window.show("group")).get_by_test_id("poll").last

    def noise(self) -> list[str]:
        """Everything that went wrong in either window."""
        return [line for window in (self.door, self.street) for line in (*window.errors, *window.noise)]


def counted(label: str) -> re.Pattern[str]:
    """A vote button that ends with this count."""
    return re.compile(re.escape(label) + "$")


@asynccontextmanager
async def staged(browser: Browser, database: str, language: str, size: Size) -> AsyncIterator[Stage]:
    """Sandbox, bot and windows, until the play is over. Whatever the date, a tap answers the bank's questions."""
    async with SandboxWorld(strict_flood=False) as world:
        given = {"bot_token": world.token, "telegram_api": world.url, "database_url": database}
        with patch("bot.app.bank", simple):
            app = App(load_settings(_env_file=None, **given))
        async with app:
            door, street = [
                await Window.opened(browser, world.url, world.owner.id, ui=language, size=size) for _ in range(2)
            ]
            door.name, street.name = (f"{language}-{size.name.lower()}-{who}" for who in ("owner", "customer"))
            try:
                yield Stage(CASTS[language], door, street)
            finally:
                await door.page.context.close()
                await street.page.context.close()
