"""A member's half of the split stick as a short code, and where it parts from the shop's half. Pure.

The code is base64url of: the version, the member's number, seq, the balance and the minute of giving as numbers of
variable length, 8 bytes of the head's hash, 2 bytes of the hashes 1, 2, 4, 8 … entries before it as far as they fit,
and 3 bytes that tell a mistyped code from one that differs. It fits a deep link with its prefix.
"""

import binascii
import hashlib
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, takewhile
from typing import NamedTuple

VERSION = 0x1D
"""Every code of this version begins with H."""
ROOM = 46  # bytes; 62 characters
LONGEST = 62
HEAD, EARLIER, CHECK = 8, 2, 3
FIRST_LETTER = "H"
LAST_MINUTE = 2**31  # in the year 6053
_NUMBERS = 4  # member, seq, balance, minute


class Damaged(ValueError):
    """Not a code of ours, or one that was mistyped or cut off."""


class Half(NamedTuple):
    """What a code says. `minute` counts from 1970 UTC; `head` is the beginning of the hash at `seq`; `earlier` are
    beginnings of the hashes at `places(seq)`, as many as fit."""

    member_id: int
    seq: int
    balance: int
    minute: int
    head: bytes
    earlier: tuple[bytes, ...] = ()


class Parting(NamedTuple):
    """Between which entries two halves part: the last one known to be the same and the first known to differ."""

    same: int
    differs: int


def places(seq: int) -> Iterator[int]:
    """The entries before `seq` whose hashes a code samples: the nearest first, ever further apart."""
    step = 1
    while seq - step >= 1:
        yield seq - step
        step *= 2


def room(member_id: int, seq: int, balance: int, minute: int) -> int:
    """How many earlier hashes fit beside these numbers."""
    taken = 1 + len(_numbers(member_id, seq, balance, minute)) + HEAD + CHECK
    return (ROOM - taken) // EARLIER


def cut(member_id: int, seq: int, balance: int, minute: int, hashes: Mapping[int, bytes], head: bytes) -> Half:
    """The half of a chain whose hash at `seq` is `head`, given the hashes at `places(seq)` by their seq: a chain that
    has lost one of these is sampled as far as it goes."""
    wanted = islice(places(seq), room(member_id, seq, balance, minute))
    known = takewhile(lambda place: place in hashes, wanted)
    return Half(member_id, seq, balance, minute, head[:HEAD], tuple(hashes[place][:EARLIER] for place in known))


def encode(half: Half) -> str:
    """At most `LONGEST` characters of base64url."""
    numbers = _numbers(half.member_id, half.seq, half.balance, half.minute)
    body = bytes([VERSION]) + numbers + half.head + b"".join(half.earlier)
    return urlsafe_b64encode(body + _check(body)).rstrip(b"=").decode()


def decode(code: str) -> Half:
    """What a code says; Damaged for anything that `encode` does not write."""
    body = _bytes(code)
    try:
        half = _read(body[1:-CHECK])
    except (IndexError, ValueError) as error:
        raise Damaged from error
    if encode(half) != code:  # bits that no byte holds, a number written longer than need be
        raise Damaged
    return half


def parting(half: Half, hash_at: Callable[[int], bytes | None]) -> Parting | None:
    """Where the half parts from a chain, told by the chain's hash at a seq (None where it has no such entry); None if
    they are the same. `same` is 0 where not even the earliest sample fits."""
    samples = [(half.seq, half.head), *zip(places(half.seq), half.earlier, strict=False)]
    same = 0
    for seq, begins in reversed(samples):
        if (hash_at(seq) or b"")[: len(begins)] != begins:
            return Parting(same, seq)
        same = seq
    return None


def _numbers(member_id: int, seq: int, balance: int, minute: int) -> bytes:
    signed = balance * 2 if balance >= 0 else -balance * 2 - 1
    return b"".join(map(_varint, (member_id, seq, signed, minute)))


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; the top bit says that more follow."""
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])


def _check(body: bytes) -> bytes:
    return hashlib.sha256(b"half" + body).digest()[:CHECK]


def _bytes(code: str) -> bytes:
    if len(code) > LONGEST or not code.startswith(FIRST_LETTER):
        raise Damaged
    try:
        body = b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Damaged from error
    if len(body) <= CHECK or body[0] != VERSION or _check(body[:-CHECK]) != body[-CHECK:]:
        raise Damaged
    return body


def _read(body: bytes) -> Half:
    numbers, at = [], 0
    for _ in range(_NUMBERS):
        number = shift = 0
        while body[at] & 0x80:
            number |= (body[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
        numbers.append(number | body[at] << shift)
        at += 1
    member_id, seq, signed, minute = numbers
    balance = signed // 2 if signed % 2 == 0 else -(signed + 1) // 2
    head, rest = body[at : at + HEAD], body[at + HEAD :]
    if len(head) < HEAD or len(rest) % EARLIER or minute > LAST_MINUTE or max(member_id, seq) >= 2**63:
        raise ValueError("cut off")
    return Half(
        member_id, seq, balance, minute, head, tuple(rest[i : i + EARLIER] for i in range(0, len(rest), EARLIER))
    )
