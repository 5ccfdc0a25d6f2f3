"""A decision, from the owner's panel to the results card and those who hear of it; over HTTP."""

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.ideas.deciding_screens import Decide
from handlers.ideas.decisions import Decided
from hub.ideas import backing, ideas
from hub.ideas.ideas import Draft
from hub.person import people
from hub.person.people import Seen
from hub.stick import members
from locales.voice import Spoken
from storage.tables import Decision, Idea
from tests.journeys.conftest import BOTH
from tests.support.board import moved
from tests.support.desk import Desk
from tests.support.people import text_of
from tests.support.shop import Shop, ballots_of, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

CHOICES = (
    "<b>What is there to choose from?</b>\nTap ideas of the shortlist, or write options of your own, each on a "
    "line: {least} to {most} in all."
)
PROMISE = (
    "<b>What do you promise?</b>\nIt stands under the question, and at the end beside what won. For example: "
    "{example}\nUp to {limit} letters."
)
PLACE = (
    "<b>As the daily question, or beside it?</b>\nBeside it, the vote has a post of its own and stays open for "
    "days, while the daily questions come as ever. Tap one, or write a number of days up to {most}."
)
LISTED = (
    "<b>Decisions at {title}</b>\nWhat your members vote for moves on by itself, on terms that stand under the "
    "question from the first vote on."
)
QUESTION, WORD = "اول کدام را انجام بدهیم؟", "هر کدام برد، جمعه روی میز است."


@pytest.fixture
async def shop(world: SandboxWorld, app: App) -> Shop:
    return await open_shop(world, app.hub)


async def shortlisted(world: SandboxWorld, shop: Shop) -> list[int]:
    """Two ideas of two customers who talk to the bot."""
    found = []
    for person, text in zip(world.customers, ("چای به‌لیمو بیاورید", "صندلی بیرون بگذارید"), strict=False):
        await person.start()
        await members.join(shop.hub, Seen(person.id, person.name, "fa"), shop.hangout.slug)
        await people.choose_language(shop.hub, person.id, "fa")
        found.append((await ideas.post(shop.hub, person.id, shop.hangout.id, Draft(text), once=text)).id)
        await moved(shop.hub, found[-1], "shortlisted")
    return found


async def _at(desk: Desk, shop: Shop) -> None:
    await desk.say("/panel")
    await desk.sees("<b>{title}</b>", title=shop.hangout.title)
    await desk.press(Panel(hangout=shop.hangout.id, act="decide").pack())


@BOTH
async def test_members_decide_and_the_winner_moves_on(world: SandboxWorld, shop: Shop) -> None:
    tea, chairs = await shortlisted(world, shop)
    third = world.customers[2]
    await third.start()
    await members.join(shop.hub, Seen(third.id, third.name, "fa"), shop.hangout.slug)
    await backing.back(shop.hub, third.id, chairs)
    desk = Desk(shop.owner)
    await _at(desk, shop)
    await desk.sees(CHOICES, least=2, most=12)

    async def give(step: str, value: str, then: str, **values: object) -> None:
        await desk.press(Decide(hangout=shop.hangout.id, step=step, value=value).pack())
        await desk.sees(then, **values)

    await give("choices", str(tea), CHOICES, least=2, most=12)
    await give("choices", str(chairs), CHOICES, least=2, most=12)
    await desk.say("هیچ‌کدام")
    await desk.sees(CHOICES, least=2, most=12)
    await until(lambda: "هیچ‌کدام" in desk.text, "for the option of the owner's own")
    await give("choices", "go", "<b>How shall it be asked?</b>\nTap it, or write it your way.")
    await give("text", "usual", PROMISE, example=None, limit=200)
    await desk.say(WORD)
    await desk.sees("<b>How many votes does it take?</b>\nTap one, or write a number.")
    await desk.say("۲")
    await desk.sees("<b>And if some stand side by side?</b>")
    await give("tie", "older", "<b>And if too few vote?</b>")
    await give("missed", "nothing", PLACE, most=14)
    await give("place", "0", QUESTION)
    await give("look", "put", QUESTION)
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
    await _at(desk, shop)
    await desk.sees(CHOICES, least=2, most=12)
    await desk.say("رومیزی نو\nگلدان تازه")
    await until(lambda: _gathered(desk), "for the options")
    for step, value in (("choices", "go"), ("text", "usual")):
        await desk.press(Decide(hangout=shop.hangout.id, step=step, value=value).pack())
    await desk.sees(PROMISE, example=None, limit=200)
    await desk.say(WORD)
    await desk.sees("<b>How many votes does it take?</b>\nTap one, or write a number.")
    for step, value in (("quorum", "0"), ("tie", "again"), ("place", "0"), ("look", "put")):
        await desk.press(Decide(hangout=shop.hangout.id, step=step, value=value).pack())
    await until(lambda: _begun(shop), "for the decision")
    found = await row(shop.hub.db, Decision)
    assert (found.quorum, found.on_tie, found.on_missed) == (0, "again", "nothing")
    await desk.press(Decided(decision=found.id, act="ask").pack())
    await desk.sees("Take “{question}” back? Nobody is asked then.", question=QUESTION)
    await desk.tap("Yes, take it back")
    await desk.sees(LISTED, title=shop.hangout.title)
    assert (await row(shop.hub.db, Decision)).state == "dropped"


async def _gathered(desk: Desk) -> bool:
    desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: "گلدان تازه" in text_of(m) and buttons(m), since=0)
    return True


def buttons(message: dict[str, object]) -> bool:
    return "reply_markup" in message


async def _begun(shop: Shop) -> bool:
    return bool(await rows(shop.hub.db, Decision))
