"""A hangout's seals made again from its entries, all of them in one pass over the chains. Pure."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from hub.proof.roots import CREDIT, NOTCHES, ending, line
from hub.stick.chain import GENESIS

Found = tuple[str, dict[str, Any]]


class Stored(NamedTuple):
    """A seal as its row says it; moments are milliseconds since 1970 UTC."""

    day: date
    cut_at: int
    members: int
    entries: int
    previous: bytes
    root: bytes
    at: int


class Moves:
    """Where one chain's end stood at each seal: only the seals at which it had moved."""

    def __init__(self, cuts: Sequence[int]) -> None:
        self._cuts = cuts
        self.ends: list[tuple[int, int, bytes]] = []

    def take(self, at: int, seq: int, head: bytes) -> None:
        """The next entry. It is the end of the chain for every seal that was cut after it."""
        first = bisect_right(self._cuts, at)
        if first == len(self._cuts):
            return
        while self.ends and self.ends[-1][0] >= first:
            self.ends.pop()
        self.ends.append((first, seq, head))


class SealBook:
    """The seals of one hangout, filled member after member in the order of their numbers."""

    def __init__(self, hangout_id: int, stored: Sequence[Stored]) -> None:
        self._hangout_id, self._stored = hangout_id, stored
        self.cuts = [seal.cut_at for seal in stored]
        self._hashes = [hashlib.sha256(seal.previous) for seal in stored]
        self._members, self._entries = [0] * len(stored), [0] * len(stored)

    def moves(self) -> Moves:
        """To be filled with a chain."""
        return Moves(self.cuts)

    def take(self, member_id: int, notches: Moves, credit: Moves) -> None:
        """A member's two chains."""
        for kind, moves in ((NOTCHES, notches), (CREDIT, credit)):
            before = 0
            for index, seq, head in moves.ends:
                self._hashes[index].update(line(kind, member_id, seq, head))
                self._entries[index] += seq - before
                before = seq
        firsts = [moves.ends[0][0] for moves in (notches, credit) if moves.ends]
        if firsts:
            self._members[min(firsts)] += 1

    def roots(self) -> Iterator[tuple[Stored, bytes, int, int]]:
        """Each seal with its root, members and entries as the chains give them."""
        members, entries = accumulate(self._members), accumulate(self._entries)
        for seal, sealed, m, e in zip(self._stored, self._hashes, members, entries, strict=True):
            made = sealed.copy()
            made.update(ending(self._hangout_id, seal.day, seal.cut_at, m, e, seal.at))
            yield seal, made.digest(), m, e


def faults(book: SealBook, ran: Sequence[date]) -> Iterator[Found]:
    """What is wrong with a hangout's seals; `ran` are the days on which the clock made one."""
    previous, days = GENESIS, set()
    for seal, root, members, entries in book.roots():
        days.add(seal.day)
        if seal.previous != previous:
            yield "seal_unlinked", {"day": seal.day}
        if root != seal.root:
            yield "seal_differs", {"day": seal.day}
        elif (members, entries) != (seal.members, seal.entries):
            yield "seal_counts", {"day": seal.day}
        previous = seal.root
    for day in sorted(set(ran) - days):
        yield "seal_gone", {"day": day}
    for day in sorted(days - set(ran)):
        yield "seal_foreign", {"day": day}
