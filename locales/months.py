"""A calendar's words: names of weekdays and months, and a day's number, in the language's own calendar."""

from datetime import date, timedelta

from babel.dates import format_date, get_day_names
from persiantools import digits
from persiantools.jdatetime import JalaliDate

from locales.voice import Spoken, Voice


def _jalali(voice: Voice) -> bool:
    return voice.locale.language == "fa"


def weekdays(voice: Voice, first: date) -> tuple[str, ...]:
    """Short names of the seven days from one on."""
    names = get_day_names("narrow" if _jalali(voice) else "abbreviated", locale=voice.locale)
    return tuple(str(names[(first + timedelta(days=n)).weekday()]) for n in range(7))


def number(voice: Voice, day: date) -> Spoken:
    """The day's number in its month."""
    return voice.number(JalaliDate.to_jalali(day).day if _jalali(voice) else day.day)


def begins(voice: Voice, day: date) -> bool:
    """Whether a month begins with the day."""
    return (JalaliDate.to_jalali(day).day if _jalali(voice) else day.day) == 1


def month(voice: Voice, day: date, *, short: bool = False) -> str:
    """The name of the day's month; `short` where the language shortens it."""
    if _jalali(voice):
        return str(JalaliDate.to_jalali(day).strftime("%B", locale="fa"))
    return str(format_date(day, "LLL" if short else "LLLL", locale=voice.locale))


def months(voice: Voice, first: date, last: date) -> Spoken:
    """The months from a day to another one, no more than two, with their years."""
    begun, ended = f"{month(voice, first)} {_year(voice, first)}", f"{month(voice, last)} {_year(voice, last)}"
    if begun == ended:
        return Spoken(ended)
    if _year(voice, first) == _year(voice, last):
        begun = month(voice, first)
    return voice.tell("{first} and {last}", first=Spoken(begun), last=Spoken(ended))


def _year(voice: Voice, day: date) -> str:
    if _jalali(voice):
        return str(digits.en_to_fa(str(JalaliDate.to_jalali(day).year)))
    return str(day.year)
