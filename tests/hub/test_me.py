"""What a member sees of their habit, and who is welcomed back; on both engines."""

import asyncio
from datetime import date, timedelta

import pytest

from hub.context import Hub
from hub.habit import back, interests, me, pauses
from hub.habit.streak import NONE
from hub.habit.strip import Mark
from hub.hangout import settings
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.stick.rules import Cut
from tests.conftest import StillClock
from tests.support.habit import came, tag
from tests.support.hangouts import OWNER, opened
from tests.support.members import cut, joined

MINA = 43
TODAY = date(2026, 11, 21)


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


@pytest.fixture
async def mina(hub: Hub, hangout: HangoutView) -> int:
    return await joined(hub, hangout, MINA, "مینا")


async def test_a_new_member_sees_an_open_day_and_the_first_milestone(hub: Hub, mina: int) -> None:
    [shown] = await me.of(hub, MINA)
    assert (shown.today, shown.streak, shown.milestone, shown.until_grace) == (TODAY, NONE, 3, 7)
    assert [one.mark for one in shown.days] == [Mark.BEFORE] * 27 + [Mark.OPEN]
    assert (shown.pause, shown.may_pause, shown.standing, shown.alias) == (None, True, False, None)


async def test_the_tags_come_with_what_the_member_makes_of_them(hub: Hub, hangout: HangoutView, mina: int) -> None:
    assert not (await me.of(hub, MINA))[0].tagged
    food, _ = await tag(hub, hangout, "food", "خوراک"), await tag(hub, hangout, "own-1", "قلیان")
    await interests.pick(hub, MINA, hangout.id, food, picked=True)
    [shown] = await me.of(hub, MINA)
    assert [(one.name, one.picked, one.learned) for one in shown.tags] == [
        ("خوراک", True, False),
        ("قلیان", False, False),
    ]
    assert shown.tagged


async def test_days_grace_milestone_and_stick(hub: Hub, hangout: HangoutView, mina: int, clock: StillClock) -> None:
    for _ in range(8):
        await came(hub, mina)
        clock.pass_by(days=1)
    clock.pass_by(days=1)
    [shown] = await me.of(hub, MINA, hangout.id)
    assert (shown.streak.days, shown.streak.grace, shown.milestone, shown.until_grace) == (8, 0, 21, 6)
    assert [one.mark for one in shown.days[-3:]] == [Mark.PRESENT, Mark.FORGIVEN, Mark.OPEN]
    assert shown.stick.notches == 6  # the milestones of three and of seven days
    clock.pass_by(days=1)
    [shown] = await me.of(hub, MINA, hangout.id)
    assert shown.streak.days == 0
    assert [one.mark for one in shown.days[-4:]] == [Mark.PRESENT, Mark.MISSED, Mark.MISSED, Mark.OPEN]


async def test_an_earlier_streaks_forgiven_day_stays_forgiven(hub: Hub, mina: int, clock: StillClock) -> None:
    for away in (1, 1, 1, 1, 1, 1, 2, 4, 1):
        await came(hub, mina)
        clock.pass_by(days=away)
    [shown] = await me.of(hub, MINA)
    assert shown.streak.days == 1
    marks = "".join({Mark.PRESENT: "p", Mark.FORGIVEN: "f", Mark.MISSED: "m"}.get(one.mark, "-") for one in shown.days)
    assert marks.endswith("-pppppppfpmmmp-")


async def test_the_days_of_a_closed_hangout_are_held(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    await came(hub, mina)
    clock.pass_by(days=1)
    await settings.pause(hub, OWNER.id, hangout.id)
    clock.pass_by(days=5)
    [shown] = await me.of(hub, MINA)
    assert shown.streak.days == 1
    assert [one.mark for one in shown.days[-5:-1]] == [Mark.HELD] * 4


async def test_every_hangout_of_a_person_stands_alone(hub: Hub, mina: int) -> None:
    other = await opened(hub, channel=-2001, group=None, owner=Seen(9002, "سارا", "fa"))
    there = await joined(hub, other, MINA, "مینا")
    await came(hub, there)
    assert [one.streak.days for one in await me.of(hub, MINA)] == [0, 1]
    assert [one.streak.days for one in await me.of(hub, MINA, other.id)] == [1]
    assert await me.of(hub, 99) == []
    assert await me.of(hub, MINA, 987) == []


async def test_after_a_week_one_is_welcomed_back_once(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    assert await back.returning(hub, MINA, most=3) == []
    await came(hub, mina)
    await cut(hub, mina, Cut("gift", 4, "gift:1", OWNER.id))
    clock.pass_by(days=6)
    assert await back.returning(hub, MINA, most=3) == []
    clock.pass_by(days=1)
    both = await asyncio.gather(*(back.returning(hub, MINA, most=3) for _ in range(3)))
    [welcome] = [one for found in both for one in found]
    assert (welcome.hangout_id, welcome.away, welcome.streak.days) == (hangout.id, 7, 0)
    clock.pass_by(days=2)
    assert await back.returning(hub, MINA, most=3) == []
    clock.pass_by(days=5)
    assert [one.away for one in await back.returning(hub, MINA, most=3)] == [14]
    await came(hub, mina)
    clock.pass_by(days=7)
    assert [one.away for one in await back.returning(hub, MINA, most=3)] == [7]


async def test_who_comes_back_to_many_is_told_of_the_others_the_next_time(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    places = [hangout, *[await opened(hub, channel=-2001 - n, group=None) for n in range(3)]]
    for place in places:
        await came(hub, await joined(hub, place, MINA, "مینا"))
    clock.pass_by(days=8)
    told = [[one.hangout_id for one in await back.returning(hub, MINA, most=3)] for _ in range(3)]
    assert told == [[place.id for place in places[:3]], [places[3].id], []]


async def test_a_pause_is_no_silence_that_costs_anything(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    await came(hub, mina)
    await pauses.start(hub, MINA, hangout.id, 14)
    clock.pass_by(days=15)
    [welcome] = await back.returning(hub, MINA, hangout.id, most=3)
    assert (welcome.away, welcome.streak.days) == (15, 1)
    assert await back.returning(hub, 99, most=3) == []


async def test_time_zones_move_no_present_day(hub: Hub, hangout: HangoutView, mina: int, clock: StillClock) -> None:
    await came(hub, mina)
    await settings.change(hub, OWNER.id, hangout.id, "timezone", "Pacific/Honolulu")
    [shown] = await me.of(hub, MINA)
    assert shown.today == TODAY - timedelta(days=1)
    assert shown.streak.days == 1
    clock.pass_by(days=1)
    assert (await me.of(hub, MINA))[0].days[-1].mark == Mark.PRESENT
