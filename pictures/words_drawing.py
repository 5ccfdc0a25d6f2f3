"""Draws the words of a question on their plates; the commonest one's is gilded wood."""

from functools import lru_cache

from PIL import Image

from pictures.bars import PIECES, groove, pill, polished
from pictures.canvas import INNER, MARGIN, Canvas, paper
from pictures.ornaments import emblem
from pictures.paints import (
    INK,
    MUTED,
    PAPER,
    SAFFRON,
    TURQUOISE,
    WIDTH,
    commonest,
    flat_colours,
    palette_of,
    png,
)
from pictures.parts import rule, write_head
from pictures.words import WordsView
from pictures.words_layout import LARGEST, STAR, TALL, Box, poster

_WOOD_COLOURS = 56
_ROUND = 30  # pixels of a plate's corners
_TALLEST = round(LARGEST * TALL)


def draw(view: WordsView) -> bytes:
    """Heading, question, plates, total."""
    plan = poster(view)
    canvas = paper(plan.height, view.rtl)
    write_head(canvas, view.title, plan.head)
    for box in plan.boxes:
        _plate(canvas, box)
    rule(canvas, plan.rule)
    canvas.write(plan.total, MARGIN, plan.rule + 62, MUTED)
    return png(canvas.image, _palette())


def _plate(canvas: Canvas, box: Box) -> None:
    width, height = round(box.width), box.height
    left = round(canvas.side(box.inset)) - (width if canvas.rtl else 0)
    board = _gilded(width, height, box.index) if box.plate.winner else groove(width, height, _ROUND)
    canvas.image.paste(board, (left, box.top), pill(width, height, _ROUND))
    inset = box.inset + box.air
    if box.plate.winner:
        middle = box.top + (height - STAR) / 2
        canvas.stamp(emblem(STAR, TURQUOISE, SAFFRON), canvas.side(inset + STAR / 2), middle)
    canvas.write(box.label, inset + box.star, box.baseline, INK)
    canvas.write(box.count, WIDTH - box.inset - box.width + box.air, box.baseline, _count_colour(box), from_end=True)


def _count_colour(box: Box) -> tuple[int, int, int]:
    return INK if box.plate.winner else TURQUOISE


def _gilded(width: int, height: int, index: int) -> Image.Image:
    return polished(INNER, _TALLEST, index % PIECES, True).crop((0, 0, width, height))


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """The gilded wood's commonest colours beside the flat ones."""
    sample = Image.new("RGB", (WIDTH, _TALLEST * PIECES), PAPER)
    for piece in range(PIECES):
        sample.paste(polished(INNER, _TALLEST, piece, True), (0, _TALLEST * piece))
    return palette_of([*flat_colours(), *commonest(sample, _WOOD_COLOURS)])
