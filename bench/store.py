"""Stores of any size: one open hangout, one open round, members with a notch each from yesterday, in a streak."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text

from hub.context import Hub
from hub.daily import rounds
from hub.hangout import setup
from hub.hangout.setup import ChatFacts
from hub.person.people import Seen
from hub.stick.chain import GENESIS, Link, seal
from locales.bank import bank
from locales.voice import languages
from storage.database import Database
from tests.support.engines import Engines

CHANNEL = -1001234567890
FIRST_PERSON = 100_000_000
_YESTERDAY = int((datetime.now(UTC) - timedelta(days=1)).timestamp() * 1000)
_DAY = (datetime.now(ZoneInfo("Asia/Tehran")) - timedelta(days=1)).date().isoformat()


def build(path: Path, members: int) -> int:
    """Makes the store and returns the id of the round that is open."""
    round_id = asyncio.run(open_hangout(path))
    seals = [seal(GENESIS, Link(n, 1, 1, "vote", "vote:0", _YESTERDAY)) for n in range(1, members + 1)]
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.executemany("INSERT INTO person VALUES (?, ?, 'fa', 0, 'open', ?)", _people(members))
        connection.executemany(
            "INSERT INTO member (id, hangout_id, person_id, joined_at, entries, notches, head_id, head_hash, last_day, "
            "streak, streak_began, grace) VALUES (?, 1, ?, ?, 1, 1, ?, ?, ?, 9, ?, 1)",
            ((n, FIRST_PERSON + n, _YESTERDAY, n, sealed, _DAY, _DAY) for n, sealed in enumerate(seals, 1)),
        )
        connection.executemany(
            "INSERT INTO presence (day, member_id, minute) VALUES (?, ?, 1200)",
            ((_DAY, n) for n in range(1, members + 1)),
        )
        connection.executemany(
            "INSERT INTO entry (id, member_id, seq, notches, rule, once_key, at, hash) "
            "VALUES (?, ?, 1, 1, 'vote', 'vote:0', ?, ?)",
            ((n, n, _YESTERDAY, sealed) for n, sealed in enumerate(seals, 1)),
        )
    connection.close()
    return round_id


@contextlib.contextmanager
def both() -> Iterator[dict[str, str]]:
    """The addresses of new stores on both engines, each with an open hangout, by what their figures end with."""
    engines = Engines()
    try:
        stores = {"": engines.url("sqlite"), "_postgresql": engines.url("postgresql")}
        for url in stores.values():
            asyncio.run(open_hangout(url))
        yield stores
    finally:
        engines.close()


async def fill(url: str, statements: Iterable[tuple[str, Any]]) -> None:
    """Writes past the use cases, and past all that keeps a store whole while it is written; then the engine is given
    the time to look at what it has."""
    db = Database(url)
    async with db._write.begin() as connection:
        if not db.is_sqlite:
            await connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # asks for no other row
        for statement, rows in statements:
            await connection.execute(text(statement), rows)
    if not db.is_sqlite:
        async with db._write.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await alone.exec_driver_sql("VACUUM ANALYZE")
    await db.stop()


def _people(members: int) -> Iterator[tuple[object, ...]]:
    return ((FIRST_PERSON + n, f"همراه {n}", _YESTERDAY) for n in range(1, members + 1))


async def open_hangout(store: Path | str) -> int:
    """Makes an empty store (a file, or where an address leads) with one open hangout and an open round; the round's
    id."""
    db = Database(store if isinstance(store, str) else f"sqlite+aiosqlite:///{store}")
    await db.start()
    hub = Hub(
        db=db,
        now=lambda: datetime.now(UTC),
        languages=languages(),
        language="fa",
        timezone="Asia/Tehran",
        bank=bank,
        wake=lambda: None,
    )
    owner = Seen(1, "مهتاب", "fa")
    draft = await setup.begin(hub, owner)
    await setup.register_chat(hub, owner.id, draft.id, ChatFacts(CHANNEL, "channel", "چای‌خانهٔ ماه‌نو", None))
    await setup.open_hangout(hub, owner.id, draft.id)
    await rounds.open_now(hub, owner.id, draft.id)
    await db.stop()
    return 1
