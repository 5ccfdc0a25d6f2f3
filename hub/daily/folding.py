"""When two people wrote the same word. Pure; knows the letters of Persian, Arabic and Latin script, not their words.

Folded alike are the Arabic and the Persian ی and ک, letters with and without hamza, vowel signs, the stretched ـ,
capitals, accents, every script's digits, and words with a half-space, a space or nothing between their parts. What
only a reader can tell (a plural, a slip of the pen) is left to a moderator.
"""

import re
import unicodedata

from hub.wording import one_line, required

LIMIT = 40
"""The most characters a word may have: enough for a dish's full name, too few for a speech."""

_OF_OTHER_KEYBOARDS = str.maketrans({"ي": "ی", "ى": "ی", "ے": "ی", "ك": "ک", "ڪ": "ک"})
_HEH = str.maketrans({"ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه"})
# Signs above and below Arabic letters, but not the madda: آ is a letter of its own.
_VOWELS = re.compile("[\u0610-\u061a\u0640\u064b-\u0652\u0654-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_ACCENTS = re.compile("(?<=[A-Za-z])[\u0300-\u036f]+")  # in other scripts such a sign can make another letter
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f]")
_STRETCHED = re.compile(r"([اوی])\1{2,}")  # سلاااام; no word has one of these three times
_THOUSANDS = re.compile(r"(?<=\d)٬(?=\d)")


def check(text: str) -> str:
    """A word as its member wrote it, on one line; TextEmpty or TextTooLong."""
    return required(text, LIMIT)


def label(text: str) -> str:
    """A word as it is shown to others: without the signs around it, in the letters of the Persian keyboard."""
    kept = one_line(text.translate(_OF_OTHER_KEYBOARDS).replace("\u0640", ""))
    bare = kept.strip(" .,;:!?…،؛؟«»\"'“”‘’()[]{}*_~`")
    return bare if folded(bare) == folded(kept) else kept or text


def folded(text: str) -> str:
    """What all spellings of a word share; empty only where nothing is to be seen. Folding twice changes nothing."""
    before, now = "", text
    while now != before:  # a sign that goes may bring letters together
        before, now = now, _fold(now)
    return now


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_OF_OTHER_KEYBOARDS | _HEH)
    plain = _UNSEEN.sub("", _ACCENTS.sub("", _VOWELS.sub("", plain)))
    plain = unicodedata.normalize("NFC", plain)
    plain = _THOUSANDS.sub("", "".join(_digit(letter) for letter in plain))
    spaced = re.sub(r"\s+", " ", plain).strip()
    kept = "".join(
        sign for at, sign in enumerate(spaced) if _matters(spaced[at - 1 : at], sign, spaced[at + 1 : at + 2])
    )
    return _STRETCHED.sub(r"\1", kept) or spaced.replace(" ", "")


def _matters(before: str, sign: str, after: str) -> bool:
    """Whether a sign makes another word of it: between digits another number (1.5, 1/2, 10-15), before one a minus,
    behind a letter another name (C++, C#)."""
    if unicodedata.category(sign)[0] in "LNM":
        return True
    if before.isdecimal() and after.isdecimal():
        return True
    if sign == "-":
        return after.isdecimal() and not before.isalnum()
    return sign in "+#" and (before.isalnum() or before == sign)


def _digit(letter: str) -> str:
    """A digit of any script as 0-9; the Persian decimal sign as a point."""
    if letter == "٫":
        return "."
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
