"""Which questions of the bank suit a day. Pure; the northern year, as (month, day) from first to last."""

from collections.abc import Set
from datetime import date

SPANS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "season-spring": ((3, 20), (6, 20)),
    "season-summer": ((6, 21), (9, 22)),
    "season-autumn": ((9, 23), (12, 20)),
    "season-winter": ((12, 21), (3, 19)),
    "occasion-yalda": ((12, 18), (12, 21)),
    "occasion-nowruz": ((3, 14), (4, 1)),
    "occasion-sizdah-bedar": ((4, 1), (4, 2)),
    "occasion-new-year": ((12, 28), (1, 3)),
}


def in_season(tags: Set[str], day: date) -> bool:
    """True unless a season's or an occasion's tag says that the question belongs to another time of the year."""
    bound = [tag for tag in tags if tag.startswith(("season-", "occasion-"))]
    return all(tag in SPANS and _within(day, *SPANS[tag]) for tag in bound)


def _within(day: date, first: tuple[int, int], last: tuple[int, int]) -> bool:
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last
