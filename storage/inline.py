"""SQLite without a thread of its own: each statement runs where it is awaited.

The usual driver hands every statement to another thread and back, four times over, so that a slow disk never holds up
the loop. Where nobody else waits (a simulation), that costs more than the statements themselves.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Self


class Cursor:
    """What SQLAlchemy's adapter asks of an aiosqlite cursor."""

    arraysize = 1

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._cursor = connection.cursor()

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Runs it here and now."""
        self._cursor.execute(statement, values)

    async def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Runs it for each row."""
        self._cursor.executemany(statement, rows)

    async def fetchone(self) -> Any:
        """The next row, or None."""
        return self._cursor.fetchone()

    async def fetchmany(self, size: int = 1) -> list[Any]:
        """The next rows."""
        return self._cursor.fetchmany(size)

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Lets the statement go."""
        self._cursor.close()

    @property
    def description(self) -> Any:
        """The columns, or None where there are no rows."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """Rows that were written."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The id of the row that was written last."""
        return self._cursor.lastrowid


class Connection:
    """What SQLAlchemy's adapter asks of an aiosqlite connection; it looks into two private names as well."""

    def __init__(self, path: str) -> None:
        self._conn = self._connection = sqlite3.connect(path, check_same_thread=False)
        self._tx = self

    def put_nowait(self, task: tuple["asyncio.Future[Any]", Callable[[], Any]]) -> None:
        """The other driver's queue to its thread: done at once."""
        future, work = task
        future.set_result(work())

    def cursor(self) -> Cursor:
        """A cursor for one statement."""
        return Cursor(self._conn)

    async def create_function(self, *given: Any, **more: Any) -> None:
        """A function of SQL's."""
        self._conn.create_function(*given, **more)

    async def commit(self) -> None:
        """Ends the transaction."""
        self._conn.commit()

    async def rollback(self) -> None:
        """Ends the transaction as if it had not been."""
        self._conn.rollback()

    async def close(self) -> None:
        """Closes the file."""
        self._conn.close()

    def stop(self) -> None:
        """The same, in a hurry."""
        self._conn.close()


async def connect(path: str) -> Connection:
    """Opens a file."""
    return Connection(path)
