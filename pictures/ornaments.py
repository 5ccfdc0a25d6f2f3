"""The eight-pointed star (شمسه) and what is made of it: the tile frieze, the reward's seal, small sticks."""

import math
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from pictures.paints import INK, PAPER, SAFFRON, TURQUOISE, WIDTH, Colour, mix
from pictures.wood import column

_FINE = 4
FRIEZE = 36
"""Height of the tiles along a picture's upper edge, in pixels."""

_TILE = 72
_SMALL_WOOD, _SMALL_LIGHT, _SMALL_CUT = (176, 118, 62), (214, 164, 100), (58, 30, 12)
_GOLD, _GOLD_DEEP = (255, 214, 110), (176, 104, 14)


def star(
    middle: tuple[float, float], radius: float, inner: float = 0.765, points: int = 8
) -> list[tuple[float, float]]:
    """Two squares laid over each other when `inner` is 0.765."""
    spots = []
    for step in range(points * 2):
        reach = radius if step % 2 == 0 else radius * inner
        turn = math.pi * step / points - math.pi / 2
        spots.append((middle[0] + reach * math.cos(turn), middle[1] + reach * math.sin(turn)))
    return spots


def _tile() -> Image.Image:
    """One repeat: a cream star between two halves of a saffron one, joined by small diamonds."""
    width, height = _TILE * _FINE, FRIEZE * _FINE
    tile = Image.new("RGB", (width, height), TURQUOISE)
    draw, level = ImageDraw.Draw(tile), height * 0.46
    deep = mix(TURQUOISE, INK, 0.45)
    for x, outer, heart in ((0, SAFFRON, deep), (width, SAFFRON, deep), (width // 2, PAPER, TURQUOISE)):
        draw.polygon(star((x, level), height * 0.36), fill=outer)
        draw.polygon(star((x, level), height * 0.17), fill=heart)
    for x in (width // 4, width * 3 // 4):
        draw.polygon(star((x, level), height * 0.12, inner=0.5, points=4), fill=PAPER)
    draw.rectangle((0, height - 3 * _FINE, width, height), fill=deep)
    return tile.reduce(_FINE)


@lru_cache(maxsize=1)
def frieze() -> Image.Image:
    strip, tile = Image.new("RGB", (WIDTH, FRIEZE)), _tile()
    for left in range(0, WIDTH, _TILE):
        strip.paste(tile, (left, 0))
    return strip


@lru_cache(maxsize=8)
def emblem(size: int, colour: Colour, heart: Colour) -> Image.Image:
    """A plain star with a heart in another colour."""
    image = Image.new("RGBA", (size * _FINE, size * _FINE), (*colour, 0))
    draw, middle = ImageDraw.Draw(image), (size * _FINE / 2, size * _FINE / 2)
    draw.polygon(star(middle, size * _FINE * 0.49), fill=(*colour, 255))
    draw.polygon(star(middle, size * _FINE * 0.24), fill=(*heart, 255))
    return image.reduce(_FINE)


@lru_cache(maxsize=4)
def tick(size: int, colour: Colour) -> Image.Image:
    """What is right: a tick on a disc."""
    side = size * _FINE
    image = Image.new("RGBA", (side, side), (*colour, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((side * 0.02, side * 0.02, side * 0.98, side * 0.98), fill=(*colour, 255))
    stroke = [(side * x, side * y) for x, y in ((0.26, 0.52), (0.44, 0.7), (0.75, 0.33))]
    draw.line(stroke, fill=(*PAPER, 255), width=round(side * 0.11), joint="curve")
    return image.reduce(_FINE)


@lru_cache(maxsize=8)
def seal(size: int, won: bool) -> Image.Image:
    """The reward's mark: burnt into the wood while it waits, a golden star once the stick is full."""
    side = size * _FINE
    image = Image.new("RGBA", (side, side), (40, 20, 8, 0))
    draw, middle = ImageDraw.Draw(image), (side / 2, side / 2)
    if won:
        draw.polygon(star((side / 2, side * 0.53), side * 0.44), fill=(40, 20, 8, 150))
        image = image.filter(ImageFilter.GaussianBlur(1.5 * _FINE))
        _gild(ImageDraw.Draw(image), middle, side)
    else:
        _burn(draw, middle, side)
    return image.reduce(_FINE)


def _gild(draw: ImageDraw.ImageDraw, middle: tuple[float, float], side: int) -> None:
    draw.polygon(star(middle, side * 0.44), fill=(*_GOLD_DEEP, 255))
    draw.polygon(star(middle, side * 0.405), fill=(*_GOLD, 255))
    draw.polygon(star(middle, side * 0.355), fill=(*SAFFRON, 255))
    draw.polygon(star(middle, side * 0.20), fill=(*_GOLD_DEEP, 255))
    draw.polygon(star(middle, side * 0.175), fill=(*TURQUOISE, 255))


def _burn(draw: ImageDraw.ImageDraw, middle: tuple[float, float], side: int) -> None:
    scorched = (62, 30, 10)
    draw.polygon(star(middle, side * 0.42), fill=(*scorched, 235))
    draw.polygon(star(middle, side * 0.345), fill=(214, 164, 100, 255))
    draw.polygon(star(middle, side * 0.19), outline=(*scorched, 220), width=2 * _FINE)


@lru_cache(maxsize=8)
def thread(height: int) -> Image.Image:
    """Turquoise yarn wound around the wood before its reward; darker below, like the wood."""
    turns, width = 5, 8
    image = Image.new("RGBA", (turns * width * _FINE, (height + 4) * _FINE))
    draw = ImageDraw.Draw(image)
    lit, deep = mix(TURQUOISE, PAPER, 0.5), mix(TURQUOISE, INK, 0.55)
    for turn in range(turns):
        left, right = turn * width * _FINE, ((turn + 1) * width - 0.4) * _FINE
        top, bottom = (turn % 2) * _FINE, (height + 3 - turn % 2) * _FINE
        draw.rounded_rectangle((left, top, right, bottom), 3 * _FINE, fill=(*deep, 255))
        draw.rounded_rectangle((left + _FINE, top, right - 2 * _FINE, bottom), 2 * _FINE, fill=(*TURQUOISE, 255))
        draw.line((left + 2.4 * _FINE, top + 6 * _FINE, left + 2.4 * _FINE, bottom - 8 * _FINE), (*lit, 150), _FINE)
    small = image.reduce(_FINE)
    shade = column([0.0, 0.0, 0.0, 0.06, 0.2, 0.5], small.size)
    small.paste((*INK, 255), mask=ImageChops.multiply(shade, small.getchannel("A")))
    return small


@lru_cache(maxsize=2)
def small_stick(height: int) -> Image.Image:
    """One filled stick, upright under its golden star, for the row of those already earned."""
    width, middle = round(height * 0.42), height * 0.21
    image = Image.new("RGBA", (width * _FINE, height * _FINE))
    draw = ImageDraw.Draw(image)
    left, right = width * 0.24 * _FINE, width * 0.76 * _FINE
    draw.rounded_rectangle((left, middle * _FINE, right, height * _FINE - 1), 4 * _FINE, fill=(*_SMALL_WOOD, 255))
    draw.rectangle((left, middle * _FINE, left + 4 * _FINE, (height - 4) * _FINE), fill=(*_SMALL_LIGHT, 255))
    for step in range(4):
        y = height * (0.54 + step * 0.11) * _FINE
        draw.polygon(
            [(right, y - 2.6 * _FINE), (right, y + 2.6 * _FINE), (left + 5 * _FINE, y)], fill=(*_SMALL_CUT, 255)
        )
    spot = (width * _FINE / 2, middle * _FINE)
    draw.polygon(star(spot, width * 0.5 * _FINE), fill=(*_GOLD_DEEP, 255))
    draw.polygon(star(spot, width * 0.43 * _FINE), fill=(*SAFFRON, 255))
    draw.polygon(star(spot, width * 0.2 * _FINE), fill=(*_GOLD, 255))
    return image.reduce(_FINE)
