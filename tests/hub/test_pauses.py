"""Pauses: for how long, how often, and that they hold the streak, as a hangout’s rest does; on both engines."""

import asyncio
from datetime import date, timedelta

import pytest

from hub.context import Hub
from hub.errors import BadNumber, NotFound
from hub.habit import me, pauses
from hub.habit.errors import PauseAgain, PauseOn
from hub.habit.streak import Span
from hub.habit.strip import Mark
from hub.hangout.hangouts import HangoutView
from storage.presence import begin_rest
from storage.tables import Pause, Rest
from tests.conftest import StillClock
from tests.support.habit import came
from tests.support.hangouts import opened
from tests.support.members import joined
from tests.support.store import rows

MINA = 43
TODAY = date(2026, 11, 21)


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


@pytest.fixture
async def mina(hub: Hub, hangout: HangoutView) -> int:
    return await joined(hub, hangout, MINA, "مینا")


async def test_a_pause_holds_the_streak_from_the_first_day_to_the_last(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    for _ in range(2):
        await came(hub, mina)
        clock.pass_by(days=1)
    span = await pauses.start(hub, MINA, hangout.id, 3)
    assert span == Span(TODAY + timedelta(days=2), TODAY + timedelta(days=4))
    clock.pass_by(days=3)
    [shown] = await me.of(hub, MINA)
    assert (shown.streak.days, shown.pause, shown.may_pause) == (2, None, False)
    assert [one.mark for one in shown.days[-4:]] == [Mark.HELD] * 3 + [Mark.OPEN]
    assert (await came(hub, mina)).streak.days == 3
    assert (await me.of(hub, MINA))[0].may_pause


async def test_a_day_after_the_pause_without_grace_ends_the_streak(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    await came(hub, mina)
    assert (await pauses.start(hub, MINA, hangout.id, 3)).first == TODAY + timedelta(days=1)
    clock.pass_by(days=5)
    [shown] = await me.of(hub, MINA)
    assert (shown.streak.days, shown.days[-2].mark) == (0, Mark.MISSED)
    assert (await came(hub, mina)).streak.days == 1


@pytest.mark.parametrize("days", [0, -1, 31, 10**9])
async def test_a_pause_is_one_to_thirty_days(hub: Hub, hangout: HangoutView, mina: int, days: int) -> None:
    with pytest.raises(BadNumber):
        await pauses.start(hub, MINA, hangout.id, days)
    assert await rows(hub.db, Pause) == []


async def test_one_at_a_time_and_a_new_one_only_after_being_there_again(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    await pauses.start(hub, MINA, hangout.id, 30)
    with pytest.raises(PauseOn):
        await pauses.start(hub, MINA, hangout.id, 3)
    clock.pass_by(days=10)
    await came(hub, mina)
    with pytest.raises(PauseOn):
        await pauses.start(hub, MINA, hangout.id, 3)
    clock.pass_by(days=21)
    with pytest.raises(PauseAgain):
        await pauses.start(hub, MINA, hangout.id, 3)
    await came(hub, mina)
    assert (await pauses.start(hub, MINA, hangout.id, 3)).first == TODAY + timedelta(days=32)


async def test_it_can_be_ended_any_time_and_today_counts_again(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    await pauses.start(hub, MINA, hangout.id, 14)
    clock.pass_by(days=4)
    for _ in range(2):
        await pauses.end(hub, MINA, hangout.id)
    [kept] = await rows(hub.db, Pause)
    assert (kept.first, kept.last) == (TODAY, TODAY + timedelta(days=3))
    [shown] = await me.of(hub, MINA)
    assert (shown.pause, shown.days[-1].mark, shown.days[-2].mark) == (None, Mark.OPEN, Mark.HELD)


async def test_one_that_ends_before_it_held_a_day_never_was(hub: Hub, hangout: HangoutView, mina: int) -> None:
    await came(hub, mina)
    await pauses.start(hub, MINA, hangout.id, 7)
    await pauses.end(hub, MINA, hangout.id)
    assert await rows(hub.db, Pause) == []
    assert (await pauses.start(hub, MINA, hangout.id, 3)).last == TODAY + timedelta(days=3)


async def test_two_taps_at_once_are_one_pause(hub: Hub, hangout: HangoutView, mina: int) -> None:
    taps = (pauses.start(hub, MINA, hangout.id, days) for days in (3, 7, 14))
    done = await asyncio.gather(*taps, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["PauseOn", "PauseOn", "Span"]
    assert len(await rows(hub.db, Pause)) == 1


async def test_whoever_is_no_member_has_nothing_to_pause(hub: Hub, hangout: HangoutView, mina: int) -> None:
    for attempt in (pauses.start(hub, 99, hangout.id, 3), pauses.end(hub, 99, hangout.id)):
        with pytest.raises(NotFound):
            await attempt
    with pytest.raises(NotFound):
        await pauses.start(hub, MINA, 987, 3)


async def test_a_rest_is_never_shortened(hub: Hub, hangout: HangoutView) -> None:
    near, far = (TODAY + timedelta(days=days) for days in (1, 9))
    for asked, kept in ((near, near), (far, far), (near, far), (None, None), (far, None)):
        async with hub.db.begin() as session:
            await begin_rest(session, hangout.id, TODAY, asked)
        assert [rest.last for rest in await rows(hub.db, Rest)] == [kept]
