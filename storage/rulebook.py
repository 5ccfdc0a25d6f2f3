"""Queries about what a deed is worth in a hangout."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import RuleSetting, columns
from storage.upsert import insert

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
