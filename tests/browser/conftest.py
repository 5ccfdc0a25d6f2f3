"""One Chromium for all browser tests; a sandbox of its own for each."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.screen import Screen, Size
from tests.support.world import SandboxWorld, Someone

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-background-networking"]
OpenScreen = Callable[..., Awaitable[Screen]]


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.skip("no Chromium was found on PATH, so the page was not tested (Debian: apt-get install chromium)")
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def world(chromium: str) -> AsyncIterator[SandboxWorld]:
    async with SandboxWorld(strict_flood=False) as world:
        yield world


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser: Browser, world: SandboxWorld) -> AsyncIterator[OpenScreen]:
    """`await look(someone, ui="en", size=Size.PHONE)` opens the page as that person.

    A page that reported an error of its own fails the test when it ends.
    """
    screens: list[Screen] = []

    async def open_screen(who: Someone, *, ui: str = "fa", size: Size = Size.DESKTOP) -> Screen:
        screens.append(await Screen.opened(browser, world.url, who.id, ui=ui, size=size))
        return screens[-1]

    yield open_screen
    for screen in screens:
        await screen.page.context.close()
    assert [error for screen in screens for error in screen.errors] == []
