"""`INSERT … ON CONFLICT`, spelt once for both engines."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import table_of


@cache
def _insert(engine: str) -> Any:
    """Loaded by the first who asks: a process uses one engine."""
    return import_module(f"sqlalchemy.dialects.{engine}").insert


def by_engine(make: Callable[[Any], Any]) -> Callable[[str], Any]:
    """A statement made of the engine's own insert (which `make` is given), once for each engine (by its name)."""
    return cache(lambda engine: make(_insert(engine)))


def insert(session: AsyncSession, table: Any) -> Any:
    """An insert with `on_conflict_do_nothing` and `on_conflict_do_update`, for the session's engine."""
    return _insert(session.get_bind().dialect.name)(table)


async def insert_once(session: AsyncSession, table: Any, row: dict[str, Any]) -> bool:
    """Adds a row; False, and nothing done, if one of its unique keys stands there already."""
    await session.flush()  # what the row may point at: a plain table's insert does not see to that
    done: Any = await session.execute(_once(session.get_bind().dialect.name, table), row)
    return bool(done.rowcount)


@cache
def _once(engine: str, table: Any) -> Any:
    return _insert(engine)(table_of(table)).on_conflict_do_nothing()
