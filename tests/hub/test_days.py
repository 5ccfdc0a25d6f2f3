"""The local day, in every time zone and through every clock change of some years."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.days import day_in_play, days_later, local_day, next_opening, opening

ZONES = st.sampled_from(sorted(zone for zone in available_timezones() if "/" in zone))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
MINUTES = st.integers(0, 24 * 60 - 1)
DAY = timedelta(days=1)
# Clocks that jump over midnight, by half an hour, by two hours; and the ones of most owners.
MIDNIGHT = ("Asia/Beirut", datetime(2027, 3, 27, 22, 30, tzinfo=UTC), 0)
HALF = ("Australia/Lord_Howe", datetime(2027, 4, 3, 15, 10, tzinfo=UTC), 105)
TWICE = ("Europe/Berlin", datetime(2027, 10, 31, 0, 30, tzinfo=UTC), 150)


@given(ZONES, MOMENTS, MINUTES)
@example(*MIDNIGHT)
@example(*HALF)
@example(*TWICE)
def test_the_day_in_play_has_opened_and_the_next_has_not(zone: str, now: datetime, minute: int) -> None:
    day = day_in_play(now, minute, zone)
    assert opening(day, minute, zone) <= now < opening(day + DAY, minute, zone)


@given(ZONES, MOMENTS, MINUTES)
@example(*MIDNIGHT)
@example(*HALF)
@example(*TWICE)
def test_openings_come_once_a_day(zone: str, now: datetime, minute: int) -> None:
    """From one to the next: later, on the following date, and about a day apart."""
    first = next_opening(now, minute, zone)
    assert first > now
    second = next_opening(first, minute, zone)
    assert day_in_play(second, minute, zone) == day_in_play(first, minute, zone) + DAY
    assert timedelta(hours=21) <= second - first <= timedelta(hours=27)


@given(ZONES, MOMENTS, MOMENTS, MINUTES)
def test_later_never_opens_earlier(zone: str, one: datetime, other: datetime, minute: int) -> None:
    early, late = sorted((one, other))
    assert next_opening(early, minute, zone) <= next_opening(late, minute, zone)


@given(ZONES, MOMENTS, MINUTES, st.integers(-3, 3))
def test_a_day_that_has_had_its_question_is_passed_over(zone: str, now: datetime, minute: int, ahead: int) -> None:
    last = local_day(now, zone) + ahead * DAY
    found = next_opening(now, minute, zone, last)
    assert found > now
    assert day_in_play(found, minute, zone) > last


@given(ZONES, MOMENTS, MINUTES)
def test_the_wall_clock_shows_the_hour(zone: str, now: datetime, minute: int) -> None:
    """Unless the clocks jump over it: then they show what comes after the jump."""
    day = local_day(now, zone)
    wall = opening(day, minute, zone).astimezone(ZoneInfo(zone))
    shown = wall.hour * 60 + wall.minute
    real = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=ZoneInfo(zone))
    skipped = real.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != real.replace(tzinfo=None)
    assert wall.date() == day
    assert shown > minute if skipped else shown == minute


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 3, 27), datetime(2027, 3, 27, 1, 30, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # 02:30 does not exist: 03:30 summer time
        (date(2027, 3, 29), datetime(2027, 3, 29, 0, 30, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # 02:30 comes twice: the first
        (date(2027, 11, 1), datetime(2027, 11, 1, 1, 30, tzinfo=UTC)),
    ],
)
def test_half_past_two_in_berlin(day: date, expected: datetime) -> None:
    assert opening(day, 150, "Europe/Berlin") == expected


def test_tehran_has_no_summer_time() -> None:
    for month in range(1, 13):
        assert opening(date(2027, month, 15), 19 * 60, "Asia/Tehran").hour == 15


@given(ZONES, MOMENTS, st.integers(1, 14))
def test_days_later_is_so_many_days_by_the_wall(zone: str, now: datetime, days: int) -> None:
    """To the minute; where clocks change meanwhile, an hour or so more or less."""
    assert abs(days_later(now, days, zone) - now - days * DAY) <= timedelta(hours=3, minutes=1)


def test_it_closes_at_the_same_hour_across_a_change_of_clocks() -> None:
    noon = datetime(2026, 10, 23, 12, 7, 40, tzinfo=ZoneInfo("Europe/Berlin"))
    later = days_later(noon.astimezone(UTC), 3, "Europe/Berlin").astimezone(ZoneInfo("Europe/Berlin"))
    assert (later.day, later.hour, later.minute, later.second) == (26, 12, 7, 0)
    assert later - noon.astimezone(UTC) == timedelta(days=3, hours=1) - timedelta(seconds=40)
