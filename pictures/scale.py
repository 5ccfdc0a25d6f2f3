"""The results card of a scale: how many chose each step, the mean and the spread around it.

Pillow is loaded by the first card drawn, not by importing this module.
"""

from dataclasses import dataclass

LEAST_STEPS, MOST_STEPS = 2, 7


@dataclass(frozen=True)
class StepColumn:
    """One step: its number and its part of the votes in words, and that part as 0..1."""

    label: str
    percent_text: str
    share: float


@dataclass(frozen=True)
class ScaleView:
    """A closed scale; every text is already in the reader's language and digits."""

    title: str
    """The hangout's name."""
    date: str
    question: str
    steps: tuple[StepColumn, ...]
    mean: float
    """Counted from 1, the first step."""
    spread: float
    """The standard deviation, in steps."""
    mean_text: str
    total: str
    ends: tuple[str, str] = ("", "")
    """Words for the first and the last step; may be empty."""
    rtl: bool = False

    def __post_init__(self) -> None:
        if not LEAST_STEPS <= len(self.steps) <= MOST_STEPS:
            raise ValueError(f"a scale has {LEAST_STEPS} to {MOST_STEPS} steps")
        if not 1 <= self.mean <= len(self.steps):
            raise ValueError("the mean lies between the first step and the last")


def scale(view: ScaleView) -> bytes:
    """The card as PNG bytes; the same view always gives the same bytes."""
    from pictures.scale_drawing import draw

    return draw(view)
