"""How long a claim holds, and when its member is told that it lapses. Pure: moments are aware UTC."""

from datetime import datetime, timedelta

from hub.days import local_day, midnight
from hub.quiet import leaves

NOTE_BEFORE = timedelta(days=3)


def lapses(at: datetime, days: int, timezone: str) -> datetime:
    """The end of the local day that comes so many days after the claim: a date is easy to say and to keep in mind."""
    return midnight(local_day(at, timezone) + timedelta(days=days + 1), timezone)


def warns(at: datetime, end: datetime, timezone: str) -> datetime:
    """When to say that a claim lapses soon: three days before, or a third of a short validity; not by night, unless
    the morning would be too late."""
    moment = end - min(NOTE_BEFORE, (end - at) / 3)
    by_day = leaves(moment, timezone)
    return by_day if by_day < end else moment
