"""The draw of an extra notch, which anybody can do again after the close. Pure.

Before a round opens its secret is drawn and its commitment told: nobody can change the secret after the first vote.
At the close the secret is told, and with it each member's luck can be worked out by hand (docs/draw.md).
"""

import hashlib
import hmac
import secrets

SIZE = 32  # bytes of a secret
THOUSAND = 1000


def new_secret() -> bytes:
    """Unguessable."""
    return secrets.token_bytes(SIZE)


def commitment(secret: bytes) -> str:
    """SHA-256 of the secret, as 64 hexadecimal digits."""
    return hashlib.sha256(secret).hexdigest()


def ticket(secret: bytes, round_id: int, member_id: int) -> str:
    """HMAC-SHA256 of `<round>:<member>` under the secret, as 64 hexadecimal digits."""
    return hmac.new(secret, f"{round_id}:{member_id}".encode(), hashlib.sha256).hexdigest()


def wins(secret: bytes, round_id: int, member_id: int, permille: int) -> bool:
    """Whether the ticket's first eight digits, as a part of all that there are, lie below so many thousandths."""
    return int(ticket(secret, round_id, member_id)[:8], 16) * THOUSAND < permille * 16**8
