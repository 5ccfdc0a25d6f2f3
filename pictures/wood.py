"""A length of seasoned wood with its bark, built from seeded noise so that it never changes."""

import math
import random
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from pictures.paints import PAPER, SHADOW

_DARK, _MIDDLE, _LIGHT = (112, 64, 28), (184, 126, 70), (224, 176, 114)
_BARK_DARK, _BARK_LIGHT = (56, 34, 22), (142, 100, 68)
_PALE, _PALE_RING = (238, 208, 152), (196, 148, 92)
_FINE = 3
"""Edges are drawn this many times larger, then reduced."""


def noise(size: tuple[int, int], cells: tuple[int, int], seed: int) -> Image.Image:
    """Smooth greys; few cells across a wide picture become long streaks."""
    raw = random.Random(seed).randbytes(cells[0] * cells[1])
    return Image.frombytes("L", cells, raw).resize(size, Image.Resampling.BICUBIC)


def column(stops: list[float], size: tuple[int, int]) -> Image.Image:
    """A vertical shading through evenly spaced brightness stops, 0..1."""
    thin = Image.new("L", (1, len(stops)))
    thin.putdata([round(stop * 255) for stop in stops])
    return thin.resize(size, Image.Resampling.BICUBIC)


def _ring(value: int) -> int:
    """The darker late wood of each year, sharp on one side as in a real board."""
    phase = value / 255 * 15 % 1
    return round(255 * (1 - 0.75 * phase**3 - 0.12 * math.sin(value / 9)))


def grain(size: tuple[int, int], seed: int) -> Image.Image:
    """Seasoned wood, its years running along the length."""
    width, height = size
    across = column([0.08, 0.5, 0.92], size)
    bent = Image.blend(across, noise(size, (7, 4), seed), 0.42)
    rings = bent.filter(ImageFilter.BoxBlur(1)).point([_ring(value) for value in range(256)])
    fibres = noise(size, (max(8, width // 46), max(8, height // 4)), seed + 1)
    tone = noise(size, (9, 3), seed + 2)
    mixed = Image.blend(Image.blend(rings, fibres, 0.36), tone, 0.34)
    return ImageOps.colorize(mixed, _DARK, _LIGHT, _MIDDLE, blackpoint=40, whitepoint=215, midpoint=120)


def _edge(width: int, level: float, sway: float, seed: int) -> list[tuple[float, float]]:
    """A hand-made line from left to right around `level`."""
    rng = random.Random(seed)
    points = [(x, level + rng.uniform(-sway, sway)) for x in range(0, width + 24, 24)]
    return [(x * _FINE, y * _FINE) for x, y in points]


def _fine_mask(size: tuple[int, int], outline: list[tuple[float, float]]) -> Image.Image:
    mask = Image.new("L", (size[0] * _FINE, size[1] * _FINE))
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    return mask.reduce(_FINE)


def _outline(size: tuple[int, int], seed: int) -> Image.Image:
    """The silhouette: a hewn slant at the left, a rounded end at the right."""
    width, height = size
    box = Image.new("L", (width * _FINE, height * _FINE))
    draw = ImageDraw.Draw(box)
    radius = height * 0.36 * _FINE
    draw.rounded_rectangle((0, 0, width * _FINE - 1, height * _FINE - 1), radius, fill=255)
    top, bottom = _edge(width, 2, 1.6, seed), _edge(width, height - 3, 1.8, seed + 1)
    wavy = Image.new("L", box.size)
    ImageDraw.Draw(wavy).polygon([*top, *reversed(bottom)], fill=255)
    return ImageChops.multiply(box, wavy).reduce(_FINE)


def _barked(face: Image.Image, seed: int) -> Image.Image:
    """Bark along the lower edge and a thin line of it along the upper one."""
    width, height = face.size
    texture = Image.blend(noise(face.size, (width // 9, 14), seed), noise(face.size, (width // 40, 30), seed + 1), 0.5)
    bark = ImageOps.colorize(texture, _BARK_DARK, _BARK_LIGHT, blackpoint=70, whitepoint=190)
    low, high = _edge(width, height * 0.885, height * 0.014, seed + 2), _edge(width, height * 0.035, 1.2, seed + 3)
    floor, ceiling = height * _FINE, 0
    below = [*low, (width * _FINE + 99, floor), (0, floor)]
    above = [*high, (width * _FINE + 99, ceiling), (0, ceiling)]
    rim = [(x, y - height * 0.022 * _FINE) for x, y in low]
    face.paste(_PALE_RING, mask=_fine_mask(face.size, [*rim, *below[-2:]]).point(lambda value: value * 3 // 4))
    for outline in (below, above):
        face.paste(bark, mask=_fine_mask(face.size, outline))
    return face


def _end_face(size: tuple[int, int]) -> tuple[Image.Image, Image.Image]:
    """The hewn end with its year rings, and its mask."""
    width, height = round(size[1] * 0.34), size[1]
    big = Image.new("RGB", (width * _FINE, height * _FINE), _PALE)
    draw, mask = ImageDraw.Draw(big), Image.new("L", big.size)
    ImageDraw.Draw(mask).ellipse((0, 0, big.width - 1, big.height - 1), fill=255)
    for share in (0.86, 0.66, 0.47, 0.3, 0.14):
        x, y = big.width / 2 * share, big.height / 2 * share
        middle = (big.width * 0.5, big.height * 0.52)
        box = (middle[0] - x, middle[1] - y, middle[0] + x, middle[1] + y)
        draw.ellipse(box, outline=_PALE_RING, width=_FINE + 1)
    draw.ellipse((0, 0, big.width - 1, big.height - 1), outline=_BARK_DARK, width=2 * _FINE + 2)
    return big.reduce(_FINE), mask.reduce(_FINE)


def plank(size: tuple[int, int], seed: int) -> tuple[Image.Image, Image.Image]:
    """A length of wood and its silhouette, hewn end at the left."""
    face = _barked(grain(size, seed), seed + 10)
    light = column([0.86, 1.0, 1.0, 0.97, 0.9, 0.74, 0.5], size)
    face = ImageChops.multiply(face, Image.merge("RGB", (light, light, light)))
    mask = _outline(size, seed + 20)
    end, end_mask = _end_face(size)
    face.paste(end, (0, 0), end_mask)
    corner = Image.new("L", (end.width // 2, size[1]))
    corner.paste(end_mask.crop((0, 0, end.width // 2, size[1])))
    mask.paste(corner, (0, 0))
    return face, mask


@lru_cache(maxsize=4)
def band(width: int, height: int, gap: int, count: int) -> Image.Image:
    """`count` planks one under the other on paper with their soft shadows, `gap` pixels around each."""
    image = Image.new("RGB", (width + 2 * gap, count * (height + gap) + 2 * gap), PAPER)
    shade = Image.new("L", image.size)
    planks = [plank((width, height), 7 + 31 * index) for index in range(count)]
    for index, (_, mask) in enumerate(planks):
        shade.paste(150, (gap + 2, gap + index * (height + gap) + 9), mask)
    image.paste(SHADOW, mask=shade.filter(ImageFilter.GaussianBlur(gap * 0.45)))
    for index, (face, mask) in enumerate(planks):
        image.paste(face, (gap, gap + index * (height + gap)), mask)
    return image
