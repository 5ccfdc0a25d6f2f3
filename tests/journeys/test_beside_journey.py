"""A decision beside the daily question, from the owner's panel to the last notice; over HTTP."""

from datetime import timedelta

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.ideas.deciding_screens import Decide
from handlers.ideas.decisions import Decided
from hub.ideas import backing
from hub.person.people import Seen
from hub.stick import members
from locales.voice import Spoken
from storage.tables import Decision, Entry, Idea, Notice, Person, Round
from tests.journeys.conftest import BOTH
from tests.support.deciding import LISTED, PLACE, QUESTION, WORD, give, shortlisted, walk
from tests.support.desk import Desk
from tests.support.people import Message, Someone, text_of
from tests.support.shop import NOON, Shop, ballots_of, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

DAY = timedelta(days=1)
OPEN = "Open until {when}."


@pytest.fixture
async def shop(world: SandboxWorld, app: App) -> Shop:
    return await open_shop(world, app.hub)


async def _backer(world: SandboxWorld, shop: Shop, at: int, idea: int) -> Someone:
    """A customer who is with the shop and for an idea."""
    found = world.customers[at]
    await found.start()
    await members.join(shop.hub, Seen(found.id, found.name, "fa"), shop.hangout.slug)
    await backing.back(shop.hub, found.id, idea)
    return found


async def _standing(shop: Shop) -> Message:
    return await shop.post(QUESTION)


@BOTH
async def test_a_decision_stands_beside_the_daily_question(world: SandboxWorld, shop: Shop) -> None:
    """Three days, in the channel, the group and private chat; the author of what loses has blocked the bot."""
    tea, chairs = await shortlisted(world, shop)
    sara, dara = world.customers[:2]
    nima, leila = await _backer(world, shop, 2, chairs), await _backer(world, shop, 3, tea)
    desk = Desk(shop.owner)
    await walk(desk, shop, [tea, chairs], "هیچ‌کدام")
    await desk.say("۱۵")
    await shop.owner.wait_for(shop.owner.id, lambda m: "۱۴" in text_of(m) and "۱۵" not in text_of(m))
    await give(desk, shop, "place", "3", QUESTION)
    until_day = desk.voice.date((NOON + 3 * DAY).date())
    out = "It goes out at once, beside the daily question, and closes at this hour on {day}."
    assert desk.words(out, day=until_day) in desk.text
    await desk.tap("Put it to the vote")
    await desk.sees("<b>{question}</b>", question=QUESTION)

    post = await _standing(shop)
    closes = desk.voice.tell("{day} at {hour}", day=until_day, hour=desk.voice.clock(12 * 60))
    assert WORD in text_of(post)
    assert desk.words(OPEN, when=closes) in text_of(post)
    assert desk.words("Tap one; the first answer cuts a notch.") in text_of(post)
    found = await row(shop.hub.db, Decision)
    for act in ("ask", "drop"):  # buttons of a moment ago
        await desk.press(Decided(decision=found.id, act=act).pack())
    coming = "The votes are coming in, beside the daily question; it closes {when}."
    await desk.owner.wait_for(desk.owner.id, str(desk.words(coming, when=closes)), since=0)
    poll = await shop.poll(QUESTION)
    await sara.press(post, data=ballots_of(post)[0])
    await dara.vote(poll, [1])
    await sara.block()

    await shop.evening()
    daily = await shop.owner.wait_for(shop.channel, lambda m: bool(ballots_of(m)) and QUESTION not in text_of(m))
    await nima.press(daily, data=ballots_of(daily)[0])
    await nima.say("/today")
    card = await nima.wait_for(nima.id, lambda m: QUESTION in text_of(m) and bool(ballots_of(m)), since=0)
    assert desk.words(OPEN, when=closes) in text_of(card)
    toast = await nima.press(card, data=ballots_of(card)[1])
    assert toast.text.startswith(str(desk.words("Notch {n} of {size}.", n=2, size=shop.hangout.stick_length)))
    await desk.say("/panel")
    await desk.sees("<b>{title}</b>", title=shop.hangout.title)
    when = desk.voice.moment(NOON + 3 * DAY, "Asia/Tehran")
    on = desk.words(
        "Up for decision until {when}: {question} · {votes}", when=when, question=QUESTION, votes=Spoken("۳ رأی")
    )
    assert on in desk.text
    await shop.evening(1)
    await shop.evening(2)
    assert {one.state for one in await rows(shop.hub.db, Round) if one.beside} == {"open"}

    await shop.move(NOON + 3 * DAY)
    for place in (shop.channel, shop.group):
        won = await shop.owner.wait_for(place, lambda m: "photo" in m and WORD in text_of(m), since=0)
        assert "صندلی بیرون" in text_of(won)
        assert all(person.name not in text_of(won) for person in world.customers)
    assert {one.id: one.state for one in await rows(shop.hub.db, Idea)} == {tea: "shortlisted", chairs: "planned"}
    await until(lambda: _closed(shop), "for the post to say that it is over")
    await shop.move(NOON + 3 * DAY + timedelta(minutes=2))
    await shop.move(NOON + 4 * DAY)
    over = "“{question}” was decided in {title}, by {votes}: {winners}"
    told = Desk(leila)
    await told.sees(over, question=QUESTION, title=shop.hangout.title, votes=Spoken("۳ رأی"), winners=None, since=0)
    for person in (dara, nima):
        await person.wait_for(person.id, lambda m: "صندلی بیرون" in text_of(m) and not ballots_of(m), since=0)
    await until(lambda: _lost(shop, sara), "for the letter to the author to be given up")
    assert (await row(shop.hub.db, Person, id=sara.id)).reach == "closed"
    standing = next(one.id for one in await rows(shop.hub.db, Round) if one.beside)
    cut = [one for one in await rows(shop.hub.db, Entry) if one.once_key == f"vote:{standing}"]
    assert len(cut) == 3


async def _closed(shop: Shop) -> bool:
    found = await shop.owner.wait_for(shop.channel, lambda m: QUESTION in text_of(m) and "photo" not in m, since=0)
    return not ballots_of(found)


async def _lost(shop: Shop, person: Someone) -> bool:
    return any(one.state == "failed" for one in await rows(shop.hub.db, Notice, chat_id=person.id))


@BOTH
async def test_at_night_it_waits_and_may_be_taken_back(world: SandboxWorld, shop: Shop) -> None:
    tea, chairs = await shortlisted(world, shop)
    await shop.move(NOON + timedelta(hours=11))
    desk = Desk(shop.owner)
    await walk(desk, shop, [tea, chairs], "هیچ‌کدام")
    await desk.press(Decide(hangout=shop.hangout.id, step="place", value="99").pack())
    await give(desk, shop, "place", "7", QUESTION)
    morning = desk.voice.tell("tomorrow at {hour}", hour=desk.voice.clock(9 * 60))
    assert str(morning) in desk.text
    await desk.tap("Put it to the vote")
    await until(lambda: _waits(shop), "for the decision")
    found = await row(shop.hub.db, Decision)
    out = "It goes out {when}, beside the daily question, for {days}."
    await desk.press(Decided(decision=found.id, act="show").pack())
    await desk.sees("<b>{question}</b>", question=QUESTION, since=0)
    assert desk.words(out, when=morning, days=desk.voice.many("{n} day", "{n} days", 7)) in desk.text
    await desk.tap("Take it back")
    await desk.sees("Take “{question}” back? Nobody is asked then.", question=QUESTION)
    await desk.tap("Yes, take it back")
    await desk.sees(LISTED, title=shop.hangout.title)
    await shop.move(NOON + DAY)
    assert [one for one in await rows(shop.hub.db, Round) if one.beside] == []


async def _waits(shop: Shop) -> bool:
    found = await row(shop.hub.db, Decision)
    return found is not None and found.opens_at is not None


@BOTH
async def test_a_closed_hangout_says_that_it_waits(world: SandboxWorld, shop: Shop) -> None:
    tea, chairs = await shortlisted(world, shop)
    desk = Desk(shop.owner)
    await desk.say("/panel")
    await desk.sees("<b>{title}</b>", title=shop.hangout.title)
    await desk.press(Panel(hangout=shop.hangout.id, act="pause").pack())
    await walk(desk, shop, [tea, chairs], "هیچ‌کدام")
    assert desk.words(PLACE, most=14).split("\n")[0] in desk.text
    await give(desk, shop, "place", "1", QUESTION)
    closed = "The hangout is closed now. Once you open it again it goes out by day, beside the daily question."
    assert desk.words(closed) in desk.text
    await desk.tap("Put it to the vote")
    await until(lambda: _waits(shop), "for the decision")
    assert await rows(shop.hub.db, Round) == []
    await desk.press(Panel(hangout=shop.hangout.id, act="open").pack())
    await _standing(shop)
