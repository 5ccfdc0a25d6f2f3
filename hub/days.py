"""The hangout's local day. Pure: moments are aware UTC, days are local dates, minutes count from local midnight."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate


def local_day(at: datetime, timezone: str) -> date:
    """The date on the hangout's wall calendar at that moment."""
    return at.astimezone(ZoneInfo(timezone)).date()


def opening(day: date, minute: int, timezone: str) -> datetime:
    """When that day's question opens.

    A minute that a clock change skips opens when the clocks have jumped over it; one that comes twice, the first time.
    """
    wall = datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(timezone))
    return wall.astimezone(UTC)


def day_in_play(now: datetime, minute: int, timezone: str) -> date:
    """The latest day whose question has opened by now."""
    today = local_day(now, timezone)
    return today if opening(today, minute, timezone) <= now else today - timedelta(days=1)


def next_opening(now: datetime, minute: int, timezone: str, after: date | None = None) -> datetime:
    """The first opening later than `now`, on a day later than `after` (the last day that has had its question)."""
    day = day_in_play(now, minute, timezone) + timedelta(days=1)
    if after is not None and day <= after:
        day = after + timedelta(days=1)
    return opening(day, minute, timezone)


def days_later(at: datetime, days: int, timezone: str) -> datetime:
    """The same minute on the hangout's wall clock so many days later."""
    wall = at.astimezone(ZoneInfo(timezone))
    return opening(wall.date() + timedelta(days=days), wall.hour * 60 + wall.minute, timezone)


def midnight(day: date, timezone: str) -> datetime:
    """The moment (UTC) at which a local day begins; where a clock change skips midnight, when it has jumped."""
    return opening(day, 0, timezone)


def month_start(day: date, language: str) -> date:
    """The first day of the month that the hangout's people would say it is: Jalali for Persian, else Gregorian."""
    if language == "fa":
        first: date = JalaliDate.to_jalali(day).replace(day=1).to_gregorian()
        return first
    return day.replace(day=1)


def week_start(day: date, language: str) -> date:
    """The first day of the week that the hangout's people would say it is: Saturday for Persian, else Monday."""
    first = 5 if language == "fa" else 0
    return day - timedelta(days=(day.weekday() - first) % 7)
