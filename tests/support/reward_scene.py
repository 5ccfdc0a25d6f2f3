"""A shop with rewards, on its screens: an owner, a clerk and a member, for journeys."""

import io
from dataclasses import dataclass
from string import Formatter
from typing import Any

import pytest
from PIL import Image

from hub.context import Hub
from hub.person import people
from hub.person.people import Seen
from hub.reward import claims
from tests.support import counter
from tests.support.desk import Desk
from tests.support.people import Message, text_of
from tests.support.photos import scanned
from tests.support.rewards import holding, offered
from tests.support.shop import Shop, open_shop
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
TITLE = "یک قوری چای <b>لاهیجان</b>"
SURE = (
    "<b>{reward}</b>\n{cost} come off your stick, {left} stay.\n\n"
    "Fetch it at the counter by {day}; if you do not, the notches come back to you."
)
YOURS = (
    "🎁 <b>{reward}</b> is yours.\nFetch it by {day}: show its code at the counter when you are there.\n\n"
    "{left} stay on your stick."
)
FOR = "🎁 <b>{reward}</b>\nfor {name}\n\n{cost} were cut for it; it can be fetched until {day}."
BEFORE = "<b>{reward}</b> was handed over to {name} before, by {by}, {when}. Nothing is handed over twice."
UNDONE = "The hand-over of {reward} at {title} was taken back: it is yours to fetch again, until {day}."
EXPIRING = (
    "🎁 {reward} waits for you at {title} until {day}. Not fetched by then, it becomes notches on your stick again."
)
EXPIRED = "{reward} was not fetched at {title} in time. Nothing is lost: {cost} are back on your stick."
WHAT = "<b>What is the reward?</b>\nTap one, or write your own, up to {limit} letters."
COST = (
    "<b>How many notches does it cost?</b>\n"
    "A full stick has {n}. Tap a price, or write a number from {least} to {most}."
)
PICTURE = "<b>A picture of it?</b>\nSend a photo, or go on without one."
STOCK = (
    "<b>How many of it are there now?</b>\n"
    "Tap or write a number: each claim takes one, and I tell you when few are left."
)
DAYS = (
    "<b>How many days does a claim hold?</b>\n"
    "Who does not fetch it by then gets the notches back. Tap one, or write a number up to {most}."
)


async def sees(desk: Desk, message: str, **values: Any) -> Message:
    """Waits for a sentence, as far as its first value that is not given."""
    blank = {name: "" for _, name, _, _ in Formatter().parse(message) if name}
    return await desk.sees(message, **blank | values)


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (320, 240), (180, 120, 40)).save(drawn, "PNG")
    return drawn.getvalue()


@dataclass
class Scene:
    """A shop, its owner at the panel, a clerk and a member; they speak `language`."""

    shop: Shop
    owner: Desk
    clerk: Desk
    member: Desk

    @property
    def world(self) -> SandboxWorld:
        return self.shop.world

    async def photo(self, desk: Desk, text: str = "") -> Message:
        """The newest photo in somebody's chat since their last act."""
        desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: "photo" in m and text in text_of(m))
        return desk.screen

    async def ticket(self) -> str:
        """What the clerk's camera reads off the member's ticket."""
        link = await scanned(self.world, await self.photo(self.member, "🎁"))
        return link.split("?start=")[1]

    async def claim(self, reward_id: int) -> int:
        """The member has claimed it, the short way."""
        return (await claims.claim(self.shop.hub, self.member.owner.id, reward_id, "journey")).claim.id


async def person(world: SandboxWorld, name: str, language: str) -> Desk:
    found = await world.new_person(name, language_code=language)
    return Desk(found, language)


async def played(world: SandboxWorld, hub: Hub, language: str) -> Scene:
    """The shop is open, everybody has the bot's chat open."""
    shop = await open_shop(world, hub, language=language)
    await people.choose_language(shop.hub, shop.owner.id, language)
    clerk, member = await person(world, "فرهاد", language), await person(world, "سارا", language)
    for one in (clerk, member):
        await one.owner.start()
        await one.owner.wait_for(one.owner.id, lambda m: True)
    await counter.hire(shop.hub, shop.hangout, Seen(clerk.owner.id, "فرهاد", language), "clerk")
    return Scene(shop, Desk(shop.owner, language), clerk, member)


async def stocked(scene: Scene, held: int = 12, cost: int = 10, **given: str) -> int:
    """The member has notches, and a reward is offered for them."""
    made = await offered(scene.shop.hub, scene.shop.hangout, TITLE, cost, **given)
    await holding(scene.shop.hub, scene.shop.hangout, scene.member.owner.id, held, "سارا")
    return made.id
