"""Draws what was made: see pictures.made."""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from pictures.canvas import INNER, MARGIN, Canvas, paper
from pictures.made import MadeView, Thing
from pictures.ornaments import tick
from pictures.paints import INK, MUTED, TURQUOISE, WIDTH, flat_colours, palette_of, png
from pictures.parts import date_line, rule, write_title
from pictures.text import Line, fit, wrap

_TICK = 60
_INSET = MARGIN + _TICK + 28
_ROOM = WIDTH - _INSET - MARGIN
_HEADLINE = 216
_FIRST = 262
_LEADING = 1.42
_DETAIL = 56  # from the last line of the words down to the detail's
_AIR = 34  # above and below a thing


@dataclass(frozen=True)
class Block:
    """A thing in its place; `top` is where its air begins."""

    lines: tuple[Line, ...]
    detail: Line
    top: int
    step: int

    @property
    def detail_baseline(self) -> int:
        return self.baseline(len(self.lines) - 1) + _DETAIL

    @property
    def bottom(self) -> int:
        return self.detail_baseline + 22 + _AIR

    def baseline(self, index: int) -> int:
        """Where a line of the words stands."""
        return self.top + _AIR + self.lines[0].size + self.step * index


def draw(view: MadeView) -> bytes:
    """Heading, headline, the things below each other with a tick each."""
    blocks = _blocks(view)
    end = blocks[-1].bottom
    canvas = paper(end + (84 if view.rest else 24), view.rtl)
    write_title(canvas, view.title, date_line(view.date, view.rtl))
    canvas.write(fit(view.headline, "Bold", (64, 56, 48), INNER, view.rtl), MARGIN, _HEADLINE, TURQUOISE)
    for index, block in enumerate(blocks):
        _thing(canvas, block, ruled=index > 0)
    if view.rest:
        canvas.write(fit(view.rest, "Regular", (38, 34, 30), _ROOM, view.rtl), _INSET, end + 34, MUTED)
    return png(canvas.image, _palette())


def _blocks(view: MadeView) -> list[Block]:
    """One thing alone is written large."""
    found, top = list[Block](), _FIRST
    for thing in view.things:
        found.append(_block(thing, top, view.rtl, alone=len(view.things) == 1))
        top = found[-1].bottom
    return found


def _block(thing: Thing, top: int, rtl: bool, *, alone: bool) -> Block:
    sizes, most = ((60, 54, 48), 6) if alone else ((46, 42), 3)
    lines = tuple(wrap(thing.text, "Bold", sizes, _ROOM, most, rtl))
    lines = lines if lines and lines[0].text else (fit("…", "Bold", sizes, _ROOM, rtl),)
    return Block(lines, fit(thing.detail, "Regular", (36, 32, 28), _ROOM, rtl), top, round(lines[0].size * _LEADING))


def _thing(canvas: Canvas, block: Block, *, ruled: bool) -> None:
    if ruled:
        rule(canvas, block.top)
    first = block.baseline(0)
    canvas.stamp(
        tick(_TICK, TURQUOISE), canvas.side(MARGIN + _TICK / 2), first - block.lines[0].size * 0.36 - _TICK / 2
    )
    for index, line in enumerate(block.lines):
        canvas.write(line, _INSET, block.baseline(index), INK)
    canvas.write(block.detail, _INSET, block.detail_baseline, MUTED)


@lru_cache(maxsize=1)
def _palette() -> Image.Image:
    return palette_of(flat_colours())
