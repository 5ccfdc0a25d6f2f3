"""SQLite without a thread of its own: each statement runs where it is awaited.

The usual driver hands every statement to another thread and back, four times over, so that a slow disk never holds up
the loop. Where nobody else waits (a simulation), that costs more than the statements themselves.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, AsyncAdaptedQueuePool, Pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.ext.asyncio import async_sessionmaker

DRIVER = "sqlite+inline"


class Cursor(sqlite3.Cursor):
    """SQLite's own, with the one name that SQLAlchemy asks of a cursor that is awaited."""

    async def _async_soft_close(self) -> None:
        """Its rows are here already."""


class Connection(sqlite3.Connection):
    """SQLite's own, with such cursors."""

    def cursor(self, factory: Any = Cursor) -> Any:
        """A cursor for one statement."""
        return super().cursor(factory)


class Inline(SQLiteDialect_pysqlite):
    """Python's own driver, told to be one that is awaited."""

    driver = "inline"
    is_async = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        """The one that does not hold up the loop."""
        return AsyncAdaptedQueuePool

    def create_connect_args(self, url: URL) -> tuple[list[Any], dict[str, Any]]:
        """As usual, but for the class of the connection."""
        words, options = super().create_connect_args(url)
        return list(words), {**options, "factory": Connection}

    def get_driver_connection(self, connection: Any) -> Any:
        """There is nothing between."""
        return connection


@contextmanager
def session(sessions: async_sessionmaker[Any]) -> Iterator[Any]:
    """A session in a transaction whose end nobody has to await: commits, or rolls back on an error."""
    made = sessions()
    with made.sync_session as plain, plain.begin():
        yield made


registry.register("sqlite.inline", __name__, Inline.__name__)
