"""A store that is down for a while: locked by another writer, or taking no connections."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy.engine import URL, make_url


@asynccontextmanager
async def outage(database_url: str) -> AsyncIterator[None]:
    """Nothing can be written inside."""
    url = make_url(database_url)
    async with _locked(str(url.database)) if url.get_backend_name() == "sqlite" else _closed(url):
        yield


@asynccontextmanager
async def _locked(path: str) -> AsyncIterator[None]:
    other = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
    try:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
    finally:
        other.close()


@asynccontextmanager
async def _closed(url: URL) -> AsyncIterator[None]:
    """As an administrator does it before maintenance: nobody may connect, and who is in is put out."""
    query = {name: str(value) for name, value in url.query.items()}
    other = await asyncpg.connect(
        host=url.host or query.get("host"), port=url.port, user=url.username, password=url.password, database="postgres"
    )
    try:
        await other.execute(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS false')
        await other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", url.database)
        yield
        await other.execute(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS true')
    finally:
        await other.close()
