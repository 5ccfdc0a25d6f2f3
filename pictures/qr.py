"""A QR as a square picture in the house's colours, made to be read off a phone's screen."""

import segno
from PIL import Image

from pictures.paints import INK, PAPER

QUIET = 4
"""Modules of bare paper on every side; readers ask for them."""


def qr(text: str, size: int) -> Image.Image:
    """The text as a QR, `size` pixels wide and high, its quiet zone included.

    Every module is the same whole number of pixels; what is left over is paper around it. ValueError where a module
    would be smaller than two pixels.
    """
    matrix = segno.make(text, error="m", micro=False).matrix
    modules = len(matrix) + 2 * QUIET
    pixels = size // modules
    if pixels < 2:
        raise ValueError(f"{size} pixels are too few for {modules} modules")
    plain = Image.new("L", (len(matrix), len(matrix)))
    plain.putdata([255 * bit for row in matrix for bit in row])
    dark = plain.resize((len(matrix) * pixels,) * 2, Image.Resampling.NEAREST)
    drawn = Image.new("RGB", (size, size), PAPER)
    start = (size - dark.width) // 2
    drawn.paste(INK, (start, start), dark)
    return drawn
