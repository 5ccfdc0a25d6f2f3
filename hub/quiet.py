"""The hours in which nobody is written to about money. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hub.days import local_day, opening

MORNING, EVENING = 9, 22
"""Full local hours: from the one on messages leave, from the other on they wait."""


def leaves(at: datetime, timezone: str) -> datetime:
    """When a message written at that moment (aware UTC) leaves: at once by day, else when the next morning begins."""
    hour = at.astimezone(ZoneInfo(timezone)).hour
    if MORNING <= hour < EVENING:
        return at
    day = local_day(at, timezone) + timedelta(days=hour >= EVENING)
    return opening(day, MORNING * 60, timezone)
