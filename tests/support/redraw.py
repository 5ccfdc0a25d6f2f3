"""Draws again from what a hangout tells, knowing nothing of the product: docs/draw.md in a few lines.

Reads {"commitment", "secret", "permille", "members": [numbers]} as JSON from the standard input; prints the numbers of
those who win, as JSON. Ends with a word on the secret if it is not the one that was committed to.
"""

import json
import sys
from hashlib import sha256

BLOCK = 64


def hmac_sha256(secret: bytes, message: bytes) -> bytes:
    """RFC 2104, by hand."""
    padded = secret.ljust(BLOCK, b"\0")
    inner = sha256(bytes(byte ^ 0x36 for byte in padded) + message).digest()
    return sha256(bytes(byte ^ 0x5C for byte in padded) + inner).digest()


told = json.load(sys.stdin)
secret = bytes.fromhex(told["secret"])
if sha256(secret).hexdigest() != told["commitment"]:
    sys.exit("not the secret that was committed to")
most = told["permille"] * 2**32
tickets = {number: int.from_bytes(hmac_sha256(secret, b"%d" % number)[:4], "big") for number in told["members"]}
sys.stdout.write(json.dumps([number for number, ticket in tickets.items() if ticket * 1000 < most]))
