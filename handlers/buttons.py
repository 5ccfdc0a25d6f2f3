"""What the owner's buttons send back where more than one screen shows them. Nothing in it is trusted."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

# A forged number that the store could not hold makes the whole button foreign.
Number = Annotated[int, Field(gt=-(2**63), lt=2**63)]


class Panel(CallbackData, prefix="panel"):
    """A screen or an act of a hangout's panel; the acts stand in handlers.hangout.panel."""

    hangout: Number
    act: str


class Compose(CallbackData, prefix="write"):
    """Write a question for the hangout's queue."""

    hangout: Number


class Queue(CallbackData, prefix="queue"):
    """A page of the hangout's queue, counted from 0."""

    hangout: Number
    page: Number


class Desk(CallbackData, prefix="desk"):
    """A screen or an act of the counter for a member; the acts stand in handlers.till.desk."""

    member: Number
    act: str
    value: str = ""


class Own(CallbackData, prefix="own"):
    """An option of one's own for a round: add, or drop what is being written."""

    round: Number
    act: str
