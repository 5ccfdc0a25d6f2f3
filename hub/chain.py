"""The hash chain of a member's ledger entries. Pure."""

import hashlib
import json
from typing import NamedTuple

GENESIS = bytes(32)


class Link(NamedTuple):
    """What of an entry is sealed by its hash. `at_ms` is milliseconds since 1970 UTC."""

    member_id: int
    seq: int
    notches: int
    rule: str
    once_key: str
    at_ms: int
    by_id: int | None = None
    reverses: int | None = None
    note: str | None = None


def seal(previous: bytes, link: Link) -> bytes:
    """SHA-256 over the 32 bytes of the hash before (`GENESIS` for the first) and the link as compact UTF-8 JSON."""
    body = json.dumps([1, *link], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous + body.encode()).digest()
