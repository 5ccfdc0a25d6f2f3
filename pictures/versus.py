"""Two pictures side by side in one image, each with its name below: this or that.

Pillow is loaded by the first image drawn, not by importing this module.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Side:
    """One of the two: its name, and its picture as Telegram keeps it (JPEG, PNG or WebP). A picture that can not be
    read leaves a plain board."""

    label: str
    picture: bytes


@dataclass(frozen=True)
class VersusView:
    """The first stands where reading begins. `between` is the word between them, as the reader says it."""

    sides: tuple[Side, Side]
    between: str
    rtl: bool = False


def versus(view: VersusView) -> bytes:
    """The image as JPEG bytes, since it is made of photos; the same view always gives the same bytes."""
    from pictures.versus_drawing import draw

    return draw(view)
