"""The tally stick (چوب‌خط) as a picture: what it shows and where its marks stand.

Pillow is loaded by the first stick drawn, not by importing this module.
"""

from collections.abc import Callable
from dataclasses import dataclass

LONGEST = 100
WOOD_LEFT, WOOD_RIGHT = 36, 1044
_FIRST, _LAST = 112, 880
"""The marks' share of the wood, left to right: clear of the hewn end and of the reward's end."""
_ROW_MOST = 25
_TOP = 142
_ROW_HEIGHTS = {1: 150, 2: 112, 3: 92, 4: 78}
_ROW_GAP = 20
_TICK_APART = 62


@dataclass(frozen=True)
class StickView:
    """One member's stick; every text is already in the reader's language and digits."""

    notches: int
    """Cut on the current stick; more than its length shows as full."""
    length: int
    full: int
    """Sticks filled before this one."""
    title: str
    headline: str
    caption: str
    numerals: Callable[[int], str] = str
    """A number in the reader's digits, for the marks under the wood."""
    rtl: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.length <= LONGEST or self.notches < 0 or self.full < 0:
            raise ValueError(f"a stick takes 1 to {LONGEST} notches and no negative numbers")

    @property
    def cut(self) -> int:
        return min(self.notches, self.length)

    @property
    def filled(self) -> bool:
        return self.cut == self.length


@dataclass(frozen=True)
class Row:
    """One length of wood, in pixels of the picture."""

    index: int
    top: int
    height: int
    first: int
    last: int
    """Numbers of the places it carries, from 1."""

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True)
class Place:
    """Where one notch is cut, or will be."""

    number: int
    row: int
    x: float
    top: int
    depth: int
    fifth: bool
    cut: bool


def rows(length: int) -> list[Row]:
    """A long stick lies in up to four lengths that share its places evenly."""
    count = -(-length // _ROW_MOST)
    height = _ROW_HEIGHTS[count]
    found, first = [], 1
    for index in range(count):
        share = -(-(length - first + 1) // (count - index))
        found.append(Row(index, _TOP + index * (height + _ROW_GAP), height, first, first + share - 1))
        first += share
    return found


def pitch(length: int) -> float:
    """Pixels from one place to the next."""
    return (_LAST - _FIRST) / max(row.last - row.first + 1 for row in rows(length))


def notch_places(view: StickView) -> list[Place]:
    """Every place of the stick in reading order; the first `notches` of them are cut."""
    step = pitch(view.length)
    return [_place(view, row, number, step) for row in rows(view.length) for number in range(row.first, row.last + 1)]


def _place(view: StickView, row: Row, number: int, step: float) -> Place:
    along = _FIRST + (number - row.first + 0.5) * step
    x = WOOD_LEFT + WOOD_RIGHT - along if view.rtl else along
    fifth = number % 5 == 0
    depth = round(row.height * (0.84 if fifth else 0.58))
    return Place(number, row.index, x, row.top, depth, fifth, number <= view.cut)


def tick_numbers(view: StickView) -> list[int]:
    """Which numbers fit under a single length of wood: how far, how long, then the fives."""
    step = pitch(view.length)
    chosen: list[int] = []
    for number in (view.cut, view.length, *range(5, view.length, 5)):
        if number and all(abs(number - other) * step >= _TICK_APART for other in chosen):
            chosen.append(number)
    return chosen


def stick(view: StickView) -> bytes:
    """The picture as PNG bytes; the same view always gives the same bytes."""
    from pictures.stick_drawing import draw

    return draw(view)
