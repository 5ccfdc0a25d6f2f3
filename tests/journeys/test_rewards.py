"""Rewards over HTTP: from a full stick to the counter and back, in both languages."""

import io
from dataclasses import dataclass
from datetime import timedelta
from string import Formatter
from typing import Any

import pytest
from PIL import Image

from handlers.reward_looks import Fetch, Give, Prize, Regret, Want, Yes
from hub import claims, people, rounds
from hub.people import Seen
from storage.tables import Act, Claim, Entry, Notice, Reward
from tests.support import counter
from tests.support.desk import Desk
from tests.support.ledger import notches
from tests.support.people import Message, buttons_of, text_of
from tests.support.photos import photo_of, scanned
from tests.support.rewards import holding, offered
from tests.support.shop import NOON, Shop, ballots_of, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

RUNS = pytest.mark.parametrize(
    ("way", "engine", "language"),
    [("polling", "sqlite", "fa"), ("webhook", "postgresql", "en")],
    indirect=["way", "engine"],
)
TITLE = "یک قوری چای <b>لاهیجان</b>"
SURE = (
    "<b>{reward}</b>\n{cost} come off your stick, {left} stay.\n\n"
    "Fetch it at the counter by {day}; if you do not, the notches come back to you."
)
YOURS = (
    "🎁 <b>{reward}</b> is yours.\nFetch it by {day}: show its code at the counter when you are there.\n\n"
    "{left} stay on your stick."
)
FOR = "🎁 <b>{reward}</b>\nfor {name}\n\n{cost} were cut for it; it can be fetched until {day}."
BEFORE = "<b>{reward}</b> was handed over to {name} before, by {by}, {when}. Nothing is handed over twice."
UNDONE = "The hand-over of {reward} at {title} was taken back: it is yours to fetch again, until {day}."
EXPIRING = (
    "🎁 {reward} waits for you at {title} until {day}. Not fetched by then, it becomes notches on your stick again."
)
EXPIRED = "{reward} was not fetched at {title} in time. Nothing is lost: {cost} are back on your stick."
WHAT = "<b>What is the reward?</b>\nTap one, or write your own, up to {limit} letters."
COST = (
    "<b>How many notches does it cost?</b>\n"
    "A full stick has {n}. Tap a price, or write a number from {least} to {most}."
)
PICTURE = "<b>A picture of it?</b>\nSend a photo, or go on without one."
STOCK = (
    "<b>How many of it are there now?</b>\n"
    "Tap or write a number: each claim takes one, and I tell you when few are left."
)
DAYS = (
    "<b>How many days does a claim hold?</b>\n"
    "Who does not fetch it by then gets the notches back. Tap one, or write a number up to {most}."
)


async def sees(desk: Desk, message: str, **values: Any) -> Message:
    """Waits for a sentence, as far as its first value that is not given."""
    blank = {name: "" for _, name, _, _ in Formatter().parse(message) if name}
    return await desk.sees(message, **blank | values)


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (320, 240), (180, 120, 40)).save(drawn, "PNG")
    return drawn.getvalue()


@dataclass
class Scene:
    """A shop, its owner at the panel, a clerk and a member; they speak `language`."""

    shop: Shop
    owner: Desk
    clerk: Desk
    member: Desk

    @property
    def world(self) -> SandboxWorld:
        return self.shop.world

    async def photo(self, desk: Desk, text: str = "") -> Message:
        """The newest photo in somebody's chat since their last act."""
        desk.screen = await desk.owner.wait_for(desk.owner.id, lambda m: "photo" in m and text in text_of(m))
        return desk.screen

    async def ticket(self) -> str:
        """What the clerk's camera reads off the member's ticket."""
        link = await scanned(self.world, await self.photo(self.member, "🎁"))
        return link.split("?start=")[1]

    async def claim(self, reward_id: int) -> int:
        """The member has claimed it, the short way."""
        return (await claims.claim(self.shop.hub, self.member.owner.id, reward_id, "journey")).claim.id


async def person(world: SandboxWorld, name: str, language: str) -> Desk:
    found = await world.new_person(name, language_code=language)
    return Desk(found, language)


@pytest.fixture
async def scene(world: SandboxWorld, app: Any, language: str) -> Scene:
    shop = await open_shop(world, app.hub, language=language)
    await people.choose_language(shop.hub, shop.owner.id, language)
    clerk, member = await person(world, "فرهاد", language), await person(world, "سارا", language)
    for one in (clerk, member):
        await one.owner.start()
        await one.owner.wait_for(one.owner.id, lambda m: True)
    await counter.hire(shop.hub, shop.hangout, Seen(clerk.owner.id, "فرهاد", language), "clerk")
    return Scene(shop, Desk(shop.owner, language), clerk, member)


async def stocked(scene: Scene, held: int = 12, cost: int = 10, **given: str) -> int:
    """The member has notches, and a reward is offered for them."""
    made = await offered(scene.shop.hub, scene.shop.hangout, TITLE, cost, **given)
    await holding(scene.shop.hub, scene.shop.hangout, scene.member.owner.id, held, "سارا")
    return made.id


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
async def test_the_owner_adds_changes_and_pauses(scene: Scene) -> None:
    owner, hub, number = scene.owner, scene.shop.hub, scene.shop.hangout.id
    await owner.say("/panel")
    await sees(owner, "Next question: {when}")
    await owner.tap("Tally stick")
    await sees(owner, "<b>The tally stick of {title}</b>", title=scene.shop.hangout.title)
    await owner.tap("Rewards")
    await sees(owner, "None yet. A reward is what people collect notches for.")
    await owner.tap("New reward")
    await sees(owner, WHAT)
    await owner.say("ی" * 121)
    await sees(
        owner, "That is a little long: {length} letters, and {limit} fit. Send a shorter one.", length=121, limit=120
    )
    await owner.say(TITLE)
    await sees(owner, COST)
    await owner.say("خیلی")
    await sees(owner, "A whole number from {least} to {most} fits here.", least=1, most=1000)
    await owner.say("۲۵")
    await sees(owner, PICTURE)
    await owner.say("بی‌عکس")
    await sees(owner, "A photo is what I need here. Send one, or tap the button above.")
    await owner.owner.send(owner.owner.id, photo=picture())
    await sees(owner, STOCK)
    await owner.tap("It does not run out")
    await sees(owner, DAYS)
    answer = await owner.press(Give(hangout=number, reward=0, field="days", value="30").pack())
    assert answer.text == owner.words("Members can claim it from now on.")
    shown = await scene.photo(owner, TITLE)
    answer = await owner.press(Give(hangout=number, reward=0, field="days", value="7").pack())
    assert answer.text == owner.words("That button has done its work.")
    made = await row(hub.db, Reward)
    assert (made.title, made.notches, made.stock, made.valid_days) == (TITLE, 25, None, 30)
    assert made.picture
    assert (await photo_of(scene.world, shown)).size == (320, 240)
    await owner.press(Prize(hangout=number, reward=made.id, act="stock").pack())
    await owner.say("۴")
    await scene.photo(owner, str(owner.words("In stock: {n}", n=4)))
    await owner.tap("Pause")
    await sees(owner, "Not offered now")
    assert [(act.what, act.about["title"]) for act in await rows(hub.db, Act)] == [
        ("reward_added", TITLE),
        ("reward_changed", TITLE),
        ("reward_paused", TITLE),
    ]
    assert not (await row(hub.db, Reward)).active
    await owner.tap("Offer it again")
    await until(lambda: _active(hub), "for the reward to be offered")
    assert len(await rows(hub.db, Reward)) == 1


async def _active(hub: Any) -> bool:
    return bool((await row(hub.db, Reward)).active)


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
    assert (await row(hub.db, Notice, kind="claim_expired")).state == "waiting"
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


def forged(hangout: int, reward: int, claim: int) -> list[Any]:
    """One of every owner's button about rewards."""
    return [
        *(Prize(hangout=hangout, reward=reward, act=act) for act in ("open", "title", "pause", "resume", "nothing")),
        *(Prize(hangout=hangout, reward=0, act=act) for act in ("list", "new", "open", "stock")),
        *(Give(hangout=hangout, reward=reward, field=field, value="1") for field in ("notches", "stock", "burn")),
        Give(hangout=hangout, reward=0, field="title", value="tea"),
        Regret(claim=claim, times=1),
    ]


async def test_buttons_forged_for_another_shop_do_nothing(shop: Shop, world: SandboxWorld) -> None:
    scene = Scene(shop, Desk(shop.owner), await person(world, "فرهاد", "fa"), await person(world, "سارا", "fa"))
    number = await scene.claim(await stocked(scene))
    thief = await person(world, "دزد", "fa")
    await thief.owner.start()
    thief.screen = await thief.owner.wait_for(thief.owner.id, lambda m: True)
    before = await _all(scene)
    for data in forged(shop.hangout.id, 1, number):
        assert (await thief.press(data.pack())).alert, data
    assert await _all(scene) == before


async def test_made_up_buttons_of_the_owners_own(shop: Shop, world: SandboxWorld) -> None:
    """Values and names that no screen of ours has made."""
    owner = Desk(shop.owner)
    scene = Scene(shop, owner, owner, await person(world, "سارا", "fa"))
    await stocked(scene)
    await owner.say("/panel")
    await sees(owner, "Next question: {when}")
    before = await _all(scene)
    number = shop.hangout.id
    for data in (
        Prize(hangout=number, reward=999, act="open"),
        Prize(hangout=number, reward=0, act="open"),
        Prize(hangout=number, reward=1, act="nothing"),
        Give(hangout=number, reward=1, field="burn", value="1"),
        Give(hangout=number, reward=1, field="notches", value="0"),
        Give(hangout=number, reward=1, field="title", value="gold"),
        Give(hangout=number, reward=1, field="stock", value="-1"),
    ):
        assert (await owner.press(data.pack())).alert, data
    answer = await owner.press(Give(hangout=number, reward=0, field="days", value="7").pack())
    assert answer.text == owner.words("That button has done its work.")
    assert await _all(scene) == before


async def _all(scene: Scene) -> list[Any]:
    db = scene.shop.hub.db
    return [
        [one.model_dump() for one in await rows(db, Reward)],
        [one.model_dump() for one in await rows(db, Claim)],
        len(await rows(db, Entry)),
    ]
