"""*scale*: from 1 to 5, with the mean and the spread in the result."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from hub.daily.facts import Facts
from hub.daily.kinds import choice
from hub.daily.kinds.base import Kind
from hub.errors import OptionTooLong
from hub.wording import one_line

STEPS = ("1", "2", "3", "4", "5")
END_LIMIT = 40  # letters of the words for an end
CLOSE, FAR = 0.75, 1.25  # spreads below and above which answers are called close together and far apart


def check(options: Sequence[str]) -> list[str]:
    """The five steps, whatever is given."""
    return list(STEPS)


def tidy(facts: Facts, options: int) -> Facts:
    """Words for the ends, or none; OptionTooLong names one that does not fit."""
    low, high = (one_line(end) for end in facts.ends)
    for end in (low, high):
        if len(end) > END_LIMIT:
            raise OptionTooLong(option=end[:END_LIMIT] + "…", limit=END_LIMIT)
    return Facts(hidden=facts.hidden, ends=(low, high))


@dataclass(frozen=True, slots=True)
class Summary:
    """Of answers from 1 on: `mean`; `spread`, the standard deviation; `low` to `high`, where the middle half lies."""

    mean: float
    spread: float
    low: int
    high: int


def summary(counts: Sequence[int]) -> Summary:
    """The answers at a glance; `counts[0]` is how many said 1, and somebody has answered."""
    total = sum(counts)
    mean = sum(step * n for step, n in enumerate(counts, 1)) / total
    variance = sum(n * (step - mean) ** 2 for step, n in enumerate(counts, 1)) / total
    return Summary(mean, sqrt(variance), _quantile(counts, total / 4), _quantile(counts, 3 * total / 4))


def _quantile(counts: Sequence[int], at_least: float) -> int:
    """The lowest step with which so many answers are reached."""
    reached = 0
    for step, n in enumerate(counts, 1):
        reached += n
        if reached >= at_least:
            return step
    return len(counts)


SCALE = Kind("scale", check, choice.accepts, tidy=tidy)
