"""The shared stick as a picture: a bundle of sticks bound together, notched by everybody.

Pillow is loaded by the first bundle drawn, not by importing this module.
"""

from dataclasses import dataclass

RODS = 5
QUARTERS = 4
COLUMNS = 5
"""Columns of places between two bindings; a place is a hundredth of the way."""
PLACES = RODS * QUARTERS * COLUMNS
WOOD_LEFT, WOOD_RIGHT = 36, 1044
TOP = 162
ROD = 56
STEP = 48
"""Pixels from one rod's upper edge to the next one's; they lie close."""
BOTTOM = TOP + STEP * (RODS - 1) + ROD
SEAL = 984
"""Where the reward's star sits, counted like every place from the side where reading begins."""
_FIRST, _QUARTER, _BINDING = 92, 158, 54
MOST_FACTS = 3


@dataclass(frozen=True)
class Fact:
    """A figure with what it counts."""

    figure: str
    label: str


@dataclass(frozen=True)
class GoalView:
    """A hangout's shared stick; every text is already in the reader's language and digits."""

    notches: int
    target: int
    title: str
    """The hangout's name."""
    goal: str
    headline: str
    marks: tuple[str, str, str, str]
    """The number of notches at each quarter of the way."""
    facts: tuple[Fact, ...] = ()
    rtl: bool = False

    def __post_init__(self) -> None:
        if self.target < 1 or len(self.facts) > MOST_FACTS:
            raise ValueError(f"a shared stick takes at least one notch and at most {MOST_FACTS} facts")

    @property
    def won(self) -> bool:
        return self.notches >= self.target

    @property
    def cut(self) -> int:
        """Places that are cut: the first deed shows at once, the last place only when it is done."""
        if self.won:
            return PLACES
        share = max(0, self.notches) * PLACES // self.target
        return min(PLACES - 1, max(share, 1 if self.notches > 0 else 0))


@dataclass(frozen=True)
class Place:
    """Where one hundredth of the way is cut, or will be."""

    number: int
    rod: int
    x: float
    top: int
    cut: bool


def binding(quarter: int, rtl: bool) -> float:
    """The middle of the thread after so many quarters, 1 to 4."""
    return _side(_FIRST + quarter * _QUARTER + (quarter - 0.5) * _BINDING, rtl)


def places(view: GoalView) -> list[Place]:
    """Every place in the order in which it is cut: down one column, then on to the next in reading direction."""
    return [_place(view, number) for number in range(1, PLACES + 1)]


def _place(view: GoalView, number: int) -> Place:
    column, rod = divmod(number - 1, RODS)
    quarter, within = divmod(column, COLUMNS)
    along = _FIRST + quarter * (_QUARTER + _BINDING) + (within + 0.5) * _QUARTER / COLUMNS
    return Place(number, rod, _side(along, view.rtl), TOP + rod * STEP, number <= view.cut)


def _side(along: float, rtl: bool) -> float:
    return WOOD_LEFT + WOOD_RIGHT - along if rtl else along


def goal(view: GoalView) -> bytes:
    """The picture as PNG bytes; the same view always gives the same bytes."""
    from pictures.goal_drawing import draw

    return draw(view)
