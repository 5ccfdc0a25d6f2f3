"""What a hangout's seal is made of, byte for byte (docs/ledger.md), and the text that an owner keeps. Pure."""

import binascii
import hashlib
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import NamedTuple

NOTCHES, CREDIT = "notches", "credit"
MARK = "PS1"
"""Begins every seal's text: Patogh, seal, version."""
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_TEXT = re.compile(r"(PS1:[A-Za-z0-9]{1,64}:(\d{4}-\d\d-\d\d):[A-Za-z0-9_-]{43}):([A-Za-z0-9_-]{4})")


class DamagedText(ValueError):
    """Not a seal's text, or one that was mistyped or cut off."""


class Told(NamedTuple):
    """What a seal's text says: whose seal, of which day, and its root."""

    slug: str
    day: date
    root: bytes


def line(kind: str, member_id: int, seq: int, head: bytes) -> bytes:
    """A chain whose end has moved since the seal before, with its end now."""
    return f'["{kind}",{member_id},{seq},"{head.hex()}"]\n'.encode()


def ending(hangout_id: int, day: date, cut_at: int, members: int, entries: int, at: int) -> bytes:
    """The last line: which day, up to which moment, how much in all; moments are milliseconds since 1970 UTC."""
    return f"{_json(['seal', 1, hangout_id, day.isoformat(), cut_at, members, entries, at])}\n".encode()


def text(told: Told) -> str:
    """A seal for people to keep: it can be copied, and a mistyped letter shows."""
    body = f"{MARK}:{told.slug}:{told.day.isoformat()}:{urlsafe_b64encode(told.root).decode().rstrip('=')}"
    return f"{body}:{_check(body)}"


def read(typed: str) -> Told:
    """What a seal's text says; DamagedText for anything that `text` does not write."""
    found = _TEXT.fullmatch("".join(typed.split()))
    if found is None or _check(found[1]) != found[3]:
        raise DamagedText
    _, slug, day, root = found[1].split(":")
    try:
        return Told(slug, date.fromisoformat(day), urlsafe_b64decode(root + "="))
    except (ValueError, binascii.Error) as error:
        raise DamagedText from error


def _check(body: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(body.encode()).digest()[:3]).decode()
