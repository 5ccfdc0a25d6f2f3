"""Queries about what a deed is worth in a hangout."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Account, Charge, Entry, Member, RuleSetting, columns
from storage.upsert import insert

ACCOUNT = columns(Account)
CHARGE = columns(Charge)
ENTRY = columns(Entry)
MEMBER = columns(Member)
RULE = columns(RuleSetting)


async def setting(session: AsyncSession, hangout_id: int, rule: str) -> RuleSetting | None:
    """A rule as the owner changed it."""
    return await session.get(RuleSetting, (hangout_id, rule))


async def changed(session: AsyncSession, hangout_id: int) -> Sequence[RuleSetting]:
    """All that the owner changed."""
    return (await session.scalars(select(RuleSetting).where(RULE.hangout_id == hangout_id))).all()


async def write(session: AsyncSession, row: dict[str, Any]) -> None:
    """A rule's value from now on."""
    statement = insert(session, RuleSetting).values(**row)
    values = {name: row[name] for name in ("notches", "active", "step")}
    await session.execute(statement.on_conflict_do_update(index_elements=["hangout_id", "rule"], set_=values))


async def deeds(session: AsyncSession, hangout_id: int, rule: str, since: datetime) -> Sequence[tuple[str | None, int]]:
    """How many entries of a rule the hangout's members have from a moment on, by their notes.

    Walks back along the chains from the members' heads, as the ledger has no index over time.
    """
    link = (ENTRY.id, ENTRY.prev_id, ENTRY.rule, ENTRY.note)
    heads = select(*link).join(Member, MEMBER.head_id == ENTRY.id)
    late = heads.where(MEMBER.hangout_id == hangout_id, ENTRY.at >= since).cte("late", recursive=True)
    walked = late.union_all(select(*link).where(ENTRY.id == late.c.prev_id, ENTRY.at >= since))
    counted = select(walked.c.note, func.count()).where(walked.c.rule == rule).group_by(walked.c.note)
    return (await session.execute(counted)).tuples().all()


async def owing(session: AsyncSession, hangout_id: int) -> bool:
    """Whether anything was ever written on the hangout's credit sticks, or waits to be."""
    written = select(ACCOUNT.member_id).where(ACCOUNT.hangout_id == hangout_id, ACCOUNT.entries > 0)
    waiting = select(CHARGE.id).where(CHARGE.hangout_id == hangout_id, CHARGE.state == "waiting")
    found = [await session.scalar(query.limit(1)) for query in (written, waiting)]
    return any(one is not None for one in found)


async def forget_credit_limits(session: AsyncSession, hangout_id: int) -> None:
    """Nobody may owe anything until the owner says so again."""
    await session.execute(update(Account).where(ACCOUNT.hangout_id == hangout_id).values(ceiling=0))
