"""When a streak may be held by its member's own word, and for which days. Pure: the hangout's local dates."""

from datetime import date

from hub.errors import BadNumber
from hub.habit.errors import PauseAgain, PauseOn
from hub.habit.streak import LONGEST_PAUSE, ONE, Span


def going(latest: Span | None, today: date) -> Span | None:
    """The pause that holds today or a day to come, if one does."""
    return latest if latest is not None and latest.last is not None and latest.last >= today else None


def refuse(latest: Span | None, came: date | None, today: date) -> None:
    """Raises PauseOn while one goes on, and PauseAgain until the member was there after the last one; `came` is their
    last present day."""
    if going(latest, today):
        raise PauseOn
    if latest is not None and latest.last is not None and (came is None or came <= latest.last):
        raise PauseAgain


def wanted(days: int, came: date | None, today: date) -> Span:
    """The days that are held: from today on, or from tomorrow where the member was there today. BadNumber for less
    than a day or more than a pause may last."""
    if not 1 <= days <= LONGEST_PAUSE:
        raise BadNumber(least=1, most=LONGEST_PAUSE)
    first = today if came is None or came < today else came + ONE
    return Span(first, first + ONE * (days - 1))


def ended(pause: Span, today: date) -> Span | None:
    """What is left of a pause that ends today: the days that it has held; None if there are none."""
    last = today - ONE
    return Span(pause.first, last) if last >= pause.first else None
