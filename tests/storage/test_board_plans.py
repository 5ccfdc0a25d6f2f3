"""However many ideas there are, a page of the board is one look into an index: no table is read from end to end, and
nothing is sorted that an index holds in order."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import event, text

from bench.board import FIRST, seeding
from bench.store import FIRST_PERSON
from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.ideas import backing, board
from hub.ideas.board import Edge, Look
from hub.ideas.steps import MADE
from hub.person.people import Seen
from storage.types import to_ms
from tests.support.counter import set_hangout
from tests.support.hangouts import opened

BIG = ("idea", "idea_tag", "backing", "gram")
"""Tables that grow with the hangout."""
Statement = tuple[str, Any]


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
        for setting in ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin"):
            await connection.execute(text(f"SET LOCAL {setting} = off"))
        rows = await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        return "\n".join(str(row[0]) for row in rows)


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
    """With hundreds of ideas and backings, beside another that has thousands, so that there is something to choose."""
    found = await opened(hub, group=None)
    busy = await opened(hub, channel=-2001, group=None, owner=Seen(9801, "رضا", "fa"))
    async with hub.db._write.begin() as connection:
        for statement in seeding(6000, 300, to_ms(hub.now())):
            await connection.exec_driver_sql(statement)
        await connection.execute(text("UPDATE idea SET hangout_id = :busy WHERE id % 11 > 0"), {"busy": busy.id})
        await connection.execute(text("UPDATE gram SET hangout_id = :busy WHERE idea_id % 11 > 0"), {"busy": busy.id})
        await connection.exec_driver_sql("ANALYZE")
    await set_hangout(hub, found, backing_budget=50)
    return found


LOOKS = (
    ("top", ""),
    ("rising", ""),
    ("new", ""),
    ("mine", ""),
    ("backed", ""),
    ("state", "new"),
    ("tag", str(FIRST)),
    ("search", "شیر"),
    ("search", "چای پنجره"),
)


async def test_pages_look_up(hub: Hub, hangout: HangoutView, statements: list[Statement]) -> None:
    for what, about in LOOKS:
        statements.clear()
        edge = (await board.page(hub, FIRST_PERSON, Look(hangout.id, what, about))).after or Edge((FIRST,))
        await board.page(hub, FIRST_PERSON, Look(hangout.id, what, about, edge))
        await board.page(hub, FIRST_PERSON, Look(hangout.id, what, about, Edge(edge.key, back=True)))
        await check(hub, statements)


async def test_taps_look_up(hub: Hub, hangout: HangoutView, statements: list[Statement]) -> None:
    shown = (await board.page(hub, FIRST_PERSON, Look(hangout.id, "new"))).ideas
    idea = next(one.id for one in shown if one.state != MADE and not one.backed and not one.mine)
    for act in (backing.back, backing.take_back):
        statements.clear()
        assert (await act(hub, FIRST_PERSON, idea)).fresh
        await check(hub, statements)


async def check(hub: Hub, statements: list[Statement]) -> None:
    """Each statement once, however often it was sent."""
    asked = {
        statement: parameters
        for statement, parameters in statements
        if re.match("SELECT|UPDATE|DELETE|WITH", statement)
    }
    assert asked
    for statement, parameters in asked.items():
        told = await plan(hub, statement, parameters)
        assert scans(told) == [], f"{statement}\n{told}"
        of_one_moment = "backing.at =" in statement  # what a member tapped within a millisecond is soon sorted
        if re.search(r"ORDER BY (idea|idea_tag|backing|gram)\.", statement) and not of_one_moment:
            assert not re.search(r"TEMP B-TREE FOR ORDER BY|^\s*->\s+Sort|^Sort", told, re.MULTILINE), (
                f"{statement}\n{told}"
            )
