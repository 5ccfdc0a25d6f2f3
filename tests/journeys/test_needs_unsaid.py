"""An answer to a need that is not said yet, or can not be: a picture that waits for its words, who may not write, an
old button; over HTTP."""

import pytest

from handlers.needs.buttons import Said, Want
from hub.needs import needs, talks
from hub.needs.needs import LIMIT, Draft
from hub.needs.talks import Words
from hub.needs.views import NeedView
from hub.watch.mutes import mute
from storage.tables import Line, Member, Mute, Wizard
from tests.journeys.conftest import BOTH
from tests.journeys.test_needs_journey import KNOW, LOOK, SAY, _join
from tests.sandbox.places import png
from tests.support.desk import Desk
from tests.support.shop import Shop
from tests.support.store import row, rows
from tests.support.world import SandboxWorld

HAVE, RESTS = (
    "در کوچهٔ بالا دیدم.",
    "What you write for others rests until {when}. You can vote and earn notches as before.",
)
LONG = "That is a little long: {length} letters, and {limit} fit. Send a shorter one."
LINE = "And in a line: what do you want to say?"
LOST = "I do not know what to do with that. /today is the question, /stick your tally stick."


@pytest.fixture
async def asker(world: SandboxWorld, shop: Shop) -> Desk:
    return await _join(shop, world.customers[0])


@pytest.fixture
async def helper(world: SandboxWorld, shop: Shop) -> Desk:
    return await _join(shop, world.customers[1])


@pytest.fixture
async def need(shop: Shop, asker: Desk) -> NeedView:
    return await needs.ask(shop.hub, asker.owner.id, shop.hangout.id, Draft("چای سفید خوب"), once="1")


async def at_need(desk: Desk) -> None:
    """The need's card, with the way to answer it."""
    await desk.say("/needs")
    await desk.sees("<b>What others look for</b>")
    await desk.owner.press(desk.screen, desk.voice.number(1))
    await desk.sees("<b>Somebody at {title} looks for this:</b>", title="")


async def muted(shop: Shop, desk: Desk) -> None:
    member = await row(shop.hub.db, Member, person_id=desk.owner.id)
    await mute(shop.hub, shop.owner.id, member.id, 7)


async def rests(shop: Shop, desk: Desk) -> str:
    """What a muted member hears."""
    member = await row(shop.hub.db, Member, person_id=desk.owner.id)
    mute_ = await row(shop.hub.db, Mute, member_id=member.id)
    v = desk.voice
    return str(v.tell(RESTS, when=v.when(mute_.until, shop.hangout.timezone, shop.hub.now())))


async def place_of(shop: Shop, desk: Desk) -> str | None:
    """The step that the person is in."""
    found = await rows(shop.hub.db, Wizard, person_id=desk.owner.id)
    return found[0].state if found else None


@BOTH
async def test_a_picture_waits_for_its_words(shop: Shop, need: NeedView, helper: Desk) -> None:
    await at_need(helper)
    await helper.tap("I can help")
    await helper.sees(KNOW)
    for picture in (png(), png()):
        await helper.owner.send(helper.owner.id, photo=picture, album="7")
    await helper.sees(LINE)
    await helper.owner.send(helper.owner.id, "ا" * (LIMIT + 1))
    await helper.sees(LONG, length="", limit="")
    await helper.say(HAVE)
    await helper.sees("It is on its way.")
    [line] = await rows(shop.hub.db, Line)
    assert (line.text, bool(line.photo)) == (HAVE, True)
    assert await place_of(shop, helper) is None


async def test_a_picture_whose_words_are_too_long_stays(shop: Shop, need: NeedView, helper: Desk) -> None:
    await at_need(helper)
    await helper.tap("I can help")
    await helper.sees(KNOW)
    await helper.owner.send(helper.owner.id, "ا" * (LIMIT + 1), photo=png(), album="7")
    await helper.sees(LONG, length="", limit="")
    await helper.say(HAVE)
    await helper.sees("It is on its way.")
    [line] = await rows(shop.hub.db, Line)
    assert (line.text, bool(line.photo)) == (HAVE, True)


@BOTH
async def test_who_may_not_write_is_not_asked_to(shop: Shop, need: NeedView, asker: Desk, helper: Desk) -> None:
    await at_need(helper)
    await muted(shop, helper)
    refused = await helper.tap("I can help")
    assert refused.text == await rests(shop, helper)
    talk = await talks.say(shop.hub, shop.owner.id, need.id, Words(HAVE), once="2")
    await muted(shop, asker)
    await asker.say("/needs")
    await asker.sees("<b>What you look for</b>")
    assert (await asker.press(Said(talk=talk.id, act="write").pack())).text == await rests(shop, asker)
    assert [await place_of(shop, one) for one in (helper, asker)] == [None, None]


@BOTH
async def test_what_is_refused_for_good_ends_the_step(shop: Shop, need: NeedView, asker: Desk, helper: Desk) -> None:
    await at_need(helper)
    await helper.tap("I can help")
    await helper.sees(KNOW)
    await needs.withdraw(shop.hub, asker.owner.id, need.id)
    await helper.say(HAVE)
    await helper.sees("This need is over: it is met, taken back, or its time is up.")
    assert await place_of(shop, helper) is None
    await helper.say("سلام")
    await helper.sees(LOST)


@BOTH
async def test_an_old_button_leaves_what_is_written_elsewhere(
    shop: Shop, need: NeedView, asker: Desk, helper: Desk
) -> None:
    other = await needs.ask(shop.hub, asker.owner.id, shop.hangout.id, Draft("قوری خوب"), once="2")
    mine = await talks.say(shop.hub, helper.owner.id, other.id, Words(HAVE), once="3")
    await at_need(helper)
    old = [Want(need=need.id, act="drop").pack(), Said(talk=mine.id, act="drop").pack()]
    await helper.say("/need")
    await helper.sees(LOOK, title="")
    for data in old:
        await helper.press(data)
        assert await place_of(shop, helper) == "Needing:words"
    await helper.press(Said(talk=mine.id, act="write").pack())
    await helper.sees(SAY, since=0)
    await helper.press(old[0])
    assert await place_of(shop, helper) == "Answering:words"
    await helper.press(old[1])
    assert await place_of(shop, helper) is None
