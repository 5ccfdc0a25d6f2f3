"""How much a rule gives away in a day, judged by the deeds of late. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from hub.money import CURRENCIES
from hub.stick.rules import Setting

WINDOW = 28
"""Local days that a rate looks back on, today being the last."""


class Deeds(NamedTuple):
    """What was done for a rule in so many days: how often, by the note that an entry carries."""

    days: int
    noted: Sequence[tuple[str | None, int]]


def window(today: date, opened: date) -> tuple[date, int]:
    """The first day to look at and the number of days: a young hangout is judged by the days it has had."""
    days = max(1, min(WINDOW, (today - opened).days + 1))
    return today - timedelta(days=days - 1), days


def rate(deeds: Deeds, setting: Setting, currency: str) -> float:
    """How often a day a setting cuts its notches when days are like those."""
    return sum(count * _times(note, setting.step, currency) for note, count in deeds.noted) / deeds.days


def given(setting: Setting, often: float) -> float:
    """Notches that a setting gives away a day, its deed being done at least once; none while it is switched off."""
    return setting.notches * max(often, 1) if setting.active else 0


def _times(note: str | None, step: int | None, currency: str) -> int:
    """How often a deed with this note fills a step; once where no money is noted, or none that can be compared."""
    amount, _, noted = (note or "").partition(" ")
    if step is None or not amount.isdecimal() or noted not in CURRENCIES:
        return 1
    return int(amount) // step if CURRENCIES[noted].family == CURRENCIES[currency].family else 1


def about(notches: float) -> int:
    """A plain figure: rounded up to two digits that say something."""
    whole = ceil(notches)
    unit = int(10 ** max(0, len(str(whole)) - 2))
    return -(-whole // unit) * unit
