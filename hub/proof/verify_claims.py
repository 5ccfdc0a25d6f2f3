"""Claims and charges derived from the sealed entries, and compared with their rows. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Sequence[Any]
HANDLING = frozenset({"claim", "redeem", "undo", "expired"})
"""The rules whose entries are a claim's life."""
Found = tuple[str, int | None, dict[str, Any]]
"""What is wrong, at which entry of the member's chain, and what the words need."""


@dataclass(slots=True)
class Life:
    """A claim as its entries tell it; named as the columns of its row are. `seq` is the latest entry's place."""

    entry_id: int
    title: str | None
    notches: int
    reward_id: int
    claimed_at: int
    expires_at: int
    seq: int
    state: str = "open"
    times: int = 0
    redeemed_at: int | None = None
    redeemed_by: int | None = None
    last_id: int = 0


class Lives:
    """The lives of one member's claims, by number, filled entry after entry."""

    def __init__(self) -> None:
        self._lives: dict[int, Life] = {}
        self.strange: list[Found] = []
        """Entries that fit no claim's life."""

    def take(self, row: Row) -> None:
        """The next entry of the chain (a storage.audit.Link) whose rule is one of HANDLING."""
        try:
            _, number, *rest = [row[5].split(":")[0], *map(int, row[5].split(":")[1:])]
            fits = TAKES[row[4]](self._lives, number, row, *rest)
        except (ValueError, TypeError, KeyError, AttributeError):
            fits = False
        if not fits:
            self.strange.append(("claim_entry", row[2], {}))

    def against(self, rows: Mapping[int, Mapping[str, Any]]) -> Iterator[Found]:
        """Compares with the rows of the member's claims, by number: values by column."""
        yield from self.strange
        for number, life in self._lives.items():
            if number not in rows:
                yield "claim_gone", life.seq, {"claim": number}
                continue
            wrong = [name for name in COMPARED if rows[number][name] != getattr(life, name)]
            if wrong:
                yield "claim_differs", life.seq, {"claim": number, "columns": wrong}
        for number in rows.keys() - self._lives.keys():
            yield "claim_unwritten", None, {"claim": number}


COMPARED = (
    *("title", "notches", "reward_id", "state", "times", "entry_id"),
    *("claimed_at", "expires_at", "redeemed_at", "redeemed_by"),
)


def _claim(lives: dict[int, Life], number: int, row: Row, reward_id: int, expires_at: int) -> bool:
    if number in lives:
        return False
    lives[number] = Life(row[0], row[9], -row[3], reward_id, row[6], expires_at, row[2])
    return True


def _redeem(lives: dict[int, Life], number: int, row: Row, times: int) -> bool:
    life = lives[number]
    fits = life.state == "open" and times == life.times + 1 and row[3] == 0
    life.state, life.times, life.redeemed_at, life.redeemed_by = "redeemed", times, row[6], row[7]
    life.seq, life.last_id = row[2], row[0]
    return fits


def _undo(lives: dict[int, Life], number: int, row: Row, times: int) -> bool:
    life = lives[number]
    fits = life.state == "redeemed" and times == life.times and row[8] == life.last_id and row[3] == 0
    life.state, life.redeemed_at, life.redeemed_by, life.seq = "open", None, None, row[2]
    return fits


def _expired(lives: dict[int, Life], number: int, row: Row) -> bool:
    life = lives[number]
    fits = life.state == "open" and row[8] == life.entry_id and row[3] == life.notches
    life.state, life.seq = "expired", row[2]
    return fits


TAKES: dict[str, Any] = {"claim": _claim, "redeem": _redeem, "undo": _undo, "expired": _expired}


@dataclass(slots=True)
class Written:
    """A charge as it stands in the credit chain."""

    seq: int
    amount: int
    note: str | None
    by_id: int | None


def charge_differs(state: str, amount: int, note: str | None, by_id: int, written: Written | None) -> str | None:
    """How a charge that waited for the member's word contradicts the credit chain: None where it does not. Of a staff
    person who was forgotten the charge says no more (a negative number); the entry does."""
    if state != "confirmed":
        return "charge_not_confirmed" if written else None
    if written is None:
        return "charge_unwritten"
    same = (amount, note) == (written.amount, written.note) and (by_id < 0 or by_id == written.by_id)
    return None if same else "charge_differs"
