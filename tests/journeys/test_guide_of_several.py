"""The guide for somebody with several hangouts: the words go along with the choice; over HTTP."""

import pytest

from bot.app import App
from handlers.guide.guide import Advise
from hub.person import people
from hub.person.people import Seen
from hub.stick import members
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.shop import Shop, open_shop
from tests.support.world import SandboxWorld

HEAD, ICE, LETTERS = "<b>What people like at {title}</b>", "بستنی: زعفرانی؟", 100


@pytest.fixture
async def shop(world: SandboxWorld, app: App) -> Shop:
    return await open_shop(world, app.hub)


@pytest.fixture
async def mina(world: SandboxWorld, shop: Shop) -> Desk:
    person = world.customers[0]
    await person.start()
    await person.wait_for(person.id, lambda m: "reply_markup" in m)
    await members.join(shop.hub, Seen(person.id, person.name, "fa"), shop.hangout.slug)
    await people.choose_language(shop.hub, person.id, "fa")
    return Desk(person)


@BOTH
async def test_the_words_are_looked_for_in_the_hangout_that_is_chosen(
    world: SandboxWorld, shop: Shop, mina: Desk
) -> None:
    other = await open_shop(world, shop.hub, new=True)
    await members.join(shop.hub, Seen(mina.owner.id, mina.owner.name, "fa"), other.hangout.slug)
    chosen = Advise(hangout=other.hangout.id, topic="", page=0).pack()
    for asked in (ICE, "ا" * 4000):
        words = asked[:LETTERS]
        await mina.say(f"/guide {asked}")
        await mina.sees("The guide of which hangout?")
        await mina.press(chosen)
        await mina.sees(HEAD, title=other.hangout.title, since=0)
        assert str(mina.words("Nothing about “{words}” has been answered here yet.", words=words)) in mina.text
    await mina.tap("The whole guide")
    nothing = "Nothing yet: the guide fills as the questions of each day close. /today shows the open one."
    await mina.owner.wait_for(mina.owner.id, str(mina.words(nothing)), since=0)
