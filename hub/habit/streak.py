"""Days in a row, with grace and pauses. Pure: days are the hangout's local dates.

A member is present on a day by any deed of theirs on it. A missed day ends the streak, unless it is held (a pause of
theirs, a day on which the hangout rested) or a grace day is spent on it. Every seventh present day of a streak earns
a grace day; three are kept at most.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

EARNED_EVERY = 7
MOST_GRACE = 3
LONGEST_PAUSE = 30  # days
MILESTONES = (3, 7, 21, 40, 100, 365)
CHELLEH = 40
ONE = timedelta(days=1)


class Span(NamedTuple):
    """Days from `first` to `last`, both included; `last` None: it goes on."""

    first: date
    last: date | None


class Streak(NamedTuple):
    """As it stood at the end of `last`, the last present day. `days` counts present days only."""

    days: int = 0
    began: date | None = None
    last: date | None = None
    grace: int = 0


NONE = Streak()


def present(before: Streak, day: date, held: Iterable[Span] = ()) -> Streak:
    """The streak after being present on a day. A day that was counted, or lies before one that was (after a change of
    time zone), changes nothing."""
    if before.last is not None and day <= before.last:
        return before
    missed = missed_days(before, day, held)
    if before.last is None or missed > before.grace:
        return Streak(1, day, day, 0)
    days = before.days + 1
    earned = 1 if days % EARNED_EVERY == 0 else 0
    return Streak(days, before.began, day, min(MOST_GRACE, before.grace - missed + earned))


def missed_days(streak: Streak, today: date, held: Iterable[Span] = ()) -> int:
    """Days strictly between the last present one and today that nothing held."""
    if streak.last is None:
        return 0
    spans = list(held)
    between = (today - streak.last).days - 1
    if not spans:
        return max(0, between)
    days = (streak.last + ONE * n for n in range(1, between + 1))
    return sum(1 for day in days if not holds(spans, day))


def holds(spans: Sequence[Span], day: date) -> bool:
    """Whether the day is in one of the spans."""
    return any(span.first <= day and (span.last is None or day <= span.last) for span in spans)


def now(kept: Streak, today: date, held: Iterable[Span] = ()) -> Streak:
    """The streak as somebody may see it today: grace spent on the days missed so far, and over if that is not enough.
    Today itself is not missed yet."""
    missed = missed_days(kept, today, held)
    if kept.last is None or missed > kept.grace:
        return Streak(0, None, kept.last, 0)
    return kept._replace(grace=kept.grace - missed)


def reached(before: Streak, after: Streak) -> int | None:
    """The milestone that the latest day reached, if it did."""
    return after.days if after != before and after.days in MILESTONES else None


def coming(days: int) -> int | None:
    """The next milestone after so many days; None after the last."""
    return next((milestone for milestone in MILESTONES if milestone > days), None)
