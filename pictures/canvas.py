"""The paper all pictures are drawn on, in either reading direction."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from pictures.ornaments import emblem, frieze
from pictures.paints import INK, PAPER, SAFFRON, TURQUOISE, WIDTH, Colour
from pictures.text import Line, Weight, direction_of, fit, font

MARGIN = 54
INNER = WIDTH - 2 * MARGIN
"""Pixels between the margins."""
TITLE_BASELINE = 106
_STAR = 44
_STAR_ROOM = 62


@dataclass(frozen=True)
class Canvas:
    """A picture in the making. An inset is counted from the side where reading begins."""

    image: Image.Image
    rtl: bool

    def side(self, inset: float) -> float:
        return WIDTH - inset if self.rtl else inset

    def write(self, line: Line, inset: float, baseline: float, colour: Colour, from_end: bool = False) -> None:
        """`from_end` counts the inset from the other side and lets the line end there."""
        right = self.rtl != from_end
        self._text(line, (WIDTH - inset if right else inset, baseline), colour, "rs" if right else "ls")

    def number(self, text: str, spot: tuple[float, float], weight: Weight, size: int, colour: Colour) -> None:
        """A short text centred over `spot`, its baseline there."""
        self._text(Line(text, weight, size, direction_of(text, False)), spot, colour, "ms")

    def _text(self, line: Line, spot: tuple[float, float], colour: Colour, anchor: str) -> None:
        ImageDraw.Draw(self.image).text(
            spot,
            line.text,
            font=font(line.weight, line.size),
            fill=colour,
            anchor=anchor,
            direction=line.direction,
        )

    def stamp(self, mark: Image.Image, middle: float, top: float) -> None:
        self.image.paste(mark, (round(middle - mark.width / 2), round(top)), mark)

    def heading(self, title: str, taken: float) -> None:
        """The hangout's name after its star; `taken` pixels at the far end are in use."""
        self.stamp(emblem(_STAR, TURQUOISE, SAFFRON), self.side(MARGIN + _STAR / 2), TITLE_BASELINE - 38)
        self.write(heading_line(title, taken, self.rtl), MARGIN + _STAR_ROOM, TITLE_BASELINE, INK)


def heading_line(title: str, taken: float, rtl: bool) -> Line:
    """The hangout's name in the size in which it fits."""
    return fit(title, "Bold", (50, 44, 38), INNER - _STAR_ROOM - taken, rtl)


def paper(height: int, rtl: bool) -> Canvas:
    image = Image.new("RGB", (WIDTH, height), PAPER)
    image.paste(frieze(), (0, 0))
    return Canvas(image, rtl)
