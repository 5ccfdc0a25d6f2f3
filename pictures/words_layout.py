"""Where the words stand, in pixels: plates in rows, read like lines of text, the commonest first and largest."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from pictures.canvas import INNER
from pictures.paints import WIDTH
from pictures.parts import Head, head
from pictures.text import Line, clean, fit
from pictures.words import Plate, WordsView

STAR = 38
SMALLEST, LARGEST = 38, 98
"""Type sizes of the rarest and of the commonest word."""
TALL = 1.86
"""A plate's height, of its type size: room for what hangs below a Persian line."""
GAP = 20
_INSIDE = 0.62  # air at a plate's ends, of its type size
_BETWEEN = 16


@dataclass(frozen=True)
class Box:
    """A word on its plate; `inset` is from the side where reading begins, `index` its place in the order."""

    plate: Plate
    index: int
    label: Line
    count: Line
    inset: float
    top: int
    width: float
    height: int

    @property
    def star(self) -> int:
        """Room that a winner's star takes before the word."""
        return STAR + 12 if self.plate.winner else 0

    @property
    def air(self) -> float:
        """Between a plate's end and what stands on it."""
        return self.label.size * _INSIDE

    @property
    def baseline(self) -> float:
        """Where the word and its count stand."""
        return self.top + self.height / 2 + self.label.size * 0.34


@dataclass(frozen=True)
class Poster:
    height: int
    head: Head
    boxes: tuple[Box, ...]
    total: Line
    rule: int
    """The thin line above the total."""


def poster(view: WordsView) -> Poster:
    """The whole picture's plan."""
    above = head(view.question, view.date, view.rtl)
    top, boxes = above.baselines[-1] + 56, list[Box]()
    for row in _rows(list(_loose(view))):
        boxes += _placed(row, top)
        top += max(box.height for box in row) + GAP
    total = fit(view.total, "Regular", (40, 36), INNER, view.rtl)
    return Poster(top + 110, above, tuple(boxes), total, top + 20)


def _loose(view: WordsView) -> Iterator[Box]:
    """Plates in their sizes, not placed yet. A word that can not be drawn (an emoji alone) is left to the text below
    the picture; where there is no other, their number stands for them."""
    drawn = [(index, clean(plate.label)) for index, plate in enumerate(view.plates)]
    for index, shown in [word for word in drawn if word[1]] or [(0, view.numerals(len(drawn)))]:
        plate = view.plates[index]
        size = _size(plate.weight)
        count = fit(plate.count_text, "Regular", (max(30, round(size * 0.5)),), INNER * 0.25, view.rtl)
        star = STAR + 12 if plate.winner else 0
        room = INNER - 2 * size * _INSIDE - count.width - _BETWEEN - star
        label = fit(shown, "Bold", tuple(range(size, SMALLEST - 1, -4)) or (size,), room, view.rtl)
        width = label.width + count.width + _BETWEEN + star + 2 * label.size * _INSIDE
        yield Box(plate, index, label, count, 0, 0, width, round(label.size * TALL))


def _size(weight: float) -> int:
    """By area, as the eye compares words, and in steps, so that near counts do not look uneven."""
    part = math.sqrt(min(max(weight, 0.0), 1.0)) if weight > 0 else 0.0
    return SMALLEST + round(part * (LARGEST - SMALLEST) / 4) * 4


def _rows(boxes: list[Box]) -> Iterator[list[Box]]:
    """As many to a row as fit."""
    row: list[Box] = []
    for box in boxes:
        if row and sum(one.width + GAP for one in row) + box.width > INNER:
            yield row
            row = []
        row.append(box)
    yield row


def _placed(row: list[Box], top: int) -> Iterator[Box]:
    """A row in the middle of the paper, its plates on one line."""
    tall = max(box.height for box in row)
    inset = (WIDTH - sum(box.width for box in row) - GAP * (len(row) - 1)) / 2
    for box in row:
        down = top + (tall - box.height) // 2
        yield Box(box.plate, box.index, box.label, box.count, inset, down, box.width, box.height)
        inset += box.width + GAP
