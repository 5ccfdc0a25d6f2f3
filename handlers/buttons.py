"""What the owner's buttons send back where more than one screen shows them. Nothing in it is trusted."""

from aiogram.filters.callback_data import CallbackData


class Panel(CallbackData, prefix="panel"):
    """A screen or an act of a hangout's panel; the acts stand in handlers.panel."""

    hangout: int
    act: str


class Compose(CallbackData, prefix="write"):
    """Write a question for the hangout's queue."""

    hangout: int


class Queue(CallbackData, prefix="queue"):
    """A page of the hangout's queue, counted from 0."""

    hangout: int
    page: int
