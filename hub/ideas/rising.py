"""Which ideas rise: each backing counts half as much with every week that goes by. Pure.

What is kept is one number an idea, the logarithm of the sum of its backings' weights at one fixed moment. Since all
weights fall alike, the order of ideas never changes by itself: it is written only when somebody backs or takes back,
and is right at any moment it is read.
"""

from datetime import datetime, timedelta
from math import log2

HALF_LIFE = timedelta(days=7)
UNIT = 1_000_000
"""What is kept counts in millionths of a half-life."""
NOTHING = 0
"""Of an idea that nobody is for."""
FAINTEST = 2.0**-20
"""What is left of a sum when the part that was nearly all of it is taken away is known no better than this."""


def with_one(rise: int, at: datetime) -> int:
    """With one more backing, given at a moment (aware UTC); the order in which backings are added says nothing."""
    one = _weight(at)
    if rise == NOTHING:
        return round(one * UNIT)
    high, low = max(rise / UNIT, one), min(rise / UNIT, one)
    return round((high + log2(1 + 2.0 ** (low - high))) * UNIT)


def without_one(rise: int, at: datetime) -> int:
    """With one backing less, that was given at a moment; others are left."""
    left = 1 - 2.0 ** min(_weight(at) - rise / UNIT, 0.0)
    return max(round((rise / UNIT + log2(max(left, FAINTEST))) * UNIT), NOTHING + 1)


def _weight(at: datetime) -> float:
    """The logarithm of a backing's weight: half-lives since 1970."""
    return at.timestamp() / HALF_LIFE.total_seconds()
