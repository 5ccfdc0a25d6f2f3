"""`INSERT … ON CONFLICT`, spelt once for both engines."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert(session: AsyncSession, table: Any) -> Any:
    """An insert with `on_conflict_do_nothing` and `on_conflict_do_update`, for the session's engine."""
    return _INSERT[session.get_bind().dialect.name](table)


async def insert_once(session: AsyncSession, table: Any, row: dict[str, Any]) -> bool:
    """Adds a row; False, and nothing done, if one of its unique keys stands there already."""
    done: Any = await session.execute(insert(session, table).values(**row).on_conflict_do_nothing())
    return bool(done.rowcount)
