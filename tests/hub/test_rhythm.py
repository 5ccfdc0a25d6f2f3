"""When somebody usually comes, and how a reminder steps back. Pure."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.attention import slot
from hub.days import local_day
from hub.habit.hours import Hours, firsts
from hub.habit.rhythm import DAY, EARLIEST, ENOUGH, GAPS, LATEST, gap, hour, is_last, usual, waking
from hub.quiet import leaves
from storage.rhythm import Act

MINUTES = st.integers(0, DAY - 1)
ZONES = st.sampled_from(["Asia/Tehran", "Europe/Berlin", "America/Los_Angeles", "Pacific/Chatham", "UTC"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def _apart(one: int, other: int) -> int:
    return min((one - other) % DAY, (other - one) % DAY)


@given(MINUTES, st.lists(st.integers(-20, 20), min_size=8, max_size=22), st.lists(MINUTES, max_size=3), st.randoms())
def test_odd_hours_do_not_move_the_habit(centre: int, habit: list[int], odd: list[int], dice: random.Random) -> None:
    """A quarter of the days may lie anywhere, the rest within twenty minutes: the answer lies within those."""
    acts = [(centre + off) % DAY for off in habit] + odd[: len(habit) // 4]
    dice.shuffle(acts)
    found = usual(acts)
    assert found is not None
    assert _apart(found, centre) <= 20


@given(st.lists(MINUTES, min_size=ENOUGH, max_size=28), MINUTES)
def test_the_clock_has_no_first_minute(acts: list[int], turned: int) -> None:
    """Turning the clock turns the habit; where two are equally strong, either may be named."""
    found, moved = usual(acts), usual([(at + turned) % DAY for at in acts])
    assert found is not None
    assert moved is not None
    near = sum(_apart(at, found) <= 180 for at in acts)
    again = sum(_apart((at + turned) % DAY, moved) <= 180 for at in acts)
    assert near > 0 < again
    if all(_apart(at, acts[0]) <= 40 for at in acts):
        assert moved == (found + turned) % DAY


def test_a_habit_around_midnight() -> None:
    assert usual([DAY - 10, DAY - 5, 0, 5, 10]) == 0
    assert usual([DAY - 30, DAY - 20, DAY - 20, 10, 12 * 60]) == DAY - 20


def test_the_stronger_of_two_habits() -> None:
    assert usual([8 * 60] * 4 + [20 * 60] * 5) == 20 * 60
    assert usual([8 * 60] * 5 + [20 * 60] * 4) == 8 * 60


def test_too_few_days_say_nothing() -> None:
    assert usual([600] * (ENOUGH - 1)) is None
    assert usual([600] * ENOUGH) == 600


@given(st.one_of(st.none(), MINUTES), st.lists(MINUTES, max_size=28), MINUTES)
def test_nobody_is_reminded_by_night(chosen: int | None, acts: list[int], opens: int) -> None:
    assert EARLIEST <= hour(chosen, acts, opens) <= LATEST
    assert waking(hour(chosen, acts, opens)) == hour(chosen, acts, opens)


@pytest.mark.parametrize(
    ("chosen", "acts", "opens", "at"),
    [
        (None, [], 19 * 60, 19 * 60 + 30),
        (None, [600] * 4, 23 * 60 + 50, LATEST),
        (None, [603] * 5, 19 * 60, 600),
        (None, [4 * 60] * 9, 19 * 60, EARLIEST),
        (13 * 60, [600] * 9, 19 * 60, 13 * 60),
    ],
)
def test_ones_own_word_then_the_habit_then_the_question(
    chosen: int | None, acts: list[int], opens: int, at: int
) -> None:
    assert hour(chosen, acts, opens) == at


def test_it_slows_down_and_ends() -> None:
    """After the first, reminders come 1, 2, 4 and 8 days later; the fifth in vain is the last."""
    assert GAPS[1:] == (1, 2, 4, 8)
    assert [gap(n) for n in range(6)] == [1, 1, 2, 4, 8, None]
    assert [n for n in range(1, 7) if is_last(n)] == [5, 6]


@given(MOMENTS, ZONES, st.one_of(st.none(), st.integers(EARLIEST, LATEST)))
def test_a_letter_leaves_by_day_and_soon(at: datetime, zone: str, minute: int | None) -> None:
    leaving = slot(at, Hours(zone, minute))
    assert timedelta() <= leaving - at <= timedelta(hours=26)
    assert leaves(leaving, zone) == leaving
    if minute is not None:
        wall = leaving.astimezone(ZoneInfo(zone))
        assert wall.hour * 60 + wall.minute == minute


def test_the_first_act_of_a_day_counts_wherever_it_was_done() -> None:
    """Tehran is an hour and a half behind Yekaterinburg, and the day there is another one near midnight."""
    day, east = date(2026, 11, 21), "Asia/Yekaterinburg"
    acts = [Act(day, 600, "Asia/Tehran"), Act(day, 660, east), Act(day + timedelta(days=1), 30, east)]
    assert firsts(acts, "Asia/Tehran") == [570]
    assert firsts(acts[:1], "Asia/Tehran") == [600]
    assert firsts(acts[2:], "Asia/Tehran") == [DAY - 60]


def test_only_the_latest_days_are_remembered() -> None:
    days = [Act(date(2026, 11, 21) - timedelta(days=n), 600 + n, "Asia/Tehran") for n in range(40)]
    assert firsts(days, "Asia/Tehran") == [600 + n for n in range(28)]


def test_a_slot_is_on_the_day_it_names() -> None:
    at = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)  # half past ten in the evening in Tehran
    assert local_day(slot(at, Hours("Asia/Tehran")), "Asia/Tehran") == date(2026, 11, 22)
