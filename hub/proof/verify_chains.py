"""One chain, entry after entry, against its own seals and against what the member's row repeats of it. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from hub.stick.chain import GENESIS, Link, seal

Row = Sequence[Any]
Found = tuple[str, int, dict[str, Any]]
"""What is wrong, at which place of the chain, and what the words need."""


class Chain:
    """What the entries read so far add up to. After a fault it goes on from what the entry itself says, so that one
    wrong row is told of once."""

    def __init__(self, tag: tuple[str | int, ...]) -> None:
        self._tag = tag
        self.length, self.total = 0, 0
        self.last_id: int | None = None
        self.head = GENESIS

    def follow(self, row: Row) -> Found | None:
        """Takes the next entry (a storage.audit.Link, in the order of places); what is wrong with it, if anything."""
        seq, found = row[2], None
        try:
            if seq != self.length + 1:
                found = self._out_of_place(seq)
            elif row[11] != seal(self.head, Link._make(row[1:10]), self._tag):
                found = ("changed", seq, {})
            elif row[10] != self.last_id:
                found = ("unlinked", seq, {})
            self.length, self.total = seq, self.total + row[3]
        except TypeError:
            self.length += 1
            found = ("unreadable", self.length, {})
        self.last_id, self.head = row[0], row[11]
        return found

    def _out_of_place(self, seq: int) -> Found:
        if seq <= self.length:
            return "twice", seq, {}
        return "missing", self.length + 1, {"count": seq - 1 - self.length}

    def ends(self, length: int, total: int, head_id: int | None, head: bytes | None) -> Iterator[Found]:
        """Compares the end with what is repeated of it."""
        if (length, head_id, head or GENESIS) != (self.length, self.last_id, self.head):
            place = self.length if length == self.length else min(length, self.length) + 1
            yield "end", place, {"told": length, "found": self.length}
        if total != self.total:
            yield "sum", self.length, {"told": total, "found": self.total}
