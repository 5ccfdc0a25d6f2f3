"""The arithmetic of credit. Pure: whole numbers of the currency's smallest unit, aware UTC moments."""

from datetime import datetime
from typing import NamedTuple


class Debt(NamedTuple):
    """What is owed, and since when; nothing owed has no beginning."""

    owed: int
    since: datetime | None


def after(debt: Debt, amount: int, at: datetime) -> Debt:
    """The debt once a signed amount is written: it begins when there was none, and goes on until nothing is left."""
    owed = debt.owed + amount
    return Debt(owed, (debt.since or at) if owed > 0 else None)


def room(ceiling: int, owed: int, waiting: int) -> int:
    """What may still be charged, when so much waits for the member's word already."""
    return max(0, ceiling - owed - waiting)
