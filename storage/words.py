"""Queries about the words of *word* questions: written with the votes, many at once, and read for a moderator."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, tuple_

from storage.tables import Said, Word, columns, table_of
from storage.upsert import by_engine

SAID, WORD = columns(Said), columns(Word)


class WordRow(NamedTuple):
    """A member's word: as they wrote it, folded, and as it is shown if nobody gave it before. `before_folded` is what
    they had said so far, None if nothing. An empty `folded` takes the word back."""

    round_id: int
    member_id: int
    text: str
    folded: str
    label: str
    before_folded: str | None


def _say(insert: Any) -> Any:
    new = insert(table_of(Said))
    changed = {name: new.excluded[name] for name in ("folded", "text", "at")}
    return new.on_conflict_do_update(index_elements=["round_id", "member_id"], set_=changed)


def _count(insert: Any) -> Any:
    new = insert(table_of(Word))
    moved = {"members": WORD.members + new.excluded.members}
    return new.on_conflict_do_update(index_elements=["round_id", "folded"], set_=moved)


SAY, COUNT = by_engine(_say), by_engine(_count)
UNSAY = delete(table_of(Said)).where(SAID.round_id == bindparam("round"), SAID.member_id == bindparam("member"))


def said(connection: Connection, keys: Collection[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, str]]:
    """What was said so far, by (round, member): folded, and as it was written."""
    query = select(SAID.round_id, SAID.member_id, SAID.folded, SAID.text)
    found = connection.execute(query.where(tuple_(SAID.round_id, SAID.member_id).in_(list(keys))))
    return {(row[0], row[1]): (row[2], row[3]) for row in found}


def write(connection: Connection, rows: Sequence[WordRow], at: datetime) -> None:
    """Keeps the words and moves their counts; at most one row a member and round, whose rounds the caller holds."""
    engine = connection.dialect.name
    if said := [row for row in rows if row.folded]:
        kept = [
            {"round_id": r.round_id, "member_id": r.member_id, "folded": r.folded, "text": r.text, "at": at}
            for r in sorted(said, key=lambda row: row[:2])
        ]
        connection.execute(SAY(engine), kept)
    if unsaid := [{"round": row.round_id, "member": row.member_id} for row in rows if not row.folded]:
        connection.execute(UNSAY, unsaid)
    if moved := _moves(rows):
        connection.execute(COUNT(engine), moved)


def _moves(rows: Sequence[WordRow]) -> list[dict[str, Any]]:
    """How each word's count moves, in the order of its key, so that two writers never wait crosswise."""
    delta: Counter[tuple[int, str]] = Counter()
    labels: dict[tuple[int, str], str] = {}
    for row in rows:
        if row.before_folded:
            delta[row.round_id, row.before_folded] -= 1
        if row.folded:
            delta[row.round_id, row.folded] += 1
            labels.setdefault((row.round_id, row.folded), row.label)
    return [
        {"round_id": key[0], "folded": key[1], "label": labels.get(key, key[1]), "members": moved, "state": "new"}
        for key, moved in sorted(delta.items())
        if moved
    ]
