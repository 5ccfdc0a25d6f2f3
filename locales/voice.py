"""Speaks a language: `say` for Telegram HTML, `tell` for plain text, `many` for counted things.

English sentences in the code are the keys; `locales/<code>/messages.po` holds the other languages. Values are made
safe by construction: texts are escaped (in `say`) and set apart from the direction around them, numbers get the
language's digits.
"""

import gettext
import io
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_location
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup
from persiantools import digits
from persiantools.jdatetime import JalaliDate

from locales.money import money

SOURCE = "en"  # the language of the sentences in the code
FIRST_STRONG, POP, RIGHT_TO_LEFT = "\u2068", "\u2069", "\u200f"
LEFT_TO_RIGHT = "\u2066"  # until POP


class Spoken(str):
    """Text that has been spoken already: put into another text, it is neither escaped twice nor set apart."""

    __slots__ = ()


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages we speak: every folder here with a question bank."""
    here = files("locales").iterdir()
    return tuple(sorted(folder.name for folder in here if folder.joinpath("bank.toml").is_file()))


@cache
def voice(language: str) -> "Voice":
    """The voice of a language, read once."""
    return Voice(language)


class Voice:
    """One language. Its methods are pure; a missing sentence is said in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(language)
        self._texts = _catalogue(language)

    @cached_property
    def rtl(self) -> bool:
        """Whether it is written from right to left. The first to ask waits until Babel has read all it knows."""
        return self.locale.text_direction == "rtl"

    def ready(self) -> None:
        """Reads at once what the first sentence would wait for."""
        _ = self.rtl

    @cached_property
    def name(self) -> str:
        """What the language calls itself."""
        return self.locale.get_display_name() or self.language

    def say(self, message: str, **values: Any) -> Markup:
        """HTML: the message is trusted, the values are not."""
        return Markup(self._texts.gettext(message)).format(**self._values(values))  # noqa: S704  # our own sentence

    def frame(self, layout: str, **values: Any) -> Markup:
        """HTML that has no words of its own, only places for values; each line runs in the language's direction."""
        mark = RIGHT_TO_LEFT if self.rtl else ""
        return Markup(mark + layout).format(**self._values(values))  # noqa: S704  # our own layout

    def tell(self, message: str, **values: Any) -> Spoken:
        """Plain text, for buttons, toasts and pictures."""
        return Spoken(self._texts.gettext(message).format(**self._values(values)))

    def many(self, one: str, more: str, n: int, **values: Any) -> Spoken:
        """Plain text about `n` things; `{n}` is the number."""
        return Spoken(self._texts.ngettext(one, more, n).format(**self._values({"n": n} | values)))

    def _values(self, values: dict[str, Any]) -> dict[str, Any]:
        return {key: self._value(value) for key, value in values.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, int):
            return self.number(value)
        if isinstance(value, str) and not isinstance(value, Spoken | Markup):
            return f"{FIRST_STRONG}{value}{POP}"
        return value

    def number(self, n: int) -> Spoken:
        """An integer with the language's digits and separators."""
        western = f"{n:,}"
        return Spoken(digits.en_to_fa(western).replace(",", "٬") if self._persian else western)

    def decimal(self, x: float) -> Spoken:
        """A number with one decimal place."""
        shown = f"{x:.1f}"
        return Spoken(digits.en_to_fa(shown).replace(".", "٫") if self._persian else shown)

    def signed(self, n: int) -> Spoken:
        """What was added (`+3`) or taken (`−3`), its sign to the left of the number in every script."""
        sign = "+" if n > 0 else "−" if n < 0 else ""
        return Spoken(f"{LEFT_TO_RIGHT}{sign}{self.number(abs(n))}{POP}")

    def money(self, amount: int, currency: str, *, short: bool = False) -> Spoken:
        """An amount in the currency's smallest unit; `short` for buttons. See locales.money."""
        return money(self, amount, currency, short=short)

    def percent(self, share: float) -> Spoken:
        """A share of 0..1 as a whole percentage."""
        shown = str(round(share * 100))
        return Spoken(f"{digits.en_to_fa(shown)}٪" if self._persian else f"{shown}%")

    def day_of_month(self, day: date) -> Spoken:
        """The number of a day in its month, in the language's calendar."""
        return self.number(JalaliDate.to_jalali(day).day if self._persian else day.day)

    def month(self, day: date, today: date) -> Spoken:
        """A past day's month, in the language's calendar; the year stands with it unless it is that of `today`."""
        if self._persian:
            there, now = JalaliDate.to_jalali(day), JalaliDate.to_jalali(today)
            name = there.strftime("%B", locale="fa")
            return Spoken(name if there.year == now.year else f"{name} {digits.en_to_fa(str(there.year))}")
        return Spoken(format_date(day, "MMMM" if day.year == today.year else "MMMM y", locale=self.locale))

    def dated(self, day: date, today: date | None = None) -> Spoken:
        """A day of the past with its name; the year stands with it unless it is that of `today`."""
        if self._persian:
            year = JalaliDate.to_jalali(day).year
            same = today is not None and year == JalaliDate.to_jalali(today).year
            return self.date(day) if same else Spoken(f"{self.date(day)} {digits.en_to_fa(str(year))}")
        if today is not None and day.year == today.year:
            return self.date(day)
        return Spoken(format_date(day, "EEEE d MMMM y", locale=self.locale))

    def figures(self, day: date) -> Spoken:
        """A day in few letters, year first where it is all figures, in the language's calendar."""
        if self._persian:
            return Spoken(JalaliDate.to_jalali(day).strftime("%Y/%m/%d", locale="fa"))
        return Spoken(format_date(day, "d MMM y", locale=self.locale))

    def date(self, day: date) -> Spoken:
        """A day with its name, in the language's calendar."""
        if self._persian:
            there = JalaliDate.to_jalali(day)
            name, month = there.strftime("%A", locale="fa"), there.strftime("%B", locale="fa")
            return Spoken(f"{name} {digits.en_to_fa(str(there.day))} {month}")
        return Spoken(format_date(day, "EEEE d MMMM", locale=self.locale))

    def clock(self, minute: int) -> Spoken:
        """A time of day given in minutes after midnight."""
        shown = f"{minute // 60}:{minute % 60:02}"
        return Spoken(digits.en_to_fa(shown) if self._persian else shown)

    def city(self, timezone: str) -> Spoken:
        """The place a time zone is called after."""
        return Spoken(get_timezone_location(timezone, locale=self.locale, return_city=True))

    def when(self, at: datetime, timezone: str, now: datetime) -> Spoken:
        """A near moment on the wall clock of a time zone: today, tomorrow or a date, with the hour."""
        there = at.astimezone(ZoneInfo(timezone))
        today = now.astimezone(ZoneInfo(timezone)).date()
        hour = self.clock(there.hour * 60 + there.minute)
        if there.date() == today:
            return self.tell("today at {hour}", hour=hour)
        if there.date() == today + timedelta(days=1):
            return self.tell("tomorrow at {hour}", hour=hour)
        return self.moment(at, timezone)

    def moment(self, at: datetime, timezone: str) -> Spoken:
        """The same for words that stay: the date with the hour, whatever the day on which they are read."""
        there = at.astimezone(ZoneInfo(timezone))
        hour = self.clock(there.hour * 60 + there.minute)
        return self.tell("{day} at {hour}", day=self.date(there.date()), hour=hour)

    @property
    def _persian(self) -> bool:
        return self.locale.language == "fa"


def _catalogue(language: str) -> gettext.NullTranslations:
    """Compiled in memory: a catalogue is one file that people edit."""
    if language == SOURCE:
        return gettext.NullTranslations()
    source = files("locales").joinpath(language, "messages.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
