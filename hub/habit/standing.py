"""The standing: a ranking of the members who want one, under names that they chose. Only they see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day, midnight
from hub.errors import NotFound
from hub.habit.errors import NameTaken, NoStanding
from hub.habit.presence import streak_of
from hub.habit.ranking import Place, fit_name, ranked
from hub.habit.streak import Span, now
from hub.habit.strip import LENGTH
from hub.stick.ledger import SKEW
from hub.stick.rules import SHARED
from hub.wording import same
from storage import habit, hangouts, ledger, presence
from storage.tables import Hangout, Member


@dataclass(frozen=True, slots=True)
class Standing:
    """A hangout's ranking as one of its members may see it: `alias` is their name in it, None while they are not, and
    then there are no places."""

    hangout_id: int
    title: str
    alias: str | None
    places: tuple[Place, ...]


async def of(hub: Hub, person_id: int, hangout_id: int | None = None, *, by: str = "days") -> list[Standing]:
    """The rankings of the person's hangouts that have one, by `days` in a row or by `notches` of the last 28 days."""
    async with hub.db.read() as session:
        found = []
        for hangout in await hangouts.of_member(session, person_id):
            member = await hangouts.member(session, hangout.id or 0, person_id)
            if member is not None and hangout.standing and hangout_id in (None, hangout.id):
                places = await _places(session, hub, hangout, by) if member.alias else ()
                mine = tuple(place._replace(mine=place.member_id == member.id) for place in places)
                found.append(Standing(hangout.id or 0, hangout.title, member.alias, mine))
        return found


async def fits(hub: Hub, person_id: int, hangout_id: int, name: str) -> str:
    """The name as it would be kept, if the person could stand under it now. A HubError says what is wrong with it."""
    async with hub.db.begin() as session:
        return (await _checked(session, person_id, hangout_id, name))[1]


async def join(hub: Hub, person_id: int, hangout_id: int, name: str) -> str:
    """Stands in the ranking from now on under that name, which is returned as it is kept. A HubError says what is
    wrong with it."""
    async with hub.db.begin() as session:
        member, fit = await _checked(session, person_id, hangout_id, name)
        member.alias = fit
    return fit


async def _checked(session: AsyncSession, person_id: int, hangout_id: int, name: str) -> tuple[Member, str]:
    # Held, so that of two who choose the same name at once one is refused.
    hangout = await hangouts.hangout(session, hangout_id, lock=True)
    member = await habit.member(session, hangout_id, person_id)
    if hangout is None or member is None:
        raise NotFound
    if not hangout.standing:
        raise NoStanding
    fit = fit_name(name)
    others = [one.alias or "" for one in await habit.named(session, hangout_id) if one.id != member.id]
    if any(same(fit, other) for other in [*others, hangout.title]):
        raise NameTaken
    return member, fit


async def leave(hub: Hub, person_id: int, hangout_id: int) -> None:
    """Out of the ranking, and the name with it."""
    async with hub.db.begin() as session:
        member = await habit.member(session, hangout_id, person_id)
        if member is None:
            raise NotFound
        member.alias = None


async def _places(session: AsyncSession, hub: Hub, hangout: Hangout, by: str) -> tuple[Place, ...]:
    members = await habit.named(session, hangout.id or 0)
    connection = await session.connection()
    return ranked(await connection.run_sync(_figures, hub, hangout, members), by)


def _figures(connection: Connection, hub: Hub, hangout: Hangout, members: Sequence[Member]) -> list[Place]:
    """Everybody's days in a row as they stand today, and what they earned in the last days."""
    today = local_day(hub.now(), hangout.timezone)
    since = midnight(today - timedelta(days=LENGTH - 1), hangout.timezone)
    earned: dict[int, int] = {}
    for entry in ledger.since(connection, [one.head_id for one in members if one.head_id], since - SKEW):
        if entry.rule in SHARED and entry.at >= since:
            earned[entry.member_id] = earned.get(entry.member_id, 0) + entry.notches
    last = min((one.last_day for one in members if one.last_day), default=today)
    pauses = presence.pauses(connection, [one.id or 0 for one in members], last)
    rests = [Span(one.first, one.last) for one in presence.rests(connection, [hangout.id or 0], last)]
    found = []
    for one in members:
        held = rests + [Span(pause.first, pause.last) for pause in pauses if pause.of == one.id]
        streak = now(streak_of(one.last_day, one.streak, one.streak_began, one.grace), today, held)
        found.append(Place(one.id or 0, one.alias or "", streak.days, max(0, earned.get(one.id or 0, 0))))
    return found
