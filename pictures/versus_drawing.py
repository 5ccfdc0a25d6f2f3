"""Draws the two pictures of this or that."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from pictures.canvas import Canvas, paper
from pictures.ornaments import FRIEZE
from pictures.paints import INK, PAPER, TURQUOISE, WIDTH
from pictures.text import Line, wrap
from pictures.versus import VersusView
from pictures.wood import grain

GAP = 12
HALF, TALL = (WIDTH - GAP) // 2, 640
"""Pixels of a picture in its place."""
_STRIP, _LEADING, _BADGE = 36, 60, 118
MOST_PIXELS = 40_000_000
"""A picture with more is not opened: it would fill the memory."""


def draw(view: VersusView) -> bytes:
    """Pictures, names, and the badge between them."""
    names = [wrap(side.label, "Bold", (46, 40, 34), HALF - 48, 2, view.rtl) for side in view.sides]
    bottom = FRIEZE + TALL
    canvas = paper(bottom + _STRIP + _LEADING * max(map(len, names)), view.rtl)
    for index, side in enumerate(view.sides):
        left = (HALF + GAP) * (1 - index if view.rtl else index)
        canvas.image.paste(_picture(side.picture, index), (left, FRIEZE))
        _name(canvas, names[index], left + HALF / 2, bottom)
    _badge(canvas, view.between)
    out = BytesIO()
    canvas.image.save(out, "JPEG", quality=88)
    return out.getvalue()


def _picture(data: bytes, piece: int) -> Image.Image:
    """The middle of a picture in the shape of its place; a plain board if it can not be read."""
    try:
        opened = Image.open(BytesIO(data))
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("a picture of that size is not opened")
        opened.draft("RGB", (HALF * 2, TALL * 2))
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return grain((HALF, TALL), 91 + piece)
    board = Image.new("RGBA", upright.size, (*PAPER, 255))
    return ImageOps.fit(Image.alpha_composite(board, upright).convert("RGB"), (HALF, TALL), Image.Resampling.LANCZOS)


def _name(canvas: Canvas, lines: list[Line], middle: float, top: int) -> None:
    for index, line in enumerate(lines):
        canvas.number(line.text, (middle, top + _LEADING * (index + 1)), line.weight, line.size, INK)


def _badge(canvas: Canvas, word: str) -> None:
    """A disc over the seam, with the word between the two."""
    x, y, radius = WIDTH / 2, FRIEZE + TALL / 2, _BADGE / 2
    fine = Image.new("L", (_BADGE * 4, _BADGE * 4))
    ImageDraw.Draw(fine).ellipse((0, 0, _BADGE * 4 - 1, _BADGE * 4 - 1), fill=255)
    mask = fine.reduce(4)
    canvas.image.paste(PAPER, (round(x - radius), round(y - radius)), mask)
    inner = mask.resize((_BADGE - 14, _BADGE - 14))
    canvas.image.paste(TURQUOISE, (round(x - radius) + 7, round(y - radius) + 7), inner)
    canvas.number(word, (x, y + 15), "Bold", 46, PAPER)
