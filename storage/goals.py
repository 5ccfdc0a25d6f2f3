"""Queries about shared sticks."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, not_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Entry, Goal, Member, columns
from storage.waiting import Waiting

ENTRY, GOAL, MEMBER = columns(Entry), columns(Goal), columns(Member)
LINK = (ENTRY.prev_id, ENTRY.member_id, ENTRY.at, ENTRY.notches, ENTRY.rule)
TO_JUDGE = Waiting(GOAL.id, GOAL.ends_at, (GOAL.state == "on",), at_once=GOAL.notches >= GOAL.target)
"""Shared sticks that are on: full ones at once, others at their end. That one becomes full is nobody's
appointment: the clock's loop looks by itself."""


async def goal(session: AsyncSession, goal_id: int, *, lock: bool = False) -> Goal | None:
    """One shared stick; `lock` holds it until the transaction ends, as it stands by then."""
    return await session.get(Goal, goal_id, with_for_update=lock or None, populate_existing=lock)


async def latest(session: AsyncSession, hangout_id: int) -> Goal | None:
    """The hangout's newest shared stick: the one that is on, if one is."""
    query = select(Goal).where(GOAL.hangout_id == hangout_id).order_by(GOAL.id.desc())
    return (await session.scalars(query.limit(1))).first()


def _lately(hangout_id: int, since: datetime) -> Any:
    """The last entry of each of the hangout's members, where it is not older."""
    heads = select(*LINK).join(Member, MEMBER.head_id == ENTRY.id)
    return heads.where(MEMBER.hangout_id == hangout_id, ENTRY.at >= since)


async def people(session: AsyncSession, goal: Goal, counting: Collection[str]) -> int:
    """How many members have cut a notch for the shared stick. A chain is walked back only as far as its first deed
    that counts, which mostly is its last entry."""
    back = _lately(goal.hangout_id, goal.starts_at).cte("back", recursive=True)
    counts = back.c.rule.in_(counting) & (back.c.notches > 0) & (back.c.at < goal.ends_at)
    before = select(*LINK).join(back, ENTRY.id == back.c.prev_id).where(ENTRY.at >= goal.starts_at, not_(counts))
    walked = back.union_all(before)
    part = walked.c.rule.in_(counting) & (walked.c.notches > 0) & (walked.c.at < goal.ends_at)
    return await session.scalar(select(func.count(walked.c.member_id.distinct())).where(part)) or 0


async def earned(session: AsyncSession, hangout_id: int, since: datetime, counting: Collection[str]) -> int:
    """Notches that the hangout's deeds cut from a moment on."""
    back = _lately(hangout_id, since).cte("back", recursive=True)
    walked = back.union_all(select(*LINK).join(back, ENTRY.id == back.c.prev_id).where(ENTRY.at >= since))
    query = select(func.coalesce(func.sum(walked.c.notches), 0)).where(walked.c.rule.in_(counting))
    return int(await session.scalar(query) or 0)


async def mine(session: AsyncSession, goal: Goal, head_id: int, counting: Collection[str]) -> int:
    """What the chain that ends with this entry added to the shared stick."""
    back = select(*LINK).where(ENTRY.id == head_id, ENTRY.at >= goal.starts_at).cte("back", recursive=True)
    walked = back.union_all(select(*LINK).join(back, ENTRY.id == back.c.prev_id).where(ENTRY.at >= goal.starts_at))
    added = select(func.coalesce(func.sum(walked.c.notches), 0))
    return int(await session.scalar(added.where(walked.c.rule.in_(counting), walked.c.at < goal.ends_at)) or 0)
