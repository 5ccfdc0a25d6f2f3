"""Which closed questions tell what people like, and which of them are about one thing. Pure.

A question of the bank says it of itself by a tag; of any question its owner can say so, and what it is about: that is
how several add up.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from hub.daily.facts import Facts
from hub.guide.advice import SCALE, key_of

TASTE = "taste"
KINDS = ("choice", "versus", "scale")
"""Kinds of questions that can be advice."""
OUT = ""
"""The subject of a question that its owner keeps out of the guide."""
TOGETHER = 12
"""So many questions of one subject are added up, the newest; older taste has changed."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed question as the guide sees it. `subject` is the owner's word: None where nothing was said, OUT for
    none; `votes` are those of all its options; `tags` are keys of interests."""

    round: int
    kind: str
    text: str
    options: tuple[str, ...]
    facts: Facts
    day: date
    tags: tuple[str, ...]
    bank_key: str | None
    subject: str | None
    votes: int


@dataclass(slots=True)
class Group:
    """Questions about one thing, the newest first."""

    subject: str
    rounds: list[Closed] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The newest round, by which it is named."""
        return self.rounds[0].round

    @property
    def votes(self) -> int:
        """All of them."""
        return sum(one.votes for one in self.rounds)

    @property
    def tags(self) -> frozenset[str]:
        """What it is about, as keys of interests."""
        return frozenset(tag for one in self.rounds for tag in one.tags)


def told(one: Closed, taste: Collection[str]) -> bool:
    """Whether a question is in the guide: its owner says so, or it says so itself; `taste` are keys of the bank's
    questions that do."""
    return one.bank_key in taste if one.subject is None else one.subject != OUT


def grouped(closed: Iterable[Closed], taste: Collection[str]) -> list[Group]:
    """The guide's questions by what they are about, those with most answers first. `closed` has the newest first."""
    found: dict[tuple[str, bool], Group] = {}
    for one in closed:
        if not told(one, taste) or not one.votes:
            continue
        place = (_place(one), one.kind == SCALE)
        group = found.setdefault(place, Group(one.subject or one.text))
        if len(group.rounds) < TOGETHER:
            group.rounds.append(one)
    return sorted(found.values(), key=lambda group: (-group.votes, -group.id))


def _place(one: Closed) -> str:
    """What questions about one thing share: the owner's word for it, else the bank's question, else the very words."""
    if one.subject:
        return f"subject:{key_of(one.subject)}"
    return f"bank:{one.bank_key}" if one.bank_key else f"words:{key_of(one.text)}"


def matches(group: Group, words: str) -> bool:
    """Whether a group speaks of all the (folded) words, in a question, an option or the owner's word for it."""
    said = " ".join(
        key_of(text) for one in group.rounds for text in (one.subject or "", one.text, *one.options) if text
    )
    return all(any(heard.startswith(word) for heard in said.split()) for word in words.split())
