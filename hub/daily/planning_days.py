"""Which days a question can be planned for. Pure: days are local dates."""

from datetime import date, timedelta

from hub.daily.errors import BadDay
from hub.together.errors import BadEndDay, EndDayOut
from hub.together.terms import FARTHEST, end_day


def bookable(day: date, first: date) -> date:
    """The day, if its question can still be chosen; `first` is the day of the next question. BadDay otherwise."""
    if not first <= day <= first + FARTHEST:
        raise BadDay
    return day


def read_day(text: str, language: str, today: date) -> date:
    """A day as people write it, see hub.together.terms.end_day; BadDay if it can not be read or is no coming day."""
    try:
        return end_day(text, language, today)
    except (BadEndDay, EndDayOut) as error:
        raise BadDay from error


def days_from(first: date, count: int) -> list[date]:
    """So many days in a row."""
    return [first + timedelta(days=n) for n in range(count)]
