"""What a member shows at the counter: their card, or a claimed reward's ticket.

Pillow is loaded by the first card drawn, not by importing this module.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CardView:
    """Every text is already in the reader's language and digits."""

    title: str
    """The hangout's name."""
    name: str
    """Whose card it is, or what it fetches."""
    link: str
    """What the QR leads to."""
    code: str
    """Six digits for fingers."""
    until: str
    """How long it lives."""
    rtl: bool = False

    def __post_init__(self) -> None:
        if not self.code.isdecimal() or len(self.code) != 6:
            raise ValueError("a card has a code of six digits")


def card(view: CardView) -> bytes:
    """The picture as PNG bytes; the same view always gives the same bytes."""
    from pictures.card_drawing import draw

    return draw(view)
