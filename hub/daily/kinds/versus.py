"""*this or that*: two words, or two pictures with a word each."""

from collections.abc import Sequence

from hub.daily.errors import NotTwoPictures
from hub.daily.facts import Facts
from hub.daily.kinds import choice
from hub.daily.kinds.base import Kind
from hub.errors import TooManyOptions

SIDES = 2


def check(options: Sequence[str]) -> list[str]:
    """Two options, as they will be shown."""
    kept = choice.check(options)
    if len(kept) > SIDES:
        raise TooManyOptions(limit=SIDES, count=len(kept))
    return kept


def tidy(facts: Facts, options: int) -> Facts:
    """A picture for each side, or none; one answer, and nobody adds a third side."""
    if len(facts.pictures) not in (0, SIDES) or not all(facts.pictures):
        raise NotTwoPictures
    return Facts(hidden=facts.hidden, pictures=facts.pictures)


VERSUS = Kind("versus", check, choice.accepts, tidy=tidy)
