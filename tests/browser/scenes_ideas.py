"""A board full of ideas: what members suggest, what the owner does with it, what is made of it, and what is decided."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from playwright.async_api import Browser, Locator

from bot.app import App
from bot.settings import load_settings
from hub.hangout import settings
from hub.ideas import backing, decisions, ideas, made, shortlist, triage
from hub.ideas.ideas import Draft
from hub.person import people
from locales.voice import Spoken, voice
from tests.browser.cast import CASTS
from tests.browser.screen import Size
from tests.browser.window import Window, is_drawn
from tests.support.people import Someone
from tests.support.shop import NOON, Shop, ballots_of, open_shop
from tests.support.world import SandboxWorld

WAY = {"open": ("open",), "shortlisted": ("shortlisted",)}
WAY |= {"planned": (*WAY["shortlisted"], "planned"), "made": (*WAY["shortlisted"], "planned", "made")}
"""The steps to where an idea stands."""
STEP = timedelta(minutes=20)
"""From one idea to the next."""
MONTHS_END = NOON.replace(month=12, day=1, minute=1)
"""Things made on the first day have been shown to everybody by then, in either calendar."""
PATIENCE = 90
"""Seconds: the channel is written to at Telegram's pace, and ten days pass at once."""
VOTED = (0, 0, 1, 0, 2, 1, 0, 1, 0)
PROMISES = {
    "fa": "هر کدام ببرد، تا یلدا در چای‌خانه است.",
    "en": "What wins is in the tea house before the year ends.",
}
"""Of the owner, under the question that decides."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An idea, how many are for it, and where it stands."""

    text: str
    voices: int
    state: str = "new"


WISHES = {
    "fa": (
        Wish("چای به‌لیمو هم در فهرست باشد؛ عصرها دل آدم چیز سبک می‌خواهد.", 9, "made"),
        Wish("کنار پنجره یک پریز بگذارید که لپ‌تاپ خاموش نشود.", 6, "made"),
        Wish("کنار قند یک کاسه خرما هم بگذارید؛ قندش کمتر است.", 4, "made"),
        Wish("پنجشنبه‌شب‌ها شعرخوانی داشته باشیم؛ هر کس یک غزل بخواند.", 11, "shortlisted"),
        Wish("صندلی بیرون، زیر درخت، برای عصرهای خنک.", 8, "shortlisted"),
        Wish("قند پهلو با نقل بیدمشک؛ مثل خانهٔ مادربزرگ.", 7, "shortlisted"),
        Wish("برای دوچرخه‌سوارها جای قفل‌کردن بگذارید.", 4, "planned"),
        Wish("چای دورهمی: یک قوری بزرگ برای چهار نفر، با یک قیمت.", 5, "open"),
        Wish("صبح‌ها زودتر باز کنید؛ ساعت هفت پیش از کار.", 3, "open"),
        Wish("یک قفسه کتاب، هر کتاب که بردی یکی بگذار.", 4),
        Wish("لیوان بیاوریم و چای بیرون‌بر ارزان‌تر حساب شود.", 3),
        Wish("هفته‌ای یک بار چای یک شهر دیگر را بچشیم.", 2),
        Wish("کیک هویج خانگی، بی‌شکر هم باشد.", 2),
        Wish("روزهای بارانی سوپ جو هم داشته باشید.", 1),
        Wish("موسیقی کمی آرام‌تر باشد تا بشود حرف زد.", 0),
    ),
    "en": (
        Wish("Lemon verbena tea on the list: in the evening one wants something light.", 9, "made"),
        Wish("A socket by the window, so that laptops stay alive.", 6, "made"),
        Wish("A bowl of dates beside the sugar.", 4, "made"),
        Wish("Poetry on Thursday nights: everybody reads one poem.", 11, "shortlisted"),
        Wish("Chairs outside, under the tree, for cool evenings.", 8, "shortlisted"),
        Wish("Sugar on the side with willow nougat, like at grandmother’s.", 7, "shortlisted"),
        Wish("Somewhere to lock a bicycle.", 4, "planned"),
        Wish("A big pot for four, at one price.", 5, "open"),
        Wish("Open earlier: at seven, before work.", 3, "open"),
        Wish("A shelf of books: take one, leave one.", 4),
        Wish("Cheaper tea to go for those who bring a cup.", 3),
        Wish("Once a week the tea of another town.", 2),
        Wish("Carrot cake made at home, without sugar too.", 2),
        Wish("Barley soup on rainy days.", 1),
        Wish("Music a little lower, so that one can talk.", 0),
    ),
}
NAMES = {
    "fa": ("نیما", "مریم", "پویا", "الهام", "رضا", "شیرین", "بابک", "لاله", "امید", "مینا", "سهراب", "گلنار"),
    "en": ("Noah", "Mia", "Paul", "Ella", "Ryan", "Sheila", "Bob", "Lily", "Owen", "Mina", "Sam", "Grace"),
}
CUSTOMERS = {"fa": "سارا", "en": "Daniel"}
LIKE = {"fa": "لطفاً زیر درخت صندلی بگذارید", "en": "Some chairs under the tree, please"}


@dataclass(frozen=True, slots=True)
class Ideas:
    """The board's hangout, with the owner at the `door` and a customer in the `street`."""

    shop: Shop
    language: str
    door: Window
    street: Window
    customer: Someone
    voices: list[Someone]

    def tell(self, message: str, **values: object) -> Spoken:
        """The bot's words."""
        return voice(self.language).tell(message, **values)


@asynccontextmanager
async def full_board(browser: Browser, database: str, language: str, size: Size = Size.DESKTOP) -> AsyncIterator[Ideas]:
    """Some hours into the life of a board."""
    async with SandboxWorld(strict_flood=False) as world:
        await world.set_clock(NOON)
        given = {"bot_token": world.token, "telegram_api": world.url, "database_url": database}
        async with App(load_settings(_env_file=None, **given)) as app:
            shop = await open_shop(world, app.hub, language=language)
            shop.hangout = await settings.change(
                shop.hub, shop.owner.id, shop.hangout.id, "title", CASTS[language].channel
            )
            await people.choose_language(shop.hub, shop.owner.id, language)
            voices = [await _member(shop, name, language) for name in NAMES[language]]
            customer = await _known(shop, language)
            await _life(shop, voices, WISHES[language])
            windows = [
                await Window.opened(browser, world.url, one.id, ui=language, size=size)
                for one in (shop.owner, customer)
            ]
            try:
                yield Ideas(shop, language, windows[0], windows[1], customer, voices)
            finally:
                for window in windows:
                    await window.page.context.close()


async def _member(shop: Shop, name: str, language: str) -> Someone:
    person = await shop.world.new_person(name, language_code=language)
    await person.start(f"j_{shop.hangout.slug}")
    await person.wait_for(person.id, shop.hangout.title, since=0)
    return person


async def _known(shop: Shop, language: str) -> Someone:
    """One of the example's customers, who reads channel and group."""
    person = shop.world.person(CUSTOMERS[language])
    await person.start(f"j_{shop.hangout.slug}")
    await person.wait_for(person.id, shop.hangout.title, since=0)
    await people.choose_language(shop.hub, person.id, language)
    return person


async def _life(shop: Shop, voices: list[Someone], wishes: tuple[Wish, ...]) -> None:
    """One idea after the other, each with its voices and steps."""
    found = []
    for place, wish in enumerate(wishes):
        await shop.move(NOON + place * STEP)
        author = voices[place % 5]
        found.append(await ideas.post(shop.hub, author.id, shop.hangout.id, Draft(wish.text), once=wish.text))
        for one in [one for one in voices if one is not author][: wish.voices]:
            await backing.back(shop.hub, one.id, found[-1].id)
        for after in WAY.get(wish.state, ()):
            shown = await triage.this(shop.hub, shop.owner.id, found[-1].id, "new")
            await triage.act(shop.hub, shop.owner.id, found[-1].id, shown.seen, after)
        if place == 0:
            await made.agree(shop.hub, author.id, found[0].id, named=True)
    await shop.move(NOON + len(wishes) * STEP)


async def board(at: Ideas) -> None:
    """The board as a customer opens it, with one idea backed."""
    await at.street.write("private", "/ideas")
    await at.street.sees("private", at.tell("Most wanted"))
    await at.street.tap("private", "", at.tell("▲ {n}", n=2))
    await at.street.toasted("private", at.tell("You are for it."))


async def similar(at: Ideas) -> None:
    """Something is suggested that stands on the board already."""
    await at.street.write("private", "/suggest")
    await at.street.sees("private", at.tell("My ideas"))
    await at.street.write("private", LIKE[at.language])
    await at.street.sees("private", at.tell("I’m for number {n}", n=1))


async def triage_cards(at: Ideas) -> Locator:
    """The owner looks new ideas through: one is done, and the next one's card has come."""
    await _in_panel(at, "Customers’ voice", "Look through ideas")
    for label in ("New ideas", "To the shortlist"):
        await at.door.tap("private", "", at.tell(label))
    return await at.door.sees("private", at.tell("Undo"))


async def _in_panel(at: Ideas, *labels: str) -> None:
    await at.door.write("private", "/panel")
    for label in labels:
        said = at.tell(label)
        await at.door.sees("private", said)
        await at.door.tap("private", "", said)


async def month_of_things(at: Ideas) -> Locator:
    """The post of what was made in the month."""
    asked = at.tell("What shall come next? Tell us.")
    await at.shop.move(MONTHS_END)
    await at.shop.owner.wait_for(at.shop.channel, asked, since=0, timeout=PATIENCE)
    post = (await at.door.show("channel")).get_by_test_id("message").filter(has_text=asked).last
    await is_drawn(post)
    return post


async def decision(at: Ideas) -> Locator:
    """Three ideas of the shortlist are put to a vote with a promise; some have voted. The question in private."""
    found = (await shortlist.page(at.shop.hub, at.shop.owner.id, at.shop.hangout.id)).ideas
    asked = at.tell("Which of these shall we do first?")
    draft = decisions.Draft(asked, PROMISES[at.language], tuple(one.id for one in found), quorum=5)
    await decisions.begin(at.shop.hub, at.shop.owner.id, at.shop.hangout.id, draft, once="picture")
    await at.shop.evening()
    post = await at.shop.post(asked)
    ballots = ballots_of(post)
    for voice_, option in zip(at.voices, VOTED, strict=False):
        await voice_.press(post, data=ballots[option])
    await at.street.write("private", "/today")
    return await at.street.sees("private", PROMISES[at.language])
