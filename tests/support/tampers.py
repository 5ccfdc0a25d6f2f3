"""Single rows of a store changed behind its back, at random: each tampering knows where it must be found."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlmodel import SQLModel

from hub.proof.verify_facts import Fault
from hub.stick.chain import CREDIT, NOTCHES, Link, seal
from storage.tables import Account, Charge, Claim, CreditEntry, Entry, Goal, Member, Seal, table_of
from storage.types import to_ms

Row = dict[str, Any]
Expected = Callable[[Fault], bool]


@dataclass(frozen=True)
class Tamper:
    """`what` was done, for a failing test's message; a fault at the place fulfils `expected`."""

    what: str
    expected: Expected


class Store:
    """The rows of a store as they were before, and how to change one."""

    def __init__(self, connection: Connection) -> None:
        self.rows = {model: _rows(connection, model) for model in KINDS}

    def tamper(self, connection: Connection, rng: random.Random) -> Tamper:
        """Does one thing to one row."""
        model = rng.choices(list(KINDS), [KINDS[kind] for kind in KINDS])[0]
        row = rng.choice(self.rows[model])
        ways = [way for way in WAYS[model] if way is not _insert or model in COPIED]
        return rng.choice(ways)(self, connection, rng, model, row)

    def other(self, rng: random.Random, model: type[SQLModel], row: Row) -> Row:
        """Another row of the same kind."""
        return rng.choice([found for found in self.rows[model] if found is not row])


def _rows(connection: Connection, model: type[SQLModel]) -> list[Row]:
    found = [dict(row._mapping) for row in connection.execute(select(table_of(model)))]
    return [row for row in found if model is not Charge or row["state"] == "confirmed"]


def place(model: type[SQLModel], row: Row) -> Expected:
    """The fault names this row, or the entry beside it that shows the change."""
    return PLACES[model](row)


def _entry_place(chain: str) -> Callable[[Row], Expected]:
    def at(row: Row) -> Expected:
        def named(fault: Fault) -> bool:
            same_chain = fault.about.get("chain", chain) == chain
            return same_chain and fault.member == row["member_id"] and abs((fault.entry or 0) - row["seq"]) <= 1

        return named

    return at


PLACES: dict[type[SQLModel], Callable[[Row], Expected]] = {
    Entry: _entry_place("notches"),
    CreditEntry: _entry_place("credit"),
    Member: lambda row: lambda fault: fault.member == row["id"],
    Account: lambda row: lambda fault: fault.member == row["member_id"],
    Claim: lambda row: lambda fault: row["id"] in (fault.about.get("claim"), fault.about.get("id")),
    Charge: lambda row: lambda fault: row["id"] in (fault.about.get("charge"), fault.about.get("id")),
    Goal: lambda row: lambda fault: fault.about.get("goal") == row["id"],
    Seal: lambda row: lambda fault: row["day"] == fault.about.get("day"),
}
KINDS: dict[type[SQLModel], int] = {
    Entry: 40,
    CreditEntry: 12,
    Member: 8,
    Account: 4,
    Claim: 14,
    Charge: 4,
    Goal: 4,
    Seal: 8,
}
"""How often each kind of row is touched."""
CHANGED: dict[type[SQLModel], tuple[str, ...]] = {
    Entry: tuple(table_of(Entry).c.keys()),
    CreditEntry: tuple(table_of(CreditEntry).c.keys()),
    Member: ("id", "entries", "notches", "head_id", "head_hash"),
    Account: ("member_id", "hangout_id", "owed", "since", "entries", "head_id", "head_hash"),
    Claim: (
        *("id", "hangout_id", "member_id", "reward_id", "title", "notches", "state", "times", "entry_id"),
        *("claimed_at", "expires_at", "redeemed_at", "redeemed_by"),
    ),
    Charge: ("hangout_id", "member_id", "amount", "note", "by_id", "state", "once_key"),
    Goal: ("notches", "hangout_id", "starts_at", "ends_at"),
    Seal: tuple(table_of(Seal).c.keys()),
}
"""Every column that the ledger says something about."""
COPIED = (Entry, CreditEntry, Claim, Seal)
STATES = ("open", "redeemed", "expired")


def _value(store: Store, rng: random.Random, model: type[SQLModel], row: Row, name: str) -> Any:
    """Another value for a column, of its own type."""
    if name in SPECIAL:
        return SPECIAL[name](store, rng, model, row)
    old = row[name]
    kind = table_of(model).c[name].type.python_type if old is None else type(old)
    return OTHERS.get(kind, OTHERS[int])(rng, old)


def _bytes(rng: random.Random, old: bytes | None) -> bytes:
    whole = bytearray(old or bytes(32))
    whole[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
    return bytes(whole)


OTHERS: dict[type, Callable[[random.Random, Any], Any]] = {
    int: lambda rng, old: (old or 0) + rng.choice((-1000, -2, -1, 1, 2, 10**6)),
    str: lambda rng, old: (old or "") + rng.choice(("x", " ", "‌", "۱")),
    bytes: _bytes,
}


def _moved(store: Store, rng: random.Random, model: type[SQLModel], row: Row) -> int:
    own = row["member_id"]
    return rng.choice([found["id"] for found in store.rows[Member] if found["id"] != own] + [own + 10**6])


def _later(name: str) -> Callable[..., Any]:
    def moved(store: Store, rng: random.Random, model: type[SQLModel], row: Row) -> Any:
        some = row[name] or row.get("claimed_at") or row.get("cut_at") or store.rows[Entry][0]["at"]
        return some + timedelta(milliseconds=rng.choice((-86_400_000, -1, 1, 60_000)))

    return moved


SPECIAL: dict[str, Callable[..., Any]] = {
    "id": lambda store, rng, model, row: row["id"] + 10**6,
    "member_id": _moved,
    "hangout_id": lambda store, rng, model, row: 3 - row["hangout_id"],
    "state": lambda store, rng, model, row: rng.choice(
        [state for state in (STATES if model is Claim else ("refused", "lapsed", "waiting")) if state != row["state"]]
    ),
    "day": lambda store, rng, model, row: row["day"] + timedelta(days=rng.choice((-40, 40))),
    "starts_at": lambda store, rng, model, row: row["starts_at"] + timedelta(days=2),
    "ends_at": lambda store, rng, model, row: row["starts_at"] + timedelta(days=1),
    **{name: _later(name) for name in ("at", "cut_at", "claimed_at", "expires_at", "redeemed_at", "since")},
}


def _where(table: Table, row: Row) -> Any:
    return [column == row[column.name] for column in table.primary_key]


def _change(store: Store, connection: Connection, rng: random.Random, model: type[SQLModel], row: Row) -> Tamper:
    """One column of one row says something else."""
    name = rng.choice(CHANGED[model])
    value = _value(store, rng, model, row, name)
    table = table_of(model)
    connection.execute(update(table).where(*_where(table, row)).values({name: value}))
    return Tamper(f"{table.name} {_key(row)}: {name} {row[name]!r} -> {value!r}", place(model, row))


def _drop(store: Store, connection: Connection, rng: random.Random, model: type[SQLModel], row: Row) -> Tamper:
    table = table_of(model)
    connection.execute(delete(table).where(*_where(table, row)))
    return Tamper(f"{table.name} {_key(row)} dropped", place(model, row))


def _insert(store: Store, connection: Connection, rng: random.Random, model: type[SQLModel], row: Row) -> Tamper:
    """A copy of a row under a name of its own."""
    copy = dict(row)
    if model is Seal:
        copy["day"] += timedelta(days=40)
    else:
        copy |= {"id": row["id"] + 10**6, "once_key": f"{row['once_key']}:again"}
    connection.execute(insert(table_of(model)).values(copy))
    return Tamper(f"{table_of(model).name} {_key(row)} once more", place(model, copy))


def _append(store: Store, connection: Connection, rng: random.Random, model: type[SQLModel], row: Row) -> Tamper:
    """An entry at the end of a chain, with a seal that fits."""
    amount, rule = ("notches", "rule") if model is Entry else ("amount", "kind")
    last = max((r for r in store.rows[model] if r["member_id"] == row["member_id"]), key=lambda r: r["seq"])
    new = last | {"id": last["id"] + 10**6, "seq": last["seq"] + 1, "once_key": "forged", "prev_id": last["id"]}
    said = (new["member_id"], new["seq"], new[amount], new[rule], "forged", to_ms(new["at"]))
    link = Link(*said, new["by_id"], new["reverses"], new["note"])
    new["hash"] = seal(last["hash"], link, NOTCHES if model is Entry else CREDIT)
    connection.execute(insert(table_of(model)).values(new))
    return Tamper(f"{table_of(model).name} forged after {_key(last)}", place(model, new))


def _swap(store: Store, connection: Connection, rng: random.Random, model: type[SQLModel], row: Row) -> Tamper:
    """Two entries of a chain change their places."""
    chain = [found for found in store.rows[model] if found["member_id"] == row["member_id"] and found is not row]
    other, table = rng.choice(chain), table_of(model)
    for one, seq in ((row, other["seq"]), (other, row["seq"])):
        connection.execute(update(table).where(*_where(table, one)).values(seq=seq))
    return Tamper(f"{table.name} {_key(row)} and {_key(other)} swapped", place(model, row))


def _key(row: Row) -> str:
    return ", ".join(f"{name} {row[name]}" for name in ("id", "member_id", "seq", "hangout_id", "day") if name in row)


WAYS: dict[type[SQLModel], tuple[Callable[..., Tamper], ...]] = {
    Entry: (_change, _change, _change, _drop, _insert, _append, _swap),
    CreditEntry: (_change, _change, _change, _drop, _insert, _append, _swap),
    Member: (_change, _change, _drop),
    Account: (_change, _change, _drop),
    Claim: (_change, _change, _drop, _insert),
    Charge: (_change,),
    Goal: (_change,),
    Seal: (_change, _drop, _insert),
}
