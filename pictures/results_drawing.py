"""Draws a results card: paper, words, and bars of polished wood in carved grooves."""

from functools import lru_cache

from PIL import Image

from pictures.bars import groove, pill, polished
from pictures.canvas import MARGIN, Canvas, paper
from pictures.ornaments import emblem, tick
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
from pictures.results import ResultsView
from pictures.results_layout import STAR, TRACK, Card, RowBox, card

_WOOD_COLOURS = 56


def draw(view: ResultsView) -> bytes:
    plan = card(view)
    canvas = paper(plan.height, view.rtl)
    write_head(canvas, view.title, plan.head)
    for index, box in enumerate(plan.rows):
        _row(canvas, box, index)
    _total(canvas, plan)
    return png(canvas.image, _palette())


def _row(canvas: Canvas, box: RowBox, index: int) -> None:
    for line, baseline in zip(box.label, box.baselines, strict=True):
        canvas.write(line, box.label_inset, baseline, INK)
    canvas.write(box.count, MARGIN, box.baselines[0], MUTED, from_end=True)
    middle = box.bar_top + box.bar_height / 2
    canvas.write(
        box.percent, MARGIN, middle + box.percent.size * 0.35, TURQUOISE if box.row.winner else INK, from_end=True
    )
    if box.row.winner:
        mark = tick(STAR, TURQUOISE) if box.row.right else emblem(STAR, SAFFRON, TURQUOISE)
        canvas.stamp(mark, canvas.side(MARGIN + STAR / 2), box.baselines[0] - STAR + 6)
    _bar(canvas, box, index)


def _bar(canvas: Canvas, box: RowBox, index: int) -> None:
    left = round(canvas.side(MARGIN)) - (TRACK if canvas.rtl else 0)
    canvas.image.paste(groove(TRACK, box.bar_height), (left, box.bar_top))
    if not box.filled:
        return
    wood = polished(TRACK, box.bar_height, index % 4, box.row.winner)
    start = TRACK - box.filled if canvas.rtl else 0
    piece = wood.crop((start, 0, start + box.filled, box.bar_height))
    canvas.image.paste(piece, (left + start, box.bar_top), pill(box.filled, box.bar_height))


def _total(canvas: Canvas, plan: Card) -> None:
    rule(canvas, plan.rule)
    canvas.write(plan.total, MARGIN, plan.rule + 62, MUTED)


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """The polished wood's commonest colours beside the flat ones."""
    height = 34
    sample = Image.new("RGB", (WIDTH, height * 8), PAPER)
    for piece in range(8):
        sample.paste(polished(TRACK, height, piece % 4, piece >= 4), (0, height * piece))
    return palette_of([*flat_colours(), *commonest(sample, _WOOD_COLOURS)])
