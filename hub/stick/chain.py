"""The hash chains of a member: the ledger's entries, and those of the credit stick. Pure."""

import hashlib
import json
from typing import NamedTuple

GENESIS = bytes(32)
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
NOTCHES: tuple[str | int, ...] = (1,)
CREDIT: tuple[str | int, ...] = ("credit", 1)
"""What leads the body of an entry: its kind of chain and the format's version. No entry can pass in the other chain,
since every body that begins with one tag differs from every body that begins with the other."""


class Link(NamedTuple):
    """What of an entry is sealed by its hash. `at_ms` is milliseconds since 1970 UTC.

    In a credit chain `notches` is the amount in the currency's smallest unit, and `rule` the kind of entry.
    """

    member_id: int
    seq: int
    notches: int
    rule: str
    once_key: str
    at_ms: int
    by_id: int | None = None
    reverses: int | None = None
    note: str | None = None


def seal(previous: bytes, link: Link, tag: tuple[str | int, ...] = NOTCHES) -> bytes:
    """SHA-256 over the 32 bytes of the hash before (`GENESIS` for the first) and the link as compact UTF-8 JSON."""
    return hashlib.sha256(previous + _json([*tag, *link]).encode()).digest()
