"""docs/draw.md says what the code does: its example is worked out here from its own words, by another script."""

import hashlib
import re
from pathlib import Path

import pytest

from hub.scenario.draw import LENGTH, bound, commitment, ticket, wins
from tests.support.drawing import redrawn

CHANCE = 100


@pytest.fixture
def told(root: Path) -> str:
    return (root / "docs" / "draw.md").read_text("utf-8")


@pytest.fixture
def digits(told: str) -> list[str]:
    """Every line of 64 digits, in order: commitment, secret, two tickets, the next commitment and its secret."""
    found = re.findall(r"^    ([0-9a-f]{64})$", told, re.MULTILINE)
    assert len(found) == 6
    return found


def test_the_secret_is_the_one_committed_to(digits: list[str]) -> None:
    assert commitment(bytes.fromhex(digits[1])) == digits[0]
    assert hashlib.sha256(bytes.fromhex(digits[1])).hexdigest() == digits[0]


def test_the_tickets_are_the_members_and_one_wins(told: str, digits: list[str]) -> None:
    secret = bytes.fromhex(digits[1])
    assert [ticket(secret, 8), ticket(secret, 4)] == digits[2:4]
    assert [wins(secret, 8, CHANCE), wins(secret, 4, CHANCE)] == [True, False]
    assert redrawn(digits[0], digits[1], CHANCE, [4, 8]) == [8]
    assert f"(bound `{bound(CHANCE)}`)" in told
    assert f"`{digits[2][:8]}` comes before `{bound(CHANCE)}`" in told


def test_the_next_round_hangs_on_the_chain(told: str, digits: list[str]) -> None:
    assert digits[4] == digits[1] == commitment(bytes.fromhex(digits[5]))
    assert told.count(f"{LENGTH} ") >= 2
