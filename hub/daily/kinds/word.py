"""*word*: a free short text of one's own; its answers are gathered, folded and counted (see hub.daily.words)."""

from collections.abc import Sequence

from hub.daily.facts import PLAIN, Facts
from hub.daily.kinds.base import Kind

ANSWERED = 1
"""The bit set of whoever gave a word; which, stands beside the vote."""


def check(options: Sequence[str]) -> list[str]:
    """There is nothing to choose from."""
    return []


def accepts(choices: int, options: int, facts: Facts) -> bool:
    """A word, or one taken back."""
    return choices in (0, ANSWERED)


def press(before: int, option: int, facts: Facts) -> int:
    """No button answers for anybody: what stands, stays."""
    return before


def tidy(facts: Facts, options: int) -> Facts:
    """Without options nothing else can be asked; the words are hidden until a moderator has seen them anyway."""
    return PLAIN


WORD = Kind("word", check, accepts, press, tidy, poll=lambda facts: False, worded=True)
