"""Buttons about scenarios, shared by their screens."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from handlers.buttons import Number
from handlers.hangout.panel import Visit
from handlers.replies import key


class Scene(CallbackData, prefix="scene"):
    """Something about scenarios, see handlers.scenario.panel.ACTS. `what` is a scenario, the answers so far, dials or a
    switch's value; `n` the notches of a shared stick that was proposed."""

    hangout: Number
    act: str
    what: str = ""
    n: Number = 0


def to(visit: Visit, label: str, act: str, what: str = "", n: int = 0) -> InlineKeyboardButton:
    """A button about scenarios."""
    return key(label, Scene(hangout=visit.hangout.id, act=act, what=what, n=n).pack())


def back(visit: Visit) -> list[InlineKeyboardButton]:
    """To where the hangout stands."""
    return [to(visit, visit.voice.tell("Back"), "show")]
