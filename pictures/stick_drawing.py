"""Draws a stick's view: wood, marks, numerals and words, each in its own function."""

from functools import lru_cache

from PIL import Image, ImageOps

from pictures.canvas import INNER, MARGIN, TITLE_BASELINE, Canvas, paper
from pictures.notches import ABOVE, VARIANTS, Cut, cut_mark, pencil_mark
from pictures.ornaments import FRIEZE, seal, small_stick, thread
from pictures.paints import INK, MUTED, TURQUOISE, WIDTH, commonest, flat_colours, palette_of, png
from pictures.stick import WOOD_LEFT, WOOD_RIGHT, Place, Row, StickView, notch_places, pitch, rows, tick_numbers
from pictures.text import Line, Weight, fit, wrap
from pictures.wood import band

_GAP = 20
_WOOD_COLOURS = 44
_SHOWN_STICKS = 5
_ICON = 72
_SEAL = 120
_SAMPLE = 600
_BURNT = (74, 38, 14)


def draw(view: StickView) -> bytes:
    lengths = rows(view.length)
    caption = wrap(view.caption, "Regular", (42, 38), INNER, 2, view.rtl)
    words_top = lengths[-1].bottom + (72 if len(lengths) == 1 else 36)
    height = words_top + 92 + 56 * len(caption) + 26
    canvas = paper(height, view.rtl)
    canvas.heading(view.title, _filled_sticks(canvas, view))
    _wood(canvas, lengths)
    _marks(canvas, view)
    _reward(canvas, view, lengths[-1])
    _numerals(canvas, view, lengths)
    _words(canvas, view, caption, words_top)
    return png(canvas.image, _palette(lengths[0].height, len(lengths)))


def _wood(canvas: Canvas, lengths: list[Row]) -> None:
    wood = band(WOOD_RIGHT - WOOD_LEFT, lengths[0].height, _GAP, len(lengths))
    canvas.image.paste(ImageOps.mirror(wood) if canvas.rtl else wood, (WOOD_LEFT - _GAP, lengths[0].top - _GAP))


def _marks(canvas: Canvas, view: StickView) -> None:
    width = min(24, round(pitch(view.length) * 0.42))
    for place in notch_places(view):
        cut = Cut(width, place.depth, _lean(place, width, view.rtl), place.number * 7 % VARIANTS)
        mark = cut_mark(cut) if place.cut else pencil_mark(cut)
        canvas.stamp(mark, place.x, place.top - ABOVE)


def _lean(place: Place, width: int, rtl: bool) -> int:
    """Every fifth cut slants onwards, as counters did to see the fives."""
    if not place.fifth:
        return 0
    return round(width * (-1.1 if rtl else 1.1))


def _reward(canvas: Canvas, view: StickView, row: Row) -> None:
    winding = thread(row.height)
    canvas.stamp(winding, canvas.side(908), row.top - 2)
    size = round(min(row.height * 0.92, _SEAL))
    mark = seal(size, view.filled)
    canvas.stamp(mark, canvas.side(984), row.top + row.height * 0.47 - size / 2)


def _numerals(canvas: Canvas, view: StickView, lengths: list[Row]) -> None:
    if len(lengths) == 1:
        _ticks(canvas, view, lengths[0])
        return
    for row in lengths[:-1]:
        size = round(row.height * 0.46)
        x, y = canvas.side(984), row.top + row.height * 0.62
        canvas.number(view.numerals(row.last), (x, y), "Bold", size, _BURNT)


def _ticks(canvas: Canvas, view: StickView, row: Row) -> None:
    """Some numbers in grey and, between them, how far the stick has come."""
    numbers = tick_numbers(view)
    for place in notch_places(view):
        if place.number not in numbers:
            continue
        here = place.number == view.cut
        weight: Weight = "Bold" if here else "Regular"
        spot, text = (place.x, row.bottom + 54), view.numerals(place.number)
        canvas.number(text, spot, weight, 48 if here else 40, TURQUOISE if here else MUTED)


def _filled_sticks(canvas: Canvas, view: StickView) -> int:
    """Earned sticks at the far end of the title's line; returns the width they take."""
    if not view.full:
        return 0
    icon, count = small_stick(_ICON), min(view.full, _SHOWN_STICKS)
    number = fit(view.numerals(view.full), "Bold", (44,), 160, view.rtl)
    canvas.write(number, MARGIN, TITLE_BASELINE, INK, from_end=True)
    inset = MARGIN + number.width + 14
    for index in range(count):
        canvas.stamp(icon, WIDTH - canvas.side(inset + icon.width / 2 + index * (icon.width + 2)), FRIEZE + 12)
    return round(inset - MARGIN) + count * (icon.width + 2) + 24


def _words(canvas: Canvas, view: StickView, caption: list[Line], top: int) -> None:
    headline = fit(view.headline, "Bold", (62, 54, 46), INNER, view.rtl)
    canvas.write(headline, MARGIN, top + 66, INK)
    for index, line in enumerate(caption):
        canvas.write(line, MARGIN, top + 134 + 56 * index, MUTED)


@lru_cache(maxsize=4)
def _palette(height: int, count: int) -> Image.Image:
    """The commonest colours of the wood and its marks beside the flat ones."""
    wood = band(WOOD_RIGHT - WOOD_LEFT, height, _GAP, count)
    sample = wood.crop((0, 0, _SAMPLE, height + 2 * _GAP))
    marks = [seal(_SEAL, True), seal(_SEAL, False), small_stick(_ICON)]
    marks += [cut_mark(Cut(16, round(height * 0.6), 0, variant)) for variant in range(VARIANTS)]
    left = 70
    for mark in marks:
        sample.paste(mark, (left, _GAP), mark)
        left += mark.width
    return palette_of([*flat_colours(), *commonest(sample, _WOOD_COLOURS)])
