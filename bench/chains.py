"""A store of long chains, sealed every night, for the verification."""

import asyncio
import hashlib
import random
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.store import FIRST_PERSON, open_hangout
from hub.proof.roots import NOTCHES, ending, line
from hub.stick.chain import GENESIS, Link, seal
from storage.types import to_ms

DAYS = 100
_BEGUN = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS + 1)
_DAY = 86_400_000
ENTRY = "INSERT INTO entry (member_id, seq, notches, rule, once_key, at, prev_id, hash, id) VALUES (?,?,?,?,?,?,?,?,?)"
SEAL = "INSERT INTO seal (hangout_id, day, cut_at, members, entries, previous, root, at) VALUES (1,?,?,?,?,?,?,?)"
RUN = "INSERT INTO run (job, hangout_id, day, outcome, at) VALUES ('seal', 1, ?, 'done', ?)"


class _Growing:
    """Chains that grow day after day, and the seals over them."""

    def __init__(self, members: int) -> None:
        self.ends: list[tuple[int, int | None, bytes]] = [(0, None, GENESIS)] * (members + 1)
        self.root, self.written = GENESIS, 0
        self.begun: set[int] = set()
        self._random = random.Random(7)

    def day(self, number: int, count: int) -> tuple[list[Any], tuple[Any, ...]]:
        """So many entries of members picked at random, in order of time, and the seal of the night after."""
        start, rows, moved = to_ms(_BEGUN) + number * _DAY, [], set()
        for turn in range(count):
            member = self._random.randrange(1, len(self.ends))
            rows.append(self._entry(member, start + turn * _DAY // count, f"vote:{number}:{turn}"))
            moved.add(member)
        return rows, self._seal(date.fromordinal(_BEGUN.toordinal() + number), start + _DAY, moved)

    def _entry(self, member: int, at: int, key: str) -> tuple[Any, ...]:
        seq, before, head = self.ends[member]
        sealed = seal(head, Link(member, seq + 1, 1, "vote", key, at))
        self.written += 1
        self.ends[member] = (seq + 1, self.written, sealed)
        return member, seq + 1, 1, "vote", key, at, before, sealed, self.written

    def _seal(self, day: date, cut_at: int, moved: set[int]) -> tuple[Any, ...]:
        self.begun |= moved
        previous, made = self.root, hashlib.sha256(self.root)
        for member in sorted(moved):
            seq, _, head = self.ends[member]
            made.update(line(NOTCHES, member, seq, head))
        made.update(ending(1, day, cut_at, len(self.begun), self.written, cut_at))
        self.root = made.digest()
        return day.isoformat(), cut_at, len(self.begun), self.written, previous, self.root, cut_at


def build(path: Path, members: int, entries: int) -> None:
    """Makes the store: one hangout, its members' chains and a seal for each of DAYS days."""
    asyncio.run(open_hangout(path))
    growing, people = _Growing(members), range(1, members + 1)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.executemany(
            "INSERT INTO person VALUES (?, ?, 'fa', 0, 'open', 0)", ((FIRST_PERSON + n, f"همراه {n}") for n in people)
        )
        connection.executemany(
            "INSERT INTO member (id, hangout_id, person_id, joined_at, entries, notches) VALUES (?, 1, ?, 0, 0, 0)",
            ((n, FIRST_PERSON + n) for n in people),
        )
        for number in range(DAYS):
            rows, sealed = growing.day(number, entries // DAYS)
            connection.executemany(ENTRY, rows)
            connection.execute(SEAL, sealed)
            connection.execute(RUN, (sealed[0], sealed[1]))
        connection.executemany(
            "UPDATE member SET entries = ?, notches = ?, head_id = ?, head_hash = ? WHERE id = ?",
            ((seq, seq, last, head, n) for n, (seq, last, head) in enumerate(growing.ends) if last),
        )
    connection.close()
