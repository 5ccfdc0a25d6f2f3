"""Bars of polished wood in carved grooves, which several cards share."""

from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from pictures.paints import GROOVE, PAPER, SHADOW, mix
from pictures.wood import column, grain

_FINE = 3
_GOLD = (250, 190, 70)
PIECES = 4
"""Lengths of wood that differ in their grain."""


@lru_cache(maxsize=64)
def pill(width: int, height: int, most: int = 1000) -> Image.Image:
    """A mask with round ends; corners of `most` pixels at most."""
    mask = Image.new("L", (width * _FINE, height * _FINE))
    radius = min(mask.width / 2, mask.height / 2, most * _FINE)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius, fill=255)
    return mask.reduce(_FINE)


@lru_cache(maxsize=4)
def groove(width: int, height: int, corners: int = 1000) -> Image.Image:
    """Carved into the paper's board: shadow under the upper lip."""
    image = Image.new("RGB", (width, height), PAPER)
    image.paste(mix(GROOVE, SHADOW, 0.3), mask=pill(width, height, corners))
    image.paste(GROOVE, (0, 3), pill(width, height - 3, corners))
    return image


@lru_cache(maxsize=32)
def polished(length: int, height: int, piece: int, gilded: bool) -> Image.Image:
    """A length of wood, lying; the gilded one stands out."""
    wood = grain((length, height * PIECES), 91).crop((0, height * piece, length, height * (piece + 1)))
    if gilded:
        wood = Image.blend(wood, Image.new("RGB", wood.size, _GOLD), 0.72)
    light = column([1.0, 1.0, 0.98, 0.92, 0.74], wood.size)
    return ImageChops.multiply(wood, Image.merge("RGB", (light, light, light)))
