"""The schema that migrations make, on both engines."""

import asyncio
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.person.people import Seen
from storage.database import Database
from storage.migrate import config, newest, upgrade
from storage.tables import METADATA, Entry, Hangout, table_of
from storage.types import from_ms, to_ms
from tests.support.engines import Engines
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches
from tests.support.store import row, rows


async def test_models_and_migrations_agree(database_url: str) -> None:
    """Alembic finds nothing left to migrate."""
    db = Database(database_url)
    async with db.begin() as session:
        connection = await session.connection()
        await connection.run_sync(lambda sync: command.check(config(sync)))
        made = await connection.run_sync(_names)
    await db.stop()
    assert made == {*METADATA.tables, "alembic_version"}


def _names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_starting_again_changes_nothing(database_url: str) -> None:
    """Several processes at once, on a database that is up to date."""
    many = [Database(database_url) for _ in range(3)]
    await asyncio.gather(*(db.start() for db in many))
    assert await _revisions(many[0]) == [newest()]
    for db in many:
        await db.stop()


async def _revisions(db: Database) -> list[str]:
    async with db.read() as session:
        return list((await session.scalars(text("SELECT version_num FROM alembic_version"))).all())


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_processes_that_start_together_migrate_once(engine: str, engines: Engines) -> None:
    url = engines.empty(engine)
    many = [Database(url) for _ in range(3)]
    await asyncio.gather(*(db.start() for db in many))
    async with many[0].begin() as session:
        made = await (await session.connection()).run_sync(_names)
    for db in many:
        await db.stop()
    assert set(METADATA.tables) < made


@pytest.fixture
async def voted(hub: Hub) -> Hub:
    """A ledger with two entries of one member."""
    hangout = await opened(hub)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    seen = Seen(1, "آرش", "fa")
    await votes.cast(hub, [Ballot(seen, 1, round_id=1, chat_id=-1001, message_id=5)])
    return hub


FORBIDDEN = {
    "change": "UPDATE entry SET notches = 9",
    "change nothing": "UPDATE entry SET notches = notches",
    "remove": "DELETE FROM entry",
    "replace": "INSERT OR REPLACE INTO entry SELECT * FROM entry",
    "upsert": "INSERT INTO entry SELECT * FROM entry WHERE true ON CONFLICT (id) DO UPDATE SET notches = 9",
    "empty": "TRUNCATE entry CASCADE",
}
ONLY = {"replace": "sqlite", "empty": "postgresql"}


@pytest.mark.parametrize("how", FORBIDDEN)
async def test_the_ledger_only_grows(voted: Hub, how: str) -> None:
    """Whatever the statement: the database itself refuses."""
    engine = "sqlite" if voted.db.is_sqlite else "postgresql"
    if ONLY.get(how, engine) == engine:
        with pytest.raises(DBAPIError, match="never"):
            await _execute(voted.db, FORBIDDEN[how])
    assert await notches(voted.db) == {1: 1}


async def _execute(db: Database, statement: str) -> None:
    async with db.begin() as session:
        await session.execute(text(statement))


async def test_a_deed_acts_once_for_a_member_at_database_level(voted: Hub) -> None:
    entry = await row(voted.db, Entry)
    again: dict[str, Any] = entry.model_dump() | {"id": entry.id + 1, "seq": 2}
    with pytest.raises(DBAPIError):
        async with voted.db.begin() as session:
            await session.execute(insert(table_of(Entry)).values(**again))
    assert len(await rows(voted.db, Entry)) == 1


async def test_instants_are_exact_and_ordered(hub: Hub) -> None:
    moments = [from_ms(ms) for ms in (0, 1, 999, 1_795_302_226_123, 4_102_444_800_000)]
    hangout = await opened(hub)
    for moment in moments:
        async with hub.db.begin() as session:
            found = await session.get_one(Hangout, hangout.id)
            found.next_opening = moment
        async with hub.db.read() as session:
            kept = await session.scalar(select(table_of(Hangout).c.next_opening))
        assert (kept, kept.utcoffset().total_seconds()) == (moment, 0)
        assert from_ms(to_ms(moment)) == moment


async def _fail_half_way(hub: Hub) -> None:
    async with hub.db.begin() as session:
        found = (await session.scalars(select(Hangout))).one()
        found.title = "دیگر"
        await session.flush()
        raise ZeroDivisionError


async def test_a_failed_transaction_leaves_nothing(hub: Hub) -> None:
    await opened(hub)
    before = len(await rows(hub.db, Hangout))
    with pytest.raises(ZeroDivisionError):
        await _fail_half_way(hub)
    assert (await row(hub.db, Hangout)).title != "دیگر"
    assert len(await rows(hub.db, Hangout)) == before


async def test_upgrading_what_is_up_to_date_is_nothing(database_url: str) -> None:
    db = Database(database_url)
    async with db.begin() as session:
        await (await session.connection()).run_sync(upgrade)
    assert await _revisions(db) == [newest()]
    await db.stop()
