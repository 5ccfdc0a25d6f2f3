"""A store of the first release, with everything in it, brought to the newest schema; on both engines."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from hub.context import Hub
from hub.daily import votes
from hub.daily.ballots import Ballot, Ended
from hub.hangout import hangouts, settings
from hub.person.people import Seen
from hub.stick import members
from hub.stick.chain import GENESIS, Link, seal
from locales.bank import bank
from locales.voice import languages
from storage.database import Database
from storage.migrate import config, newest
from storage.tables import METADATA, Act, CreditEntry, Entry, Hangout, Post, Reward, Round
from storage.tables import Seal as SealRow
from storage.types import from_ms
from tests.conftest import StillClock
from tests.support.engines import ENGINES, Engines
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import balances
from tests.support.store import row, rows

NOW = int(datetime(2026, 11, 21, 8, 30, tzinfo=UTC).timestamp() * 1000)
DAY = 86_400_000
SEALED = [Link(1, 1, 1, "vote", "vote:1", NOW - DAY), Link(1, 2, 1, "vote", "vote:2", NOW - 3)]
HASHES = [seal(GENESIS, SEALED[0]), seal(seal(GENESIS, SEALED[0]), SEALED[1])]
Row = dict[str, Any]


def _hangout(slug: str, length: int, reward: str, state: str, age: int, **other: Any) -> Row:
    usual = {"title": "", "language": "fa", "timezone": "Asia/Tehran", "opens_minute": 1140, "next_opening": None}
    made = {"slug": slug, "stick_length": length, "reward": reward, "state": state, "created_at": NOW - age * DAY}
    return usual | made | other


def _round(day: int, state: str, closes_at: int) -> Row:
    asked = {"kind": "choice", "text": "چای یا قهوه؟", "options": ["چای", "قهوه"], "source": f"bank:{day}"}
    bounds = {"day": date(2026, 11, day), "opens_at": closes_at - DAY, "closes_at": closes_at}
    return asked | bounds | {"hangout_id": 1, "state": state, "changes": 1}


def _post(round_id: int, message_id: int, state: str) -> Row:
    place = {"round_id": round_id, "place": "channel", "chat_id": -1001, "message_id": message_id, "poll_id": None}
    return place | {"state": state, "shown": 1, "refresh_at": None, "pace_ms": 3000}


def _entry(n: int) -> Row:
    link = SEALED[n]
    kept = {"member_id": 1, "seq": n + 1, "notches": 1, "rule": "vote", "once_key": link.once_key, "at": link.at_ms}
    return kept | {"prev_id": n or None, "hash": HASHES[n]}


FIRST_RELEASE: dict[str, list[Row]] = {
    "person": [
        {"id": key, "name": name, "language": "fa", "language_chosen": key == 1, "reach": "open", "created_at": NOW}
        for key, name in ((OWNER.id, OWNER.name), (1, "آرش"), (2, "Ben"))
    ],
    "hangout": [
        _hangout("tea", 12, "یک چای 'دبش'", "open", 9, title="چای‌خانه", next_opening=NOW + DAY // 4),
        _hangout("bare", 10, "", "paused", 7, language="en", timezone="Europe/Berlin"),
        _hangout("draft", 5, "بستنی", "draft", 6),
    ],
    "chat": [
        {"telegram_id": -1001, "hangout_id": 1, "place": "channel", "title": "چای‌خانه", "lost": False},
        {"telegram_id": -1002, "hangout_id": 2, "place": "group", "title": "Bare", "lost": True},
    ],
    "staff": [{"hangout_id": n, "person_id": OWNER.id, "role": "owner", "since": NOW} for n in (1, 2, 3)],
    "member": [
        {"hangout_id": 1, "person_id": 1, "joined_at": NOW, "entries": 2, "notches": 2, "head_id": 2}
        | {"head_hash": HASHES[1]},
        {"hangout_id": 2, "person_id": 1, "joined_at": NOW, "entries": 0, "notches": 0, "head_id": None}
        | {"head_hash": None},
    ],
    "entry": [_entry(0), _entry(1)],
    "round": [_round(19, "closed", NOW - DAY), _round(20, "open", NOW + DAY // 4)],
    "post": [_post(1, 6, "final"), _post(2, 7, "live")],
    "tally": [{"round_id": n, "option": 0, "votes": 1} for n in (1, 2)],
    "vote": [{"round_id": n, "member_id": 1, "choices": 1, "at": NOW - DAY} for n in (1, 2)],
    "notice": [
        {"kind": "round", "hangout_id": 1, "chat_id": -1001, "public": True, "payload": {"round_id": 2}}
        | {"dedupe_key": "round:2:channel", "state": "sent", "due_at": NOW, "attempts": 1, "created_at": NOW}
    ],
    "run": [{"job": "round", "hangout_id": 1, "day": date(2026, 11, 20), "outcome": "done", "at": NOW}],
    "wizard": [{"person_id": 1, "state": "Setup:hour", "data": {"hangout": 3}, "updated_at": NOW}],
}


def _first_release(connection: Connection) -> None:
    """A schema of the first revision, and what a shop has in it after two days."""
    command.upgrade(config(connection), "0001")
    tables = MetaData()
    tables.reflect(connection)
    for name, made in FIRST_RELEASE.items():
        connection.execute(insert(tables.tables[name]), made)


@pytest.fixture(params=ENGINES)
async def grown(request: pytest.FixtureRequest, engines: Engines, clock: StillClock) -> AsyncIterator[Hub]:
    """A hub on a store of the first release that has just been started by the newest code."""
    url = engines.empty(request.param)
    before = Database(url)
    async with before.begin() as session:
        await (await session.connection()).run_sync(_first_release)
    await before.stop()
    db = Database(url)
    await db.start()
    yield Hub(db, clock.now, languages(), "fa", "Asia/Tehran", bank, lambda: None)
    await db.stop()


async def test_the_grown_schema_is_the_newest(grown: Hub) -> None:
    """Column by column: what grew is what a new store has."""
    async with grown.db.begin() as session:
        connection = await session.connection()
        await connection.run_sync(lambda sync: command.check(config(sync)))
        assert await session.scalar(text("SELECT version_num FROM alembic_version")) == newest()
        names = await connection.run_sync(lambda sync: {c["name"] for c in inspect(sync).get_columns("hangout")})
    assert "reward" not in names


async def test_rewards_are_kept_as_the_main_ones(grown: Hub) -> None:
    made = [
        (r.hangout_id, r.main, r.title, r.notches, r.stock, r.active, r.valid_days)
        for r in await rows(grown.db, Reward)
    ]
    assert made == [(1, True, "یک چای 'دبش'", 12, None, True, 30), (3, True, "بستنی", 5, None, True, 30)]
    assert [r.created_at for r in await rows(grown.db, Reward)] == [from_ms(NOW - 9 * DAY), from_ms(NOW - 6 * DAY)]
    owned = await hangouts.owned_by(grown, OWNER.id)
    assert [(h.reward, h.stick_length, h.state) for h in owned] == [
        ("یک چای 'دبش'", 12, "open"),
        ("", 10, "paused"),
        ("بستنی", 5, "draft"),
    ]


async def test_new_settings_are_the_usual_ones(grown: Hub) -> None:
    usual = Hangout(slug="", language="fa", timezone="UTC", created_at=grown.now())
    for kept in await rows(grown.db, Hangout):
        for name in (
            "day_ceiling",
            "month_ceiling",
            "clerk_limit",
            "sure_above",
            "currency",
            "credit",
            "credit_confirm",
        ):
            assert getattr(kept, name) == getattr(usual, name), name


async def test_a_reward_can_be_renamed_after_the_move(grown: Hub) -> None:
    assert (await settings.change(grown, OWNER.id, 1, "reward", "دو چای")).reward == "دو چای"
    assert (await settings.change(grown, OWNER.id, 2, "reward", "Coffee")).reward == "Coffee"
    kept = {r.hangout_id: r.title for r in await rows(grown.db, Reward)}
    assert kept == {1: "دو چای", 2: "Coffee", 3: "بستنی"}


async def test_votes_go_on_where_they_were(grown: Hub) -> None:
    """The answer before the move is still there, a new voter joins, and the chain goes on from its old head."""
    assert await balances(grown.db) == {(1, 1): 2, (2, 1): 0}
    old = Ballot(Seen(1, "آرش", "fa"), 2, round_id=2, chat_id=-1001, message_id=7)
    new = replace(old, seen=Seen(2, "Ben", "en"), choices=1)
    ends = await votes.cast(grown, [old, new, replace(old, round_id=1)])
    assert [(end.ended, end.notch) for end in ends] == [
        (Ended.MOVED, False),
        (Ended.COUNTED, True),
        (Ended.LATE, False),
    ]
    held = (await members.sticks(grown, 1))[0]
    assert (held.stick.notches, held.stick.length, held.reward) == (2, 12, "یک چای 'دبش'")
    assert [entry.once_key for entry in await rows(grown.db, Entry)] == ["vote:1", "vote:2", "vote:2"]
    assert await balances(grown.db) == {(1, 1): 2, (1, 2): 1, (2, 1): 0}


async def test_rounds_are_kept_with_all_that_points_at_them(grown: Hub) -> None:
    """And a day still has one round of its own, beside which a decision may stand."""
    kept = await rows(grown.db, Round)
    assert [(r.id, r.day.day, r.state, r.source, r.bank_key, r.facts, r.tags, r.beside) for r in kept] == [
        (1, 19, "closed", "bank:19", "19", {}, [], None),
        (2, 20, "open", "bank:20", "20", {}, [], None),
    ]
    assert [(p.round_id, p.message_id) for p in await rows(grown.db, Post)] == [(1, 6), (2, 7)]
    again = kept[1].model_dump(exclude={"id"})
    with pytest.raises(IntegrityError):
        async with grown.db.begin() as session:
            session.add(Round(**again))
    async with grown.db.begin() as session:
        session.add(Round(**again | {"beside": 1}))
        if grown.db.is_sqlite:
            assert (await session.execute(text("PRAGMA foreign_key_check"))).all() == []
    with pytest.raises(DBAPIError):
        await _do(grown, "DELETE FROM round WHERE id = 1")


GUARDED: dict[str, tuple[str, str]] = {
    "act": ("about = '{}'", "id"),
    "credit_entry": ("amount = 0", "id"),
    "seal": ("entries = 0", "hangout_id, day"),
}
FORBIDDEN = {
    "change": "UPDATE {table} SET {change}",
    "change nothing": "UPDATE {table} SET hash = hash",
    "remove": "DELETE FROM {table}",
    "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT ({key}) DO UPDATE SET {change}",
    "empty": "TRUNCATE {table} CASCADE",
}
ONLY = {"replace": "sqlite", "empty": "postgresql"}


async def _full(hub: Hub) -> None:
    """One row in each of the guarded tables."""
    hangout = await opened(hub)
    joined = await members.join(hub, Seen(1, "آرش", "fa"), hangout.slug)
    kept: dict[str, Any] = {"hangout_id": joined.view.hangout_id}
    async with hub.db.begin() as session:
        session.add(Act(**kept, by_id=OWNER.id, what="x", about={"a": 1}, at=hub.now()))
        credit = CreditEntry(member_id=1, seq=1, amount=5, kind="charge", once_key="k", at=hub.now(), hash=GENESIS)
        session.add(credit)
        bounds = {"day": hub.now().date(), "cut_at": hub.now() - timedelta(1), "at": hub.now()}
        session.add(SealRow(**kept, **bounds, members=1, entries=1, previous=GENESIS, root=GENESIS))


@pytest.mark.parametrize("table", GUARDED)
async def test_what_proves_is_never_changed(hub: Hub, table: str) -> None:
    """Whatever the statement: the database itself refuses, and the row is as it was."""
    await _full(hub)
    change, key = GUARDED[table]
    before = await _all(hub, table)
    assert len(before) == 1
    engine = "sqlite" if hub.db.is_sqlite else "postgresql"
    for how, statement in FORBIDDEN.items():
        if ONLY.get(how, engine) != engine:
            continue
        kept = change.split(" = ")[0]
        wanted = statement.replace("hash = hash", f"{kept} = {kept}")
        with pytest.raises(DBAPIError, match="never"):
            await _do(hub, wanted.replace("{table}", table).replace("{change}", change).replace("{key}", key))
    assert await _all(hub, table) == before


async def test_a_credit_deed_acts_once_at_database_level(hub: Hub) -> None:
    await _full(hub)
    entry = await row(hub.db, CreditEntry)
    again = entry.model_dump(exclude={"id"}) | {"seq": 2}
    with pytest.raises(DBAPIError):
        async with hub.db.begin() as session:
            session.add(CreditEntry(**again))
    assert len(await rows(hub.db, CreditEntry)) == 1


async def _do(hub: Hub, statement: str) -> None:
    async with hub.db.begin() as session:
        await (await session.connection()).exec_driver_sql(statement)


async def _all(hub: Hub, table: str) -> list[Any]:
    async with hub.db.read() as session:
        return list((await session.execute(select(METADATA.tables[table]))).all())
