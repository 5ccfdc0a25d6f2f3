"""Statements, gifts, corrections and members by name, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.buttons import Desk as Button
from handlers.buttons import Panel
from handlers.stick import deeds
from handlers.stick.export import Take
from handlers.stick.statement import Statement
from handlers.till.found import Members
from hub.person.people import Seen
from hub.stick.statement import PAGE, Deed
from locales.voice import voice
from storage.tables import Entry, Notice
from tests.support import counter
from tests.support.desk import Desk
from tests.support.people import text_of
from tests.support.place import Place, made, ready
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
UNSET: Any = None
REFUSED = "This is for the hangout's owners, and only while they are admins of its channel and group."
WHY = "<b>Why?</b>\n{name} reads the reason. Tap one, or write it."


@pytest.fixture
async def at(world: SandboxWorld, app: Any, language: str) -> Place:
    return await made(world, app, language)


@RUNS
async def test_a_member_reads_their_statement_page_by_page_in_one_message(at: Place) -> None:
    v = voice(at.member.language)
    await at.member.say("/statement")
    await at.member.sees("<b>Statement · {title}</b>", title=at.shop.hangout.title)
    assert at.member.words("Nothing is written here yet.") in at.member.text
    await at.cut(PAGE + 3)
    await at.member.say("صورت‌حساب" if at.member.language == "fa" else "/statement")
    await at.member.sees("<b>Statement · {title}</b>", title=at.shop.hangout.title)
    first, message = at.member.text, at.member.screen["message_id"]
    assert v.date(NOON.date()) in first
    assert deeds.words(v, Deed("purchase", f"{(PAGE + 3) * 10_000} toman")) in first
    assert v.tell("balance {n}", n=PAGE + 3) in first
    assert v.signed(1) in first
    await at.member.tap("Older ones")
    assert v.tell("balance {n}", n=3) in await at.shown(at.member, v.tell("balance {n}", n=1))
    assert at.member.screen["message_id"] == message
    await at.member.tap("Newer ones")
    assert await at.shown(at.member, v.tell("balance {n}", n=PAGE + 3)) == first


@RUNS
async def test_the_stick_leads_to_the_statement(at: Place) -> None:
    await at.cut(1)
    await at.member.say("/stick")
    at.member.screen = await at.member.owner.wait_for(at.member.owner.id, lambda m: "photo" in m)
    await at.member.tap("Statement")
    await at.member.sees("<b>Statement · {title}</b>", title=at.shop.hangout.title)


async def test_whoever_is_in_several_hangouts_chooses(world: SandboxWorld, app: Any, shop: Shop) -> None:
    other = await open_shop(world, app.hub, new=True)
    member = await world.new_person("سارا")
    desk = Desk(member)
    await desk.say("/statement")
    await desk.sees("You have no tally stick yet. Vote once in a hangout, and its first notch is cut.")
    for one in (shop, other):
        await counter.join(app.hub, one.hangout, Seen(member.id, member.name, "fa"))
    await desk.say("/statement")
    await desk.sees("Which hangout?")
    await desk.tap(other.hangout.title)
    await desk.sees("<b>Statement · {title}</b>", title=other.hangout.title)
    answer = await desk.press(Statement(hangout=10**6, first=0).pack())
    assert answer.alert


@RUNS
async def test_a_gift_is_tapped_or_written_and_the_member_reads_why(at: Place) -> None:
    clerk, name = at.clerk, at.member.owner.name
    await at.at_desk(clerk)
    await clerk.sees("{n} of {size} notches", n=UNSET, size=UNSET)
    await at.at_desk(clerk, "gift")
    await at.shown(clerk, clerk.words("By hand you may give or take {left} more today.", left=3))
    await clerk.tap(voice(clerk.language).number(2))
    await at.shown(
        clerk, clerk.words("<b>{notches}</b> for {name}", notches=voice(clerk.language).signed(2), name=name)
    )
    press = next(b for line in clerk.screen["reply_markup"]["inline_keyboard"] for b in line)["callback_data"]
    await clerk.press(press)
    await clerk.press(press)
    assert await at.balance() == 2
    told = await at.member.owner.wait_for(at.member.owner.id, lambda m: "photo" in m)
    assert str(voice(at.shop.hangout.language).tell("Thank you for your help")) in text_of(told)
    await at.at_desk(clerk, "gift")
    await clerk.sees("<b>How many notches for {name}?</b>\nTap a number, or write one.", name=name)
    await clerk.say("پنج")
    await clerk.owner.wait_for(clerk.owner.id, voice(clerk.language).number(100))
    await clerk.say("2")
    await at.shown(clerk, clerk.words(LIMIT, limit=3, left=1))
    await clerk.say("۱")
    await at.shown(clerk, clerk.words(WHY, name=name).split("\n")[0])
    await clerk.say("x")
    await clerk.sees("A little longer, please: {limit} letters at least.", limit=3)
    await clerk.say("شیرین‌زبانی <b>&")
    await until(lambda: _is(at, 3), "for the gift")
    assert (await row(at.shop.hub.db, Entry)).note == "شیرین‌زبانی <b>&"
    refused = await clerk.press(Button(member=at.member_id, act="gift", value="5.0.abcd").pack())
    assert refused.alert
    assert await at.balance() == 3
    assert (await row(at.shop.hub.db, Notice, kind="by_hand")).state == "part", "today has had its letter"
    await at.at_desk(at.owner, "gift")
    await at.shown(at.owner, name)
    await at.owner.say("4")
    await at.shown(at.owner, at.owner.words(WHY, name=name).split("\n")[0])
    await at.owner.say("خوش‌قولی")
    await until(lambda: _is(at, 7), "for the owner's gift")
    await at.shop.move(NOON + timedelta(days=1))
    both = await at.member.owner.wait_for(at.member.owner.id, "شیرین‌زبانی <b>&")
    assert text_of(both).index("شیرین‌زبانی <b>&") < text_of(both).index("خوش‌قولی")
    assert "photo" not in both


LIMIT = (
    "By hand you can give or take up to {limit} notches a day from one member; {left} are left today. "
    "For more, ask the owner."
)


async def _is(at: Place, balance: int) -> bool:
    return await at.balance() == balance


@RUNS
async def test_an_entry_is_taken_back_at_the_desk_and_stands_struck_through(at: Place) -> None:
    v, owner = voice(at.owner.language), at.owner
    await at.cut(3)
    await at.at_desk(owner, "statement")
    await at.shown(owner, v.tell("balance {n}", n=3))
    await owner.tap(f"↩ {v.number(2)}")
    await at.shown(owner, owner.words(WHY, name=at.member.owner.name).split("\n")[0])
    second = owner.screen
    data = second["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for _ in range(2):
        await owner.press(data)
    assert await at.balance() == 2
    told = await at.member.owner.wait_for(at.member.owner.id, lambda m: "photo" in m)
    assert str(voice(at.shop.hangout.language).tell("Written by mistake")) in text_of(told)
    await at.at_desk(owner, "statement")
    await at.shown(owner, deeds.rule(v, Deed("correction", None), Deed("purchase", None)))
    labels = owner.labels()
    assert f"↩ {v.number(3)}" not in labels  # the one that was taken back
    assert f"↩ {v.number(1)}" in labels
    struck = [e for e in owner.screen["entities"] if e["type"] == "strikethrough"]
    assert len(struck) == 1
    await owner.press(Panel(hangout=at.shop.hangout.id, act="history").pack())
    await owner.sees("<b>History of {title}</b>", title=UNSET)
    assert str(voice(at.shop.hangout.language).tell("Written by mistake")) in owner.text


@RUNS
async def test_the_owner_puts_a_stick_right_by_a_number_with_a_sign(at: Place) -> None:
    owner, v = at.owner, voice(at.owner.language)
    await at.at_desk(owner, "correct")
    await at.shown(owner, at.member.owner.name)
    await owner.say("−۴" if owner.language == "fa" else "-4")
    await at.shown(owner, v.signed(-4))
    await owner.say("از دفتر قدیم")
    await until(lambda: _is(at, -4), "for the correction")
    await at.member.owner.wait_for(at.member.owner.id, lambda m: "photo" in m and v.signed(-4) in text_of(m))
    await at.at_desk(owner, "correct")
    await at.shown(owner, at.member.owner.name)
    await owner.press(Button(member=at.member_id, act="handsoff").pack())
    await owner.sees("{n} of {size} notches", n=UNSET, size=UNSET)
    await owner.say("5")
    await owner.sees("I do not know what to do with that. /today is the question, /stick your tally stick.")
    assert await at.balance() == -4


@RUNS
async def test_made_up_buttons_do_nothing_for_strangers_members_and_late_clerks(at: Place) -> None:
    stranger = await ready(at.shop, Desk(await at.shop.world.new_person("غریبه"), "fa"))
    await at.cut(1)
    entry = await row(at.shop.hub.db, Entry)
    made_up = [("gift", "2.0.abcd"), ("correct", "-1.0.abcd"), ("takeback", f"{entry.id}.0.x"), ("statement", "0")]
    await at.shop.move(NOON.replace(hour=13))
    for desk in (stranger, at.member, at.clerk):
        for act, value in made_up:
            answer = await desk.press(Button(member=at.member_id, act=act, value=value).pack())
            assert answer.alert, (desk.owner.name, act)
    for act, value in (("gift", "x"), ("gift", "1.9.t"), ("takeback", "9" * 30), ("takeback", "-1"), ("correct", "0")):
        answer = await at.owner.press(Button(member=at.member_id, act=act, value=value).pack())
        assert answer.alert, (act, value)
    for data in (Members(hangout=at.shop.hangout.id, page=0), Panel(hangout=at.shop.hangout.id, act="export")):
        assert (await at.clerk.press(data.pack())).alert
    take = Take(hangout=at.shop.hangout.id, period="all", form="csv", token="t")
    assert (await at.clerk.press(take.pack())).alert
    assert await at.balance() == 1
    assert await rows(at.shop.hub.db, Notice, kind="ledger_file") == []


@RUNS
async def test_an_owner_finds_a_member_by_part_of_a_name(at: Place) -> None:
    owner = at.owner
    await counter.join(at.shop.hub, at.shop.hangout, Seen(71, "کیان رضایی", "fa"))
    await counter.join(at.shop.hub, at.shop.hangout, Seen(72, "رضا", "fa"))
    await owner.press(Panel(hangout=at.shop.hangout.id, act="shelf").pack())
    await owner.sees("<b>The tally stick of {title}</b>", title=UNSET)
    await owner.tap("Members")
    await owner.sees("<b>Members of {title}</b>\nTap one, or write part of a name.", title=UNSET)
    assert len([label for label in owner.labels() if "·" in label]) == 3
    await owner.say("بهرام")
    await owner.sees("I found nobody called {part}. Write another part of the name.", part=UNSET)
    await owner.say("كي‌ان")
    await owner.sees("Called {part}:", part=UNSET)
    await owner.tap("کیان رضایی")
    await owner.sees("{n} of {size} notches", n=UNSET, size=UNSET)
    assert "کیان رضایی" in owner.text
