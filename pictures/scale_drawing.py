"""Draws a scale's results card: a column of wood for each step, and below it the mean on its ruler."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from pictures.bars import groove, pill, polished
from pictures.canvas import INNER, MARGIN, Canvas, paper
from pictures.ornaments import emblem
from pictures.paints import (
    GROOVE,
    INK,
    MUTED,
    PAPER,
    SAFFRON,
    TURQUOISE,
    WIDTH,
    commonest,
    flat_colours,
    mix,
    palette_of,
    png,
)
from pictures.parts import Head, head, rule, write_head
from pictures.scale import ScaleView
from pictures.text import Line, fit, wrap

COLUMN, TALL, CORNERS = 96, 330, 20
"""Pixels that a column is wide, its groove high, and its corners round."""
_LOW = 14
_MARK = 52
_WOOD_COLOURS = 56


@dataclass(frozen=True)
class Plan:
    """Where everything stands, in pixels from the top."""

    head: Head
    percents: int
    columns: int
    """The upper edge of the columns."""
    labels: int
    ruler: int
    ends: tuple[tuple[Line, ...], tuple[Line, ...]]
    ends_top: int
    rule: int
    mean: Line
    total: Line
    height: int


def plan_of(view: ScaleView) -> Plan:
    """The words decide how high the card is."""
    above = head(view.question, view.date, view.rtl)
    columns = above.baselines[-1] + 110
    labels = columns + TALL + 58
    ruler = labels + 62
    low, high = (tuple(wrap(end, "Regular", (36, 32), INNER * 0.46, 2, view.rtl)) if end else () for end in view.ends)
    ends_top = ruler + 40
    rule = ends_top + 46 * max(len(low), len(high)) + 34
    total = fit(view.total, "Regular", (40, 36, 32), INNER * 0.4, view.rtl)
    return Plan(
        head=above,
        percents=columns - 20,
        columns=columns,
        labels=labels,
        ruler=ruler,
        ends=(low, high),
        ends_top=ends_top,
        rule=rule,
        mean=fit(view.mean_text, "Bold", (50, 44, 38, 34), INNER - total.width - 40, view.rtl),
        total=total,
        height=rule + 112,
    )


def place(canvas: Canvas, at: float, steps: int) -> float:
    """Where a value of the scale (1: the first step) lies from left to right."""
    room = INNER - COLUMN
    return canvas.side(MARGIN + COLUMN / 2 + room * (at - 1) / (steps - 1))


def draw(view: ScaleView) -> bytes:
    plan = plan_of(view)
    canvas = paper(plan.height, view.rtl)
    write_head(canvas, view.title, plan.head)
    _columns(canvas, view, plan)
    _ruler(canvas, view, plan)
    for index, line in enumerate(plan.ends[0]):
        canvas.write(line, MARGIN, plan.ends_top + 46 * (index + 1), MUTED)
    for index, line in enumerate(plan.ends[1]):
        canvas.write(line, MARGIN, plan.ends_top + 46 * (index + 1), MUTED, from_end=True)
    rule(canvas, plan.rule)
    canvas.write(plan.mean, MARGIN, plan.rule + 72, TURQUOISE)
    canvas.write(plan.total, MARGIN, plan.rule + 72, MUTED, from_end=True)
    return png(canvas.image, _palette())


def _columns(canvas: Canvas, view: ScaleView, plan: Plan) -> None:
    best = max(step.share for step in view.steps)
    for index, step in enumerate(view.steps):
        middle = place(canvas, index + 1, len(view.steps))
        left = round(middle - COLUMN / 2)
        canvas.image.paste(groove(COLUMN, TALL, CORNERS), (left, plan.columns))
        ahead = step.share == best > 0
        if filled := _filled(step.share / best if best else 0.0, step.share):
            wood = polished(TALL, COLUMN, index % 4, ahead).transpose(Image.Transpose.ROTATE_90)
            piece = wood.crop((0, TALL - filled, COLUMN, TALL))
            canvas.image.paste(piece, (left, plan.columns + TALL - filled), pill(COLUMN, filled, CORNERS))
        canvas.number(step.percent_text, (middle, plan.percents), "Regular", 38, TURQUOISE if ahead else MUTED)
        canvas.number(step.label, (middle, plan.labels), "Bold", 50, INK)


def _filled(part: float, share: float) -> int:
    """The tallest column fills its groove; whatever is above nothing shows at least its top."""
    return max(_LOW, round(TALL * part)) if share > 0 else 0


def _ruler(canvas: Canvas, view: ScaleView, plan: Plan) -> None:
    """A thin line from the first step to the last, on it the spread as a band and the mean as a star."""
    pen, steps = ImageDraw.Draw(canvas.image), len(view.steps)
    first, last = sorted((place(canvas, 1, steps), place(canvas, steps, steps)))
    pen.line((first, plan.ruler, last, plan.ruler), fill=GROOVE, width=8)
    around = (max(1.0, view.mean - view.spread), min(float(steps), view.mean + view.spread))
    low, high = sorted(place(canvas, at, steps) for at in around)
    pen.rounded_rectangle((low - 8, plan.ruler - 8, high + 8, plan.ruler + 8), 8, fill=mix(PAPER, SAFFRON, 0.75))
    canvas.stamp(emblem(_MARK, TURQUOISE, SAFFRON), place(canvas, view.mean, steps), plan.ruler - _MARK / 2)


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    """The polished wood's commonest colours beside the flat ones."""
    sample = Image.new("RGB", (WIDTH, COLUMN * 8), PAPER)
    for piece in range(8):
        sample.paste(polished(TALL, COLUMN, piece % 4, piece >= 4), (0, COLUMN * piece))
    return palette_of([*flat_colours(), mix(PAPER, SAFFRON, 0.75), *commonest(sample, _WOOD_COLOURS)])
