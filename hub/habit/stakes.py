"""Where somebody is awaited today, and what a day without them would cost there."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day, opening
from hub.habit import presence, streak
from hub.habit.hours import Places
from hub.habit.presence import streak_of
from hub.habit.rhythm import AFTER_OPENING, LATEST
from storage import rhythm, rounds
from storage.tables import Hangout, Member


class Stake(NamedTuple):
    """A hangout whose open question the person has not answered today, and their days in a row there."""

    member: Member
    hangout: Hangout
    round_id: int
    days: int
    grace: int

    @property
    def weight(self) -> tuple[bool, int]:
        """A streak that today alone can save weighs most, then the longer one."""
        return self.days > 0 and self.grace == 0, self.days


async def stakes(session: AsyncSession, hub: Hub, places: Places) -> list[Stake]:
    """Where the person has an open question and has not been today, the one with most at stake first. To somebody who
    has been elsewhere today, a place where nothing is at stake is no reason to be reminded."""
    found, here = [], False
    for member, hangout in places:
        today = local_day(hub.now(), hangout.timezone)
        if member.last_day is not None and member.last_day >= today:
            here = True
        elif (round_id := await _unanswered(session, hub, member, hangout, today)) is not None:
            held = await presence.held(session, hangout.id or 0, member.id or 0, member.last_day or today)
            kept = streak_of(member.last_day, member.streak, member.streak_began, member.grace)
            stands = streak.now(kept, today, held)
            found.append(Stake(member, hangout, round_id, stands.days, stands.grace))
    wanted = [stake for stake in found if stake.days or not here]
    return sorted(wanted, key=lambda stake: stake.weight, reverse=True)


async def _unanswered(session: AsyncSession, hub: Hub, member: Member, hangout: Hangout, today: date) -> int | None:
    """The hangout's open round, if the member is not on leave and has no answer in it."""
    playing = await rounds.open_round(session, hangout.id or 0) if hangout.state == "open" else None
    if playing is None or playing.closes_at <= hub.now() or await rhythm.paused(session, member.id or 0, today):
        return None
    answered = await rounds.choices_of(session, playing.id or 0, member.id or 0)
    return None if answered else playing.id


async def later(session: AsyncSession, hub: Hub, places: Places, timezone: str) -> datetime | None:
    """When there will be something to answer later today: soon after a question that comes after the person's hour."""
    found = []
    for member, hangout in places:
        today = local_day(hub.now(), hangout.timezone)
        away = member.last_day is None or member.last_day < today
        if away and hangout.next_opening is not None and not await rhythm.paused(session, member.id or 0, today):
            found.append(hangout.next_opening + timedelta(minutes=AFTER_OPENING))
    latest = opening(local_day(hub.now(), timezone), LATEST, timezone)
    return min((at for at in found if hub.now() < at <= latest), default=None)
