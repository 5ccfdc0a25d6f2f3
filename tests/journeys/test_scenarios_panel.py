"""Scenarios from the panel, and the draw of lucky notches from the first post to /draw; over HTTP."""

import re
from typing import Any

import pytest

from bot.app import App
from handlers.buttons import Panel
from handlers.scenario.panel import ACTS
from handlers.scenario.scene import Scene
from handlers.scenario.words import chance, changed, wanted
from hub.person import people
from hub.scenario import scenarios as use
from hub.scenario.presets import presets
from hub.scenario.scenarios import Change
from locales.scenarios import questions, scenarios
from locales.voice import Spoken, voice
from storage.tables import Entry, Goal, Hangout, Member, Round
from tests.journeys.conftest import BOTH
from tests.support.desk import Desk
from tests.support.drawing import redrawn
from tests.support.people import Message, Someone, buttons_of, text_of
from tests.support.shop import Shop, ballots_of, open_shop
from tests.support.store import row, rows
from tests.support.world import SandboxWorld

HEX = re.compile(r"[0-9a-f]{64}")
EACH = pytest.mark.parametrize("language", ["fa", "en"], indirect=True)


@pytest.fixture
async def shop(world: SandboxWorld, app: App, language: str) -> Shop:
    shop = await open_shop(world, app.hub, language=language)
    await people.choose_language(app.hub, world.owner.id, language)
    return shop


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """What the hangout's posts and its owner speak."""
    return getattr(request, "param", "fa")


@pytest.fixture
async def desk(shop: Shop, language: str) -> Desk:
    """The owner before the scenarios' screen."""
    desk = Desk(shop.owner, language)
    await desk.say("/panel")
    await desk.sees("Next question: {when}", when="")
    await desk.tap("Habit")
    await desk.sees("<b>The habit of coming to {title}</b>", title=shop.hangout.title)
    await desk.tap("Scenario")
    await desk.sees("<b>Scenario of {title}</b>", title=shop.hangout.title)
    return desk


async def _refresh(desk: Desk) -> str:
    """The tapped message as it is now."""
    number = desk.screen["message_id"]
    desk.screen = next(m for m in await desk.owner.messages() if m["message_id"] == number)
    return desk.text


async def _tap(desk: Desk, label: str) -> str:
    """Presses what is named in the owner's language already, and reads on."""
    await desk.owner.press(desk.screen, label)
    return await _refresh(desk)


@EACH
async def test_five_questions_lead_to_a_scenario_that_is_seen_before_it_acts(
    shop: Shop, desk: Desk, language: str
) -> None:
    v, told, first = desk.voice, scenarios(language), desk.screen["message_id"]
    await _tap(desk, v.tell("Five questions"))
    for number, (code, place) in enumerate(zip(questions(language), (2, 2, 1, 0, 0), strict=True), 1):
        assert str(v.say("Question {n} of {all}", n=number, all=5)) in desk.text
        assert questions(language)[code].ask in desk.text
        await _tap(desk, questions(language)[code].answers[place])
    fitting = [name for name in desk.labels() if name in {one.name for one in told.values()}]
    assert fitting[0] == told["gathering"].name
    shown = await _tap(desk, told["gathering"].name)
    for change in (Change("stick_length", 10, 7), Change("lucky_permille", 0, 50), Change("rule:thanks", 1, 2)):
        assert wanted(v, change).striptags() in shown
    assert (await row(shop.hub.db, Hangout)).scenario is None
    shown = await _tap(desk, v.tell("Yes, so be it"))
    kept: Hangout = await row(shop.hub.db, Hangout)
    assert (kept.scenario, kept.stick_length, kept.lucky_permille, kept.together) == ("gathering", 7, 50, 2)
    assert told["gathering"].reward in shown
    await _tap(desk, v.tell("Begin the shared stick"))
    goal: Goal = await row(shop.hub.db, Goal)
    assert goal.title == told["gathering"].shared
    assert desk.screen["message_id"] == first
    await desk.press(Panel(hangout=shop.hangout.id, act="history").pack())
    history = await _refresh(desk)
    assert str(v.say("Scenario: {name}", name=Spoken(told["gathering"].name))) in history
    assert changed(v, Change("stick_length", 10, 7)).striptags() in history


@pytest.mark.parametrize("language", ["en"], indirect=True)
async def test_dials_turn_and_every_scenario_has_a_screen(shop: Shop, desk: Desk, language: str) -> None:
    v, told = desk.voice, scenarios(language)
    await _tap(desk, v.tell("Turn the dials"))
    before = desk.text
    after = await _tap(desk, v.tell("Lucky"))
    assert before.count("●") == after.count("●") == 3
    assert before != after
    for _ in range(2):
        await desk.owner.press(desk.screen, v.tell("Lucky"))  # as far as it goes
    await _refresh(desk)
    assert told["fal"].name in desk.labels() or told["yalda"].name in desk.labels()
    for code in presets():
        await desk.press(Scene(hangout=shop.hangout.id, act="see", what=code).pack())
        assert told[code].story in await _refresh(desk)


async def test_the_chance_and_the_standing_are_set_by_hand(shop: Shop, desk: Desk) -> None:
    v = desk.voice
    await use.apply(shop.hub, shop.owner.id, shop.hangout.id, "yalda")
    await _tap(desk, v.tell("Lucky notch"))
    assert (await desk.owner.press(desk.screen, f"✓ {v.number(12)}")).text == desk.words("Saved.")
    await _tap(desk, v.number(20))
    assert f"✓ {v.number(20)}" in desk.labels()
    await _tap(desk, v.tell("Back"))
    assert str(v.say("Lucky notch: {chance}", chance=chance(v, 200))) in desk.text
    await _tap(desk, v.tell("Standing"))
    await _tap(desk, v.tell("Switch on"))
    assert v.tell("Switch off") in desk.labels()
    kept: Hangout = await row(shop.hub.db, Hangout)
    assert (kept.lucky_permille, kept.standing) == (200, True)


async def test_made_up_buttons_change_nothing(world: SandboxWorld, shop: Shop, desk: Desk) -> None:
    before: Hangout = await row(shop.hub.db, Hangout)
    key = shop.hangout.id
    odd = [Scene(hangout=key, act=act, what=what) for act in ("see", "apply", "share") for what in ("", "../x", "zzz")]
    odd += [Scene(hangout=key, act="ask", what=what) for what in ("3", "012012", "۱", "-")]
    odd += [Scene(hangout=key, act="dials", what=what) for what in ("", "55", "559", "2222", "۲۲۲")]
    odd += [Scene(hangout=key, act="chance", what=what) for what in ("", "7", "99999", "-50", "۵۰")]
    odd += [Scene(hangout=key, act="rank", what="maybe"), Scene(hangout=key, act="drop")]
    for data in odd:
        assert (await desk.press(data.pack())).answered
    stranger = world.customers[0]
    await stranger.start()
    for act in ACTS:
        await stranger.press(await stranger.last(), data=Scene(hangout=key, act=act, what="fal").pack())
    assert await row(shop.hub.db, Hangout) == before
    assert await rows(shop.hub.db, Goal) == []


async def _drawn(shop: Shop, voters: list[Any]) -> tuple[Message, Message, Round]:
    """A day of the lucky scenario: its post, its poll and its round, with everybody's vote."""
    await use.apply(shop.hub, shop.owner.id, shop.hangout.id, "fal")
    await shop.evening()
    post, poll = await shop.post(), await shop.poll()
    for voter in voters:
        await voter.press(post, data=ballots_of(post)[0])
    return post, poll, await row(shop.hub.db, Round)


async def _people(world: SandboxWorld, count: int) -> list[Someone]:
    new = [await world.new_person(f"همراه {n}") for n in range(count)]
    for person in new:
        await person.join(await world.chat_id("channel"))
    return new


@BOTH
async def test_a_draw_is_committed_to_told_and_drawn_again_by_another_script(world: SandboxWorld, shop: Shop) -> None:
    voters = await _people(world, 12)
    post, poll, on = await _drawn(shop, voters)
    secret = (on.secret or b"").hex()
    seal = re.search(r"[0-9a-f]{16}", text_of(post))
    assert seal
    assert seal[0] in poll["poll"]["description"]
    assert secret not in text_of(post) + poll["poll"]["description"]
    await voters[0].start()
    await voters[0].say("/draw")
    told = await voters[0].wait_for(voters[0].id, lambda m: HEX.search(text_of(m)))
    [commitment] = HEX.findall(text_of(told))
    assert commitment.startswith(seal[0])
    await shop.evening(1)
    for chat in (shop.channel, shop.group):
        found = await shop.owner.wait_for(chat, lambda m: secret in text_of(m), since=0)
        assert HEX.findall(text_of(found)) == [secret]
    members: list[Member] = await rows(shop.hub.db, Member)
    winners = redrawn(commitment, secret, 200, [member.id or 0 for member in members])
    assert sorted(entry.member_id for entry in await rows(shop.hub.db, Entry, rule="lucky")) == winners
    await voters[0].say("/draw")
    told = await voters[0].wait_for(voters[0].id, lambda m: secret in text_of(m))
    mine = next(member.id for member in members if member.person_id == voters[0].id)
    v = voice("fa")
    line = "Yours won: one more notch was cut." if mine in winners else "Yours did not win this time."
    assert v.tell(line) in text_of(told)
    await voters[0].press(told, v.tell("Draw it again"))
    shown = next(m for m in await voters[0].messages() if m["message_id"] == told["message_id"])
    assert f"printf %s {mine} | openssl" in text_of(shown)
    assert any("copy_text" in button for button in buttons_of(shown))


async def test_who_draws_nothing_is_told_so(world: SandboxWorld, shop: Shop) -> None:
    sara = world.customers[0]
    await sara.start()
    await sara.say("/draw")
    await sara.wait_for(sara.id, voice("fa").tell("No hangout of yours draws lucky notches so far."))
