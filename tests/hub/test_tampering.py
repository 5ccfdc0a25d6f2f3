"""A thousand single rows changed behind the store's back, one at a time: the verification names the place of each."""

import random

import pytest
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from hub.context import Hub
from hub.proof.verify import Verification
from hub.proof.verify_facts import Fault
from storage.tables import Entry, table_of
from tests.conftest import StillClock
from tests.support.busy import busy
from tests.support.tampering import disarm
from tests.support.tampers import CHANGED, KINDS, Store, Tamper
from tests.support.verified import counts

RUNS, EACH, ON_POSTGRESQL = 5, 200, 60


def found(connection: Connection) -> list[Fault]:
    faults: list[Fault] = []
    Verification(connection, faults.append).run()
    return faults


def tampered(connection: Connection, store: Store, rng: random.Random) -> Tamper | None:
    """One tampering, judged and taken back; None where the database itself refused it."""
    with connection.begin() as whole:
        disarm(connection)
        try:
            tamper = store.tamper(connection, rng)
        except IntegrityError:
            return None
        faults = found(connection)
        whole.rollback()
    assert faults, tamper.what
    assert any(map(tamper.expected, faults)), (tamper.what, faults)
    return tamper


def run(connection: Connection, seed: int, times: int) -> list[Tamper]:
    rng, done = random.Random(seed), []
    with connection.begin():
        store = Store(connection)
    while len(done) < times:
        if tamper := tampered(connection, store, rng):
            done.append(tamper)
    return done


@pytest.mark.parametrize("seed", range(RUNS))
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_thousand_tamperings_are_found(hub: Hub, clock: StillClock, seed: int) -> None:
    await busy(hub, clock)
    assert (await counts(hub.db)).entries > 60
    engine = create_engine(make_url(str(hub.db.url)).set(drivername="sqlite"))
    event.listen(engine, "connect", _unguarded)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with engine.connect() as connection:
        done = run(connection, seed, EACH)
        with connection.begin():
            assert found(connection) == []
    engine.dispose()
    assert len(done) == EACH


def _unguarded(connection: object, _: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]
    connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_tamperings_are_found_on_the_other_engine(hub: Hub, clock: StillClock) -> None:
    await busy(hub, clock)
    async with hub.db._write.connect() as connection:
        done = await connection.run_sync(run, 99, ON_POSTGRESQL)
    assert len(done) == ON_POSTGRESQL


def test_every_kind_of_row_is_tampered_with() -> None:
    assert set(CHANGED) == set(KINDS)
    assert set(CHANGED[Entry]) == set(table_of(Entry).c.keys())
