"""The draw of an extra notch, which anybody can do again after the close. Pure.

The secrets of a hangout's rounds are links of one chain: each is the SHA-256 of the one that comes after it. So a
round's commitment, told before its first vote, is the secret told at the close of the drawn round before: what a coming
round's secret will be was settled when the chain began, and can not be picked to suit a day or a member. At the close
the secret is told, and with it a member's luck can be worked out by hand (docs/draw.md).
"""

import hashlib
import hmac
import secrets
from typing import NamedTuple

SIZE = 32  # bytes of a secret
LENGTH = 400  # rounds that a chain lasts: more than a year of days
THOUSAND = 1000
DIGITS = 8  # hexadecimal ones of a ticket that decide
TICKETS = 1 << 4 * DIGITS  # as many as those digits can say


class Chain(NamedTuple):
    """The secrets that are still to come: `seed` is the last of them, `left` how many there are."""

    seed: bytes
    left: int


def new_chain() -> Chain:
    """Unguessable."""
    return Chain(secrets.token_bytes(SIZE), LENGTH)


def draw_on(chain: Chain | None) -> tuple[bytes, Chain]:
    """The next secret, and the chain after it; a new chain where there is none, or where it is used up."""
    before = chain if chain is not None and chain.left > 0 else new_chain()
    after = Chain(before.seed, before.left - 1)
    secret = after.seed
    for _ in range(after.left):
        secret = hashlib.sha256(secret).digest()
    return secret, after


def commitment(secret: bytes) -> str:
    """SHA-256 of the secret, as 64 hexadecimal digits."""
    return hashlib.sha256(secret).hexdigest()


def ticket(secret: bytes, member_id: int) -> str:
    """HMAC-SHA256 of the member's number, as decimal digits, under the secret; as 64 hexadecimal digits."""
    return hmac.new(secret, str(member_id).encode(), hashlib.sha256).hexdigest()


def bound(permille: int) -> str:
    """What a ticket has to lie below: the smallest eight hexadecimal digits that draw nothing; `100000000` where every
    ticket wins."""
    return f"{-(-permille * TICKETS // THOUSAND):0{DIGITS}x}"


class Draw(NamedTuple):
    """What a round drew with."""

    secret: bytes
    permille: int


def given(draw: Draw | None, member_id: int, notches: int) -> bool:
    """Whether a lucky entry of so many notches is one that this draw gives; a ceiling may have left nothing of it."""
    return draw is not None and notches in (0, 1) and wins(draw.secret, member_id, draw.permille)


def wins(secret: bytes, member_id: int, permille: int) -> bool:
    """Whether the ticket's first eight digits, as a part of all that there are, lie below so many thousandths."""
    return int(ticket(secret, member_id)[:DIGITS], 16) * THOUSAND < permille * TICKETS
