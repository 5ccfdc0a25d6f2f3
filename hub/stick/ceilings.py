"""How many notches the rules may still cut for a member today and this month. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from hub.days import local_day, midnight, month_start


class Terms(NamedTuple):
    """What a hangout says about cutting notches. Ceilings are notches a member; None is no ceiling."""

    hangout_id: int
    timezone: str
    language: str
    day_ceiling: int | None = None
    month_ceiling: int | None = None


class Earned(NamedTuple):
    """Notches that were cut, and when (aware UTC)."""

    at: datetime
    notches: int


class Span(NamedTuple):
    """A ceiling that holds now: at most so many notches from a moment (aware UTC) on."""

    start: datetime
    most: int


def spans(terms: Terms, now: datetime) -> list[Span]:
    """The ceilings that hold now, each with the moment from which it counts."""
    if terms.day_ceiling is None and terms.month_ceiling is None:
        return []
    today = local_day(now, terms.timezone)
    ceilings = ((today, terms.day_ceiling), (month_start(today, terms.language), terms.month_ceiling))
    return [Span(midnight(day, terms.timezone), most) for day, most in ceilings if most is not None]


def room(limits: Iterable[Span], earned: Iterable[Earned]) -> int | None:
    """Notches that still fit under every ceiling, never negative; None where there is no ceiling."""
    past = list(earned)
    left = [most - sum(e.notches for e in past if e.at >= start) for start, most in limits]
    return max(0, min(left)) if left else None
