"""What the buttons about one's own ideas send back. Nothing in it is trusted."""

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Number


class Suggestion(CallbackData, prefix="sugg"):
    """A step of suggesting something to a hangout; `what` is an interest or an idea, where the act is about one."""

    hangout: Number
    act: str
    what: Number = 0


class Authored(CallbackData, prefix="auth"):
    """An act of an idea's author."""

    idea: Number
    act: str


class About(CallbackData, prefix="auab"):
    """One's own idea is about an interest, or it is not: the other of what it was."""

    idea: Number
    interest: Number


class Mine(CallbackData, prefix="myids"):
    """A page of one's own ideas in a hangout."""

    hangout: Number
    page: Number


class Asked(CallbackData, prefix="askid"):
    """An idea of the group was asked back: it is a new one (`other` is 0), or its author is for another instead."""

    idea: Number
    other: Number
