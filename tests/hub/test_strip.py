"""The strip of the last days against a slow, obvious count of every streak from the first day on."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.habit.streak import NONE, ONE, Span, Streak, present
from hub.habit.strip import LENGTH, Mark, Marked, strip, window

JOINED = date(2026, 9, 1)
DAYS = 90


def day(number: int) -> date:
    return JOINED + timedelta(days=number)


def grown(came: set[date], held: list[Span]) -> Streak:
    """The streak as the member's row keeps it."""
    streak = NONE
    for one in sorted(came):
        streak = present(streak, one, held)
    return streak


def slowly(came: set[date], today: date, held: list[Span]) -> dict[date, Mark]:
    """Day by day: grace is spent when a day is missed, and given back to the day that it could not save."""
    marks: dict[date, Mark] = {}
    days, grace, gap = 0, 0, list[date]()
    for number in range((today - JOINED).days + 1):
        one = day(number)
        away = any(span.first <= one <= (span.last or one) for span in held)
        if one in came:
            saved = days > 0 and len(gap) <= grace
            marks |= dict.fromkeys(gap, Mark.FORGIVEN if saved else Mark.MISSED)
            grace = grace - len(gap) if saved else 0
            days = days + 1 if saved else 1
            grace = min(3, grace + (days % 7 == 0))
            marks[one], gap = Mark.PRESENT, []
        elif away:
            marks[one] = Mark.HELD
        elif one == today:
            marks[one] = Mark.OPEN
        else:
            gap.append(one)
    saved = days > 0 and len(gap) <= grace
    return marks | dict.fromkeys(gap, Mark.FORGIVEN if saved else Mark.MISSED)


def fetched(came: set[date], kept: Streak, today: date) -> set[date]:
    """What the use case hands over: no more than it has to look up."""
    first = window(today)[0]
    long = kept.began is not None and kept.began <= first
    since = min(kept.last or first, first) if long else min(JOINED, first)
    return {one for one in came if one >= since}


spans = st.tuples(st.integers(0, DAYS), st.integers(0, 29)).map(lambda pair: Span(day(pair[0]), day(pair[0] + pair[1])))
# Mostly present: only then are there grace days to spend.
histories = st.sets(st.integers(0, DAYS), max_size=12).map(
    lambda missed: {day(n) for n in range(DAYS)} - set(map(day, missed))
)
sparse = st.sets(st.integers(0, DAYS).map(day))


@given(histories | sparse, st.lists(spans, max_size=2), st.integers(0, DAYS))
def test_each_day_is_what_the_slow_count_says(came: set[date], held: list[Span], age: int) -> None:
    today = day(age)
    came = {one for one in came if one <= today}
    kept, slow = grown(came, held), slowly(came, today, held)
    shown = strip(kept, fetched(came, kept, today), JOINED, today, held)
    assert [one.day for one in shown] == window(today)
    for one in shown:
        expected = slow.get(
            one.day, Mark.HELD if any(s.first <= one.day <= (s.last or one.day) for s in held) else Mark.BEFORE
        )
        assert one.mark == expected, one.day


def test_a_chelleh_with_two_forgiven_days_and_a_pause() -> None:
    today = day(60)
    held = [Span(day(40), day(44))]
    missed = {day(n) for n in (35, 50, 52)} | {day(n) for n in range(40, 45)}
    came = {day(n) for n in range(61)} - missed - {today}
    marks = dict(strip(grown(came, held), came, JOINED, today, held))
    assert len(marks) == LENGTH
    assert [marks[day(n)] for n in (35, 40, 44, 50, 51, 52, 59, 60)] == [
        Mark.FORGIVEN,
        Mark.HELD,
        Mark.HELD,
        Mark.FORGIVEN,
        Mark.PRESENT,
        Mark.FORGIVEN,
        Mark.PRESENT,
        Mark.OPEN,
    ]


def test_who_came_today_for_the_first_time_has_missed_nothing() -> None:
    kept = present(NONE, JOINED)
    shown = strip(kept, {JOINED}, JOINED, JOINED)
    assert shown[-1] == Marked(JOINED, Mark.PRESENT)
    assert {one.mark for one in shown[:-1]} == {Mark.BEFORE}


def test_a_lost_streak_shows_the_days_since_as_missed_and_the_forgiven_ones_as_forgiven() -> None:
    came = {day(n) for n in (*range(8), 9)}
    marks = dict(strip(grown(came, []), came, JOINED, day(12), []))
    assert [marks[day(n)] for n in range(7, 13)] == [
        Mark.PRESENT,
        Mark.FORGIVEN,
        Mark.PRESENT,
        Mark.MISSED,
        Mark.MISSED,
        Mark.OPEN,
    ]
    assert marks[JOINED - ONE] == Mark.BEFORE
