"""Rewards over HTTP: from a full stick to the counter and back, in both languages."""

from datetime import timedelta
from typing import Any

import pytest

from bot.app import App
from handlers.reward.looks import Fetch, Prize, Regret, Want, Yes
from hub.daily import rounds
from hub.person.people import Seen
from hub.reward import claims
from storage.tables import Act, Claim, Entry, Notice
from tests.support import counter
from tests.support.ledger import notches
from tests.support.people import buttons_of, text_of
from tests.support.photos import scanned
from tests.support.reward_scene import (
    BEFORE,
    EXPIRED,
    EXPIRING,
    FOR,
    RUNS,
    SURE,
    TITLE,
    UNDONE,
    YOURS,
    Scene,
    person,
    played,
    sees,
    stocked,
)
from tests.support.rewards import holding, offered
from tests.support.shop import NOON, ballots_of
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld


@pytest.fixture
async def scene(world: SandboxWorld, app: App, language: str) -> Scene:
    """The shop, in the run's language."""
    return await played(world, app.hub, language)


@RUNS
async def test_from_a_full_stick_to_the_counter_and_back(scene: Scene) -> None:
    """Vote, claim, ticket, hand over, undo, hand over again: every screen on the way."""
    hub, member, clerk = scene.shop.hub, scene.member, scene.clerk
    await stocked(scene, held=9)
    await scene.shop.ask("چای یا قهوه؟", ("چای", "قهوه"))
    await rounds.open_now(hub, scene.owner.owner.id, scene.shop.hangout.id)
    await member.say("/today")
    card = await member.owner.wait_for(member.owner.id, lambda m: bool(ballots_of(m)))
    answer = await member.owner.press(card, data=ballots_of(card)[0])
    assert answer.text.startswith(member.words("Your tally stick is full. Choose your reward: /rewards"))
    way = str(member.voice.tell("Claim a reward"))
    member.screen = await member.owner.wait_for(member.owner.id, lambda m: way in [b["text"] for b in buttons_of(m)])
    await member.tap("Claim a reward")
    await sees(member, "<b>Rewards of {title}</b>", title=scene.shop.hangout.title)
    assert str(member.voice.many("You have {n} notch.", "You have {n} notches.", 10)) in member.text
    await member.press(Want(reward=1).pack())
    await sees(member, SURE, reward=TITLE)
    answer = await member.tap("Yes, I want it")
    assert answer.text == member.words("Claimed.")
    await sees(member, YOURS, reward=TITLE)
    await member.tap("Show at the counter")
    await clerk.owner.start(await scene.ticket())
    await sees(clerk, FOR, reward=TITLE)
    assert "سارا" in clerk.text
    answer = await clerk.tap("Hand over")
    assert answer.text == clerk.words("Handed over.")
    await sees(member, "🎁 {reward} was handed over to you at {title}. Enjoy it.", reward=TITLE)
    await sees(clerk, "✓ <b>{reward}</b> was handed over to {name}.", reward=TITLE, name="سارا")
    await clerk.tap("Undo")
    await sees(clerk, "Taken back: <b>{reward}</b> waits for {name} again, until {day}.", reward=TITLE)
    await sees(member, UNDONE, reward=TITLE)
    await clerk.tap("Hand over")
    await sees(clerk, "✓ <b>{reward}</b> was handed over to {name}.", reward=TITLE, name="سارا")
    assert [entry.rule for entry in await rows(hub.db, Entry)][1:] == ["vote", "claim", "redeem", "undo", "redeem"]
    assert (await notches(hub.db))[member.owner.id] == 0
    assert [(act.what, act.by_id) for act in await rows(hub.db, Act)][1:] == [("handover_undone", clerk.owner.id)]


@RUNS
async def test_what_is_near_and_what_is_not_to_be_had(scene: Scene) -> None:
    hub, hangout, member = scene.shop.hub, scene.shop.hangout, scene.member
    await member.say("/rewards")
    await sees(member, "You have no tally stick yet. Vote once in a hangout, and its first notch is cut.")
    near = await stocked(scene, held=12, cost=16)
    last = await offered(hub, hangout, "کیک", 5, stock="1")
    await member.say("پاداش")
    await sees(member, "<b>Rewards of {title}</b>", title=hangout.title)
    to_go = str(member.voice.many("{n} notch to go", "{n} notches to go", 4))
    assert to_go in member.text
    assert member.labels() == [str(member.voice.tell("Claim {reward}", reward="کیک"))]
    answer = await member.press(Yes(reward=near, once="x").pack())
    assert answer.text.lstrip("\u200f") == str(
        member.voice.many("{n} notch more, and it is yours.", "{n} notches more, and it is yours.", 4)
    )
    other = await person(scene.world, "مینا", member.language)
    await holding(hub, hangout, other.owner.id, 5, "مینا")
    await claims.claim(hub, other.owner.id, last.id, "first")
    answer = await member.press(Yes(reward=last.id, once="x").pack())
    assert (answer.alert, answer.text) == (
        True,
        member.words("The last one has just gone. Your notches stay as they are."),
    )
    low = await sees(
        scene.owner, "The last {reward} is claimed. Members can claim it again once there is more.", reward="کیک"
    )
    assert buttons_of(low)[0]["text"] == scene.owner.voice.tell("Count the stock")
    await scene.owner.tap("Count the stock")
    await scene.owner.say("6")
    await sees(scene.owner, str(scene.owner.words("In stock: {n}", n=6)))
    for _ in range(2):
        answer = await member.press(Yes(reward=last.id, once="two taps").pack())
        assert not answer.alert
    assert (await notches(hub.db))[member.owner.id] == 7
    for data in (Want(reward=999), Yes(reward=999, once="x"), Fetch(claim=1), Fetch(claim=999)):
        assert (await member.press(data.pack())).alert, data


@RUNS
async def test_a_claim_that_is_not_fetched(scene: Scene) -> None:
    """A warning a third of the time before, the notches back at midnight, word of it in the morning."""
    hub, member = scene.shop.hub, scene.member
    await scene.claim(await stocked(scene, days="7"))
    await scene.shop.move(NOON + timedelta(days=5, minutes=-2))
    assert await rows(hub.db, Notice, kind="claim_expiring") == []
    await scene.shop.move(NOON + timedelta(days=5, minutes=2))
    await sees(member, EXPIRING, reward=TITLE, title=scene.shop.hangout.title)
    await member.tap("Show at the counter")
    token = await scene.ticket()
    await scene.shop.move((NOON + timedelta(days=8)).replace(hour=0, minute=1))
    await until(lambda: _state(hub, "expired"), "for the claim to lapse")
    assert (await notches(hub.db))[member.owner.id] == 12
    await scene.clerk.owner.start(token)
    await scene.clerk.sees("The five minutes of this card are over. Ask for a new one: /card")
    assert (await row(hub.db, Notice, kind="claim_expired")).state == "part"  # of a letter of the morning
    await scene.shop.move((NOON + timedelta(days=8)).replace(hour=9, minute=1))
    await sees(member, EXPIRED, reward=TITLE, title=scene.shop.hangout.title)
    await member.tap("My rewards")
    await sees(member, "<b>Rewards of {title}</b>", title=scene.shop.hangout.title)


async def _state(hub: Any, state: str) -> bool:
    return bool((await row(hub.db, Claim)).state == state)


@RUNS
async def test_the_guests_claims_at_the_counter(scene: Scene) -> None:
    """Their card was scanned and their claims stand there; another clerk can not undo it, the owner can."""
    hub, member, clerk = scene.shop.hub, scene.member, scene.clerk
    number = await scene.claim(await stocked(scene))
    await member.say("/card")
    card = await scanned(scene.world, await scene.photo(member))
    await clerk.owner.start(card.split("?start=")[1])
    label = str(clerk.voice.tell("Hand over {reward}", reward=TITLE[:10])).rstrip("\u2069")
    clerk.screen = await clerk.owner.wait_for(clerk.owner.id, lambda m: any(label in b["text"] for b in buttons_of(m)))
    await clerk.owner.press(clerk.screen, label)
    await sees(clerk, FOR, reward=TITLE)
    old = clerk.screen
    await clerk.tap("Hand over")
    await sees(clerk, "✓ <b>{reward}</b> was handed over to {name}.", reward=TITLE, name="سارا")
    answer = await clerk.press(buttons_of(old)[0]["callback_data"])
    assert not answer.alert
    assert [entry.rule for entry in await rows(hub.db, Entry)][-1] == "redeem"
    other = await person(scene.world, "نیما", clerk.language)
    await other.owner.start()
    await other.owner.wait_for(other.owner.id, lambda m: True)
    await counter.hire(hub, scene.shop.hangout, Seen(other.owner.id, "نیما", clerk.language), "clerk")
    other.screen = await other.owner.last()
    for data in (Regret(claim=number, times=1), Regret(claim=999, times=1)):
        assert (await other.press(data.pack())).alert
    assert (await member.press(Regret(claim=number, times=1).pack())).alert
    await scene.owner.say("/panel")
    await sees(scene.owner, "Next question: {when}")
    await scene.owner.press(Prize(hangout=scene.shop.hangout.id, reward=0, act="list").pack())
    await sees(scene.owner, "<b>Rewards of {title}</b>", title=scene.shop.hangout.title)
    await scene.owner.press(Regret(claim=number, times=1).pack())
    await sees(
        scene.owner, "Taken back: <b>{reward}</b> waits for {name} again, until {day}.", reward=TITLE, name="سارا"
    )
    assert [entry.rule for entry in await rows(hub.db, Entry)][-1] == "undo"


@RUNS
async def test_a_ticket_in_digits_and_one_that_has_done_its_work(scene: Scene) -> None:
    member, clerk = scene.member, scene.clerk
    number = await scene.claim(await stocked(scene))
    await member.say("/rewards")
    await sees(member, "<b>Rewards of {title}</b>", title=scene.shop.hangout.title)
    await member.press(Fetch(claim=number).pack())
    first = await scene.photo(member, "🎁")
    await member.press(Fetch(claim=number, anew=True).pack())
    second = await member.owner.wait_for(member.owner.id, lambda m: "photo" in m and text_of(m) != text_of(first))
    assert second["message_id"] == first["message_id"]
    digits = "".join(c for c in text_of(second).splitlines()[2] if c.isdecimal())
    await clerk.say(digits)
    await sees(clerk, FOR, reward=TITLE)
    hand = buttons_of(clerk.screen)[0]["callback_data"]
    await clerk.tap("Hand over")
    await sees(clerk, "✓ <b>{reward}</b> was handed over to {name}.", reward=TITLE, name="سارا")
    answer = await clerk.press(hand)
    assert not answer.alert
    await sees(clerk, BEFORE, reward=TITLE, name="سارا", by="فرهاد")
    assert len(await rows(scene.shop.hub.db, Entry, rule="redeem")) == 1
