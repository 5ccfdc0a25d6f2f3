"""A person's own clock: their time zone and the minute at which they are written to."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day
from hub.habit.rhythm import REMEMBERED, hour, usual
from storage import rhythm
from storage.rhythm import Act
from storage.tables import Hangout, Member, Rhythm

Places = Sequence[tuple[Member, Hangout]]
LOOK_BACK = 8 * 7
"""Days within which the present days that a habit is learned from must lie: an old habit is none."""


class Hours(NamedTuple):
    """A person's time zone: that of the hangout they joined first. `minute`: the local one of their cue; None for
    those who have none."""

    timezone: str
    minute: int | None = None


async def of(session: AsyncSession, hub: Hub, person_id: int) -> Hours:
    """The person's clock as it goes now."""
    said = await rhythm.rhythm(session, person_id)
    if said is None or said.state != "on":
        return await without_minute(session, hub, person_id)
    places = await rhythm.places(session, person_id)
    if not places:
        return Hours(hub.timezone)
    done = await acts(session, places, hub.now()) if said.minute is None else ()
    return Hours(places[0][1].timezone, minute(said, places, done)[0])


async def without_minute(session: AsyncSession, hub: Hub, person_id: int) -> Hours:
    """The person's time zone alone."""
    return Hours(await rhythm.timezone(session, person_id) or hub.timezone)


async def acts(session: AsyncSession, places: Places, at: datetime) -> Sequence[Act]:
    """What the person did where they are a member, as far back as it counts."""
    # A hangout further east may be a day ahead.
    last = local_day(at, places[0][1].timezone) + timedelta(days=1)
    return await rhythm.acts(session, [member.id or 0 for member, _ in places], last, LOOK_BACK)


def minute(said: Rhythm, places: Places, done: Iterable[Act]) -> tuple[int, bool]:
    """The local minute of the person's cue: chosen, learned (then True), or soon after the first hangout's question."""
    first = places[0][1]
    if said.minute is not None:
        return hour(said.minute, (), first.opens_minute), False
    minutes = firsts(done, first.timezone)
    return hour(None, minutes, first.opens_minute), usual(minutes) is not None


def firsts(acts: Iterable[Act], timezone: str) -> list[int]:
    """The local minutes of the first acts of the latest present days, wherever they were done."""
    found: dict[date, datetime] = {}
    for act in acts:
        at = moment(act).astimezone(ZoneInfo(timezone))
        found[at.date()] = min(found.get(at.date(), at), at)
    latest = sorted(found, reverse=True)[:REMEMBERED]
    return [found[day].hour * 60 + found[day].minute for day in latest]


def moment(act: Act) -> datetime:
    """When it was done (aware), to the minute."""
    wall = datetime(act.day.year, act.day.month, act.day.day, act.minute // 60, act.minute % 60)
    return wall.replace(tzinfo=ZoneInfo(act.timezone))
