"""Cutting notches: entries for many members at once, each linked to the one before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from hub.chain import GENESIS, Link, seal
from hub.rules import Cut
from storage import ledger
from storage.ledger import Head
from storage.types import to_ms


class Deed(NamedTuple):
    """A member has earned a cut."""

    member_id: int
    cut: Cut


def cut(connection: Connection, heads: Mapping[int, Head], deeds: Sequence[Deed], at: datetime) -> dict[int, Head]:
    """Writes the deeds that have not acted yet and returns the heads that moved, by member.

    `heads` are the members' heads as locked by this transaction; `at` is aware UTC. A deed whose once-key acted
    before, or stands twice in the list, cuts nothing.
    """
    done = ledger.taken(connection, ((deed.member_id, deed.cut.once_key) for deed in deeds))
    fresh = []
    for deed in deeds:
        key = (deed.member_id, deed.cut.once_key)
        if key not in done:
            done.add(key)
            fresh.append(deed)
    if not fresh:
        return {}
    moved: dict[int, Head] = {}
    rows = []
    for entry_id, deed in zip(ledger.fresh_ids(connection, len(fresh)), fresh, strict=True):
        before = moved.get(deed.member_id) or heads[deed.member_id]
        entry, after = _link(entry_id, before, deed.cut, at)
        rows.append(entry)
        moved[deed.member_id] = after
    ledger.append(connection, rows, [_moved(head) for head in moved.values()])
    return moved


def _link(entry_id: int, before: Head, cut: Cut, at: datetime) -> tuple[dict[str, Any], Head]:
    link = Link(before.member_id, before.entries + 1, cut.notches, cut.rule, cut.once_key, to_ms(at))
    sealed = seal(before.head_hash or GENESIS, link)
    entry = {
        "id": entry_id,
        "member_id": link.member_id,
        "seq": link.seq,
        "notches": link.notches,
        "rule": link.rule,
        "once_key": link.once_key,
        "at": at,
        "prev_id": before.head_id,
        "hash": sealed,
    }
    return entry, Head(before.member_id, link.seq, before.notches + cut.notches, entry_id, sealed)


def _moved(head: Head) -> dict[str, Any]:
    return {
        "of": head.member_id,
        "entries": head.entries,
        "notches": head.notches,
        "head_id": head.head_id,
        "head_hash": head.head_hash,
    }
