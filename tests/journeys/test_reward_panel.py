"""The owner's rewards over HTTP: adding, changing, pausing; and who may not."""

from typing import Any

import pytest

from bot.app import App
from handlers.reward.looks import Give, Prize, Regret, Want
from storage.tables import Act, Claim, Entry, Reward
from tests.support.desk import Desk
from tests.support.photos import photo_of
from tests.support.reward_scene import (
    COST,
    DAYS,
    PICTURE,
    RUNS,
    STOCK,
    TITLE,
    WHAT,
    YOURS,
    Scene,
    person,
    picture,
    played,
    sees,
    stocked,
)
from tests.support.rewards import holding
from tests.support.shop import Shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld


@pytest.fixture
async def scene(world: SandboxWorld, app: App, language: str) -> Scene:
    """The shop, in the run's language."""
    return await played(world, app.hub, language)


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
    await _seen_all_the_way(scene)


async def _seen_all_the_way(scene: Scene) -> None:
    """The picture stands over what the member is asked, what they get, and what the clerk hands over."""
    member, clerk, hub = scene.member, scene.clerk, scene.shop.hub
    await holding(hub, scene.shop.hangout, member.owner.id, 30, "سارا")
    await member.say("/rewards")
    await sees(member, "<b>Rewards of {title}</b>", title=scene.shop.hangout.title)
    await member.press(Want(reward=1).pack())
    sure = await scene.photo(member, TITLE)
    await member.tap("Yes, I want it")
    yours = await sees(member, YOURS, reward=TITLE)
    assert yours["message_id"] == sure["message_id"]
    await member.tap("Show at the counter")
    await clerk.owner.start(await scene.ticket())
    shown = await scene.photo(clerk, TITLE)
    assert (await photo_of(scene.world, shown)).size == (320, 240)
    await clerk.tap("Hand over")
    handed = await sees(clerk, "✓ <b>{reward}</b> was handed over to {name}.", reward=TITLE, name="سارا")
    assert handed["message_id"] == shown["message_id"]
    assert "photo" in handed
    await clerk.tap("Back")
    await sees(clerk, "✓ {reward} was handed over", reward=TITLE)


async def _active(hub: Any) -> bool:
    return bool((await row(hub.db, Reward)).active)


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
