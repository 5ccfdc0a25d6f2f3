"""A draw done again by a script that shares nothing with the product."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

SCRIPT = Path(__file__).with_name("redraw.py")


def redrawn(commitment: str, secret: str, permille: int, members: Iterable[int]) -> list[int]:
    """Who wins; AssertionError where the secret is not the one that was committed to."""
    told = {"commitment": commitment, "secret": secret, "permille": permille, "members": list(members)}
    ran = subprocess.run(
        [sys.executable, "-I", SCRIPT], input=json.dumps(told), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    found: list[int] = json.loads(ran.stdout)
    return found
