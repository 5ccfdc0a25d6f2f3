"""Draws the picture of presence."""

from functools import lru_cache

from PIL import Image, ImageDraw

from pictures.canvas import INNER, MARGIN, Canvas, paper
from pictures.paints import (
    GROOVE,
    INK,
    MUTED,
    PAPER,
    SAFFRON,
    TURQUOISE,
    Colour,
    flat_colours,
    mix,
    palette_of,
    png,
    ramp,
)
from pictures.presence import PresenceView, Run
from pictures.text import fit

COLOURS: tuple[Colour, ...] = (
    TURQUOISE,
    SAFFRON,
    (158, 62, 48),
    (74, 92, 152),
    (108, 128, 58),
    (150, 84, 140),
    (92, 62, 40),
    (60, 150, 110),
    (206, 112, 96),
    (120, 120, 120),
)
LEVEL_COLOURS: tuple[Colour, ...] = (
    TURQUOISE,
    mix(TURQUOISE, PAPER, 0.35),
    mix(TURQUOISE, PAPER, 0.62),
    mix(SAFFRON, PAPER, 0.45),
    GROOVE,
)
_FINE = 3
_CHART_TOP, _CHART = 260, 320
_AXIS = 76  # room for the numbers of the scale, where reading begins
_PLOT = INNER - _AXIS
_AIR = 10
_PARTS_TOP = _CHART_TOP + _CHART + 120
_ROW, _BAR = 58, 26
_NAME = 250


def draw(view: PresenceView) -> bytes:
    rows = len(view.runs) * _ROW
    given_top = _PARTS_TOP + 70 + rows + 70
    canvas = paper(given_top + 30 + rows + 40, view.rtl)
    canvas.heading(view.title, 0)
    canvas.write(fit(view.note, "Regular", (30, 26, 22), INNER, view.rtl), MARGIN, 160, MUTED)
    _section(canvas, view.days, _CHART_TOP - 34)
    _chart(canvas, view)
    _section(canvas, view.continuity, _PARTS_TOP)
    _legend(canvas, view, _PARTS_TOP + 46)
    _section(canvas, view.given, given_top)
    most = max(1, *(run.notches for run in view.runs))
    for index, run in enumerate(view.runs):
        _shares(canvas, run, index, _PARTS_TOP + 74 + index * _ROW)
        _notches(canvas, run, index, given_top + 30 + index * _ROW, most)
    return png(canvas.image, _palette())


def _section(canvas: Canvas, text: str, baseline: int) -> None:
    canvas.write(fit(text, "Bold", (34, 30, 26), INNER, canvas.rtl), MARGIN, baseline, INK)


def _chart(canvas: Canvas, view: PresenceView) -> None:
    """Time runs as reading does."""
    pen = ImageDraw.Draw(canvas.image)
    bottom = _CHART_TOP + _CHART
    for value, text in (*view.marks, (0, "")):
        y = bottom - round(_CHART * value / view.top)
        ends = sorted((canvas.side(MARGIN + _AXIS), canvas.side(MARGIN + INNER)))
        pen.line((ends[0], y, ends[1], y), fill=GROOVE, width=2)
        canvas.write(fit(text, "Regular", (24,), _AXIS - 10, canvas.rtl), MARGIN, y + 9, MUTED)
    left = MARGIN + (0 if canvas.rtl else _AXIS)
    for index, run in reversed(list(enumerate(view.runs))):
        line = _line(run.present, view.top, canvas.rtl)
        canvas.image.paste(COLOURS[index], (left - _AIR, _CHART_TOP - _AIR), line)
    canvas.write(fit(view.first, "Regular", (26, 22), _PLOT / 2, canvas.rtl), MARGIN + _AXIS, bottom + 40, MUTED)
    last = fit(view.last, "Regular", (26, 22), _PLOT / 2, canvas.rtl)
    canvas.write(last, MARGIN, bottom + 40, MUTED, from_end=True)


def _line(present: tuple[int, ...], top: int, rtl: bool) -> Image.Image:
    """A mask as large as the plot, with air around it for the line's own width."""
    mask = Image.new("L", ((_PLOT + 2 * _AIR) * _FINE, (_CHART + 2 * _AIR) * _FINE))
    step = _PLOT / max(1, len(present) - 1)
    spots = []
    for number, count in enumerate(present):
        across = number * step
        height = _CHART * (1 - min(count, top) / top)
        spots.append((((_PLOT - across if rtl else across) + _AIR) * _FINE, (height + _AIR) * _FINE))
    pen = ImageDraw.Draw(mask)
    if len(spots) == 1:
        spots *= 2
    pen.line(spots, fill=255, width=5 * _FINE, joint="curve")
    x, y = spots[-1]
    pen.ellipse((x - 8 * _FINE, y - 8 * _FINE, x + 8 * _FINE, y + 8 * _FINE), fill=255)
    return mask.reduce(_FINE)


def _legend(canvas: Canvas, view: PresenceView, baseline: int) -> None:
    """The levels, each with its colour, one after another."""
    inset, room = float(MARGIN), INNER / len(view.levels)
    for level, colour in zip(view.levels, LEVEL_COLOURS, strict=True):
        _box(canvas, inset, baseline - 20, 22, 22, colour)
        canvas.write(fit(level, "Regular", (24, 21, 18), room - 42, canvas.rtl), inset + 32, baseline, MUTED)
        inset += room


def _named(canvas: Canvas, run: Run, index: int, top: int) -> None:
    """The run's colour and name before its bar."""
    _box(canvas, MARGIN, top + 3, 20, 20, COLOURS[index])
    canvas.write(fit(run.name, "Regular", (28, 24, 20), _NAME - 44, canvas.rtl), MARGIN + 32, top + 22, INK)


def _shares(canvas: Canvas, run: Run, index: int, top: int) -> None:
    _named(canvas, run, index, top)
    width = INNER - _NAME - 130
    done = 0.0
    for share, colour in zip(run.shares, LEVEL_COLOURS, strict=True):
        start, end = round(done * width), round((done + share) * width)
        _box(canvas, MARGIN + _NAME + start, top, end - start, _BAR, colour)
        done += share
    canvas.write(fit(run.typical, "Bold", (28, 24), 120, canvas.rtl), MARGIN, top + 23, INK, from_end=True)


def _notches(canvas: Canvas, run: Run, index: int, top: int, most: int) -> None:
    _named(canvas, run, index, top)
    width = (INNER - _NAME - 130) * run.notches / most
    _box(canvas, MARGIN + _NAME, top, round(width), _BAR, COLOURS[index])
    canvas.write(fit(run.notches_text, "Bold", (28, 24, 20), 120, canvas.rtl), MARGIN, top + 23, INK, from_end=True)


def _box(canvas: Canvas, inset: float, top: float, width: int, height: int, colour: Colour) -> None:
    """A filled box that begins at the inset."""
    if width <= 0:
        return
    left = round(canvas.side(inset)) - (width if canvas.rtl else 0)
    canvas.image.paste(colour, (left, round(top), left + width, round(top) + height))


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """The lines' colours with the edges that soften them."""
    softened = [colour for paint in COLOURS for colour in ramp(PAPER, paint, 6)]
    return palette_of(list(dict.fromkeys([*LEVEL_COLOURS, *softened, *flat_colours()])))
