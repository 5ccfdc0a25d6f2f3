"""What an owner offers for notches; on both engines."""

import asyncio

import pytest

from hub.context import Hub
from hub.errors import BadNumber, HubError, NotAllowed, NotFound, TextEmpty, TextTooLong
from hub.hangout import settings
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.reward import rewards, shelves
from hub.reward.errors import TooManyRewards
from hub.reward.rewards import Draft, Kept
from storage.tables import Act, Reward
from tests.support.hangouts import OWNER, opened
from tests.support.members import staff
from tests.support.rewards import claimed, holding, offered
from tests.support.store import row, rows

MINA, CLERK = 42, 77


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


async def _kept(hub: Hub, hangout: HangoutView) -> dict[str, Kept]:
    return {kept.reward.title: kept for kept in await rewards.kept(hub, OWNER.id, hangout.id)}


async def test_a_reward_is_added_once(hub: Hub, hangout: HangoutView) -> None:
    draft = Draft(" کیک \n خانگی ", "۱٬۰۰۰", "photo-1", "۱۲", "7")
    made = await asyncio.gather(*(rewards.add(hub, OWNER.id, hangout.id, draft, once="tap") for _ in range(6)))
    assert len({one.id for one in made}) == 1
    assert (made[0].title, made[0].cost, made[0].stock, made[0].valid_days) == ("کیک خانگی", 1000, 12, 7)
    assert (made[0].picture, made[0].active, made[0].main) == ("photo-1", True, False)
    [act] = await rows(hub.db, Act)
    assert (act.what, act.about) == ("reward_added", {"title": "کیک خانگی", "notches": 1000})


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (Draft("", "10"), TextEmpty),
        (Draft("ک" * 121, "10"), TextTooLong),
        (Draft("چای", "0"), BadNumber),
        (Draft("چای", "1001"), BadNumber),
        (Draft("چای", "ده"), BadNumber),
        (Draft("چای", "-3"), BadNumber),
        (Draft("چای", "9" * 5000), BadNumber),
        (Draft("چای", "10", stock="کم"), BadNumber),
        (Draft("چای", "10", stock="100001"), BadNumber),
        (Draft("چای", "10", days="0"), BadNumber),
        (Draft("چای", "10", days="366"), BadNumber),
    ],
)
async def test_what_does_not_fit_is_refused(
    hub: Hub, hangout: HangoutView, draft: Draft, error: type[HubError]
) -> None:
    with pytest.raises(error):
        await rewards.add(hub, OWNER.id, hangout.id, draft, once="tap")
    assert await rows(hub.db, Reward) == []


async def test_there_is_an_end_to_rewards(hub: Hub, hangout: HangoutView) -> None:
    for n in range(rewards.MOST_REWARDS):
        await offered(hub, hangout, f"پاداش {n}")
    with pytest.raises(TooManyRewards):
        await offered(hub, hangout, "یکی دیگر")


async def test_a_full_sticks_reward_costs_a_full_stick(hub: Hub, hangout: HangoutView) -> None:
    await settings.change(hub, OWNER.id, hangout.id, "reward", "یک چای")
    await settings.change(hub, OWNER.id, hangout.id, "length", "12")
    main = (await _kept(hub, hangout))["یک چای"].reward
    assert (main.main, main.cost) == (True, 12)
    with pytest.raises(NotFound):
        await rewards.change(hub, OWNER.id, main.id, "notches", "1")
    await rewards.change(hub, OWNER.id, main.id, "title", "دو چای")
    await settings.change(hub, OWNER.id, hangout.id, "length", "15")
    main = (await _kept(hub, hangout))["دو چای"].reward
    assert main.cost == 15
    assert len(await rows(hub.db, Reward)) == 1


async def test_every_change_is_in_the_history(hub: Hub, hangout: HangoutView) -> None:
    made = await offered(hub, hangout, "کیک", 10)
    for field, value in (("title", "کیک"), ("notches", "۲۰"), ("picture", "p"), ("stock", "5"), ("days", "9")):
        await rewards.change(hub, OWNER.id, made.id, field, value)
    for active in (False, False, True):
        await rewards.offer(hub, OWNER.id, made.id, active=active)
    acts = (await rows(hub.db, Act))[1:]
    assert [(act.what, act.about.get("field"), act.about.get("before"), act.about.get("after")) for act in acts] == [
        ("reward_changed", "notches", 10, 20),
        ("reward_changed", "picture", False, True),
        ("reward_changed", "stock", None, 5),
        ("reward_changed", "days", 30, 9),
        ("reward_paused", None, None, None),
        ("reward_resumed", None, None, None),
    ]
    assert (await row(hub.db, Reward)).active


async def test_only_the_owner_touches_rewards(hub: Hub, hangout: HangoutView) -> None:
    made = await offered(hub, hangout)
    other = await opened(hub, channel=-2001, group=-2002, owner=Seen(9002, "کاوه", "fa"))
    await staff(hub, hangout, CLERK, "سارا")
    for person in (CLERK, 9002, 12345):
        for act in (
            rewards.change(hub, person, made.id, "title", "هیچ"),
            rewards.offer(hub, person, made.id, active=False),
            rewards.kept(hub, person, hangout.id),
            rewards.one(hub, person, made.id),
            rewards.add(hub, person, hangout.id, Draft("هیچ", "1"), once="x"),
        ):
            with pytest.raises(NotAllowed):
                await act
    with pytest.raises(NotFound):
        await rewards.one(hub, OWNER.id, made.id + 99)
    with pytest.raises(NotFound):
        await rewards.change(hub, OWNER.id, made.id, "hangout_id", str(other.id))
    assert (await row(hub.db, Reward)).title == "یک چای"


async def test_the_shelf_says_how_near_each_reward_is(hub: Hub, hangout: HangoutView) -> None:
    for title, cost, stock in (("بزرگ", 30, ""), ("چای", 10, ""), ("تمام", 5, "0"), ("کیک", 14, "2"), ("نیست", 1, "")):
        made = await offered(hub, hangout, title, cost, stock=stock)
    await rewards.offer(hub, OWNER.id, made.id, active=False)
    await holding(hub, hangout, MINA, 12)
    [shelf] = await shelves.shelves(hub, MINA)
    assert [(offer.reward.title, offer.missing, offer.fits) for offer in shelf.offers] == [
        ("تمام", 0, False),
        ("چای", 0, True),
        ("کیک", 2, False),
        ("بزرگ", 18, False),
    ]
    assert (shelf.balance, shelf.waiting) == (12, ())
    with pytest.raises(NotFound):
        await shelves.offer(hub, MINA, made.id)
    with pytest.raises(NotFound):
        await shelves.offer(hub, 12345, shelf.offers[1].reward.id)


async def test_the_owner_sees_what_waits_and_what_was_handed_over(hub: Hub, hangout: HangoutView) -> None:
    made = await offered(hub, hangout)
    for person in (42, 43):
        await claimed(hub, hangout, person, made)
    kept = (await _kept(hub, hangout))["یک چای"]
    assert (kept.waiting, kept.handed, kept.lapsed) == (2, 0, 0)
    assert await rewards.one(hub, OWNER.id, made.id) == kept
