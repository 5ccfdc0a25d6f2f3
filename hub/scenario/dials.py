"""The three dials and the five plain questions that set them. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

LEAST, MOST = -2, 2


class Dials(NamedTuple):
    """Where a hangout stands between on one's own (-2) and together (2), sure and lucky, soon and far."""

    together: int = 0
    lucky: int = 0
    far: int = 0


ENDS: dict[str, tuple[str, str]] = {
    "together": ("alone", "together"),
    "lucky": ("sure", "lucky"),
    "far": ("soon", "far"),
}
"""The names of each dial's two ends: questions of the bank and lines of encouragement are tagged with them."""


class Plain(NamedTuple):
    """A plain question with three answers: one end, the middle, the other end of a dial, which it moves by `weight`."""

    dial: str
    weight: int


QUESTIONS: dict[str, Plain] = {
    "company": Plain("together", 1),
    "pride": Plain("together", 1),
    "chance": Plain("lucky", 2),
    "visits": Plain("far", 1),
    "patience": Plain("far", 1),
}
ANSWERS = (-1, 0, 1)


def answered(answers: Sequence[int]) -> Dials:
    """The dials after an answer (its place in ANSWERS) to each of the QUESTIONS."""
    found = dict.fromkeys(ENDS, 0)
    for plain, answer in zip(QUESTIONS.values(), answers, strict=True):
        found[plain.dial] += plain.weight * ANSWERS[answer]
    return Dials(**found)


def turned(dials: Dials, dial: str, by: int) -> Dials:
    """One dial a step further, as far as it goes."""
    return dials._replace(**{dial: min(MOST, max(LEAST, getattr(dials, dial) + by))})


def apart(one: Dials, other: Dials) -> int:
    """How far two settings are from each other: a large step on one dial weighs more than small ones on several."""
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
