"""Queries about the ledger. Rows are only ever added."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Entry, Member, columns, table_of

ENTRY = columns(Entry)
MEMBER = columns(Member)


class Head(NamedTuple):
    """The end of a member's chain: its length, its sum, its last entry."""

    member_id: int
    entries: int
    notches: int
    head_id: int | None
    head_hash: bytes | None


HEAD = (MEMBER.id, MEMBER.entries, MEMBER.notches, MEMBER.head_id, MEMBER.head_hash)
MOVE_HEAD = update(table_of(Member)).where(MEMBER.id == bindparam("of"))


async def taken(session: AsyncSession, keys: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of the (member, once-key) pairs have acted already."""
    members: dict[str, list[int]] = {}
    for member_id, once_key in keys:
        members.setdefault(once_key, []).append(member_id)
    found: set[tuple[int, str]] = set()
    for once_key, ids in members.items():
        query = select(ENTRY.member_id).where(ENTRY.once_key == once_key, ENTRY.member_id.in_(ids))
        found.update((member_id, once_key) for member_id in await session.scalars(query))
    return found


async def fresh_ids(session: AsyncSession, count: int) -> list[int]:
    """Ids for `count` new entries, so that a chain inside one group can point at itself before it is written."""
    if session.get_bind().dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence('entry', 'id')) FROM generate_series(1, :n)")
        return sorted((await session.scalars(drawn, {"n": count})).all())
    # The one writer holds SQLite's lock: nobody else draws between this and the insert.
    last = await session.scalar(select(func.max(ENTRY.id))) or 0
    return list(range(last + 1, last + 1 + count))


async def append(session: AsyncSession, rows: Sequence[dict[str, Any]], heads: Sequence[dict[str, Any]]) -> None:
    """Adds entries and moves the members' heads onto them; `heads` name the member as `of`."""
    await session.execute(insert(table_of(Entry)), rows)
    await session.execute(MOVE_HEAD, heads)
