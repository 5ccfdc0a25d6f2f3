"""Rows looked at from outside, in a session of the test's own."""

from typing import Any

from sqlmodel import SQLModel, select

from storage.database import Database


async def rows(db: Database, model: type[SQLModel], **wanted: Any) -> list[Any]:
    """The rows with these values, the oldest first."""
    async with db.read() as session:
        found = (await session.scalars(select(model))).all()
    fits = [row for row in found if all(getattr(row, name) == value for name, value in wanted.items())]
    return sorted(fits, key=lambda row: getattr(row, "id", 0))


async def row(db: Database, model: type[SQLModel], **wanted: Any) -> Any:
    """The newest such row; None without one."""
    found = await rows(db, model, **wanted)
    return found[-1] if found else None
