"""The last days of a member, each with what became of it. Pure: days are the hangout's local dates."""

from collections.abc import Iterable, Sequence, Set
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from hub.habit.streak import NONE, ONE, Span, Streak, holds, now, present

LENGTH = 28


class Mark(StrEnum):
    """`HELD`: a pause of theirs, or the hangout was closed. `BEFORE`: they were no member yet."""

    PRESENT = "present"
    FORGIVEN = "forgiven"
    HELD = "held"
    MISSED = "missed"
    OPEN = "open"
    BEFORE = "before"


class Marked(NamedTuple):
    """A day and what became of it."""

    day: date
    mark: Mark


def window(today: date) -> list[date]:
    """The days that the strip shows, today last."""
    return [today - ONE * back for back in reversed(range(LENGTH))]


def strip(kept: Streak, came: Set[date], joined: date, today: date, held: Sequence[Span] = ()) -> tuple[Marked, ...]:
    """The window's days. `came` are the present days: those of the window, and all before the kept streak began where
    it began within the window, since only they tell which days an earlier streak forgave."""
    alive = now(kept, today, held).days > 0
    past = _forgiven(sorted(day for day in came if kept.began is None or day < kept.began), held)

    def mark(day: date) -> Mark:
        if day in came:
            return Mark.PRESENT
        if holds(held, day):
            return Mark.HELD
        if day == today:
            return Mark.OPEN
        if day < joined:
            return Mark.BEFORE
        if kept.began is not None and kept.last is not None and day > kept.began:
            return Mark.FORGIVEN if alive or day < kept.last else Mark.MISSED
        return Mark.FORGIVEN if day in past else Mark.MISSED

    return tuple(Marked(day, mark(day)) for day in window(today))


def _forgiven(days: Iterable[date], held: Sequence[Span]) -> set[date]:
    """The missed days on which earlier streaks spent grace."""
    streak, found = NONE, set[date]()
    for day in days:
        missed = _between(streak, day, held)
        if len(missed) <= streak.grace:
            found |= missed
        streak = present(streak, day, held)
    return found


def _between(streak: Streak, day: date, held: Sequence[Span]) -> set[date]:
    if streak.last is None:
        return set()
    days = (streak.last + ONE * n for n in range(1, (day - streak.last).days))
    return {one for one in days if not holds(held, one)}
