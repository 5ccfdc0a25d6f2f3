"""Somebody has blocked the bot: what they shared is posted, they are thanked, their choice is answered, their idea is
voted on; over HTTP and in Persian. Only the messages do not reach them, until they come back."""

from datetime import timedelta

from hub.guide import dilemmas
from hub.ideas import decisions, ideas
from hub.ideas.ideas import Draft as Idea_
from hub.moments import moments
from hub.moments.moments import Draft as Moment_
from storage.tables import Decision, Dilemma, Idea, Member, Moment, Notice, Person
from tests.journeys.test_forgotten_author import comer
from tests.journeys.test_moments_journey import MINE, PROMPT
from tests.support.board import moved
from tests.support.desk import Desk
from tests.support.people import Someone, buttons_of, text_of
from tests.support.shop import NOON, Shop, ballots_of
from tests.support.store import row, rows
from tests.support.until import until

LINE, TEA, CHAIRS = "عصر از لای پرده آفتاب آمد.", "چای به‌لیمو بیاورید", "صندلی بیرون بگذارید"
QUESTION = "اول کدام را انجام بدهیم؟"


async def begun(shop: Shop, sara: Someone, dara: Someone) -> int:
    """What Sara has under way; her choice."""
    hub, place = shop.hub, shop.hangout.id
    up = []
    for author, text in ((sara, TEA), (dara, CHAIRS)):
        up.append((await ideas.post(hub, author.id, place, Idea_(text), once=text)).id)
        await moved(hub, up[-1], "shortlisted")
    draft = decisions.Draft(QUESTION, "همان را می‌آوریم.", tuple(up))
    await decisions.begin(hub, shop.owner.id, place, draft, once="d")
    await moments.share(hub, sara.id, Moment_(place, "؟", LINE, None, None), "m")
    return (await dilemmas.ask(hub, sara.id, place, ("برای تولد کدام؟", "شمع", "گلدان"), once="c")).id


async def test_all_goes_on_but_the_messages(shop: Shop) -> None:
    sara, dara, owner = await comer(shop, "سارا"), await comer(shop, "دارا"), Desk(shop.owner)
    choice = await begun(shop, sara, dara)
    tip = await sara.send(shop.group, "چای را با آب تازه دم کنید.")
    await sara.block()
    owner.screen = await shop.owner.wait_for(shop.owner.id, lambda m: LINE in text_of(m) and buttons_of(m), since=0)
    await owner.tap("Post it")
    await shop.owner.wait_for(shop.channel, LINE, since=0)
    await dara.send(shop.group, "ممنون!", reply_to=tip["message_id"])
    await until(lambda: row(shop.hub.db, Member, person_id=sara.id, notches=1), "for the thanks")
    await dilemmas.answer(shop.hub, dara.id, choice, 1)
    await shop.evening()
    await dara.press(await shop.post(QUESTION), data=ballots_of(await shop.post(QUESTION))[1])
    await shop.evening(1)
    await until(lambda: row(shop.hub.db, Decision, state="decided"), "for the decision")
    assert {one.text: one.state for one in await rows(shop.hub.db, Idea)} == {TEA: "shortlisted", CHAIRS: "planned"}
    await shop.move(NOON + timedelta(days=3))
    await until(lambda: _all_told(shop), "for all notices to have an outcome")
    assert (await row(shop.hub.db, Dilemma)).state == "over"
    assert (await row(shop.hub.db, Person, id=sara.id)).reach == "closed"
    told = [(one.chat_id, one.state) for one in await rows(shop.hub.db, Notice) if one.state != "sent"]
    assert {chat for chat, state in told if state == "failed"} == {sara.id}
    await comes_back(shop, Desk(sara))


async def comes_back(shop: Shop, sara: Desk) -> None:
    """And takes back what stands there."""
    await sara.owner.unblock()
    await sara.owner.start()
    await until(lambda: row(shop.hub.db, Person, id=sara.owner.id, reach="open"))
    await sara.say("/moment")
    await sara.sees(PROMPT, title="", prompt="")
    await sara.tap("What I shared")
    await sara.sees(MINE)
    await sara.owner.press(sara.screen, sara.voice.tell("Take back · {n}", n=1))
    await sara.sees("Take “{text}” back? It goes from {title} too, and nothing of it is kept.", text=LINE, title="")
    await sara.tap("Yes, take it back")
    await until(lambda: row(shop.hub.db, Moment, state="withdrawn", text=""))


async def _all_told(shop: Shop) -> bool:
    return not [one for one in await rows(shop.hub.db, Notice) if one.state in ("waiting", "part", "leased", "sending")]
