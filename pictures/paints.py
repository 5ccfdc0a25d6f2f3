"""The few colours all pictures share, and how a picture becomes a small PNG."""

from io import BytesIO

from PIL import Image

Colour = tuple[int, int, int]

WIDTH = 1080
"""Pixels; a phone shows a picture bubble at about this width."""

PAPER: Colour = (251, 244, 231)
INK: Colour = (62, 38, 22)
MUTED: Colour = (126, 101, 78)
TURQUOISE: Colour = (17, 124, 128)
SAFFRON: Colour = (233, 156, 28)
SHADOW: Colour = (96, 68, 44)
GROOVE: Colour = (234, 220, 196)

_STEPS = 9


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`share` of the second colour over the first, 0..1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def ramp(first: Colour, second: Colour, steps: int = _STEPS) -> list[Colour]:
    return [mix(first, second, step / (steps - 1)) for step in range(steps)]


def flat_colours() -> list[Colour]:
    """Every colour of the flat parts with the edges that soften it on paper."""
    colours = [colour for paint in (INK, MUTED, TURQUOISE, SAFFRON) for colour in ramp(PAPER, paint)]
    return list(
        dict.fromkeys(
            [*colours, *ramp(PAPER, GROOVE, 4), *ramp(PAPER, mix(PAPER, SHADOW, 0.6), 10), *ramp(TURQUOISE, INK, 6)]
        )
    )


def commonest(sample: Image.Image, count: int) -> list[Colour]:
    """The colours that stand best for a painted sample."""
    drawn = sample.quantize(count, method=Image.Quantize.MEDIANCUT).getpalette() or []
    return list(zip(drawn[0::3], drawn[1::3], drawn[2::3], strict=True))


def palette_of(colours: list[Colour]) -> Image.Image:
    """A palette image of at most 256 colours."""
    image = Image.new("P", (1, 1))
    image.putpalette([channel for colour in colours[:256] for channel in colour])
    return image


def png(image: Image.Image, palette: Image.Image) -> bytes:
    """Indexed colours: a fifth of the size of RGB and quicker to pack."""
    out = BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", compress_level=4)
    return out.getvalue()
