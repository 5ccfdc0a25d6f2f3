"""A member's last days as a picture: weeks below each other, each day with what became of it.

Pillow is loaded by the first picture drawn, not by importing this module.
"""

from dataclasses import dataclass
from typing import Literal

from pictures.goal import Fact

Look = Literal["present", "forgiven", "held", "missed", "open", "before"]
LOOKS: tuple[Look, ...] = ("present", "forgiven", "held", "missed", "open", "before")
CHAINED: frozenset[Look] = frozenset({"present", "forgiven", "held"})
"""Days that a streak goes through; neighbours are joined by a band."""
WEEK = 7
MOST_WEEKS = 6
LEFT, RIGHT = 54, 1026
TOP = 306
"""Of the first week's days, in pixels of the picture."""
PITCH = 112
CHIP = (118, 96)
"""Width and height of a day."""


@dataclass(frozen=True)
class Cell:
    """A day. `number` is its number in the month, `label` a word below it (today, or the month that begins)."""

    number: str
    look: Look
    label: str = ""


@dataclass(frozen=True)
class MonthView:
    """Every text is already in the reader's language and digits."""

    title: str
    headline: str
    """The months that are shown."""
    weekdays: tuple[str, ...]
    """Short names, the week's first day first."""
    lead: int
    """How many days of the first week lie before the first one shown."""
    cells: tuple[Cell, ...]
    legend: tuple[tuple[Look, str], ...]
    facts: tuple[Fact, ...] = ()
    """Up to three."""
    rtl: bool = False

    def __post_init__(self) -> None:
        if len(self.weekdays) != WEEK or not 0 <= self.lead < WEEK or not self.cells:
            raise ValueError("a month has weeks of seven days, and one day at least")
        if self.weeks > MOST_WEEKS or len(self.facts) > 3:
            raise ValueError("more weeks or facts than fit on a picture")

    @property
    def weeks(self) -> int:
        return -(-(self.lead + len(self.cells)) // WEEK)


@dataclass(frozen=True)
class Spot:
    """Where a day stands: its middle and its upper edge, in pixels."""

    cell: Cell
    x: float
    top: int
    chained: bool
    """Whether a band leads on to the next day, in the same week."""


def column(weekday: int, rtl: bool) -> float:
    """The middle of a weekday's column; 0 is the week's first day."""
    along = (weekday + 0.5) * (RIGHT - LEFT) / WEEK
    return RIGHT - along if rtl else LEFT + along


def spots(view: MonthView) -> list[Spot]:
    """Every day in its place, in order."""
    found = []
    for index, cell in enumerate(view.cells):
        week, weekday = divmod(view.lead + index, WEEK)
        after = view.cells[index + 1] if index + 1 < len(view.cells) and weekday < WEEK - 1 else None
        chained = cell.look in CHAINED and after is not None and after.look in CHAINED
        found.append(Spot(cell, column(weekday, view.rtl), TOP + week * PITCH, chained))
    return found


def month(view: MonthView) -> bytes:
    """The picture as PNG bytes; the same view always gives the same bytes."""
    from pictures.month_drawing import draw

    return draw(view)
