"""What a member sees of their habit: the last days, the streak, what holds it, what comes next."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day
from hub.errors import HubError
from hub.habit import interests, pauses
from hub.habit.interests import Liking
from hub.habit.pausing import going, refuse
from hub.habit.presence import held, streak_of
from hub.habit.streak import EARNED_EVERY, ONE, Span, Streak, coming, now
from hub.habit.strip import Marked, strip, window
from hub.stick.sticks import Stick, stick
from storage import habit, hangouts
from storage.tables import Hangout, Member


@dataclass(frozen=True, slots=True)
class Me:
    """`streak` as it stands today, `milestone` the next one, `days` the last days with today as the last; `pause`
    goes on or is to come; `may_pause`: one could begin now. `alias` is the name that they stand under in the ranking,
    where the hangout has one (`standing`). `tags` are those that the hangout has to pick interests from."""

    hangout_id: int
    title: str
    slug: str
    today: date
    streak: Streak
    milestone: int | None
    days: tuple[Marked, ...]
    stick: Stick
    pause: Span | None
    may_pause: bool
    standing: bool
    alias: str | None
    tags: tuple[Liking, ...]

    @property
    def tagged(self) -> bool:
        """Whether there are tags to pick from."""
        return bool(self.tags)

    @property
    def until_grace(self) -> int:
        """Present days until the next grace day is earned."""
        return EARNED_EVERY - self.streak.days % EARNED_EVERY


async def of(hub: Hub, person_id: int, hangout_id: int | None = None) -> list[Me]:
    """The person in their hangouts, in the order of joining; in one only if it is named."""
    async with hub.db.read() as session:
        found = []
        for hangout in await hangouts.of_member(session, person_id):
            member = await hangouts.member(session, hangout.id or 0, person_id)
            if member is not None and hangout_id in (None, hangout.id):
                found.append(await _me(session, hub, hangout, member))
        return found


async def _me(session: AsyncSession, hub: Hub, hangout: Hangout, member: Member) -> Me:
    today, joined = (local_day(at, hangout.timezone) for at in (hub.now(), member.joined_at))
    kept = streak_of(member.last_day, member.streak, member.streak_began, member.grace)
    since = _since(kept, joined, today)
    spans = await held(session, hangout.id or 0, member.id or 0, since)
    came = await habit.came(session, member.id or 0, [since + ONE * n for n in range((today - since).days + 1)])
    latest = await pauses.latest(session, member.id or 0)
    streak = now(kept, today, spans)
    return Me(
        hangout_id=hangout.id or 0,
        title=hangout.title,
        slug=hangout.slug,
        today=today,
        streak=streak,
        milestone=coming(streak.days),
        days=strip(kept, came, joined, today, spans),
        stick=stick(member.notches, hangout.stick_length),
        pause=going(latest, today),
        may_pause=_may(latest, kept.last, today),
        standing=hangout.standing,
        alias=member.alias,
        tags=(await interests.of_member(session, hangout, member)).tags,
    )


def _since(kept: Streak, joined: date, today: date) -> date:
    """From which day on it matters who was there: an earlier streak is gone through only where the window shows it."""
    first = window(today)[0]
    if kept.began is None:
        return min(first, joined)
    return min(kept.last or first, first) if kept.began <= first else min(joined, first)


def _may(latest: Span | None, came: date | None, today: date) -> bool:
    try:
        refuse(latest, came, today)
    except HubError:
        return False
    return True
