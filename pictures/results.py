"""The results card of a closed question: what it shows.

Pillow is loaded by the first card drawn, not by importing this module.
"""

from collections.abc import Callable
from dataclasses import dataclass

MOST_ROWS = 12


@dataclass(frozen=True)
class ResultRow:
    """One option; `share` is its part of the votes, 0..1, and sets the length of its bar. The `winner` is marked; where
    it is the `right` answer to a guess, with a tick instead of the star."""

    label: str
    count_text: str
    percent_text: str
    share: float
    winner: bool = False
    right: bool = False


@dataclass(frozen=True)
class ResultsView:
    """A closed question; every text is already in the reader's language and digits."""

    title: str
    """The hangout's name."""
    date: str
    question: str
    rows: tuple[ResultRow, ...]
    total: str
    numerals: Callable[[int], str] = str
    """A number in the reader's digits: it stands for a label that can not be drawn (an emoji alone)."""
    rtl: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.rows) <= MOST_ROWS:
            raise ValueError(f"a results card takes 1 to {MOST_ROWS} options")


def results(view: ResultsView) -> bytes:
    """The card as PNG bytes; the same view always gives the same bytes."""
    from pictures.results_drawing import draw

    return draw(view)
