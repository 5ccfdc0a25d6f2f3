"""Queries about one member's chain of notches."""

from sqlalchemy import Connection, select

from storage.audit import ENTRY, NOTCH_LINK, Link, stream
from storage.tables import Entry, table_of


def walk(connection: Connection, member_id: int, head_id: int | None, first: int = 1) -> list[Link]:
    """From an entry back along `prev_id` to the place `first`, the earliest entry first: as far as each entry stands
    one place before the next."""
    link = select(*NOTCH_LINK).select_from(table_of(Entry)).where(ENTRY.member_id == member_id)
    back = link.where(ENTRY.id == head_id).cte("back", recursive=True)
    before = link.where(ENTRY.id == back.c.prev_id, ENTRY.seq == back.c.seq - 1, back.c.seq > first)
    walked = back.union_all(before)
    return [Link(*row) for row in stream(connection, select(walked).order_by(walked.c.seq))]


def scan(connection: Connection, member_id: int) -> list[Link]:
    """Every entry that names the member, by its place, however the rows point at each other. Reads the whole ledger:
    only for a chain that can not be walked."""
    query = select(*NOTCH_LINK).where(ENTRY.member_id == member_id).order_by(ENTRY.seq, ENTRY.id)
    return [Link(*row) for row in stream(connection, query)]
