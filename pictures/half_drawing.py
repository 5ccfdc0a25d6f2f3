"""Draws a half: the member's side of a stick that was split along its length, the place of the other, and the QR."""

import random
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from pictures.canvas import INNER, MARGIN, Canvas, paper
from pictures.half import HalfView
from pictures.notches import ABOVE, VARIANTS, Cut, cut_mark
from pictures.paints import (
    GROOVE,
    INK,
    MUTED,
    PAPER,
    SHADOW,
    TURQUOISE,
    WIDTH,
    commonest,
    flat_colours,
    palette_of,
    png,
    ramp,
)
from pictures.qr import qr
from pictures.stick import WOOD_LEFT, WOOD_RIGHT
from pictures.text import fit, wrap
from pictures.wood import plank

HEIGHT = 900
QR_SIZE = 484
_TOP, _WHOLE, _SPLIT, _APART = 140, 250, 138, 30
_FIRST, _LAST = 112, 980
_WORDS_TOP = 470
_FINE, _COLOURS = 3, 44
_FIBRE = (246, 222, 176)
_SIZE = (WOOD_RIGHT - WOOD_LEFT, _WHOLE)


def draw(view: HalfView) -> bytes:
    canvas = paper(HEIGHT, view.rtl)
    canvas.heading(view.title, 0)
    _halves(canvas, view)
    square = qr(view.link, QR_SIZE)
    left = MARGIN // 2 if view.rtl else WIDTH - MARGIN // 2 - QR_SIZE
    canvas.image.paste(square, (left, _WORDS_TOP - 50))
    _words(canvas, view)
    return png(canvas.image, _palette())


def _halves(canvas: Canvas, view: HalfView) -> None:
    """Marks are cut before the stick is split, so each of them runs out over the edge of the split."""
    face, mine, shops = _wood(view.rtl)
    cut = _marked(face, view)
    shade = Image.new("L", canvas.image.size)
    shade.paste(150, (WOOD_LEFT + 2, _TOP + 9), mine)
    canvas.image.paste(SHADOW, mask=shade.filter(ImageFilter.GaussianBlur(9)))
    canvas.image.paste(cut, (WOOD_LEFT, _TOP), mine)
    canvas.image.paste(GROOVE, (WOOD_LEFT, _TOP + _APART), shops)
    label = fit(view.shops, "Regular", (38, 32), _SIZE[0] - 200, view.rtl)
    canvas.number(label.text, (WIDTH / 2, _TOP + _APART + _SPLIT + 74), "Regular", label.size, MUTED)


def _marked(face: Image.Image, view: HalfView) -> Image.Image:
    cut, step = face.copy(), (_LAST - _FIRST) / view.length
    width = min(24, max(4, round(step * 0.42)))
    for number in range(1, view.notches + 1):
        along = _FIRST + (number - 0.5) * step - WOOD_LEFT
        x = _SIZE[0] - along if view.rtl else along
        lean = 0 if number % 5 else round(width * (-1.1 if view.rtl else 1.1))
        mark = cut_mark(Cut(width, round(_WHOLE * 0.7), lean, number * 7 % VARIANTS))
        cut.paste(mark, (round(x - mark.width / 2), -ABOVE), mark)
    return cut


@lru_cache(maxsize=2)
def _wood(rtl: bool) -> tuple[Image.Image, Image.Image, Image.Image]:
    """The whole stick's face with the bare fibres of the split, and the outlines of the two halves."""
    face, outline = plank(_SIZE, 7)
    edge = _split()
    above = _under(edge, upper=True)
    fibres = ImageChops.subtract(above, ImageChops.offset(above, 0, -9))
    fibres.paste(0, (0, 0, _SIZE[0], _SPLIT - 30))
    face.paste(_FIBRE, mask=fibres)
    mine = ImageChops.multiply(outline, above)
    shops = ImageChops.multiply(_rounded(), _under(edge, upper=False))
    if rtl:
        face, mine, shops = (ImageOps.mirror(image) for image in (face, mine, shops))
    return face, mine, shops


def _rounded() -> Image.Image:
    mask = Image.new("L", (_SIZE[0] * _FINE, _SIZE[1] * _FINE))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), 90 * _FINE, fill=255)
    return mask.reduce(_FINE)


def _split() -> list[tuple[float, float]]:
    """Where the stick was split: along the fibres, with a step where they ran together."""
    rng, level = random.Random(41), float(_SPLIT)
    points: list[tuple[float, float]] = []
    for x in range(0, _SIZE[0] + 14, 14):
        level += rng.uniform(-2.4, 2.4) + (_SPLIT - level) * 0.12 + rng.choice((0,) * 11 + (-7, 7))
        points.append((x * _FINE, level * _FINE))
    return points


def _under(edge: list[tuple[float, float]], *, upper: bool) -> Image.Image:
    """What lies on one side of the split."""
    width, height = _SIZE[0] * _FINE, _SIZE[1] * _FINE
    far = 0 if upper else height
    mask = Image.new("L", (width, height))
    ImageDraw.Draw(mask).polygon([*edge, (edge[-1][0], far), (0, far)], fill=255)
    return mask.reduce(_FINE)


def _words(canvas: Canvas, view: HalfView) -> None:
    room = INNER - QR_SIZE
    top = _WORDS_TOP + 60
    for line in wrap(view.headline, "Bold", (68, 58, 48), room, 2, view.rtl):
        canvas.write(line, MARGIN, top, TURQUOISE)
        top += 76
    for words in view.lines:
        for line in wrap(words, "Regular", (42, 36), room, 2, view.rtl):
            canvas.write(line, MARGIN, top, INK)
            top += 56


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    face, _, _ = _wood(False)
    sample = face.crop((0, 0, 600, _SPLIT))
    for left, variant in enumerate(range(VARIANTS)):
        mark = cut_mark(Cut(16, 90, 0, variant))
        sample.paste(mark, (80 + 60 * left, 0), mark)
    return palette_of([*flat_colours(), *ramp(GROOVE, INK), *ramp(PAPER, _FIBRE, 3), *commonest(sample, _COLOURS)])
