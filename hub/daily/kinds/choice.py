"""*choice*: one of 2-12 options, or several of them."""

from collections.abc import Sequence
from dataclasses import replace

from hub.daily.facts import Facts
from hub.daily.kinds.base import Kind
from hub.errors import OptionsEqual, OptionTooLong, TooFewOptions, TooManyOptions
from hub.wording import one_line, same

LEAST, MOST = 2, 12
OPTION_LIMIT = 100
SHOWN = 40  # letters of a long option, enough to recognise it


def check(options: Sequence[str]) -> list[str]:
    """Options as they will be shown: trimmed, in order, distinct to the eye, neither too few nor too many."""
    kept = [tidy for tidy in map(one_line, options) if tidy]
    if len(kept) < LEAST:
        raise TooFewOptions(limit=LEAST)
    if len(kept) > MOST:
        raise TooManyOptions(limit=MOST, count=len(kept))
    return distinct(kept)


def distinct(options: Sequence[str]) -> list[str]:
    """The same for a part of them, however many there are."""
    kept = [tidy for tidy in map(one_line, options) if tidy]
    for index, option in enumerate(kept):
        if len(option) > OPTION_LIMIT:
            raise OptionTooLong(option=option[:SHOWN] + "…", limit=OPTION_LIMIT)
        if any(same(option, earlier) for earlier in kept[:index]):
            raise OptionsEqual(option=option)
    return kept


def accepts(choices: int, options: int, facts: Facts) -> bool:
    """One option that exists (or several, where that is asked), or none: a vote taken back."""
    if choices >= 1 << options or any(choices >> option & 1 for option in facts.gone):
        return False
    return facts.several or choices.bit_count() <= 1


def press(before: int, option: int, facts: Facts) -> int:
    """Where several answer, a second tap takes one off again."""
    return before ^ 1 << option if facts.several else 1 << option


def tidy(facts: Facts, options: int) -> Facts:
    """One or several, hidden or not, open or not; nothing is right, and nothing has a picture."""
    return replace(facts, right=None, ends=("", ""), pictures=())


CHOICE = Kind("choice", check, accepts, press, tidy)
