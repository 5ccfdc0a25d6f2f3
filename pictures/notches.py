"""The marks on the wood: knife cuts, and the faint pencil strokes where cuts will come.

Each mark is a small cut-out drawn once per size and variant; a picture only pastes them.
Light falls from the left, so a cut's left wall lies in shadow whichever way the stick is read.
"""

import random
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter

from pictures.paints import PAPER, SHADOW, Colour, mix

VARIANTS = 5
_FINE = 3
_DEEP, _SHADED = (40, 20, 9), (98, 54, 24)
_LIT, _PALE = (206, 158, 96), (250, 226, 176)
_GRAPHITE = (58, 50, 48)
_LAYERS = 6
_POINTS = 16

Point = tuple[float, float]


@dataclass(frozen=True)
class Cut:
    """The size of a mark in pixels; `lean` moves its tip sideways."""

    width: int
    depth: int
    lean: int
    variant: int

    @property
    def half(self) -> int:
        """From the picture's side to the mark's middle at the wood's edge."""
        return self.width + abs(self.lean)


ABOVE = 4
"""Pixels of a mark's picture above the wood's edge."""


class _Blade:
    """The outline of one cut, drawn `_FINE` times larger, a little different in each variant."""

    def __init__(self, cut: Cut) -> None:
        rng = random.Random(cut.variant * 977 + 5)
        self.size = (cut.half * 2 * _FINE, (cut.depth + ABOVE + 4) * _FINE)
        self.top, self.tip = (ABOVE - 1) * _FINE, (ABOVE + cut.depth * rng.uniform(0.94, 1.03)) * _FINE
        self.middle = cut.half * _FINE
        self.lean = (cut.lean + cut.width * rng.uniform(-0.12, 0.12)) * _FINE
        self.reach = cut.width / 2 * rng.uniform(0.92, 1.06) * _FINE
        self.valley = rng.uniform(0.16, 0.34)

    def point(self, side: float, along: float) -> Point:
        """`side` -1 is the left lip, 1 the right one; `along` runs from the edge to the tip."""
        spread = (1 - along**2.2) ** 0.9 * (1 - 0.22 * along) * self.reach
        return (
            self.middle + self.lean * along + side * spread,
            self.top + (self.tip - self.top) * along,
        )

    def strip(self, left: float, right: float, until: float = 1.0) -> list[Point]:
        steps = [step / _POINTS * until for step in range(_POINTS + 1)]
        return [self.point(left, along) for along in steps] + [self.point(right, along) for along in reversed(steps)]


def _walls(blade: _Blade) -> list[tuple[float, float, Colour]]:
    """Strips from lip to lip: shadow deepening to the valley, then the lit wall."""
    walls = []
    for layer in range(_LAYERS):
        share, after = layer / _LAYERS, (layer + 1) / _LAYERS
        walls.append((-1 + share * (1 + blade.valley), -1 + after * (1 + blade.valley), mix(_SHADED, _DEEP, after)))
    for layer in range(_LAYERS):
        share = layer / _LAYERS
        walls.append((blade.valley + share * (1 - blade.valley), 1.0, mix(_LIT, _PALE, share)))
    return walls


@lru_cache(maxsize=160)
def cut_mark(cut: Cut) -> Image.Image:
    """A V cut from the edge of the wood to its tip, with the bite it takes out of the edge."""
    blade = _Blade(cut)
    cutout = Image.new("RGBA", blade.size, (*_DEEP, 0))
    draw = ImageDraw.Draw(cutout)
    draw.polygon(blade.strip(0.7, 1.34), fill=(*_PALE, 170))
    for left, right, colour in _walls(blade):
        draw.polygon(blade.strip(left, right), fill=(*colour, 255))
    draw.polygon(
        [blade.point(-0.86, 0), blade.point(0.86, 0), blade.point(blade.valley, 0.1)],
        fill=(*mix(PAPER, SHADOW, 0.1), 255),
    )
    shade = Image.new("L", blade.size)
    ImageDraw.Draw(shade).polygon(blade.strip(-1.5, 0.2), fill=120)
    image = Image.new("RGBA", (blade.size[0] // _FINE, blade.size[1] // _FINE), (*_DEEP, 0))
    image.putalpha(shade.reduce(_FINE).filter(ImageFilter.GaussianBlur(2)))
    image.alpha_composite(cutout.reduce(_FINE))
    return image


@lru_cache(maxsize=160)
def pencil_mark(cut: Cut) -> Image.Image:
    """A carpenter's faint stroke, gone over twice."""
    rng = random.Random(cut.variant * 131 + 3)
    image = Image.new("RGBA", (cut.half * 2 * _FINE, (cut.depth + ABOVE + 4) * _FINE))
    draw = ImageDraw.Draw(image)
    for strength in (140, 170):
        sway = [rng.uniform(-0.7, 0.7) * _FINE for _ in range(3)]
        top, bottom = (ABOVE + cut.depth * 0.16) * _FINE, (ABOVE + cut.depth * rng.uniform(0.9, 0.98)) * _FINE
        x = cut.half * _FINE
        line = [
            (x + cut.lean * _FINE * along + sway[index], top + (bottom - top) * along)
            for index, along in enumerate((0.0, 0.5, 1.0))
        ]
        draw.line(line, fill=(*_GRAPHITE, strength), width=round(2.2 * _FINE), joint="curve")
    return image.reduce(_FINE)
