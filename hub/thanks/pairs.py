"""Which thanks bring something. Pure."""

from collections.abc import Set
from datetime import timedelta

WINDOW = timedelta(days=28)
"""So far back it matters whom somebody thanked."""


def counts(giver: int, receiver: int, by_giver: Set[int], by_receiver: Set[int]) -> bool:
    """Whether one more thanks counts, given whom each of the two thanked of late.

    It does not between two who thank each other and nobody else: the first who returns the other's thanks is such a
    one until either has a word for a third.
    """
    only_each_other = by_giver <= {receiver} and by_receiver <= {giver}
    return giver != receiver and not (giver in by_receiver and only_each_other)
