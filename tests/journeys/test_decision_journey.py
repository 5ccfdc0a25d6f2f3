"""A decision, from the owner's panel to the results card and those who hear of it; over HTTP."""

import pytest

from bot.app import App
from handlers.ideas.deciding_screens import Decide
from handlers.ideas.decisions import Decided
from hub.ideas import backing, ideas
from hub.ideas.ideas import Draft
from hub.person.people import Seen
from hub.stick import members
from locales.voice import Spoken
from storage.tables import Decision, Idea
from tests.journeys.conftest import BOTH
from tests.support.board import moved
from tests.support.deciding import (
    ASKED,
    CHOICES,
    LISTED,
    PLACE,
    PROMISE,
    QUESTION,
    QUORUM,
    TIE,
    WORD,
    begin,
    choice_labels,
    give,
    shortlisted,
    walk,
)
from tests.support.desk import Desk
from tests.support.people import text_of
from tests.support.shop import Shop, ballots_of, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld


@pytest.fixture
async def shop(world: SandboxWorld, app: App) -> Shop:
    return await open_shop(world, app.hub)


@BOTH
async def test_members_decide_and_the_winner_moves_on(world: SandboxWorld, shop: Shop) -> None:
    tea, chairs = await shortlisted(world, shop)
    third = world.customers[2]
    await third.start()
    await members.join(shop.hub, Seen(third.id, third.name, "fa"), shop.hangout.slug)
    await backing.back(shop.hub, third.id, chairs)
    desk = Desk(shop.owner)
    await walk(desk, shop, [tea, chairs], "هیچ‌کدام")
    await give(desk, shop, "place", "0", QUESTION)
    await give(desk, shop, "look", "put", QUESTION)
    await desk.press(Decide(hangout=shop.hangout.id, step="look", value="put").pack())
    await desk.sees(LISTED, title=shop.hangout.title)
    assert len(await rows(shop.hub.db, Decision)) == 1

    await shop.evening()
    post = await shop.post(QUESTION)
    assert WORD in text_of(post)
    for person, option in ((world.customers[0], 0), (world.customers[1], 1), (third, 1)):
        await person.press(post, data=ballots_of(post)[option])
    await shop.evening(1)
    won = await shop.owner.wait_for(
        shop.channel, lambda m: "photo" in m and "صندلی بیرون" in text_of(m) and WORD in text_of(m), since=0
    )
    assert all(person.name not in text_of(won) for person in world.customers[:3])
    assert {one.id: one.state for one in await rows(shop.hub.db, Idea)} == {tea: "shortlisted", chairs: "planned"}
    await shop.evening(1, minutes=2)
    sara = Desk(world.customers[0])
    await shop.evening(1, hours=16)
    await sara.sees(
        "“{question}” was decided in {title}, by {votes}: {winners}",
        question=QUESTION,
        title=shop.hangout.title,
        votes=Spoken("۳ رأی"),
        winners=None,
    )
    assert world.customers[1].name not in sara.text


@BOTH
async def test_a_decision_is_taken_out_before_it_is_asked(world: SandboxWorld, shop: Shop) -> None:
    desk = Desk(shop.owner)
    await begin(desk, shop)
    await desk.say("رومیزی نو\nگلدان تاره\nگلدان تازه")
    await gathered(desk, ["رومیزی نو", "گلدان تاره", "گلدان تازه"])
    await desk.tap("✓ گلدان تاره")
    await gathered(desk, ["رومیزی نو", "گلدان تازه"])
    for step, value in (("choices", "go"), ("text", "usual")):
        await desk.press(Decide(hangout=shop.hangout.id, step=step, value=value).pack())
    await desk.sees(PROMISE, example=None, limit=200)
    await desk.tap("Back")
    await desk.sees(ASKED)
    await give(desk, shop, "text", "usual", PROMISE, example=None, limit=200)
    await desk.say(WORD)
    await desk.sees(QUORUM)
    await give(desk, shop, "quorum", "0", TIE)
    await give(desk, shop, "tie", "older", PLACE, most=14)
    await desk.tap("Back")
    await desk.sees(TIE)
    for step, value in (("tie", "again"), ("place", "0"), ("look", "put")):
        await desk.press(Decide(hangout=shop.hangout.id, step=step, value=value).pack())
    await until(lambda: _begun(shop), "for the decision")
    found = await row(shop.hub.db, Decision)
    assert (found.quorum, found.on_tie, found.on_missed) == (0, "again", "nothing")
    await desk.press(Decided(decision=found.id, act="ask").pack())
    await desk.sees("Take “{question}” back? Nobody is asked then.", question=QUESTION)
    await desk.tap("Yes, take it back")
    await desk.sees(LISTED, title=shop.hangout.title)
    assert (await row(shop.hub.db, Decision)).state == "dropped"


GONE = "{n} idea that you chose can not be put to a vote any more and is left out; the rest is kept."


@BOTH
async def test_an_idea_that_leaves_the_shortlist_meanwhile_takes_nothing_else_along(
    world: SandboxWorld, shop: Shop
) -> None:
    tea, chairs = await shortlisted(world, shop)
    desk = Desk(shop.owner)
    gone = desk.voice.many(GONE, GONE.replace("idea that", "ideas that").replace("and is", "and are"), 1)
    await walk(desk, shop, [tea, chairs], "هیچ‌کدام")
    await moved(shop.hub, tea, "planned")
    await give(desk, shop, "place", "0", "{gone}", gone=gone)
    assert choice_labels(desk.screen)[:2] == ["✓ صندلی بیرون بگذارید", "✓ هیچ‌کدام"]
    for step, value in (("choices", "go"), ("text", "usual")):
        await desk.press(Decide(hangout=shop.hangout.id, step=step, value=value).pack())
    await desk.sees(PROMISE, example=None, limit=200)
    await desk.say(WORD)
    await desk.sees(QUORUM)
    await give(desk, shop, "quorum", "0", TIE)
    await give(desk, shop, "tie", "older", PLACE, most=14)
    await give(desk, shop, "place", "0", QUESTION)
    await moved(shop.hub, chairs, "planned")
    await give(desk, shop, "look", "put", "{gone}", gone=gone)
    assert await rows(shop.hub.db, Decision) == []
    await desk.say("یک رومیزی نو")
    await gathered(desk, ["هیچ‌کدام", "یک رومیزی نو"])


@BOTH
async def test_a_long_shortlist_is_leafed_through(world: SandboxWorld, shop: Shop) -> None:
    tea, _ = await shortlisted(world, shop)
    author = world.customers[1].id
    for number in range(9):
        more = await ideas.post(shop.hub, author, shop.hangout.id, Draft(f"ایدهٔ {number}"), once=str(number))
        await moved(shop.hub, more.id, "shortlisted")
    desk = Desk(shop.owner)
    await begin(desk, shop)
    await give(desk, shop, "choices", str(tea), CHOICES, least=2, most=12)
    await desk.tap("Next")
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: choice_labels(m)[:1] == ["ایدهٔ 8"])
    await desk.tap("ایدهٔ 8")
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: choice_labels(m)[:1] == ["✓ ایدهٔ 8"])
    await desk.tap("Previous")
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: "✓ چای به‌لیمو بیاورید" in choice_labels(m))
    assert desk.voice.tell("Continue") in choice_labels(desk.screen)


async def gathered(desk: Desk, options: list[str]) -> None:
    """The screen shows these options of the owner's own."""
    wanted = [f"✓ {option}" for option in options]
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: choice_labels(m)[:-2] == wanted, since=0)


async def _begun(shop: Shop) -> bool:
    return bool(await rows(shop.hub.db, Decision))
