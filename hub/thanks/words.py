"""What counts as a word of thanks. Pure; knows the two scripts' spellings, while the words themselves are data."""

from collections.abc import Collection
from dataclasses import dataclass

from hub.ideas.folding import folded

LONGEST = 600
"""Characters; a longer message tells a story, and is read as one."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases of thanks; `without` are those that only look like it: "no thanks", "I would be grateful if".
    `signs` need no word beside them, as 🙏. All folded (see `lexicon`) but the signs."""

    words: frozenset[str]
    without: frozenset[str]
    signs: frozenset[str]


def lexicon(words: Collection[str], without: Collection[str], signs: Collection[str]) -> Lexicon:
    """A lexicon of words as people write them."""
    return Lexicon(frozenset(map(folded, words)), frozenset(map(folded, without)), frozenset(signs))


def thanks(text: str, known: Lexicon) -> bool:
    """Whether a message thanks somebody."""
    if len(text) > LONGEST:
        return False
    said = f" {folded(text)} "
    for phrase in sorted(known.without, key=len, reverse=True):
        while f" {phrase} " in said:
            said = said.replace(f" {phrase} ", " \0 ")  # what stands around it does not become a phrase
    return any(sign in text for sign in known.signs) or any(f" {word} " in said for word in known.words)
