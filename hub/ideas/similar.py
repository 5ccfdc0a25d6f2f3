"""How alike two ideas are: from 0 to 1. Pure.

What is compared is what they are about: the words that only ask are passed over, endings and slips of the pen are
forgiven, words of the same meaning (a short list) are one. The order of words says nothing.
"""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from hub.ideas.folding import folded, needles

THRESHOLD = 0.7
"""So alike and more are two ideas taken for the same; tests/hub/test_similar.py shows what that finds and misses."""
FORGIVING = 78.0
"""Two words are one from this likeness on (of 100): a slip of the pen in a word of six letters."""
SPEECH = Path(__file__).with_name("speech.toml")
ENDINGS = (
    "هایشان", "هایتان", "هایمان", "هایی", "های", "هام", "ها", "تران", "ترین", "تر", "یشان", "تان", "مان", "شان",
    "ings", "ing", "ies", "es", "ed", "er", "s", "y", "ی",
)  # fmt: skip
LEAST_STEM = 3


class Speech(NamedTuple):
    """What the languages spoken here add to letters: words that only ask, one word for all of a meaning, and all words
    of the meaning of one."""

    asking: frozenset[str]
    meaning: dict[str, str]
    ways: dict[str, frozenset[str]]


@cache
def speech() -> Speech:
    """The shipped lists, folded."""
    read = tomllib.loads(SPEECH.read_text(encoding="utf-8"))
    lines = [folded(line).split() for line in read["alike"].strip().splitlines()]
    meaning = {stem(word): stem(line[0]) for line in lines for word in line}
    ways = {stem(line[0]): frozenset(map(stem, line)) for line in lines}
    return Speech(frozenset(folded(read["asking"]).split()), meaning, ways)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A folded word without its ending; a short one stays whole."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word.removesuffix(ending)
    return word


def gist(text: str) -> tuple[str, ...]:
    """What a folded text is about: its words that do not only ask, without their endings, each once. A text of nothing
    else is about all its words."""
    asking, meaning, _ = speech()
    words = text.split()
    kept = [word for word in words if word not in asking and not (len(word) == 1 and word.isalpha())] or words
    return tuple(dict.fromkeys(meaning.get(stem(word), stem(word)) for word in kept))


def speaks_of(text: str, name: str) -> bool:
    """Whether a folded text speaks of something that a folded name names: one of the name's words is enough."""
    said = gist(text)
    return any(
        word in said or (len(word) >= LEAST_STEM and any(one.startswith(word) for one in said)) for word in gist(name)
    )


def traces(one: Sequence[str]) -> frozenset[str]:
    """The pieces (see hub.ideas.folding) of which an idea like the one with this gist has some."""
    ways = speech().ways
    return needles(" ".join(way for word in one for way in ways.get(word, (word,))))


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How alike the gists of two ideas are, 0 to 1."""
    if not one or not other:
        return 0.0
    one, other = _joined(one, other), _joined(other, one)
    mine, theirs = _said(one, other), _said(other, one)
    shared, both = (mine + theirs) / 2, (_weight(one) + _weight(other)) / 2
    least = min(_weight(one), _weight(other))
    return 0.5 * shared / both + 0.5 * min(shared / least, 1.0)


def _joined(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Two words in a row are one where the other idea writes them so: wi fi, wifi."""
    kept: list[str] = []
    for word in one:
        if kept and kept[-1] not in other and stem(kept[-1] + word) in other:
            kept[-1] = stem(kept[-1] + word)
        else:
            kept.append(word)
    return kept


def _said(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the one the other says too."""
    return sum(_worth(word) * _found(word, other) for word in one)


def _found(word: str, among: Sequence[str]) -> float:
    if word in among:
        return 1.0
    if len(word) < 3 or word.isdecimal():
        return 0.0
    from rapidfuzz import fuzz, process  # four megabytes that a process without ideas can do without

    best = process.extractOne(word, among, scorer=fuzz.ratio, score_cutoff=FORGIVING)
    return best[1] / 100 if best else 0.0


def _weight(words: Iterable[str]) -> float:
    return sum(_worth(word) for word in words)


def _worth(word: str) -> float:
    """Longer words say more."""
    return min(max(len(word), 2), 6) + 2.0
