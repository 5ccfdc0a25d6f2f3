"""Money in words, as people write it: the number in the language's digits, then the currency's plain name."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.numbers import format_decimal, get_currency_precision
from persiantools import digits

if TYPE_CHECKING:
    from locales.voice import Spoken, Voice

PLACES = {"toman": 1, "rial": 0}  # of the smallest unit, a rial; the other currencies' are Babel's business
THOUSAND, MILLION = 10**3, 10**6

AMOUNTS: dict[str, Callable[["Voice", "Spoken"], "Spoken"]] = {
    "toman": lambda v, amount: v.tell("{amount} toman", amount=amount),
    "rial": lambda v, amount: v.tell("{amount} rials", amount=amount),
    "EUR": lambda v, amount: v.tell("{amount} euros", amount=amount),
    "USD": lambda v, amount: v.tell("{amount} dollars", amount=amount),
    "GBP": lambda v, amount: v.tell("{amount} pounds", amount=amount),
    "AED": lambda v, amount: v.tell("{amount} dirhams", amount=amount),
    "TRY": lambda v, amount: v.tell("{amount} lira", amount=amount),
    "KWD": lambda v, amount: v.tell("{amount} dinars", amount=amount),
}
NAMES: dict[str, Callable[["Voice"], "Spoken"]] = {
    "toman": lambda v: v.tell("Toman"),
    "rial": lambda v: v.tell("Rial"),
    "EUR": lambda v: v.tell("Euro"),
    "USD": lambda v: v.tell("US dollar"),
    "GBP": lambda v: v.tell("British pound"),
    "AED": lambda v: v.tell("UAE dirham"),
    "TRY": lambda v: v.tell("Turkish lira"),
    "KWD": lambda v: v.tell("Kuwaiti dinar"),
}


def money(voice: "Voice", amount: int, currency: str, *, short: bool = False) -> "Spoken":
    """An amount given in the smallest unit (rials for toman too). `short`, for buttons, says whole thousands and
    millions of toman and rials in words, where nothing is lost by it."""
    places = PLACES[currency] if currency in PLACES else get_currency_precision(currency)
    value = Decimal(amount).scaleb(-places)
    shown = _short(voice, int(value)) if short and currency in PLACES and value == int(value) else None
    return AMOUNTS[currency](voice, shown or _plain(voice, value, places if places > 1 else 1))


def _short(voice: "Voice", value: int) -> "Spoken | None":
    """Up to two decimals of a million: a third would look like thousands."""
    if abs(value) >= MILLION and value % (MILLION // 100) == 0:
        return voice.tell("{n} million", n=_plain(voice, Decimal(value) / MILLION, 0))
    if THOUSAND <= abs(value) < MILLION and value % THOUSAND == 0:
        return voice.tell("{n}k", n=_plain(voice, Decimal(value // THOUSAND), 0))
    return None


def _plain(voice: "Voice", value: Decimal, places: int) -> "Spoken":
    """The number in the language's digits: whole ones without decimals, others with `places`, or (0) as many as they
    have."""
    from locales.voice import Spoken

    pattern = "#,##0" if value == int(value) else "#,##0." + ("0" * places if places else "##")
    if voice.locale.language != "fa":
        return Spoken(format_decimal(value, pattern, voice.locale))
    return Spoken(digits.en_to_fa(format_decimal(value, pattern, voice.locale, numbering_system="arabext")))
