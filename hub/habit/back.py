"""Back after a week or more: who is welcomed, once for each absence."""

from dataclasses import dataclass
from datetime import date

from hub.context import Hub
from hub.days import local_day
from hub.habit.presence import held, streak_of
from hub.habit.streak import Streak, now
from storage import habit, hangouts
from storage.tables import Hangout, Member

AWAY = 7
"""Days since the last present day from which on somebody is welcomed back."""


@dataclass(frozen=True, slots=True)
class Back:
    """A member who comes back to a hangout; `streak` as it stands, which grace or a pause may have kept."""

    hangout_id: int
    title: str
    away: int
    streak: Streak


async def returning(hub: Hub, person_id: int, hangout_id: int | None = None, *, most: int) -> list[Back]:
    """The hangouts that the person comes back to now, in the order of joining; each is told of once for an absence,
    and once more when another week of silence has passed. Of more than `most` the others are told of the next time."""
    async with hub.db.read() as session:
        found = []
        for hangout in await hangouts.of_member(session, person_id):
            if hangout_id not in (None, hangout.id):
                continue
            member = await hangouts.member(session, hangout.id or 0, person_id)
            if member is not None and member.last_day is not None and away(hub, hangout, member) >= AWAY:
                found.append((hangout, member, member.last_day))
    told: list[Back] = []
    for hangout, member, last in found:
        if len(told) < most and (back := await _welcomed(hub, hangout, member, last)):
            told.append(back)
    return told


def away(hub: Hub, hangout: Hangout, member: Member) -> int:
    """Days since the member was last there or was last welcomed; 0 for one who never was there."""
    if member.last_day is None:
        return 0
    since = max(member.last_day, member.welcomed_on or member.last_day)
    return (local_day(hub.now(), hangout.timezone) - since).days


async def _welcomed(hub: Hub, hangout: Hangout, member: Member, last: date) -> Back | None:
    """None where another tap of the same moment has been welcomed."""
    today = local_day(hub.now(), hangout.timezone)
    async with hub.db.begin() as session:
        if not await habit.welcome(session, member.id or 0, today):
            return None
        kept = streak_of(last, member.streak, member.streak_began, member.grace)
        spans = await held(session, hangout.id or 0, member.id or 0, last)
    return Back(hangout.id or 0, hangout.title, (today - last).days, now(kept, today, spans))
