"""Which questions of the bank suit a day. Pure; the northern year, each occasion in its own calendar."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date

from persiantools.jdatetime import JalaliDate

from hub.daily.tags import times

Calendar = Callable[[date], tuple[int, int]]

HIJRI_EPOCH = 227_015  # the ordinal day of 1 Muharram of the year 1
CYCLE_YEARS, CYCLE_DAYS = 30, 10_631


def gregorian(day: date) -> tuple[int, int]:
    """Month and day of the common calendar."""
    return day.month, day.day


def jalali(day: date) -> tuple[int, int]:
    """Month and day of the solar calendar of Iran."""
    shown = JalaliDate(day)
    return shown.month, shown.day


def hijri(day: date) -> tuple[int, int]:
    """Month and day of the lunar calendar, by arithmetic: the moon may be seen a day or two earlier or later."""
    year = (CYCLE_YEARS * (day.toordinal() - HIJRI_EPOCH) + 10_646) // CYCLE_DAYS
    left = day.toordinal() - _new_year(year)
    month = min(left * 2 // 59 + 1, 12)  # months have 30 and 29 days in turn; a leap year's last has 30
    return month, left - _days_before(month) + 1


def _new_year(year: int) -> int:
    return HIJRI_EPOCH + 354 * (year - 1) + (3 + 11 * year) // CYCLE_YEARS


def _days_before(month: int) -> int:
    return 29 * (month - 1) + month // 2


@dataclass(frozen=True, slots=True)
class Span:
    """From the first (month, day) to the last one, both included; it may run over the new year."""

    first: tuple[int, int]
    last: tuple[int, int]
    calendar: Calendar

    def holds(self, day: date) -> bool:
        here = self.calendar(day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


SPANS: dict[str, Span] = {
    "season-spring": Span((1, 1), (3, 31), jalali),
    "season-summer": Span((4, 1), (6, 31), jalali),
    "season-autumn": Span((7, 1), (9, 30), jalali),
    "season-winter": Span((10, 1), (12, 30), jalali),
    "occasion-house-cleaning": Span((12, 8), (12, 26), jalali),
    "occasion-nowruz": Span((12, 24), (1, 12), jalali),
    "occasion-sizdah-bedar": Span((1, 12), (1, 13), jalali),
    "occasion-saadi": Span((2, 1), (2, 1), jalali),
    "occasion-ferdowsi": Span((2, 25), (2, 25), jalali),
    "occasion-back-to-school": Span((6, 12), (7, 8), jalali),
    "occasion-mehregan": Span((7, 9), (7, 16), jalali),
    "occasion-hafez": Span((7, 20), (7, 20), jalali),
    "occasion-yalda": Span((9, 27), (9, 30), jalali),
    # Its first and last days are left out, since the moon may be seen a day later or earlier.
    "occasion-ramadan": Span((9, 2), (9, 28), hijri),
    "occasion-first-of-april": Span((4, 1), (4, 1), gregorian),
    "occasion-book-day": Span((4, 21), (4, 23), gregorian),
    "occasion-tea-day": Span((5, 20), (5, 21), gregorian),
    "occasion-year-end": Span((12, 22), (12, 31), gregorian),
    "occasion-new-year": Span((12, 28), (1, 3), gregorian),
}


def in_season(tags: Set[str], day: date) -> bool:
    """True unless a season's or an occasion's tag says that the question belongs to another time of the year."""
    return all(tag in SPANS and SPANS[tag].holds(day) for tag in times(tags))
