"""Draws a member's last days: see pictures.month."""

from functools import lru_cache

from PIL import Image, ImageDraw

from pictures.canvas import INNER, MARGIN, Canvas, paper
from pictures.month import CHIP, LEFT, PITCH, RIGHT, TOP, WEEK, Look, MonthView, Spot, column, spots
from pictures.ornaments import emblem
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
from pictures.parts import FACTS_TALL, write_facts
from pictures.text import Line, Weight, fit

_FINE = 4
_HEADLINE, _WEEKDAYS = 186, 272
_PALE_SAFFRON = mix(PAPER, SAFFRON, 0.22)
_BAND = mix(PAPER, TURQUOISE, 0.34)
_FAINT = mix(PAPER, MUTED, 0.5)
_NUMBER: dict[Look, Colour] = {
    "present": PAPER,
    "forgiven": INK,
    "held": MUTED,
    "missed": MUTED,
    "open": TURQUOISE,
    "before": _FAINT,
}
_SMALL = (56, 42)
_LEGEND_ROW, _GAP = 58, 40

Item = tuple[Look, Line, float, int]


def draw(view: MonthView) -> bytes:
    days_end = TOP + view.weeks * PITCH
    legend = _legend(view)
    facts_top = days_end + 40 + (1 + max((row for *_, row in legend), default=-1)) * _LEGEND_ROW
    canvas = paper(facts_top + (FACTS_TALL if view.facts else 10), view.rtl)
    canvas.heading(view.title, 0)
    canvas.write(fit(view.headline, "Regular", (44, 38, 34), INNER, view.rtl), MARGIN, _HEADLINE, MUTED)
    _days(canvas, view)
    for look, line, inset, row in legend:
        top = days_end + 22 + row * _LEGEND_ROW
        middle = canvas.side(MARGIN + inset + _SMALL[0] / 2)
        canvas.stamp(_chip(look, *_SMALL), middle, top)
        canvas.write(line, MARGIN + inset + _SMALL[0] + 14, top + 32, MUTED)
    write_facts(canvas, view.facts, facts_top)
    return png(canvas.image, _palette())


def _days(canvas: Canvas, view: MonthView) -> None:
    for weekday, name in enumerate(view.weekdays):
        line = fit(name, "Regular", (32, 28, 24), CHIP[0], view.rtl)
        canvas.number(line.text, (column(weekday, view.rtl), _WEEKDAYS), "Regular", line.size, MUTED)
    found = spots(view)
    pen = ImageDraw.Draw(canvas.image)
    step = (RIGHT - LEFT) / WEEK * (-1 if view.rtl else 1)
    for spot in found:
        if spot.chained:
            ends = sorted((spot.x, spot.x + step))
            middle = spot.top + CHIP[1] // 2
            pen.rectangle((ends[0], middle - 9, ends[1], middle + 9), fill=_BAND)
    for spot in found:
        _day(canvas, spot)


def _day(canvas: Canvas, spot: Spot) -> None:
    cell, colour = spot.cell, _NUMBER[spot.cell.look]
    canvas.stamp(_chip(cell.look, *CHIP), spot.x, spot.top)
    weight: Weight = "Bold" if cell.look in ("present", "open") else "Regular"
    number = fit(cell.number, weight, (44, 36), CHIP[0] - 16, canvas.rtl)
    baseline = spot.top + (45 if cell.label else 63)
    canvas.number(number.text, (spot.x, baseline), weight, number.size, colour)
    if cell.label:
        label = fit(cell.label, "Regular", (26, 23, 20), CHIP[0] - 14, canvas.rtl)
        canvas.number(label.text, (spot.x, spot.top + 79), "Regular", label.size, colour)


def _legend(view: MonthView) -> list[Item]:
    """What each look means, in rows; insets are counted from where reading begins."""
    found: list[Item] = []
    inset, row = 0.0, 0
    for look, words in view.legend:
        line = fit(words, "Regular", (30, 26), INNER - _SMALL[0] - 14, view.rtl)
        wide = _SMALL[0] + 14 + line.width
        if inset and inset + wide > INNER:
            inset, row = 0.0, row + 1
        found.append((look, line, inset, row))
        inset += wide + _GAP
    return found


@lru_cache(maxsize=16)
def _chip(look: Look, width: int, height: int) -> Image.Image:
    """A day's ground. Each differs from the others in shape, not in colour alone."""
    size = (width * _FINE, height * _FINE)
    image = Image.new("RGBA", size, (*PAPER, 0))
    pen = ImageDraw.Draw(image)
    box = (_FINE, _FINE, size[0] - _FINE - 1, size[1] - _FINE - 1)
    _GROUND[look](pen, box, height * _FINE)
    if look == "forgiven":
        star = emblem(round(height * 0.36 * _FINE), SAFFRON, PAPER)
        image.paste(star, (round(size[0] - star.width * 1.15), round(star.height * 0.15)), star)
    return image.reduce(_FINE)


Box = tuple[int, int, int, int]


def _present(pen: ImageDraw.ImageDraw, box: Box, height: int) -> None:
    pen.rounded_rectangle(box, height * 0.26, fill=(*TURQUOISE, 255))


def _forgiven(pen: ImageDraw.ImageDraw, box: Box, height: int) -> None:
    pen.rounded_rectangle(box, height * 0.26, fill=(*_PALE_SAFFRON, 255), outline=(*SAFFRON, 255), width=4 * _FINE)


def _held(pen: ImageDraw.ImageDraw, box: Box, height: int) -> None:
    """With the two bars of a pause in its corner."""
    pen.rounded_rectangle(box, height * 0.26, fill=(*GROOVE, 255))
    bar, tall, edge = height * 0.07, height * 0.28, height * 0.12
    for step in (0, 2):
        left = box[2] - edge - (3 - step) * bar
        pen.rectangle((left, box[1] + edge, left + bar, box[1] + edge + tall), fill=(*MUTED, 255))


def _missed(pen: ImageDraw.ImageDraw, box: Box, height: int) -> None:
    pen.rounded_rectangle(box, height * 0.26, fill=(*PAPER, 255), outline=(*GROOVE, 255), width=3 * _FINE)


def _open(pen: ImageDraw.ImageDraw, box: Box, height: int) -> None:
    """Dashes: the outline with gaps cut into it."""
    pen.rounded_rectangle(box, height * 0.26, fill=(*PAPER, 255), outline=(*TURQUOISE, 255), width=4 * _FINE)
    wide, thick = height * 0.1, 5 * _FINE
    for share in (0.3, 0.5, 0.7):
        x = box[0] + (box[2] - box[0]) * share
        for y in (box[1], box[3]):
            pen.rectangle((x - wide / 2, y - thick, x + wide / 2, y + thick), fill=(*PAPER, 255))
    middle = (box[1] + box[3]) / 2
    for x in (box[0], box[2]):
        pen.rectangle((x - thick, middle - wide / 2, x + thick, middle + wide / 2), fill=(*PAPER, 255))


def _before(pen: ImageDraw.ImageDraw, box: Box, height: int) -> None:
    """Nothing was there to be done."""


_GROUND = {
    "present": _present,
    "forgiven": _forgiven,
    "held": _held,
    "missed": _missed,
    "open": _open,
    "before": _before,
}


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    edges = [(TURQUOISE, PAPER), (PAPER, _FAINT), *((_BAND, other) for other in (PAPER, TURQUOISE, SAFFRON, GROOVE))]
    pairs = [*edges, (_PALE_SAFFRON, SAFFRON), (_PALE_SAFFRON, INK), (GROOVE, MUTED)]
    extra = [colour for one, other in pairs for colour in ramp(one, other, 6)]
    return palette_of(list(dict.fromkeys([*flat_colours(), *extra])))
