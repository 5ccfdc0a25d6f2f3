"""Which question of the bank suits a hangout's day best. Pure."""

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from hub.daily.seasons import in_season
from hub.daily.tags import TRADES, flavours, sold, times, topics

YEAR = timedelta(days=365)
ENDS = {"together": ("together", 1), "alone": ("together", -1), "lucky": ("lucky", 1), "sure": ("lucky", -1)}
ENDS |= {"far": ("far", 1), "soon": ("far", -1)}
"""The end of a dial that a flavour stands for: the dial, and which way."""
OCCASION, SEASON, TRADE, FLAVOUR = 4.0, 1.0, 1.0, 0.5
AGAIN = (1.5, 0.75, 0.5)  # what sharing a tag with the question of one, two, three days before takes away
SAME_KIND = 1.0  # what a kind other than *choice* loses for having come in the last days


@dataclass(frozen=True, slots=True)
class Taste:
    """What a hangout is like: what it sells (None: anything), its dials (-2 to 2), and what topics weigh among its
    members (1 is a usual one, and any that is not there)."""

    hangout_id: int
    trade: str | None = None
    dials: Mapping[str, int] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """A question of the bank as far as choosing goes."""

    key: str
    kind: str
    tags: Set[str]


def free(key: str, day: date, asked: Mapping[str, date]) -> bool:
    """Whether a year has passed since it was asked; `asked` is the last day of each."""
    return key not in asked or day - asked[key] >= YEAR


def fits(tags: Set[str], trade: str | None, day: date) -> bool:
    """A question for a kind of shop only suits that kind; a season's or an occasion's only its own days."""
    return sold(tags, trade) and in_season(tags, day)


def worth(question: Ready, taste: Taste) -> float:
    """How well it suits the hangout on any day. Between equals a draw decides that falls the same each time and
    differently in each hangout."""
    liked = [taste.weights.get(topic, 1.0) for topic in topics(question.tags)]
    dials = [ENDS[end] for end in flavours(question.tags) if end in ENDS]
    return (
        _draw(taste.hangout_id, question.key)
        + TRADE * bool(question.tags & set(TRADES))
        + FLAVOUR * sum(way * taste.dials.get(dial, 0) for dial, way in dials)
        + max(liked, default=1.0)
        + sum(OCCASION if tag.startswith("occasion-") else SEASON for tag in times(question.tags))
    )


def _draw(hangout_id: int, key: str) -> float:
    return hashlib.blake2b(f"{hangout_id}:{key}".encode(), digest_size=1).digest()[0] / 256


def stale(question: Ready, recent: Sequence[Ready]) -> float:
    """What it loses for being like the questions of the last days, the newest of which is first."""
    tags = _told(frozenset(question.tags))
    alike = sum(loss for loss, before in zip(AGAIN, recent, strict=False) if tags & _told(frozenset(before.tags)))
    kinds = [before.kind for before in recent[: len(AGAIN)]]
    return alike + (SAME_KIND if question.kind != "choice" and question.kind in kinds else 0)


@cache
def _told(tags: frozenset[str]) -> set[str]:
    """The tags by which members would find two questions alike."""
    return {tag for tag in tags if tag in TRADES or tag.startswith(("topic-", "season-", "occasion-"))}
