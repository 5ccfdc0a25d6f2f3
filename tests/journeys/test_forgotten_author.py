"""Somebody whose ideas others back, whose need is talked about, whose moment stands there and who was thanked is
forgotten; over HTTP. All of it goes on without their name, and nothing reaches them any more."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.ideas.places import Tap
from handlers.needs.buttons import Wants
from hub.ideas import backing, decisions, ideas, made
from hub.ideas.ideas import Draft as Idea_
from hub.moments import hosting, moments
from hub.moments.moments import Draft as Moment_
from hub.needs import needs, talks
from hub.needs.needs import Draft as Need_
from hub.needs.talks import Words
from hub.thanks import thanks
from storage.tables import Author, Decision, Idea, Moment, Need, Notice, Person, Talk, Thank
from tests.journeys.conftest import BOTH
from tests.support.board import moved
from tests.support.desk import Desk
from tests.support.people import Message, Someone, buttons_of, text_of
from tests.support.shop import NOON, Shop, ballots_of
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.verified import faults

NAME, FRIEND = "مینای رفتنی", "سارای ماندنی"
TEA, CHAIRS, LAMP, MUGS = "چای به‌لیمو بیاورید", "صندلی بیرون بگذارید", "چراغ مطالعه", "لیوان نو"
POT, SPOON, LINE = "قوری چینی از کجا بگیرم؟", "قاشق عسل می‌خواهم", "عصر از لای پرده آفتاب آمد."
QUESTION = "اول کدام را انجام بدهیم؟"


@dataclass
class Left:
    """What there was of the one who goes, and the two who stay. `tip` is what they wrote in the group; `back`, `more`:
    where the friend could write on about the other's need, and about their own."""

    mina: Someone
    sara: Desk
    lamp: int
    made: int
    tip: Message
    back: Message
    more: Message


async def comer(shop: Shop, name: str) -> Someone:
    person = await shop.world.new_person(name)
    await person.join(shop.group)
    await person.start(f"j_{shop.hangout.slug}")
    await person.wait_for(person.id, shop.hangout.title, since=0)
    return person


async def wrote_ideas(shop: Shop, mina: Someone, sara: Someone) -> tuple[int, int]:
    """One that is up for a decision against another's, one that nobody has looked at, one that was made."""
    hub, place = shop.hub, shop.hangout.id
    author = {CHAIRS: sara.id}
    number = {
        text: (await ideas.post(hub, author.get(text, mina.id), place, Idea_(text), once=text)).id
        for text in (TEA, CHAIRS, LAMP, MUGS)
    }
    for text in (TEA, LAMP, MUGS):
        await backing.back(hub, sara.id, number[text])
    await made.agree(hub, mina.id, number[MUGS], named=True)
    for text, state in ((TEA, "shortlisted"), (CHAIRS, "shortlisted"), (MUGS, "made")):
        await moved(hub, number[text], state)
    draft = decisions.Draft(QUESTION, "همان را می‌آوریم.", (number[TEA], number[CHAIRS]))
    await decisions.begin(hub, shop.owner.id, place, draft, once="d")
    return number[LAMP], number[MUGS]


async def talked(shop: Shop, mina: Someone, sara: Someone) -> tuple[Message, Message]:
    """About a need of each; what the friend could answer to."""
    found = []
    for asker, giver, text in ((mina, sara, POT), (sara, mina, SPOON)):
        need = await needs.ask(shop.hub, asker.id, shop.hangout.id, Need_(text), once=text)
        talk = await talks.say(shop.hub, giver.id, need.id, Words("سر کوچه هست."), once=text)
        last = "کدام کوچه؟" if asker is mina else "سر کوچه هست."
        if asker is mina:
            await talks.say(shop.hub, mina.id, need.id, Words(last), once="back", talk_id=talk.id)
        found.append(await sara.wait_for(sara.id, lambda m, last=last: last in text_of(m) and buttons_of(m), since=0))
    return found[0], found[1]


async def shared(shop: Shop, mina: Someone) -> None:
    """A moment under their name, which stands in the channel."""
    moment = await moments.share(shop.hub, mina.id, Moment_(shop.hangout.id, "؟", LINE, None, NAME), "m")
    await hosting.decide(shop.hub, shop.owner.id, moment.id, post=True)
    post = await shop.owner.wait_for(shop.channel, LINE, since=0)
    assert NAME in text_of(post)
    await until(lambda: row(shop.hub.db, Moment, message_id=post["message_id"]))


async def begun(shop: Shop) -> Left:
    mina, sara = await comer(shop, NAME), await comer(shop, FRIEND)
    lamp, mugs = await wrote_ideas(shop, mina, sara)
    back, more = await talked(shop, mina, sara)
    await shared(shop, mina)
    tip = await mina.send(shop.group, "چای را با آب تازه دم کنید.")
    await until(lambda: row(shop.hub.db, Author, message_id=tip["message_id"]))
    assert await thanks.reply(shop.hub, sara.id, mina.id, shop.group)
    await shop.evening()
    post = await shop.post(QUESTION)
    for person in (mina, sara):
        await person.press(post, data=ballots_of(post)[0])
    return Left(mina, Desk(sara), lamp, mugs, tip, back, more)


async def forget(mina: Someone) -> int:
    """Over HTTP; how many messages they have seen by then."""
    desk = Desk(mina)
    await desk.say("/forget")
    await desk.sees("<b>Shall I forget you?</b>")
    await desk.tap("Forget me")
    await desk.sees("<b>For good?</b>\nIt can not be undone; from then on I do not know you.")
    await desk.tap("Yes, forget me")
    await desk.sees("You are forgotten. Whenever you come back, you are welcome as somebody new.")
    return len(await mina.messages())


@BOTH
@pytest.mark.consent(NAME)
async def test_all_goes_on_without_the_one_who_is_forgotten(app: App, shop: Shop) -> None:
    left = await begun(shop)
    told, event = await forget(left.mina), shop.world.event
    assert await row(app.hub.db, Person, id=left.mina.id) is None
    await nothing_stands_there(shop)
    await friend_goes_on(shop, left)
    await staff_go_on(shop, left)
    await the_decision_comes_out(shop, left)
    assert len(await left.mina.messages()) == told
    assert [one for one in await rows(app.hub.db, Notice) if one.chat_id < 0 and not one.public] == []
    assert [one.kind for one in await rows(app.hub.db, Notice) if one.state in ("failed", "uncertain")] == []
    assert await faults(app.hub.db) == []
    seen = [
        message
        for person, chat in ((left.sara.owner, None), (shop.owner, None), (shop.owner, shop.channel))
        for message in await person.messages(chat)
        if message["view"]["changed"] > event
    ]
    assert seen
    assert [text_of(one) for one in seen if NAME in str({**one, "view": None})] == []


async def nothing_stands_there(shop: Shop) -> None:
    async def gone() -> bool:
        return all(LINE not in text_of(message) for message in await shop.owner.messages(shop.channel))

    await until(gone, "for the moment's post to go")
    assert await rows(shop.hub.db, Moment) == []
    assert [one.text for one in await rows(shop.hub.db, Need)] == [SPOON]
    assert await rows(shop.hub.db, Talk) == []
    assert len(await rows(shop.hub.db, Thank)) == 1


async def friend_goes_on(shop: Shop, left: Left) -> None:
    """The board, what was made, old letters about needs, a sign of thanks for what still stands in the group."""
    sara, gone = left.sara, "That is not here any more. Start again from /panel or /start."
    for screen in (left.back, left.more):
        sara.screen = screen
        assert (await sara.tap("Write back")).text == sara.words(gone)
    await sara.say("/ideas")
    await sara.sees("<b>Ideas at {title}</b>", title=shop.hangout.title)
    assert all(text in sara.text for text in (TEA, CHAIRS, LAMP))
    for on in (False, True):
        await sara.press(Tap(idea=left.lamp, on=on).pack())
        assert (await row(shop.hub.db, Idea, id=left.lamp)).backings == int(on)
    await sara.say("/made")
    await sara.sees("<b>You said, we did</b> · {title}", title=shop.hangout.title)
    assert MUGS in sara.text
    await sara.press(f"madec:{left.made}")
    await sara.owner.wait_for(sara.owner.id, lambda m: "photo" in m and MUGS in text_of(m))
    await sara.owner.react(left.tip, "❤")
    await sara.press(Wants(of="others", page=0).pack())
    await sara.sees("<b>What others look for</b>")
    assert POT not in sara.text


async def staff_go_on(shop: Shop, left: Left) -> None:
    """An idea is looked through, and what is wanted is read."""
    owner, title = Desk(shop.owner), shop.hangout.title
    await owner.say("/panel")
    await owner.sees("<b>{title}</b>", title=title)
    await owner.press(Panel(hangout=shop.hangout.id, act="demand").pack())
    await owner.sees("<b>What members of {title} look for and nobody has</b>", title=title)
    assert (SPOON in owner.text, POT in owner.text) == (True, False)
    await owner.press(Panel(hangout=shop.hangout.id, act="triage").pack())
    await owner.sees("<b>Ideas in {title}</b>", title=title)
    await owner.tap("New ideas")
    await owner.sees(LAMP)
    await owner.tap("To the shortlist")
    await until(lambda: row(shop.hub.db, Idea, id=left.lamp, state="shortlisted"))


async def the_decision_comes_out(shop: Shop, left: Left) -> None:
    await shop.evening(1)
    await shop.owner.wait_for(shop.channel, lambda m: "photo" in m and TEA in text_of(m), since=0)
    assert (await row(shop.hub.db, Idea, text=TEA)).state == "planned"
    await until(lambda: row(shop.hub.db, Decision, state="decided", tell_at=None))
    assert (await row(shop.hub.db, Decision)).voters == 1, "an answer to an open question went with its voter"
    await shop.move(NOON + timedelta(days=2))
    for text in (TEA, LAMP):
        await left.sara.owner.wait_for(left.sara.owner.id, text, since=0)
    await until(lambda: _nothing_waits(shop), "for all letters to leave")


async def _nothing_waits(shop: Shop) -> bool:
    """What comes after the day's letter has left is for the next day's."""
    on_its_way = [
        one for one in await rows(shop.hub.db, Notice) if one.state in ("waiting", "part", "leased", "sending")
    ]
    return not [one for one in on_its_way if one.due_at <= shop.hub.now()]
