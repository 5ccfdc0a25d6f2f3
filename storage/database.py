"""The database object: one writer at a time on SQLite, a pool on PostgreSQL, migrations at start."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.migrate import upgrade

# Pages are folded back by a background task (`checkpoint`) instead of by whichever commit is unlucky.
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA cache_size=-32000",
)


# PostgreSQL's classes of trouble that passes: connection, transaction rollback, resources, operator, system.
PASSING = ("08", "40", "53", "57", "58")


class StoreDown(Exception):
    """The store is in trouble (down, overloaded, locked too long): nothing was committed, a repeat may succeed."""


class Database:
    """Sessions over SQLite (WAL, synchronous=FULL) or PostgreSQL. `start` migrates."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._write, self._read = _sqlite(self.url, "IMMEDIATE", 1), _sqlite(self.url, "DEFERRED", 4)
        else:
            self._write = self._read = create_async_engine(self.url, pool_size=5, pool_pre_ping=True)
        self._writers = async_sessionmaker(self._write, class_=AsyncSession, expire_on_commit=False)
        self._readers = async_sessionmaker(self._read, class_=AsyncSession, expire_on_commit=False)

    async def start(self) -> None:
        """Brings the schema up to date, under a lock where several processes may start at once."""
        if self.is_sqlite and self.url.database not in (None, "", ":memory:"):
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
        async with self._write.begin() as connection:
            if not self.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(727274)"))
            await connection.run_sync(upgrade)

    async def stop(self) -> None:
        """Closes every connection."""
        await self.checkpoint()
        await self._write.dispose()
        await self._read.dispose()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session in the one transaction of a use case: commits at the end, rolls back on an error."""
        with _telling_trouble():
            async with self._writers.begin() as session:
                yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads, beside the writer."""
        with _telling_trouble():
            async with self._readers() as session:
                yield session

    async def checkpoint(self) -> None:
        """Moves committed pages from SQLite's write-ahead log into the file, in nobody's way."""
        if self.is_sqlite:
            async with self._read.connect() as connection:
                bare = await connection.execution_options(bare=True)
                await bare.execute(text("PRAGMA wal_checkpoint(PASSIVE)"))


@contextmanager
def _telling_trouble() -> Iterator[None]:
    try:
        yield
    except (PoolTimeout, OSError) as error:
        raise StoreDown(type(error).__name__) from error
    except DBAPIError as error:
        state = str(getattr(error.orig, "sqlstate", None) or "")
        if isinstance(error, OperationalError | InterfaceError) or state[:2] in PASSING:
            raise StoreDown(type(error.orig).__name__) from error
        raise


def _sqlite(url: URL, mode: str, size: int) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=size, max_overflow=0, pool_timeout=60)

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # else the driver begins transactions by itself, too late
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        if not connection.get_execution_options().get("bare"):
            connection.exec_driver_sql(f"BEGIN {mode}")

    return engine
