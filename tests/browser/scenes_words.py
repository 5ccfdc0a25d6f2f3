"""A question for a word, played up to its result: what people say, and the picture that comes of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Locator, expect

from bot.app import App
from bot.settings import load_settings
from hub.daily import judging
from storage.tables import Round
from tests.browser.screen import Size
from tests.browser.window import Window
from tests.support.people import buttons_of, text_of
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row
from tests.support.words import queue_word
from tests.support.world import SandboxWorld

ASKED = {"fa": "چای‌خانهٔ ما را در یک کلمه بگویید.", "en": "Say our tea house in one word."}
SAID = {
    "fa": [
        "آرامش",
        "چای تازه‌دم",
        "آرامش",
        "دورهمی",
        "آرامش!",
        "چاي تازه دم",
        "خانه",
        "عطر هل",
        "دورهمی",
        "قند پهلو",
        "پنجره",
        "آرامش",
        "چای تازه‌دم",
        "شعر",
    ],
    "en": [
        "calm",
        "fresh tea",
        "Calm",
        "friends",
        "home",
        "calm!",
        "Fresh-tea",
        "cardamom",
        "rain",
        "friends",
        "poetry",
        "calm",
        "fresh tea",
    ],
}


@asynccontextmanager
async def words_let_out(browser: Browser, database: str, language: str) -> AsyncIterator[tuple[Window, Locator]]:
    """The owner's window with the result's message, until the picture is taken."""
    async with SandboxWorld(strict_flood=False) as world:
        given = {"bot_token": world.token, "telegram_api": world.url, "database_url": database}
        await world.set_clock(NOON)
        async with App(load_settings(_env_file=None, **given)) as app:
            shop = await open_shop(world, app.hub, language=language)
            await queue_word(app.hub, shop.hangout.id, ASKED[language], owner=shop.owner.id)
            await shop.evening()
            await _say_all(shop, language)
            asked = (await row(app.hub.db, Round)).id
            await shop.evening(days=1)
            await shop.owner.wait_for(shop.owner.id, ASKED[language])
            await judging.let_out(app.hub, shop.owner.id, asked)
            await shop.owner.wait_for(shop.channel, lambda m: "photo" in m and ASKED[language] in text_of(m), since=0)
            window = await Window.opened(browser, world.url, world.owner.id, ui=language, size=Size.DESKTOP)
            message = (await window.show("channel")).get_by_test_id("message").filter(has=window.hook("photo")).last
            await expect(message).to_contain_text(ASKED[language])
            yield window, message
            await window.page.context.close()


async def _say_all(shop: Shop, language: str) -> None:
    """Each by somebody else, through the post's button."""
    post = await shop.owner.wait_for(shop.channel, lambda m: ASKED[language] in text_of(m) and buttons_of(m), since=0)
    door = str(buttons_of(post)[0]["url"]).partition("?start=")[2]
    for place, word in enumerate(SAID[language]):
        person = await shop.world.new_person(f"p{place}", language_code=language)
        await person.start(door)
        await person.wait_for(person.id, lambda m: bool(buttons_of(m)))
        await person.say(word)
        await person.wait_for(person.id, "✓")
