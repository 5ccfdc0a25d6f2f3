"""A week of questions of different kinds, for the pictures in docs/pictures: what each looks like at its close."""

import asyncio
import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bot.app import App
from bot.settings import load_settings
from hub.daily.facts import PLAIN, Facts
from tests.support.asked import enqueue
from tests.support.people import Message, Someone, text_of
from tests.support.photos import photo_of
from tests.support.shop import NOON, Shop, ballots_of, open_shop
from tests.support.until import until
from tests.support.world import SandboxWorld


@dataclass(frozen=True)
class Evening:
    """A question and the options that nine members choose; `name` is that of its picture."""

    name: str
    kind: str
    text: str
    options: tuple[str, ...]
    chosen: str
    facts: Facts = PLAIN


WEEK = {
    "fa": (
        Evening("scale", "scale", "چای امروز چقدر به دل نشست؟", (), "344532554", Facts(ends=("اصلاً", "خیلی زیاد"))),
        Evening("guess", "guess", "قطاب سوغات کدام شهر است؟", ("یزد", "کرمان", "شیراز"), "112131211", Facts(right=0)),
        Evening("versus", "versus", "کدام استکان؟", ("کمرباریک", "دسته‌دار"), "121121121"),
    ),
    "en": (
        Evening(
            "scale", "scale", "How did today’s tea go down?", (), "344532554", Facts(ends=("Not at all", "Very well"))
        ),
        Evening("guess", "guess", "Where is qottab from?", ("Yazd", "Kerman", "Shiraz"), "112131211", Facts(right=0)),
        Evening("versus", "versus", "Which glass?", ("Slim", "With a handle"), "121121121"),
    ),
}
TEA, LIGHT = (188, 74, 22), (252, 244, 230)
GROUNDS = ((44, 112, 108), (196, 168, 120))
SLIM = (
    (390, 150),
    (610, 150),
    (585, 300),
    (560, 390),
    (590, 500),
    (600, 620),
    (400, 620),
    (410, 500),
    (440, 390),
    (415, 300),
)
MUG = ((370, 180), (630, 180), (620, 620), (380, 620))


async def week(language: str, database: str) -> dict[str, Image.Image]:
    """The pictures by name: the cards at the close, and the two pictures side by side as they are asked."""
    async with SandboxWorld(strict_flood=False) as world:
        await world.set_clock(NOON)
        given = {"bot_token": world.token, "telegram_api": world.url, "database_url": database}
        async with App(load_settings(_env_file=None, **given)) as app:
            shop = await open_shop(world, app.hub, language=language)
            await _queue(shop, language)
            people = [await world.new_person(f"{n}", language_code=language) for n in range(9)]
            return {
                evening.name: await _played(world, shop, people, day, evening)
                for day, evening in enumerate(WEEK[language])
            }


async def _queue(shop: Shop, language: str) -> None:
    sent = [await shop.owner.send(shop.owner.id, photo=glass(slim=slim)) for slim in (True, False)]
    pictures = tuple(message["photo"][-1]["file_id"] for message in sent)
    for one in reversed(WEEK[language]):
        facts = Facts(pictures=pictures) if one.kind == "versus" else one.facts
        await enqueue(shop.hub, shop.hangout.id, shop.owner.id, one.kind, one.text, one.options, facts)


def glass(*, slim: bool) -> bytes:
    """What an owner would have photographed: a glass of tea."""
    image = Image.new("RGB", (1000, 760), GROUNDS[slim])
    draw = ImageDraw.Draw(image)
    draw.ellipse((280, 590, 720, 690), fill=LIGHT)
    if not slim:
        draw.arc((520, 260, 720, 500), -95, 95, fill=LIGHT, width=34)
    draw.polygon(SLIM if slim else MUG, fill=TEA, outline=LIGHT, width=12)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92)
    return out.getvalue()


async def _played(world: SandboxWorld, shop: Shop, people: list[Someone], day: int, evening: Evening) -> Image.Image:
    await shop.evening(day)
    post = await shop.owner.wait_for(
        shop.channel, lambda m: evening.text in text_of(m) and bool(ballots_of(m)), since=0
    )
    if evening.kind == "versus":
        return await photo_of(world, post)
    data = ballots_of(post)
    chosen = [data[int(option) - 1] for option in evening.chosen]
    await asyncio.gather(*(one.press(post, data=tap) for one, tap in zip(people, chosen, strict=True)))
    await shop.evening(day + 1)
    found: Message = await until(lambda: _card(shop, evening.text), "for the card at the close")
    return await photo_of(world, found)


async def _card(shop: Shop, text: str) -> Message | None:
    messages = await shop.owner.messages(shop.channel)
    return next((m for m in messages if "photo" in m and text in text_of(m)), None)
