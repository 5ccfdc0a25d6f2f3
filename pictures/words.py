"""The words that a question gathered: what their picture shows.

Pillow is loaded by the first picture drawn, not by importing this module.
"""

from collections.abc import Callable
from dataclasses import dataclass

MOST_WORDS = 20


@dataclass(frozen=True)
class Plate:
    """A word; `weight` is how often it was said, 0..1 of the commonest one, and sets its size."""

    label: str
    count_text: str
    weight: float
    winner: bool = False


@dataclass(frozen=True)
class WordsView:
    """Words in order, the commonest first; every text is already in the reader's language and digits."""

    title: str
    """The hangout's name."""
    date: str
    question: str
    plates: tuple[Plate, ...]
    total: str
    numerals: Callable[[int], str] = str
    """A number in the reader's digits: it stands for words of which none can be drawn (emoji alone)."""
    rtl: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.plates) <= MOST_WORDS:
            raise ValueError(f"a picture of words takes 1 to {MOST_WORDS} of them")


def words(view: WordsView) -> bytes:
    """The picture as PNG bytes; the same view always gives the same bytes."""
    from pictures.words_drawing import draw

    return draw(view)
