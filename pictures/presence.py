"""How often people were there, as a picture: days as lines, continuity and notches as bars; one colour a scenario.

Pillow is loaded by the first picture drawn, not by importing this module.
"""

from dataclasses import dataclass

MOST_RUNS = 10
LEVELS = 5


@dataclass(frozen=True)
class Run:
    """One scenario's figures. `shares`: parts of the members by level, the most continuous first, 0..1 each; `notches`
    sets the length of a bar; every text is in the reader's language and digits."""

    name: str
    present: tuple[int, ...]
    """Members who were there, day by day."""
    typical: str
    shares: tuple[float, ...]
    notches: int
    notches_text: str


@dataclass(frozen=True)
class PresenceView:
    """The three parts' headings, the names of the levels, and how the axes are labelled."""

    title: str
    note: str
    """What was simulated, in a line."""
    days: str
    continuity: str
    given: str
    levels: tuple[str, ...]
    first: str
    last: str
    """The first and the last day."""
    top: int
    """The number at the upper edge of the lines."""
    marks: tuple[tuple[int, str], ...]
    """Numbers that a line is ruled for, with their text."""
    runs: tuple[Run, ...]
    rtl: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.runs) <= MOST_RUNS:
            raise ValueError(f"a picture of presence takes 1 to {MOST_RUNS} runs")
        if len(self.levels) != LEVELS or any(len(run.shares) != LEVELS for run in self.runs):
            raise ValueError(f"continuity has {LEVELS} levels")
        if self.top <= 0 or any(not run.present for run in self.runs):
            raise ValueError("there is nothing to draw without days and a scale")


def presence(view: PresenceView) -> bytes:
    """The picture as PNG bytes; the same view always gives the same bytes."""
    from pictures.presence_drawing import draw

    return draw(view)
