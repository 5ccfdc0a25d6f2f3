"""Rows changed behind the product's back, for tests: what guards them is put aside first."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database

GUARDED = ("entry", "credit_entry", "seal", "act")


@asynccontextmanager
async def tampering(db: Database) -> AsyncIterator[AsyncConnection]:
    """A connection that may do anything, in one transaction."""
    async with db._write.connect() as connection:
        if db.is_sqlite:
            await connection.execute(text("END"))  # inside a transaction the next line would do nothing
            await connection.execute(text("PRAGMA foreign_keys=OFF"))
            await connection.rollback()
        await connection.run_sync(disarm)
        yield connection
        await connection.commit()
    await db._write.dispose()


def disarm(connection: Connection) -> None:
    """Takes away the triggers and, on PostgreSQL, the checks of foreign keys, until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        connection.execute(text(f"DROP TRIGGER {name}"))
