"""What the buttons about needs send back. Nothing in it is trusted."""

from aiogram.filters.callback_data import CallbackData

from handlers.buttons import Number


class Want(CallbackData, prefix="want"):
    """An act about a need; the acts stand in handlers.needs.card."""

    need: Number
    act: str


class Said(CallbackData, prefix="said"):
    """An act about what is said about a need; the acts stand in handlers.needs.talk."""

    talk: Number
    act: str


class Wants(CallbackData, prefix="wants"):
    """A page of needs: "mine" or "others"."""

    of: str
    page: Number


class Asking(CallbackData, prefix="asks"):
    """A step of asking for something; `what` is an interest, where the step is about one."""

    hangout: Number
    act: str
    what: Number = 0


class Helping(CallbackData, prefix="helps"):
    """Somebody can be asked about an interest (`on`), or no more; without an interest (0) about nothing any more."""

    hangout: Number
    interest: Number
    on: bool


class Wanted(CallbackData, prefix="wanted"):
    """The owner's list of what nobody met: a page of it, or an act about a need there."""

    hangout: Number
    act: str
    value: Number
