"""What was made of members' ideas, as a picture: one thing, or those of a month.

Pillow is loaded by the first picture drawn, not by importing this module.
"""

from dataclasses import dataclass

MOST_THINGS = 6


@dataclass(frozen=True)
class Thing:
    """What was asked for and done; `detail` says when, how many were for it, and whose idea it was."""

    text: str
    detail: str


@dataclass(frozen=True)
class MadeView:
    """Every text is already in the reader's language and digits."""

    title: str
    """The hangout's name."""
    date: str
    headline: str
    things: tuple[Thing, ...]
    rest: str = ""
    """Says that there is more; empty where there is not."""
    rtl: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.things) <= MOST_THINGS:
            raise ValueError(f"a picture of things made takes 1 to {MOST_THINGS} of them")


def made(view: MadeView) -> bytes:
    """The picture as PNG bytes; the same view always gives the same bytes."""
    from pictures.made_drawing import draw

    return draw(view)
