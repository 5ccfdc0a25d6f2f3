"""Money as whole numbers of a currency's smallest unit, and how people type it. Pure; no floats anywhere.

Toman and rial are one money with two names: both are stored in rials.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from hub.errors import BadAmount
from hub.wording import clean

MOST = 10**15
"""More than that, in the smallest unit, is a slip of the finger."""
LONGEST = 80  # letters of a typed amount


@dataclass(frozen=True, slots=True)
class Currency:
    """`places` are the decimal places of the smallest unit: a rial is a tenth of a toman. Currencies of one `family`
    are stored alike, so that one may take the other's place. `names` are what people type after a number."""

    code: str
    places: int
    family: str
    names: tuple[str, ...]


CURRENCIES: dict[str, Currency] = {
    found.code: found
    for found in (
        Currency("toman", 1, "iran", ("تومان", "تومن", "toman", "tomans", "irt")),
        Currency("rial", 0, "iran", ("ریال", "rial", "rials", "irr")),
        Currency("EUR", 2, "EUR", ("یورو", "euro", "euros", "eur", "€")),
        Currency("USD", 2, "USD", ("دلار", "dollar", "dollars", "usd", "$")),
        Currency("GBP", 2, "GBP", ("پوند", "pound", "pounds", "gbp", "£")),
        Currency("AED", 2, "AED", ("درهم", "dirham", "dirhams", "aed", "dh", "dhs")),
        Currency("TRY", 2, "TRY", ("لیر", "لیره", "lira", "liras", "try", "tl", "₺")),
        Currency("KWD", 3, "KWD", ("دینار", "dinar", "dinars", "kwd", "kd")),
    )
}

_TIMES = {"هزار": 10**3, "thousand": 10**3, "k": 10**3}
_TIMES |= {"میلیون": 10**6, "ملیون": 10**6, "million": 10**6, "m": 10**6}
_TIMES |= {"میلیارد": 10**9, "billion": 10**9, "b": 10**9}
_NAMED = {name: found for found in CURRENCIES.values() for name in found.names}
_AND = ("و", "and")
_LETTERS = str.maketrans({"ي": "ی", "ك": "ک", "٬": ",", "،": ",", "’": ",", "'": ",", "٫": "/", "\u200c": " "})
_PART = re.compile(r"\s*(?:(?P<number>\d[\d.,/ ]*)|(?P<word>[^\W\d_]+|[€$£₺]))")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*")


def parse(text: str, currency: str, *, least: int = 1) -> int:
    """The amount that a person typed, in the currency's smallest unit: `120,000`, `۱۲۰٬۰۰۰ تومان`, `۱۲۰ هزار`, `1.5m`,
    `۱ میلیون و ۲۰۰ هزار`. BadAmount for anything that is no single amount, is finer than the smallest unit, can be
    read in two ways, or is not between `least` and `MOST`."""
    money = CURRENCIES[currency]
    try:
        terms, unit = _terms(_parts(text), money)
        worth = sum(terms, Fraction(0)) * 10**unit.places
    except ValueError as error:
        raise BadAmount(currency=currency) from error
    if worth.denominator != 1 or not least <= worth <= MOST:
        raise BadAmount(currency=currency)
    return int(worth)


def _parts(text: str) -> list[tuple[str, str]]:
    """(number, "") and ("", word) in their order; ValueError where something else stands between."""
    plain = re.sub(r"\s+", " ", clean(text)).casefold().translate(_LETTERS)
    if len(plain) > LONGEST:
        raise ValueError(plain)
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain).strip(" .,!")
    found, place = [], 0
    while place < len(plain):
        part = _PART.match(plain, place)
        if part is None:
            raise ValueError(plain)
        found.append(((part["number"] or "").strip(), part["word"] or ""))
        place = part.end()
    return found


def _terms(parts: list[tuple[str, str]], money: Currency) -> tuple[list[Fraction], Currency]:
    """The numbers with their thousands and millions, the greatest first, and the currency that was meant."""
    terms: list[Fraction] = []
    left, unit, below = list(parts), None, 10**18
    unit = _taken_name(left)
    while left:
        number, _ = left.pop(0)
        times = _TIMES.get(left[0][1], 1) if left else 1
        if times > 1:
            left.pop(0)
        value = _number(number, money, times > 1) * times
        if value >= below or times >= below or times * 10**3 < below < 10**18:
            raise ValueError(number)  # `1 million and 200` may mean 200 thousand
        terms, below = [*terms, value], times
        if left and left[0][1] in _AND and len(left) > 1:
            left.pop(0)
    if not terms or (unit is not None and unit.family != money.family):
        raise ValueError(parts)
    return terms, unit or money


def _taken_name(left: list[tuple[str, str]]) -> Currency | None:
    """The currency named at the end or at the beginning, which is taken off."""
    for end in (-1, 0):
        if left and left[end][1] in _NAMED:
            return _NAMED[left.pop(end)[1]]
    return None


def _number(digits: str, money: Currency, scaled: bool) -> Fraction:
    """A number with its separators; ValueError for one that could be read in two ways."""
    for point in _points(digits, money, scaled):
        whole, _, rest = digits.partition(point) if point else (digits, "", "")
        plain = re.sub(r"[., ]", "", whole)
        if (whole.isdecimal() or _GROUPED.fullmatch(whole)) and (rest.isdecimal() or not point):
            if len(rest) == 3 and not (scaled or money.places == 3):
                break  # 1 200,500: a third group, or a half?
            return Fraction(f"{plain}.{rest or 0}")
    raise ValueError(digits)


def _points(digits: str, money: Currency, scaled: bool) -> tuple[str, ...]:
    """What may be the decimal point here. A lone `1.500` groups thousands, unless the currency has three places."""
    if "/" in digits:
        return ("/",)
    last = next((c for c in reversed(digits) if c in ".,"), "")
    grouped = _GROUPED.fullmatch(digits)
    if not last or (grouped and not (last == "." and money.places == 3)):
        if scaled and last == "." and digits.count(last) == 1:
            raise ValueError(digits)  # 1.500 million: one and a half, or fifteen hundred?
        return ("",)
    return (last,) if digits.count(last) == 1 else ("",)
