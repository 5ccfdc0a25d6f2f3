"""Draws a shared stick: the bundle, its marks and bindings, figures and words; a full one with all its stars."""

import math
import random
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from pictures.canvas import INNER, MARGIN, TITLE_BASELINE, Canvas, heading_line, paper
from pictures.goal import BOTTOM, QUARTERS, ROD, RODS, SEAL, STEP, TOP, WOOD_LEFT, WOOD_RIGHT, GoalView, binding, places
from pictures.notches import ABOVE, VARIANTS, Cut, cut_mark, pencil_mark
from pictures.ornaments import FRIEZE, emblem, seal, thread
from pictures.paints import (
    INK,
    MUTED,
    PAPER,
    SAFFRON,
    SHADOW,
    TURQUOISE,
    WIDTH,
    Colour,
    commonest,
    flat_colours,
    mix,
    palette_of,
    png,
    ramp,
)
from pictures.parts import FACTS_TALL, write_facts
from pictures.text import Line, fit, wrap
from pictures.wood import plank

_GAP = 20
_SHIFTS = (10, 2, 14, 0, 8)
_DEPTH, _THICK = 33, 13
_LEADING = 74
_GOLD = (250, 190, 70)
_DAWN = mix(PAPER, SAFFRON, 0.16)
_SPARKS: list[tuple[Colour, Colour]] = [(SAFFRON, PAPER), (TURQUOISE, PAPER), (mix(PAPER, SAFFRON, 0.5), PAPER)]
_WOOD_COLOURS = 56
_SEAL_SIZE = 132
_RAYS, _TRIES = 28, 500

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""


@dataclass(frozen=True)
class Plan:
    """The words with their baselines, and how high the paper is."""

    goal: list[Line]
    headline: Line
    words_top: int
    facts_top: int
    height: int

    @property
    def headline_at(self) -> int:
        return self.words_top + _LEADING * len(self.goal) + 50

    def baseline(self, line: int) -> int:
        return self.words_top + 56 + _LEADING * line


def draw(view: GoalView) -> bytes:
    plan = _plan(view)
    canvas = paper(plan.height, view.rtl)
    if view.won:
        _rejoice(canvas, view, plan)
    canvas.heading(view.title, 0)
    wood, shape = _rods(view.won)
    if canvas.rtl:
        wood, shape = ImageOps.mirror(wood), ImageOps.mirror(shape)
    canvas.image.paste(wood, (WOOD_LEFT - _GAP, TOP - _GAP), shape)
    _marks(canvas, view)
    _bindings(canvas, view)
    for index, line in enumerate(plan.goal):
        canvas.write(line, MARGIN, plan.baseline(index), INK)
    canvas.write(plan.headline, MARGIN, plan.headline_at, TURQUOISE)
    write_facts(canvas, view.facts, plan.facts_top)
    return png(canvas.image, _palette(view.won))


def _plan(view: GoalView) -> Plan:
    alone = fit(view.goal, "Bold", (60, 54, 48), INNER, view.rtl)
    said = wrap(view.goal, "Bold", (54, 48), INNER, 2, view.rtl) if alone.text.endswith("…") else [alone]
    headline = fit(view.headline, "Bold" if view.won else "Regular", (48, 42, 38), INNER, view.rtl)
    words_top = BOTTOM + 92
    facts_top = words_top + _LEADING * len(said) + 92
    return Plan(said, headline, words_top, facts_top, facts_top + (FACTS_TALL if view.facts else 0))


@lru_cache(maxsize=2)
def _rods(won: bool) -> tuple[Image.Image, Image.Image]:
    """The rods one on the other, each a hand's breadth of its own, with the shadow that all of them cast."""
    width, height = WOOD_RIGHT - WOOD_LEFT, BOTTOM - TOP
    image = Image.new("RGB", (width + 2 * _GAP, height + 2 * _GAP), SHADOW)
    mask = Image.new("L", image.size)
    for rod, shift in enumerate(_SHIFTS):
        face, shape = plank((width - shift, ROD), 211 + 37 * rod)
        if won:
            face = Image.blend(face, ImageChops.multiply(face, Image.new("RGB", face.size, _GOLD)), 0.2)
            face = Image.blend(face, Image.new("RGB", face.size, _GOLD), 0.38)
        spot = (_GAP + shift // 2, _GAP + rod * STEP)
        crease = Image.new("L", image.size)
        crease.paste(130, (spot[0], spot[1] - 4), shape)
        image.paste(SHADOW, mask=crease.filter(ImageFilter.GaussianBlur(3)))
        image.paste(face, spot, shape)
        mask.paste(255, spot, shape)
    shade = ImageChops.offset(mask, 2, 9).filter(ImageFilter.GaussianBlur(_GAP * 0.45)).point(lambda v: v * 150 // 255)
    return image, ImageChops.lighter(mask, shade)


def _marks(canvas: Canvas, view: GoalView) -> None:
    for place in places(view):
        cut = Cut(_THICK, _DEPTH, 0, place.number * 7 % VARIANTS)
        canvas.stamp(cut_mark(cut) if place.cut else pencil_mark(cut), place.x, place.top - ABOVE)
    if 0 < view.cut < RODS * 20:
        here = places(view)[view.cut - 1]
        canvas.stamp(emblem(30, TURQUOISE, SAFFRON), here.x, TOP - 40)


def _bindings(canvas: Canvas, view: GoalView) -> None:
    """Thread at every quarter with its number below, the star at the end."""
    winding = thread(BOTTOM - TOP + 4)
    for quarter in range(1, QUARTERS + 1):
        x = binding(quarter, view.rtl)
        canvas.stamp(winding, x, TOP - 4)
        last, passed = quarter == QUARTERS, view.cut >= quarter * 25
        canvas.number(
            view.marks[quarter - 1],
            (x, BOTTOM + 58),
            "Bold" if last or passed else "Regular",
            38,
            TURQUOISE if passed else MUTED,
        )
    middle = (TOP + BOTTOM) / 2
    canvas.stamp(seal(_SEAL_SIZE, view.won), canvas.side(SEAL), middle - _SEAL_SIZE / 2)


def _rejoice(canvas: Canvas, view: GoalView, plan: Plan) -> None:
    """Rays from behind the bundle, and stars wherever no words stand."""
    image, middle = canvas.image, (WIDTH / 2, (TOP + BOTTOM) / 2)
    big = Image.new("L", (WIDTH * 2, plan.height * 2))
    pen = ImageDraw.Draw(big)
    for ray in range(_RAYS):
        turns = [math.tau * (ray + half) / _RAYS for half in (-0.22, 0.22)]
        tips = [(2 * (middle[0] + 1400 * math.cos(turn)), 2 * (middle[1] + 1400 * math.sin(turn))) for turn in turns]
        pen.polygon([(2 * middle[0], 2 * middle[1]), *tips], fill=255)
    rays = big.reduce(2)
    rays.paste(0, (0, 0, WIDTH, FRIEZE))
    image.paste(_DAWN, mask=rays)
    rng, taken = random.Random(40), _words(canvas, view, plan)
    for _ in range(_TRIES):
        size = rng.choice((16, 20, 26, 34))
        x, y = rng.uniform(24, WIDTH - 24), rng.uniform(FRIEZE + 24, plan.height - 24)
        box = (x - size, y - size, x + size, y + size)
        if not any(_meet(box, other) for other in taken):
            canvas.stamp(emblem(size, *rng.choice(_SPARKS)), x, y - size / 2)
            taken.append(box)


def _words(canvas: Canvas, view: GoalView, plan: Plan) -> list[Box]:
    """Where words, figures and wood stand."""
    title = heading_line(view.title, 0, view.rtl)
    taken = [_box(canvas, MARGIN, title.width + 70, TITLE_BASELINE - 56, TITLE_BASELINE + 26)]
    taken.append((WOOD_LEFT - 4, TOP - 12, WOOD_RIGHT + 4, BOTTOM + 72))
    for index, line in enumerate(plan.goal):
        taken.append(_box(canvas, MARGIN, line.width, plan.baseline(index) - 62, plan.baseline(index) + 28))
    taken.append(_box(canvas, MARGIN, plan.headline.width, plan.headline_at - 50, plan.headline_at + 24))
    if view.facts:
        taken.append((0, plan.facts_top - 24, WIDTH, plan.height))
    return taken


def _box(canvas: Canvas, inset: float, width: float, top: float, bottom: float) -> Box:
    ends = sorted((canvas.side(inset), canvas.side(inset + width)))
    return ends[0] - 8, top, ends[1] + 8, bottom


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@lru_cache(maxsize=2)
def _palette(won: bool) -> Image.Image:
    wood = _rods(won)[0].crop((0, 0, 600, BOTTOM - TOP + 2 * _GAP))
    mark = seal(_SEAL_SIZE, won)
    wood.paste(mark, (200, 40), mark)
    for variant in range(VARIANTS):
        cut = cut_mark(Cut(_THICK, _DEPTH, 0, variant))
        wood.paste(cut, (80 + 20 * variant, 100), cut)
    light = [*ramp(PAPER, _SPARKS[2][0], 5), *ramp(PAPER, _DAWN, 4), *ramp(_DAWN, INK, 6)] if won else []
    return palette_of([*flat_colours(), *light, *commonest(wood, _WOOD_COLOURS)])
