"""A member's half of the split stick as a picture: what it shows.

Pillow is loaded by the first half drawn, not by importing this module.
"""

from dataclasses import dataclass

LONGEST = 100


@dataclass(frozen=True)
class HalfView:
    """Every text is already in the reader's language and digits."""

    notches: int
    """On the current stick, of its `length`."""
    length: int
    title: str
    """The hangout's name."""
    headline: str
    """The balance."""
    lines: tuple[str, ...]
    """Whose half of what day it is, one under the other."""
    shops: str
    """What the missing half is called."""
    link: str
    """What the QR leads to."""
    rtl: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.length <= LONGEST or not 0 <= self.notches <= self.length:
            raise ValueError(f"a stick takes up to {LONGEST} notches, and no more than its length")


def half(view: HalfView) -> bytes:
    """The picture as PNG bytes; the same view always gives the same bytes."""
    from pictures.half_drawing import draw

    return draw(view)
