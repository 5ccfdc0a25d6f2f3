"""Where everything on a results card stands, in pixels; insets are from the side where reading begins."""

from dataclasses import dataclass

from pictures.canvas import INNER, MARGIN
from pictures.parts import Head, head
from pictures.results import ResultRow, ResultsView
from pictures.text import Line, clean, fit, wrap

PERCENT_ROOM = 156
TRACK = INNER - PERCENT_ROOM
STAR = 40
_STAR_ROOM = STAR + 12


@dataclass(frozen=True)
class Style:
    """Sizes of an option's row; many options are set a little closer."""

    label: tuple[int, ...]
    count: int
    bar: int
    after: int


_ROOMY = Style(label=(44, 40), count=38, bar=34, after=34)
_CLOSE = Style(label=(40, 38), count=36, bar=26, after=24)
_ROOMY_MOST = 6


@dataclass(frozen=True)
class RowBox:
    """One option: its label's lines with their baselines, its figures, its bar."""

    row: ResultRow
    label: tuple[Line, ...]
    label_inset: int
    baselines: tuple[int, ...]
    count: Line
    percent: Line
    bar_top: int
    bar_height: int
    filled: int
    """Pixels of the track its share covers; anything above nothing shows at least a round end."""

    @property
    def bottom(self) -> int:
        return self.bar_top + self.bar_height


@dataclass(frozen=True)
class Card:
    height: int
    head: Head
    rows: tuple[RowBox, ...]
    total: Line
    rule: int
    """The thin line above the total."""


def card(view: ResultsView) -> Card:
    above = head(view.question, view.date, view.rtl)
    style = _ROOMY if len(view.rows) <= _ROOMY_MOST else _CLOSE
    top, boxes = above.baselines[-1] + 48, []
    for number, row in enumerate(view.rows, 1):
        boxes.append(_row(row, clean(row.label) or view.numerals(number), style, top, view.rtl))
        top = boxes[-1].bottom + style.after
    total = fit(view.total, "Regular", (40, 36), INNER, view.rtl)
    return Card(top + 96, above, tuple(boxes), total, top + 6)


def _row(row: ResultRow, shown: str, style: Style, top: int, rtl: bool) -> RowBox:
    count = fit(row.count_text, "Regular", (style.count,), INNER * 0.3, rtl)
    percent = fit(row.percent_text, "Bold", (style.label[0], 34, 28), PERCENT_ROOM - 18, rtl)
    inset = MARGIN + (_STAR_ROOM if row.winner else 0)
    room = INNER - count.width - 28 - (inset - MARGIN)
    label = tuple(wrap(shown, "Bold" if row.winner else "Regular", style.label, room, 2, rtl))
    size = label[0].size
    baselines = tuple(top + size + round(size * 1.3) * index for index in range(len(label)))
    return RowBox(
        row, label, inset, baselines, count, percent, baselines[-1] + 24, style.bar, _filled(row.share, style.bar)
    )


def _filled(share: float, least: int) -> int:
    if not share > 0:
        return 0
    return max(least, round(TRACK * min(share, 1.0)))
