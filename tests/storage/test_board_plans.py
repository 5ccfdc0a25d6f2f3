"""However many ideas there are, a page of the board is one look into an index: no table is read from end to end, and
nothing is sorted that an index holds in order."""

import json
import re
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.board import FIRST, seeding
from bench.store import FIRST_PERSON
from hub.context import Hub
from hub.habit import interests
from hub.hangout.hangouts import HangoutView
from hub.ideas import backing, board, made, triage
from hub.ideas.board import STATES, Edge, Look
from hub.ideas.steps import MADE, PILES
from hub.person.people import Seen
from storage.types import to_ms
from tests.support.counter import set_hangout
from tests.support.hangouts import OWNER, opened

BIG = ("idea", "idea_tag", "backing", "gram")
"""Tables that grow with the hangout."""
Statement = tuple[str, Any]
STEPS, ROWS = 1500, 150
"""What a statement may take, of SQLite's steps and of PostgreSQL's rows: what a page shows or a search reads at once,
many times less than the hangout has."""
COUNTED = re.compile(r"SELECT count\(\*\) AS count_1 \nFROM idea")
"""How many wait behind a card is counted: so much work as there is left to do."""


@pytest.fixture
async def statements(hub: Hub) -> AsyncIterator[list[Statement]]:
    """What is sent to the store."""
    sent: list[Statement] = []

    def heard(_: Any, __: Any, statement: str, parameters: Any, ___: Any, ____: bool) -> None:
        sent.append((statement, parameters))

    engines = {hub.db._read.sync_engine, hub.db._write.sync_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", heard)
    yield sent
    for engine in engines:
        event.remove(engine, "before_cursor_execute", heard)


async def plan(hub: Hub, statement: str, parameters: Any) -> str:
    """How the engine goes about it. PostgreSQL is asked to use what is there for the many: whole tables and maps of
    them are what it rightly prefers for a few thousand rows."""
    async with hub.db._read.connect() as connection:
        if hub.db.is_sqlite:
            rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            return "\n".join(str(row[3]) for row in rows)
        await as_for_many(connection)
        rows = await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        return "\n".join(str(row[0]) for row in rows)


async def as_for_many(connection: AsyncConnection) -> None:
    for setting in ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin"):
        await connection.execute(text(f"SET LOCAL {setting} = off"))


async def work(hub: Hub, statement: str, parameters: Any) -> int:
    """What it takes: on PostgreSQL the rows of big tables that are read, on SQLite the steps of its machine."""
    async with hub.db._read.connect() as connection:
        if hub.db.is_sqlite:
            taken = count()
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver
            await driver.set_progress_handler(lambda: next(taken) * 0, 1)
            await connection.exec_driver_sql(statement, parameters)
            await driver.set_progress_handler(None, 1)
            return next(taken)
        await as_for_many(connection)
        found = await connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters)
        told = found.scalar_one()
        return read(json.loads(told)[0]["Plan"] if isinstance(told, str) else told[0]["Plan"])


def read(node: dict[str, Any]) -> int:
    """Rows that the parts of a plan took from big tables, passed over or not."""
    rows = sum(node.get(which, 0) for which in ("Actual Rows", "Rows Removed by Filter"))
    own = rows * node["Actual Loops"] if node.get("Relation Name") in BIG else 0
    return int(own) + sum(read(part) for part in node.get("Plans", []))


def scans(told: str) -> list[str]:
    """Big tables that are read from end to end: on SQLite a SCAN that is of no index, on PostgreSQL a Seq Scan, or one
    along an index that looks nothing up in it."""
    names = "|".join(BIG)
    found = re.findall(rf"^SCAN (?:{names})\b.*$", told, re.MULTILINE)
    found += re.findall(rf"Seq Scan on (?:{names})\b", told)
    lines = told.split("\n")
    along = rf"Index (?:Only )?Scan.* on (?:{names})\b"
    return found + [
        one for one, below in zip(lines, [*lines[1:], ""], strict=True) if re.search(along, one) and "Cond" not in below
    ]


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    """With thousands of ideas and backings, those on top made long ago, beside another that has more, so that there is
    something to choose."""
    found = await opened(hub, group=None)
    busy = await opened(hub, channel=-2001, group=None, owner=Seen(9801, "رضا", "fa"))
    async with hub.db._write.begin() as connection:
        for statement in seeding(6000, 300, to_ms(hub.now())):
            await connection.exec_driver_sql(statement)
        await connection.execute(text("UPDATE idea SET backings = backings + 9 WHERE state IN ('made', 'declined')"))
        await connection.execute(text("UPDATE idea SET hangout_id = :busy WHERE id % 3 > 0"), {"busy": busy.id})
        await connection.execute(text("UPDATE gram SET hangout_id = :busy WHERE idea_id % 3 > 0"), {"busy": busy.id})
        await connection.exec_driver_sql("ANALYZE")
    await set_hangout(hub, found, backing_budget=50)
    for interest in range(3):
        await interests.pick(hub, FIRST_PERSON, found.id, FIRST + interest, picked=True)
    return found


LOOKS = (
    ("top", ""),
    ("rising", ""),
    ("new", ""),
    ("mine", ""),
    ("backed", ""),
    *(("state", state) for state in STATES),
    ("tag", str(FIRST)),
    ("yours", ""),
    ("search", "شیر"),
    ("search", "چای پنجره"),
    ("search", "شیر زعفران"),
)


async def pages(hub: Hub, hangout: HangoutView) -> AsyncIterator[str]:
    """Every page there is, and which."""
    for what, about in LOOKS:
        found = await board.page(hub, FIRST_PERSON, Look(hangout.id, what, about))
        edge = found.after or Edge((FIRST,) * (2 if what in ("top", "rising", "backed", "tag", "yours") else 1))
        yield f"{what} {about}"
        for back in (False, True):
            await board.page(hub, FIRST_PERSON, Look(hangout.id, what, about, Edge(edge.key, back)))
            yield f"{what} {about} {'before' if back else 'after'}"
    for pile in PILES:
        card = await triage.card(hub, OWNER.id, hangout.id, pile)
        yield f"pile {pile}"
        await triage.card(hub, OWNER.id, hangout.id, pile, card.idea.id if card else None)
        yield f"pile {pile} after"
    for number in (0, 1):
        await made.page(hub, OWNER.id, hangout.id, number)
        yield f"made {number}"


async def test_pages_look_up(
    hub: Hub, hangout: HangoutView, statements: list[Statement], monkeypatch: pytest.MonkeyPatch
) -> None:
    for bound, so_many in {"WINDOW": 20, "COMMON": 10, "CHUNK": 10}.items():
        monkeypatch.setattr(board, bound, so_many)
    async for which in pages(hub, hangout):
        asked = of_store(statements)
        await check(hub, asked)
        for statement, parameters in asked.items():
            if not COUNTED.match(statement):
                taken = await work(hub, statement, parameters)
                assert taken <= (STEPS if hub.db.is_sqlite else ROWS), f"{which}: {taken}\n{statement}"
        statements.clear()


async def test_taps_look_up(hub: Hub, hangout: HangoutView, statements: list[Statement]) -> None:
    shown = (await board.page(hub, FIRST_PERSON, Look(hangout.id, "new"))).ideas
    idea = next(one.id for one in shown if one.state != MADE and not one.backed and not one.mine)
    for act in (backing.back, backing.take_back):
        statements.clear()
        assert (await act(hub, FIRST_PERSON, idea)).fresh
        await check(hub, of_store(statements))


def of_store(statements: list[Statement]) -> dict[str, Any]:
    """Each statement once, however often it was sent, with what it was last asked with."""
    asked = {sent: parameters for sent, parameters in statements if re.match("SELECT|UPDATE|DELETE|WITH", sent)}
    assert asked
    return asked


async def check(hub: Hub, asked: dict[str, Any]) -> None:
    for statement, parameters in asked.items():
        told = await plan(hub, statement, parameters)
        assert scans(told) == [], f"{statement}\n{told}"
        of_one = "merged_into IN" in statement  # the few that became part of it are soon sorted
        if re.search(r"ORDER BY (idea|idea_tag|backing|gram)\.", statement) and not of_one:
            assert not re.search(r"TEMP B-TREE FOR ORDER BY|^\s*->\s+(Incremental )?Sort|^Sort", told, re.MULTILINE), (
                f"{statement}\n{told}"
            )
