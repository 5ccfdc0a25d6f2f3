"""What all spellings of an idea share, and the pieces by which it is found again. Pure; knows the letters of Persian,
Arabic and Latin script, and the few Persian endings that are written apart, joined, or with a half-space."""

import re

from hub.daily.folding import folded as folded_word
from hub.wording import clean

JOINED_TO_NEXT = frozenset({"می", "نمی"})
JOINED_TO_LAST = frozenset({"ها", "های", "هایی", "هایم", "هایتان", "هایشان", "ای", "ام", "اش", "تر", "ترین"})
EDGE = "_"
"""Marks where a word begins and ends, among its pieces."""
PIECE = 3

_WORDS = re.compile(r"[^\W_]+(?:[\u200c\u200d\u0640\u0300-\u036f\u064b-\u065f\u0670]+[^\W_]*)*")


def folded(text: str) -> str:
    """The words of a text in one spelling, a space between them; empty if it has none."""
    plain = (folded_word(found) for found in _WORDS.findall(clean(text)))
    kept: list[str] = []
    before = ""
    for word in filter(None, plain):
        if kept and (before in JOINED_TO_NEXT or word in JOINED_TO_LAST):
            kept[-1] += word
        else:
            kept.append(word)
        before = word
    return " ".join(kept)


def grams(text: str) -> frozenset[str]:
    """The pieces of a folded text: every three signs in a row of each word, its two ends counting as signs."""
    return frozenset(piece for word in text.split() for piece in _pieces(EDGE + word + EDGE))


def needles(text: str) -> frozenset[str]:
    """The pieces that a text must have to hold these words, or words that begin with them. None where a word is too
    short to say anything: a single letter."""
    return frozenset(piece for word in text.split() if len(word) > 1 for piece in _pieces(EDGE + word))


def _pieces(word: str) -> list[str]:
    return [word[at : at + PIECE] for at in range(len(word) - PIECE + 1)]


def mentions(text: str, name: str) -> bool:
    """Whether a folded text has all the words of another, or words that begin with them."""
    said = text.split()
    return bool(name) and all(any(one.startswith(word) for one in said) for word in name.split())
