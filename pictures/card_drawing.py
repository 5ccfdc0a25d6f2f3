"""Draws a card: names above, the QR in a tiled frame, the six digits below it."""

from functools import lru_cache

from PIL import Image, ImageDraw

from pictures.canvas import INNER, MARGIN, Canvas, paper
from pictures.card import CardView
from pictures.ornaments import emblem
from pictures.paints import (
    GROOVE,
    INK,
    MUTED,
    PAPER,
    SAFFRON,
    SHADOW,
    TURQUOISE,
    WIDTH,
    flat_colours,
    palette_of,
    png,
    ramp,
)
from pictures.qr import qr
from pictures.text import fit

HEIGHT = 1270
QR_SIZE = 656
_FRAME_TOP, _FRAME = 234, 708
_CORNER, _LINE, _STAR = 54, 7, 58
_CODE_TOP, _CODE_HEIGHT, _CODE_WIDTH = 982, 168, 760
_DIGIT, _APART, _BETWEEN = 128, 98, 44
_FINE = 4


def draw(view: CardView) -> bytes:
    canvas = paper(HEIGHT, view.rtl)
    canvas.heading(view.title, 0)
    name = fit(view.name, "Bold", (56, 48, 42), INNER, view.rtl)
    canvas.write(name, MARGIN, 182, TURQUOISE)
    _framed(canvas, qr(view.link, QR_SIZE))
    _code(canvas, view.code)
    until = fit(view.until, "Regular", (46, 40), INNER, view.rtl)
    canvas.number(until.text, (WIDTH / 2, HEIGHT - 46), "Regular", until.size, MUTED)
    return png(canvas.image, _palette())


def _framed(canvas: Canvas, square: Image.Image) -> None:
    """The QR keeps its quiet zone; the frame stands outside of it with a star on each corner's bow."""
    left = (WIDTH - _FRAME) // 2
    canvas.image.paste(_frame(), (left, _FRAME_TOP))
    inset = (_FRAME - QR_SIZE) // 2
    canvas.image.paste(square, (left + inset, _FRAME_TOP + inset))
    mark = emblem(_STAR, SAFFRON, TURQUOISE)
    for x in (left + _LINE / 2 + 8, left + _FRAME - _LINE / 2 - 8):
        for y in (_FRAME_TOP + 8, _FRAME_TOP + _FRAME - 8):
            canvas.stamp(mark, x, y - _STAR / 2)


@lru_cache(maxsize=1)
def _frame() -> Image.Image:
    side = _FRAME * _FINE
    image = Image.new("RGB", (side, side), PAPER)
    pen = ImageDraw.Draw(image)
    edge = (2, 2, side - 3, side - 3)
    pen.rounded_rectangle(edge, _CORNER * _FINE, outline=TURQUOISE, width=_LINE * _FINE)
    return image.reduce(_FINE)


def _code(canvas: Canvas, code: str) -> None:
    """Two groups of three, from the left in every language, as digits run."""
    canvas.image.paste(_tray(), ((WIDTH - _CODE_WIDTH) // 2, _CODE_TOP))
    whole = 5 * _APART + _BETWEEN
    for index, digit in enumerate(code):
        x = WIDTH / 2 - whole / 2 + index * _APART + (_BETWEEN if index > 2 else 0)
        canvas.number(digit, (x, _CODE_TOP + _CODE_HEIGHT * 0.77), "Bold", _DIGIT, INK)


@lru_cache(maxsize=1)
def _tray() -> Image.Image:
    size = (_CODE_WIDTH * _FINE, _CODE_HEIGHT * _FINE)
    image = Image.new("RGB", size, PAPER)
    ImageDraw.Draw(image).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), 40 * _FINE, fill=GROOVE)
    return image.reduce(_FINE)


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    return palette_of([*flat_colours(), *ramp(GROOVE, INK), *ramp(SAFFRON, TURQUOISE), SHADOW])
