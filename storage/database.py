"""The database object: one writer at a time on SQLite, a pool on PostgreSQL, migrations at start."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from storage import inline
from storage.migrate import upgrade

T = TypeVar("T")

# Pages are folded back by a background task (`checkpoint`) instead of by whichever commit is unlucky.
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA wal_autocheckpoint=0",
    "PRAGMA cache_size=-32000",
)
# PostgreSQL's kinds of trouble that passes: connection, a read-only stand-in, a password or database that is being
# changed, transaction rollback, resources, a database closed for maintenance, operator, system.
PASSING = ("08", "25006", "28", "3D", "40", "53", "55", "57", "58")


class StoreDown(Exception):
    """The store is in trouble (down, overloaded, locked too long): nothing was committed, a repeat may succeed."""


class Database:
    """Sessions over SQLite (WAL, synchronous=FULL) or PostgreSQL. `start` migrates.

    Without `durable` SQLite neither waits for the disk nor has threads of its own: for stores that nobody misses
    after a crash, and a process in which nobody waits.
    """

    def __init__(self, url: str, *, durable: bool = True) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._hot: Engine | None = None
        self._started = False
        self._durable = durable or not self.is_sqlite
        # SQLite takes one writer; waiting for a turn here is fair, waiting for its lock file is not.
        self._turn: AbstractAsyncContextManager[Any] = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._thread = ThreadPoolExecutor(1, "votes")
        if self.is_sqlite:
            pragmas = PRAGMAS if durable else (*PRAGMAS, "PRAGMA synchronous=OFF")
            where = self.url if durable else self.url.set(drivername=inline.DRIVER)
            self._write = _sqlite(where, "IMMEDIATE", 1, pragmas)
            self._read = _sqlite(where, "DEFERRED", 4, pragmas)
            if durable:
                self._hot = create_engine(self.url.set(drivername="sqlite"), pool_size=1, max_overflow=0)
                _prepare(self._hot, "IMMEDIATE", pragmas)
        else:
            self._write = self._read = create_async_engine(self.url, pool_size=5, pool_pre_ping=True)
        self._writers = async_sessionmaker(self._write, class_=AsyncSession, expire_on_commit=False)
        self._readers = async_sessionmaker(self._read, class_=AsyncSession, expire_on_commit=False)

    async def start(self) -> None:
        """Brings the schema up to date, under a lock where several processes may start at once."""
        if self.is_sqlite and self.url.database not in (None, "", ":memory:"):
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
        if self._hot is not None:
            # A file that can not be opened is told of here; aiosqlite would leave a thread that stumbles at the end.
            await asyncio.get_running_loop().run_in_executor(self._thread, _open, self._hot)
        async with self._write.begin() as connection:
            if not self.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(727274)"))
            await connection.run_sync(upgrade)
        self._started = True

    async def stop(self) -> None:
        """Folds back what was written, and closes every connection."""
        if self._started:  # a file that could not be opened is not asked again: its thread would outlive the loop
            with suppress(StoreDown):  # what is not folded back now is at the next start
                await self.checkpoint()
        await self.release()

    async def release(self) -> None:
        """Closes every connection."""
        self._thread.shutdown()
        if self._hot is not None:
            self._hot.dispose()
        await self._write.dispose()
        await self._read.dispose()

    async def run(self, work: Callable[[Connection], T]) -> T:
        """One transaction of work that does not await. On SQLite it is a single visit to the writer's thread, where
        every awaited statement would be several."""
        with _telling_trouble():
            async with self._turn:
                if self._hot is None:
                    async with self._write.begin() as connection:
                        return await connection.run_sync(work)
                return await asyncio.get_running_loop().run_in_executor(self._thread, _visit, self._hot, work)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session in the one transaction of a use case: commits at the end, rolls back on an error."""
        with _telling_trouble():
            async with self._turn:
                if self._durable:
                    async with self._writers.begin() as session:
                        yield session
                else:
                    with inline.session(self._writers) as session:
                        yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads, beside the writer."""
        with _telling_trouble():
            if self._durable:
                async with self._readers() as session:
                    yield session
            else:
                with inline.session(self._readers) as session:
                    yield session

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Long work that only reads, all of it as the store stands at one moment. While it waits for rows, others go
        on."""
        with _telling_trouble():
            async with self._read.connect() as connection:
                if not self.is_sqlite:
                    await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                return await connection.run_sync(work)

    async def checkpoint(self) -> None:
        """Moves committed pages from SQLite's write-ahead log into the file, in nobody's way."""
        if not self.is_sqlite:
            return
        with _telling_trouble():
            async with self._read.connect() as connection:
                await connection.run_sync(Connection.exec_driver_sql, "END")  # nothing is folded back inside one
                await connection.run_sync(Connection.exec_driver_sql, "PRAGMA wal_checkpoint(PASSIVE)")


@contextmanager
def _telling_trouble() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        known = isinstance(error, PoolTimeout | OSError | OperationalError | InterfaceError | InternalError)
        if known or str(getattr(cause, "sqlstate", None) or "").startswith(PASSING):
            raise StoreDown(type(cause).__name__) from error
        raise


def _open(engine: Engine) -> None:
    engine.connect().close()


def _visit(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.begin() as connection:
        return work(connection)


def _sqlite(url: URL, mode: str, size: int, pragmas: Sequence[str]) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=size, max_overflow=0, pool_timeout=60)
    _prepare(engine.sync_engine, mode, pragmas)
    return engine


def _prepare(engine: Engine, mode: str, pragmas: Sequence[str]) -> None:
    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # else the driver begins transactions by itself, too late
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def _begin(connection: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"BEGIN {mode}")
        cursor.close()

    # As an event it would cost every statement a look for other events.
    engine.dialect.do_begin = _begin  # type: ignore[assignment]
