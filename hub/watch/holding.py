"""What strangers should not find in a text before somebody of the hangout has read it: links and ways to reach people.

Pure. Errs towards holding: what is held waits for a tap of a moderator and is not lost.
"""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkify_it import LinkifyIt

_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20e3\ufe00-\ufe0f\ufeff]")
_AT = re.compile(r"(?<![\w.])@ ?[a-z]\w{2,}", re.ASCII | re.IGNORECASE)
_DOTTED = re.compile(r"(?<=\w)\s*(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\s\.\s)\s*(?=[a-z])", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:آی ?دی|ایدی|اینستا(?:گرام)?|تلگرام|واتس ?[آا]پ|روبیکا|ایتا"
    r"|\b(?:id|insta(?:gram)?|telegram|whatsapp|ig|tg))"
    r"(?:\s*(?:[:：=]|من|ما))+\s*(?P<name>[a-z][a-z0-9_.]{3,})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\d.,/:])(?:\+\s?)?\(?\d(?:[ \-.()_/*]{0,3}\d){6,18}(?!\d)")
_DATE = re.compile(r"(?:1[34]|19|20)\d\d[-/. ][01]?\d[-/. ][0-3]?\d|[0-3]?\d[-/.][01]?\d[-/.](?:1[34]|19|20)\d\d")
_MONEY = re.compile(r"^\s*(?:هزار|میلیون|تومان|تومن|ریال|toman|rial|irr|usd|eur|dollar|euro|[$€£])", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
SHORTEST = 8
"""So many digits in a row, at least, reach somebody; a number without its area may be seven, but so may a price."""


def holds(text: str) -> bool:
    """Whether a text has a link, an address, a @name or a telephone number in it, in any script's digits."""
    plain = _plain(text)
    return bool(_AT.search(plain) or _NAMED.search(plain) or _calls(plain)) or _links(plain)


def _plain(text: str) -> str:
    """Without the signs and the shapes of letters behind which an address can hide."""
    shown = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in shown)
    return _DOTTED.sub(".", digits.replace("٬", ",").replace("۔", "."))


def _links(plain: str) -> bool:
    return bool(_linker().test(plain))


@cache
def _linker() -> "LinkifyIt":
    """Knows links without http:// and mail addresses too. Loaded with the first text that is written for others."""
    from linkify_it import LinkifyIt

    return LinkifyIt().add("tg:", {"validate": re.compile(r"^//\w+", re.IGNORECASE)})


def _calls(plain: str) -> bool:
    return any(_reaches(found.group(), plain[found.end() :]) for found in _DIGITS.finditer(plain))


def _reaches(written: str, after: str) -> bool:
    """Whether digits are somebody's number rather than a price, a date or a count."""
    bare = re.sub(r"\D", "", written)
    if _DATE.fullmatch(written.strip()):
        return False
    if written.startswith("+") or bare.startswith("0"):
        return len(bare) >= SHORTEST
    if len(bare) < SHORTEST or _MONEY.match(after):
        return False
    return not (_THOUSANDS.fullmatch(written) or bare.endswith("000"))
