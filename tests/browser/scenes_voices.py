"""What members know, look for, share and thank each other for, and how hosts look after it: for the pictures."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser, Locator, expect

from bot.app import App
from bot.settings import load_settings
from hub.daily import votes
from hub.daily.ballots import Ballot
from hub.guide import choosing
from hub.hangout import settings
from hub.needs import needs
from hub.needs.needs import Draft
from hub.person import people
from hub.person.people import Seen
from hub.watch import reports as watching
from storage.tables import Round
from tests.browser.cast import CASTS
from tests.browser.kinds_week import glass
from tests.browser.screen import Size
from tests.browser.window import Window, is_drawn
from tests.support.desk import Desk
from tests.support.habit import tag
from tests.support.people import Someone, buttons_of, text_of
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row
from tests.support.until import until
from tests.support.world import SandboxWorld

NAME = "<b>Under which name shall it stand?</b>\nTap one, or write another: your own, a short one, a made-up one."


@dataclass(frozen=True, slots=True)
class Taste:
    """A day's question, how many chose each option, and what it tells of in the guide (empty: of itself)."""

    text: str
    options: dict[str, int]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """What people say, in one language."""

    names: tuple[str, ...]
    tea: str
    tastes: tuple[Taste, ...]
    wish: str
    know: str
    shop: str
    moment: str
    pen_name: str
    tip: str
    thanks: str
    rude: str


LINES = {
    "fa": Lines(
        names=("سارا", "دارا", "مینا"),
        tea="چای",
        tastes=(
            Taste("عصرانه با کدام چای؟", {"چای زعفرانی": 95, "چای سیاه": 24, "به‌لیمو": 9}, "برای مهمان"),
            Taste("برای مهمان کدام چای را دم کنیم؟", {"چای زعفرانی": 78, "چای سیاه": 12}, "برای مهمان"),
            Taste("کنار چای چه بگذاریم؟", {"خرما": 52, "نقل": 49, "گز": 11}),
            Taste("قوری چند نفره بخریم؟", {"دو نفره": 17, "چهار نفره": 64, "شش نفره": 9}, "قوری برای خانه"),
        ),
        wish="دنبال چای سفید خوب می‌گردم، برای هدیهٔ تولد مادرم.",
        know="عطاری سر نبش کوچهٔ بالا دارد؛ همین هفته تازه رسیده.",
        shop="جمعه برای ما هم می‌رسد؛ صد گرم کنار می‌گذاریم.",
        moment="بوی نانی که خانم‌جان صبح‌ها روی بخاری برشته می‌کرد.",
        pen_name="بانوی چای",
        tip="چای را با آب تازه دم کنید؛ ده دقیقه روی شعلهٔ کم.",
        thanks="مرسی، عالی شد!",
        rude="این محله جای آدم‌های بی‌فرهنگ نیست، بروید خانه‌تان.",
    ),
    "en": Lines(
        names=("Sarah", "Daniel", "Mina"),
        tea="tea",
        tastes=(
            Taste("Which tea in the afternoon?", {"Saffron tea": 95, "Black tea": 24, "Lime tea": 9}, "For a guest"),
            Taste("Which tea shall we brew for a guest?", {"Saffron tea": 78, "Black tea": 12}, "For a guest"),
            Taste("What goes beside the tea?", {"Dates": 52, "Shortbread": 49, "Nougat": 11}),
            Taste("How big a teapot?", {"For two": 17, "For four": 64, "For six": 9}, "A teapot for home"),
        ),
        wish="I am looking for a good white tea, for my mother’s birthday.",
        know="The herbalist at the corner of Mill Lane has some; it came in fresh this week.",
        shop="Ours comes on Friday; we put a hundred grams aside for you.",
        moment="My grandfather’s radio. It knows one station, and plays it every morning.",
        pen_name="Lady Tea",
        tip="Brew it with fresh water, ten minutes on a low flame.",
        thanks="Thank you, that was lovely!",
        rude="This street is no place for people like you, go home.",
    ),
}


@dataclass(frozen=True, slots=True)
class Town:
    """A hangout with three members who talk: the asker in the `street`, the owner at the `door`."""

    shop: Shop
    language: str
    lines: Lines
    asker: Desk
    helper: Desk
    third: Desk
    owner: Desk
    door: Window
    street: Window


@asynccontextmanager
async def town(browser: Browser, database: str, language: str) -> AsyncIterator[Town]:
    """Opened at noon, the guide's questions already closed."""
    lines = LINES[language]
    async with SandboxWorld(strict_flood=False) as world:
        await world.set_clock(NOON)
        given = {"bot_token": world.token, "telegram_api": world.url, "database_url": database}
        async with App(load_settings(_env_file=None, **given)) as app:
            shop = await open_shop(world, app.hub, language=language)
            title = CASTS[language].channel
            shop.hangout = await settings.change(shop.hub, shop.owner.id, shop.hangout.id, "title", title)
            await people.choose_language(shop.hub, shop.owner.id, language)
            await tag(shop.hub, shop.hangout, "tea", lines.tea)
            desks = [Desk(await _member(shop, name, language), language) for name in lines.names]
            await _tastes(shop, lines)
            door, street = [
                await Window.opened(browser, world.url, one.id, ui=language, size=Size.DESKTOP)
                for one in (shop.owner, desks[0].owner)
            ]
            try:
                yield Town(shop, language, lines, *desks, Desk(shop.owner, language), door, street)
            finally:
                for window in (door, street):
                    await window.page.context.close()


async def _member(shop: Shop, name: str, language: str) -> Someone:
    person = await shop.world.new_person(name, language_code=language)
    await person.join(shop.group)
    await person.start(f"j_{shop.hangout.slug}")
    await person.wait_for(person.id, shop.hangout.title, since=0)
    return person


async def _tastes(shop: Shop, lines: Lines) -> None:
    """Day after day a question of taste is answered by a crowd; the owner gathers them in the guide."""
    for day, taste in enumerate(lines.tastes):
        await shop.ask(taste.text, list(taste.options))
        await shop.evening(day)
        asked: Round = await until(lambda text=taste.text: row(shop.hub.db, Round, text=text, state="open"))
        chosen = [at for at, many in enumerate(taste.options.values()) for _ in range(many)]
        await votes.cast(
            shop.hub,
            [
                Ballot(Seen(8_000 + n, "", "fa"), 1 << at, round_id=asked.id or 0, chat_id=shop.channel)
                for n, at in enumerate(chosen)
            ],
        )
    await shop.evening(len(lines.tastes))
    for taste in lines.tastes:
        closed: Round = await until(lambda text=taste.text: row(shop.hub.db, Round, text=text, state="closed"))
        await choosing.keep(shop.hub, shop.owner.id, shop.hangout.id, closed.id or 0, told=True)
        if taste.subject:
            await choosing.name(shop.hub, shop.owner.id, shop.hangout.id, closed.id or 0, taste.subject)
    await shop.evening(len(lines.tastes), minutes=5)


async def guide(at: Town) -> None:
    """What the hangout likes, with the numbers behind it."""
    await at.street.write("private", "/guide")
    await at.street.sees("private", at.lines.tastes[0].subject)


async def need(at: Town) -> None:
    """Asked, answered by a member who is not named, and by the shop."""
    await at.helper.say("/needs")
    await at.helper.sees("<b>What others look for</b>")
    await at.helper.tap("What I can help with")
    await at.helper.owner.wait_for(at.helper.owner.id, lambda m: at.lines.tea in str(buttons_of(m)))
    at.helper.screen = await at.helper.owner.last()
    await at.helper.owner.press(at.helper.screen, at.lines.tea)
    await at.asker.say("/need")
    await at.asker.say(at.lines.wish)
    await at.asker.sees("What is it about? Tap to correct: members who can be asked about that hear of it.")
    await at.asker.tap("Ask")
    await _answers(at.owner, "Answer for the shop", at.lines.wish, at.lines.shop)
    await _answers(at.helper, "I can help", at.lines.wish, at.lines.know)
    for said in (at.lines.shop, at.lines.know):
        await at.asker.owner.wait_for(at.asker.owner.id, said, since=0)
    await at.street.sees("private", at.lines.know)


async def _answers(desk: Desk, label: str, wish: str, words: str) -> None:
    told = str(desk.words(label))
    desk.screen = await desk.owner.wait_for(
        desk.owner.id, lambda m: wish in text_of(m) and told in str(buttons_of(m)), since=0
    )
    await desk.tap(label)
    await desk.owner.wait_for(desk.owner.id, lambda m: str(desk.words("Cancel")) in str(buttons_of(m)))
    await desk.say(words)
    await desk.owner.wait_for(desk.owner.id, words)


async def moment(at: Town) -> Locator:
    """A photo under a name of one's own, and a line without one; looked at by the owner, and posted."""
    shares = ((at.helper, at.lines.pen_name, glass(slim=True)), (at.third, "", None))
    for desk, name, photo in shares:
        await desk.say("/moment")
        await desk.owner.wait_for(desk.owner.id, lambda m, desk=desk: str(desk.words("Cancel")) in str(buttons_of(m)))
        await desk.owner.send(desk.owner.id, "" if photo else at.lines.moment, photo=photo)
        if photo and await desk.sees("<b>A line with it?</b>\nWrite it, or go on without one."):
            await desk.tap("Without a line")
        await desk.sees(NAME)
        await (desk.say(name) if name else desk.tap("Without a name"))
        await desk.sees("<b>So it will look:</b>")
        await desk.tap("Hand it in")
        owner, post, seen = at.owner.owner, str(desk.words("Post it")), name or at.lines.moment
        at.owner.screen = await owner.wait_for(owner.id, lambda m, post=post: post in str(buttons_of(m)), since=0)
        await at.owner.tap("Post it")
        await owner.wait_for(at.shop.channel, seen, since=0)
    column = await at.door.show("channel")
    await is_drawn(column.get_by_test_id("message").filter(has_text=at.lines.pen_name))
    return column


async def thanks(at: Town) -> Locator:
    """A tip in the group, thanked for by a word and by a sign."""
    tip = await at.helper.owner.send(at.shop.group, at.lines.tip)
    await at.asker.owner.send(at.shop.group, at.lines.thanks, reply_to=tip["message_id"])
    await at.third.owner.react(tip, "🙏")
    column = await at.street.show("group")
    await expect(column.get_by_text("🤝").last).to_be_visible()
    return column


async def reports(at: Town) -> None:
    """Something that hurts, reported by two who read it, as the owner meets it."""
    hub, hangout = at.shop.hub, at.shop.hangout
    hurts = await needs.ask(hub, at.third.owner.id, hangout.id, Draft(at.lines.rude), once="picture")
    for desk in (at.asker, at.helper):
        await watching.report(hub, desk.owner.id, "need", hurts.id, "rude")
    await at.door.sees("private", at.lines.rude, str(at.owner.words("Mute the author")))
