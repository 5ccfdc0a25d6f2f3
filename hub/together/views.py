"""Shared sticks as people see them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.days import local_day
from hub.stick.rules import SHARED
from storage import goals, hangouts
from storage.tables import Goal, Hangout

REMEMBERED = timedelta(days=14)  # so long a shared stick that has ended is still shown to members
PACE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Together:
    """How far a hangout has come together; `last_day` is the last local day that counts."""

    notches: int
    target: int
    last_day: date


@dataclass(frozen=True, slots=True)
class GoalView:
    """A shared stick whole. `hangout` is the hangout's title; `people` had a part in it; `mine` is what the person
    asking added (None where nobody asks, or no member does); times are UTC."""

    id: int
    hangout_id: int
    hangout: str
    slug: str
    language: str
    timezone: str
    title: str
    target: int
    notches: int
    people: int
    starts_at: datetime
    ends_at: datetime
    state: str
    mine: int | None = None

    @property
    def last_day(self) -> date:
        """The last local day that counts."""
        return _last_day(self.ends_at, self.timezone)

    @property
    def on(self) -> bool:
        """Whether deeds are still wanted for it."""
        return self.state == "on"

    def days_left(self, now: datetime) -> int:
        """Local days that still count, today among them; 0 when it is over."""
        left = (self.last_day - local_day(now, self.timezone)).days + 1
        return max(0, left) if self.on and now < self.ends_at else 0


def _last_day(ends_at: datetime, timezone: str) -> date:
    return local_day(ends_at - timedelta(milliseconds=1), timezone)


async def together(session: AsyncSession, hangout: Hangout, now: datetime) -> Together | None:
    """The line for a member's own stick, while the hangout has a shared one."""
    found = await goals.latest(session, hangout.id or 0)
    if found is None or found.state != "on" or not found.starts_at <= now < found.ends_at:
        return None
    return Together(found.notches, found.target, _last_day(found.ends_at, hangout.timezone))


async def view(session: AsyncSession, found: Goal, person_id: int | None = None) -> GoalView:
    """A shared stick row with what belongs to it."""
    hangout = await session.get_one(Hangout, found.hangout_id)
    return GoalView(
        id=found.id or 0,
        hangout_id=found.hangout_id,
        hangout=hangout.title,
        slug=hangout.slug,
        language=hangout.language,
        timezone=hangout.timezone,
        title=found.title,
        target=found.target,
        notches=found.notches,
        people=await goals.people(session, found, SHARED),
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        state=found.state,
        mine=None if person_id is None else await _mine(session, found, person_id),
    )


async def _mine(session: AsyncSession, found: Goal, person_id: int) -> int | None:
    member = await hangouts.member(session, found.hangout_id, person_id)
    if member is None:
        return None
    return await goals.mine(session, found, member.head_id, SHARED) if member.head_id else 0


async def one(hub: Hub, goal_id: int) -> GoalView | None:
    """A shared stick as it is now."""
    async with hub.db.read() as session:
        found = await goals.goal(session, goal_id)
        return await view(session, found) if found else None


async def of_owner(hub: Hub, person_id: int, hangout_id: int) -> GoalView | None:
    """The hangout's shared stick, or its last one, for its owner."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = await goals.latest(session, hangout_id)
        return await view(session, found, person_id) if found else None


async def of_member(hub: Hub, person_id: int, hangout_id: int | None = None) -> list[GoalView]:
    """The shared sticks of the person's hangouts, those they own among them, that are on or ended lately; of one
    hangout only if it is named."""
    async with hub.db.read() as session:
        shown = []
        joined = await hangouts.of_member(session, person_id)
        owned_ = [hangout for hangout in await hangouts.owned_by(session, person_id) if hangout not in joined]
        for hangout in [*joined, *owned_]:
            found = await goals.latest(session, hangout.id or 0) if hangout_id in (None, hangout.id) else None
            if found is not None and found.state != "stopped" and found.ends_at > hub.now() - REMEMBERED:
                shown.append(await view(session, found, person_id))
        return shown


async def pace(hub: Hub, person_id: int, hangout_id: int) -> int:
    """Notches that everybody's deeds cut in the last PACE_DAYS days, for an owner who looks for a fitting number."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        return await goals.earned(session, hangout_id, hub.now() - timedelta(days=PACE_DAYS), SHARED)
