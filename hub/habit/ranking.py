"""Who stands where, and under which names. Pure."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from hub.habit.errors import NameUnfit
from hub.wording import required

NAME_LIMIT = 24
_SIGNS = frozenset(" '’.-_·\u200c\u200d")
_ADDRESSES = ("www.", "t.me", "http")


class Place(NamedTuple):
    """A member in the ranking. Who has the same figures shares the `rank`, counted from 1."""

    member_id: int
    name: str
    days: int
    notches: int
    rank: int = 0
    mine: bool = False


ORDERS: dict[str, Callable[[Place], tuple[int, int]]] = {
    "days": lambda place: (place.days, place.notches),
    "notches": lambda place: (place.notches, place.days),
}
"""What the ranking goes by; the other figure parts those who are even."""


def ranked(places: Iterable[Place], by: str = "days") -> tuple[Place, ...]:
    """The places in their order, each with its rank."""
    figures = ORDERS.get(by, ORDERS["days"])
    order = sorted(places, key=lambda place: (*(-figure for figure in figures(place)), place.member_id))
    first: dict[tuple[int, int], int] = {}
    for number, place in enumerate(order, 1):
        first.setdefault(figures(place), number)
    return tuple(place._replace(rank=first[figures(place)]) for place in order)


def shown(places: tuple[Place, ...], most: int) -> tuple[Place, ...]:
    """The first of them, and the asking member's own place wherever it is."""
    return places[:most] + tuple(place for place in places[most:] if place.mine)


def fit_name(name: str) -> str:
    """The name as it is kept: letters, digits and a few signs, one letter at least. TextEmpty, TextTooLong or
    NameUnfit."""
    kept = required(name, NAME_LIMIT)
    plain = all(char in _SIGNS or unicodedata.category(char)[0] in "LMN" for char in kept)
    if not plain or not any(char.isalpha() for char in kept) or any(part in kept.casefold() for part in _ADDRESSES):
        raise NameUnfit
    return kept
