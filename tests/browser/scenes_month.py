"""After a month of life: what a customer sees of it, and what the owner can look at and tune."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Locator

from bot.app import App
from bot.hosting import Host
from bot.settings import load_settings
from locales.voice import languages, voice
from tests.browser.screen import Size
from tests.browser.window import Window, is_drawn
from tests.support.world import SandboxWorld

SPEAKERS = {"fa": "آرش", "en": "Daniel"}


@asynccontextmanager
async def after_a_month(browser: Browser, database: str, language: str) -> AsyncIterator[tuple[Window, Window]]:
    """The owner's window and a customer's, thirty days into the example."""
    async with SandboxWorld(strict_flood=False) as world:
        assert world.sandbox
        host = Host(world.sandbox)
        settings = load_settings(_env_file=None, bot_token=world.token, telegram_api=world.url, database_url=database)
        async with App(settings) as app:
            host.opened(app)
            asked = asyncio.create_task(world.act(None, "month"))
            await host.wished.wait()
        await host.live(app)
        async with App(settings) as app:
            host.opened(app)
            await asked
            people = [world.owner, world.person(SPEAKERS[language])]
            windows = [
                await Window.opened(browser, world.url, one.id, ui=language, size=Size.DESKTOP) for one in people
            ]
            yield windows[0], windows[1]
            for window in windows:
                await window.page.context.close()


async def days(customer: Window, language: str) -> Locator:
    """/me, with the picture of the last four weeks."""
    await (await customer.show("private")).get_by_test_id("start").click()
    await customer.sees("private", voice(language).tell("My tally stick"))
    await customer.write("private", "/me")
    message = (await customer.show("private")).get_by_test_id("message").filter(has=customer.hook("photo")).last
    await is_drawn(message)
    return message


async def owner_speaks(owner: Window, language: str) -> None:
    """The private chat in the language of the pictures."""
    await owner.write("private", "/language")
    await owner.sees("private", *(voice(code).name for code in languages()))
    await (await owner.show("private")).locator(f"[data-button='{voice(language).name}']").last.click()
    await owner.sees("private", voice(language).tell("Today’s question"))


async def two_weeks(owner: Window, language: str) -> None:
    """The next two weeks at a glance."""
    await _in_panel(owner, language, "Next two weeks")
    await owner.sees("private", voice(language).tell("Back"))


async def scenario(owner: Window, language: str) -> None:
    """Where the hangout stands between its dials."""
    await _in_panel(owner, language, "Habit", "Scenario")
    await owner.sees("private", voice(language).tell("Back"))


async def _in_panel(owner: Window, language: str, *labels: str) -> None:
    await owner.write("private", "/panel")
    for label in labels:
        said = voice(language).tell(label)
        await (await owner.show("private")).locator(f"[data-button^='{said}']").last.click()
        await owner.page.wait_for_timeout(800)
