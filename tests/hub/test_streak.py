"""Days in a row against a slow obvious model: a diary that is gone through day by day."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from persiantools.jdatetime import JalaliDate

from hub.days import local_day
from hub.habit.streak import (
    LONGEST_PAUSE,
    MILESTONES,
    MOST_GRACE,
    NONE,
    Span,
    Streak,
    coming,
    missed_days,
    now,
    present,
    reached,
)

ONE = timedelta(days=1)
ZONES = ("Asia/Tehran", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Europe/Berlin", "UTC")
STARTS = (
    date(2023, 12, 20),  # over 29 February 2024
    JalaliDate(1403, 12, 15).to_gregorian(),  # over 30 Esfand 1403, a Jalali leap day
    date(2026, 3, 1),  # spring's clock changes
    date(2026, 10, 10),  # autumn's
    date(2011, 12, 10),  # Samoa has no 30 December
)


def diary(days: set[date], held: set[date], first: date, last: date) -> Streak:
    """Every day in its turn, as somebody with a paper calendar would do it."""
    row, began, latest, grace = 0, None, None, 0
    day = first
    while day <= last:
        if day in days:
            row, began, latest = (row + 1, began if row else day, day)
            if row % 7 == 0 and grace < 3:
                grace += 1
        elif day not in held and day != last and row:
            if grace:
                grace -= 1
            else:
                row, began, grace = 0, None, 0
        day += ONE
    return Streak(row, began, latest, grace)


def history(chance: random.Random) -> tuple[list[datetime], list[Span], str]:
    """Acts of a member over weeks or months, with pauses, in a time zone."""
    zone, start = chance.choice(ZONES), chance.choice(STARTS)
    often, length = chance.choice([0.3, 0.7, 0.9, 0.97, 1.0]), chance.randint(1, 140)
    acts = []
    for n in range(length):
        for _ in range(chance.randint(1, 2) if chance.random() < often else 0):
            wall = datetime.combine(start + ONE * n, datetime.min.time(), ZoneInfo(zone))
            acts.append((wall + timedelta(minutes=chance.randrange(24 * 60))).astimezone(UTC))
    spans = []
    for _ in range(chance.randint(0, 3)):
        first = start + ONE * chance.randrange(length)
        spans.append(Span(first, first + ONE * chance.randrange(LONGEST_PAUSE)))
    return sorted(acts), spans, zone


@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_histories_agree_with_the_diary(part: int) -> None:
    chance = random.Random(part)
    for _ in range(2500):
        acts, spans, zone = history(chance)
        days = [local_day(at, zone) for at in acts]
        kept = NONE
        for day in days:
            kept = present(kept, day, spans)
        if not days:
            assert kept == NONE
            continue
        held = {span.first + ONE * n for span in spans for n in range((span.last - span.first).days + 1) if span.last}
        assert kept == diary(set(days), held, days[0], days[-1]), (part, days, spans)
        today = days[-1] + ONE * chance.randrange(12)
        assert now(kept, today, spans)[0::3] == diary(set(days), held, days[0], today)[0::3], (part, today)


def run(length: int, start: date = date(2026, 1, 1)) -> Streak:
    kept = NONE
    for n in range(length):
        kept = present(kept, start + ONE * n)
    return kept


@pytest.mark.parametrize(("length", "grace"), [(1, 0), (6, 0), (7, 1), (13, 1), (14, 2), (21, 3), (28, 3), (400, 3)])
def test_every_seventh_present_day_earns_a_grace_day_up_to_three(length: int, grace: int) -> None:
    assert run(length).grace == grace <= MOST_GRACE


def test_a_missed_day_is_forgiven_once_and_not_counted() -> None:
    kept = run(7)
    after = present(kept, date(2026, 1, 9))
    assert (after.days, after.grace, after.began) == (8, 0, date(2026, 1, 1))
    lost = present(after, date(2026, 1, 11))
    assert lost == Streak(1, date(2026, 1, 11), date(2026, 1, 11), 0)


def test_today_is_not_missed_yet() -> None:
    kept = run(3)
    assert now(kept, date(2026, 1, 4)).days == 3
    assert now(kept, date(2026, 1, 5)).days == 0


def test_a_pause_holds_for_its_days_and_no_longer() -> None:
    kept, pause = run(5), [Span(date(2026, 1, 6), date(2026, 1, 20))]
    assert present(kept, date(2026, 1, 21), pause).days == 6
    assert present(kept, date(2026, 1, 22), pause).days == 1
    assert present(kept, date(2026, 1, 10), pause).days == 6


def test_a_rest_that_goes_on_holds() -> None:
    assert now(run(5), date(2026, 6, 1), [Span(date(2026, 1, 6), None)]).days == 5


def test_the_same_day_again_or_one_before_it_changes_nothing() -> None:
    kept = run(5)
    assert present(kept, date(2026, 1, 5)) == kept
    assert present(kept, date(2026, 1, 3)) == kept
    assert missed_days(kept, date(2026, 1, 2)) == 0


def test_each_milestone_is_reached_once_in_a_streak() -> None:
    kept, found = NONE, []
    for n in range(366):
        after = present(kept, date(2026, 1, 1) + ONE * n)
        found += [milestone] if (milestone := reached(kept, after)) else []
        assert reached(after, present(after, date(2026, 1, 1) + ONE * n)) is None
        kept = after
    assert tuple(found) == MILESTONES == (3, 7, 21, 40, 100, 365)
    assert [coming(n) for n in (0, 3, 39, 364, 365)] == [3, 7, 40, 365, None]
