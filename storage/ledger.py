"""Queries about the ledger, written for many members at once. Rows are only ever added.

They take a plain connection and do not await: a group of votes is one visit to the writer's thread.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from storage.tables import Entry, Goal, Member, columns, table_of

ENTRY = columns(Entry)
GOAL = columns(Goal)
MEMBER = columns(Member)


class Head(NamedTuple):
    """The end of a member's chain: its length, its sum, its last entry."""

    member_id: int
    entries: int
    notches: int
    head_id: int | None
    head_hash: bytes | None


HEAD = (MEMBER.id, MEMBER.entries, MEMBER.notches, MEMBER.head_id, MEMBER.head_hash)
TAKEN = select(ENTRY.member_id).where(
    ENTRY.once_key == bindparam("key"), ENTRY.member_id.in_(bindparam("members", expanding=True))
)
HEAD_OF = select(*HEAD).where(MEMBER.id == bindparam("of")).with_for_update()
LAST_ID = select(func.coalesce(func.max(ENTRY.id), 0))
DRAW_IDS = text("SELECT nextval(pg_get_serial_sequence('entry', 'id')) FROM generate_series(1, :count)")
ADD = insert(table_of(Entry))
MOVE_HEAD = update(table_of(Member)).where(MEMBER.id == bindparam("of"))
GROW_GOALS = (
    update(table_of(Goal))
    .where(GOAL.hangout_id == bindparam("of"), GOAL.starts_at <= bindparam("at"), GOAL.ends_at > bindparam("at"))
    .values(notches=GOAL.notches + bindparam("grown"))
)


def _walk() -> Any:
    """From the heads back along the chains: a member's latest entries without an index of their own."""
    link = (ENTRY.id, ENTRY.prev_id, ENTRY.member_id, ENTRY.at, ENTRY.notches, ENTRY.rule, ENTRY.by_id)
    recent = ENTRY.at >= bindparam("since")
    back = select(*link).where(ENTRY.id.in_(bindparam("heads", expanding=True)), recent).cte("back", recursive=True)
    before = select(*link).where(ENTRY.id == back.c.prev_id, recent)
    walked = back.union_all(before)
    return select(walked.c.id, walked.c.member_id, walked.c.at, walked.c.notches, walked.c.rule, walked.c.by_id)


SINCE = _walk()


class Late(NamedTuple):
    """An entry of late. `at` is aware UTC."""

    id: int
    member_id: int
    at: datetime
    notches: int
    rule: str
    by_id: int | None


def head(connection: Connection, member_id: int) -> Head:
    """The end of a member's chain, locked until the transaction ends."""
    return Head(*connection.execute(HEAD_OF, {"of": member_id}).one())


def since(connection: Connection, heads: Sequence[int], moment: datetime) -> list[Late]:
    """The entries from a moment on in the chains that end with these entries, the newest of each chain first."""
    return [Late(*row) for row in connection.execute(SINCE, {"heads": list(heads), "since": moment})]


def add_to_goals(connection: Connection, grown: Mapping[int, int], at: datetime) -> None:
    """Adds notches, by hangout, to the shared sticks that count at that moment."""
    rows = [{"of": hangout_id, "grown": n, "at": at} for hangout_id, n in sorted(grown.items()) if n]
    if rows:
        connection.execute(GROW_GOALS, rows)


def taken(connection: Connection, keys: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of the (member, once-key) pairs have acted already."""
    members: dict[str, list[int]] = {}
    for member_id, once_key in keys:
        members.setdefault(once_key, []).append(member_id)
    found: set[tuple[int, str]] = set()
    for once_key, ids in members.items():
        rows = connection.execute(TAKEN, {"key": once_key, "members": ids})
        found.update((member_id, once_key) for (member_id,) in rows)
    return found


def fresh_ids(connection: Connection, count: int) -> list[int]:
    """Ids for `count` new entries, so that a chain inside one group can point at itself before it is written."""
    if connection.dialect.name == "postgresql":
        return sorted(drawn for (drawn,) in connection.execute(DRAW_IDS, {"count": count}))
    # The one writer holds SQLite's lock: nobody else draws between this and the insert.
    last = connection.execute(LAST_ID).scalar_one()
    return list(range(last + 1, last + 1 + count))


def append(connection: Connection, rows: Sequence[dict[str, Any]], heads: Sequence[dict[str, Any]]) -> None:
    """Adds entries and moves the members' heads onto them; `heads` name the member as `of`."""
    connection.execute(ADD, rows)
    connection.execute(MOVE_HEAD, heads)
