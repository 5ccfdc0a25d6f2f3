"""What a shared stick may be: how many notches, until which day. Pure; reads numbers and days as people write them.

Days are local dates, the last one on which deeds count; moments are aware UTC.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from persiantools.jdatetime import MONTH_NAMES_EN, MONTH_NAMES_FA, JalaliDate

from hub.together.errors import BadEndDay, BadTarget, EndDayOut
from hub.wording import one_line

LEAST, MOST = 10, 1_000_000
TITLE_LIMIT = 60
FARTHEST = timedelta(days=400)  # room for any day of the coming year
SLACK = timedelta(seconds=15)  # a start or an end is settled in the store long before its minute comes
_TIMES = {"": 1, "k": 1000, "thousand": 1000, "هزار": 1000, "m": 10**6, "million": 10**6, "میلیون": 10**6}
_SPANS = {"day": 1, "days": 1, "روز": 1, "week": 7, "weeks": 7, "هفته": 7, "month": 30, "months": 30, "ماه": 30}
_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_FOLD = str.maketrans("يكأئ", "یکای", "\u200c\u200e\u200f\u0640")
_NOISE = re.compile(
    r"^(?:in|until|by|تا|روز|\w+day,?|جمعه|(?:یک|دو|سه|چهار|پنج)? ?شنبه)\s+|\s+(?:from now|later|دیگر|دیگه|بعد)$"
)


def _plain(text: str) -> str:
    """Small letters, western digits, one way to write ی and ک, single spaces."""
    spaced = one_line(text).replace("\u200c", " ").translate(_FOLD).casefold()
    return " ".join("".join(str(int(c)) if c.isdecimal() else c for c in spaced).split())


def target(text: str) -> int:
    """`1000`, `1,000`, `۱٬۰۰۰`, `2k`, `هزار`, `۲ هزار`: notches; BadTarget if it is no number or out of bounds."""
    plain = re.sub(r"(?<=\d)[,٬،.' _](?=\d{3}(?!\d))", "", _plain(text))
    found = re.fullmatch(r"(\d{1,9})? ?([^\W\d]*)", re.sub(r" (?:notches|خط)$", "", plain))
    if not found or found[2] not in _TIMES or not (found[1] or found[2]):
        raise BadTarget(least=LEAST, most=MOST)
    notches = int(found[1] or 1) * _TIMES[found[2]]
    if not LEAST <= notches <= MOST:
        raise BadTarget(least=LEAST, most=MOST)
    return notches


def within(day: date, today: date) -> date:
    """The day, if a shared stick may end on it: from tomorrow on; EndDayOut otherwise."""
    if not today < day <= today + FARTHEST:
        raise EndDayOut(days=FARTHEST.days)
    return day


def end_day(text: str, language: str, today: date) -> date:
    """A day as it is written: `30 Azar`, `۱۴۰۵/۹/۳۰`, `21 December`, `2026-12-21`, `3 weeks`. Of a day without a year
    the next one is meant; a month that is only a number is of the language's calendar (Jalali for Persian).
    BadEndDay if it can not be read, EndDayOut if no shared stick may end then."""
    plain = _plain(text)
    while (bare := _NOISE.sub("", plain)) != plain:
        plain = bare
    for read in (_occasion, _span, _named, _numbered):
        found = read(plain, language, today)
        if found is not None:
            return within(found, today)
    raise BadEndDay


def _occasion(plain: str, _: str, today: date) -> date | None:
    return OCCASIONS[_OCCASIONS[plain]](today) if plain in _OCCASIONS else None


def _span(plain: str, _: str, today: date) -> date | None:
    found = re.fullmatch(r"(\d{1,3}) ?(\w+)", plain)
    return today + timedelta(days=int(found[1]) * _SPANS[found[2]]) if found and found[2] in _SPANS else None


def _named(plain: str, _: str, today: date) -> date | None:
    """A day with the name of its month, which tells the calendar."""
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?(\D+?),?(?: ?(\d{4}))?", plain)
    turned = re.fullmatch(r"(\D+?) (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?", plain)
    day, name, year = found.groups() if found else (turned[2], turned[1], turned[3]) if turned else (None, "", None)
    if day is None:
        return None
    name = name.removesuffix("ماه").strip()
    for names, calendar in ((_JALALI, _jalali), (_GREGORIAN, _gregorian)):
        if name in names:
            return _in_year(calendar, int(year) if year else None, names[name], int(day), today)
    return None


def _numbered(plain: str, language: str, today: date) -> date | None:
    """Year, month and day, or without the year; the year tells the calendar, else the language does."""
    parts = [int(part) for part in re.split(r"[/\-.]", plain) if part.isdecimal()]
    if not re.fullmatch(r"\d{1,4}(?:[/\-.]\d{1,4}){1,2}", plain):
        return None
    if len(parts) == 2:
        month, day = parts if parts[1] > 12 else parts[::-1]
        if month > 12 or (parts[0] <= 12 and parts[1] <= 12 and parts[0] != parts[1]):
            return None  # 9/10 may be either
        return _in_year(_jalali if language == "fa" else _gregorian, None, month, day, today)
    year, month, day = parts if parts[0] > 31 else parts[::-1]
    return _in_year(_jalali if year < 1700 else _gregorian, year, month, day, today)


Calendar = Callable[[int, int, int], date]


def _jalali(year: int, month: int, day: int) -> date:
    found: date = JalaliDate(year, month, day).to_gregorian()
    return found


def _gregorian(year: int, month: int, day: int) -> date:
    return date(year, month, day)


def _in_year(calendar: Calendar, year: int | None, month: int, day: int, today: date) -> date | None:
    """None where the calendar has no such day. The 30th of Esfand or 29th of February may be years away."""
    this = JalaliDate.to_jalali(today).year if calendar is _jalali else today.year
    for candidate in (year,) if year is not None else range(this, this + 3):
        try:
            found = calendar(candidate, month, day)
        except ValueError:
            continue
        if year is not None or found > today:
            return found
    return None


_JALALI = {name.translate(_FOLD): month for month, name in enumerate(MONTH_NAMES_FA) if name}
_JALALI |= {"امرداد": 5} | {name.casefold(): month for month, name in enumerate(MONTH_NAMES_EN) if name}
_GREGORIAN = {name: month for month, name in enumerate(_ENGLISH, 1)}
_GREGORIAN |= {name[:3]: month for name, month in list(_GREGORIAN.items())} | {"sept": 9}


def yalda(today: date) -> date:
    """The next Yalda night after today: the last evening of Azar."""
    year = JalaliDate.to_jalali(today).year
    return next(day for y in (year, year + 1) if (day := _jalali(y, 9, 30)) > today)


def nowruz_eve(today: date) -> date:
    """The next last day of a Jalali year after today."""
    year = JalaliDate.to_jalali(today).year
    return next(day for y in (year + 1, year + 2) if (day := _jalali(y, 1, 1) - timedelta(days=1)) > today)


OCCASIONS: dict[str, Callable[[date], date]] = {"yalda": yalda, "nowruz": nowruz_eve}
_OCCASIONS = {"yalda": "yalda", "yalda night": "yalda", "یلدا": "yalda", "شب یلدا": "yalda", "شب چله": "yalda"}
_OCCASIONS |= {"nowruz": "nowruz", "nowruz eve": "nowruz", "نوروز": "nowruz", "شب عید": "nowruz", "عید": "nowruz"}


def occasion(day: date) -> str | None:
    """The name in OCCASIONS of what is celebrated on that evening."""
    return next((name for name, of in OCCASIONS.items() if of(day - timedelta(days=1)) == day), None)


def minute_to_come(now: datetime) -> datetime:
    """The next full minute that is not just about to begin."""
    later = now + SLACK + timedelta(minutes=1)
    return later.replace(second=0, microsecond=0)
