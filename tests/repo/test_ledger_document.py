"""docs/ledger.md says byte for byte what the code does: its examples are worked out here from its own words."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from hub.proof import halves, roots
from hub.stick.chain import CREDIT, GENESIS, Link, seal


@pytest.fixture
def told(root: Path) -> str:
    return (root / "docs" / "ledger.md").read_text("utf-8")


def example(told: str, begins: str) -> str:
    """The example's line that begins so."""
    found = re.search(rf"^    ({re.escape(begins)}.*)$", told, re.MULTILINE)
    assert found, begins
    return found[1]


def seal_after(told: str, begins: str) -> str:
    found = re.search(rf"^    {re.escape(begins)}.*\n\nhas the seal `([0-9a-f]{{64}})`", told, re.MULTILINE)
    assert found, begins
    return found[1]


def test_an_entry_has_the_seal_that_is_told(told: str) -> None:
    body = example(told, '[1,7,1,1,"vote"')
    by_hand = hashlib.sha256(bytes(32) + body.encode()).hexdigest()
    by_code = seal(GENESIS, Link(7, 1, 1, "vote", "vote:12", 1795302226000)).hex()
    assert seal_after(told, '[1,7,1,1,"vote"') == by_hand == by_code


def test_a_credit_entry_has_the_seal_that_is_told(told: str) -> None:
    body = example(told, '["credit",1,7,1,')
    by_hand = hashlib.sha256(bytes(32) + body.encode()).hexdigest()
    link = Link(7, 1, 1_000_000, "charge", "charge:q1", 1795302226000, 9001, None, "نان")
    assert seal_after(told, '["credit",1,7,1,') == by_hand == seal(GENESIS, link, CREDIT).hex()


def test_an_entry_of_one_chain_never_passes_in_the_other() -> None:
    link = Link(7, 1, 1, "vote", "vote:12", 1795302226000)
    assert seal(GENESIS, link) != seal(GENESIS, link, CREDIT)


def test_a_half_has_the_code_that_is_told(told: str) -> None:
    head = bytes.fromhex(seal_after(told, '[1,7,1,1,"vote"'))
    half = halves.cut(7, 1, 1, 1795302226000 // 60_000, {}, head)
    assert f"`{halves.encode(half)}`" in told


def test_a_days_seal_has_the_root_that_is_told(told: str) -> None:
    lines = [example(told, begins) for begins in ('["notches",7,', '["credit",7,1,"', '["seal",1,3,')]
    by_hand = hashlib.sha256(bytes(32) + "".join(f"{line}\n" for line in lines).encode()).digest()
    assert f"`{by_hand.hex()}`" in told
    ends = [bytes.fromhex(re.findall(r"[0-9a-f]{64}", line)[0]) for line in lines[:2]]
    by_code = roots.line("notches", 7, 1, ends[0]) + roots.line("credit", 7, 1, ends[1])
    by_code += roots.ending(3, date(2026, 11, 22), 1795379400000, 1, 2, 1795380300000)
    assert hashlib.sha256(GENESIS + by_code).digest() == by_hand
    kept = example(told, "PS1:")
    assert roots.read(kept) == roots.Told("teahouse", date(2026, 11, 22), by_hand)
    assert roots.text(roots.read(kept)) == kept


@pytest.mark.parametrize("at", range(0, 72, 5))
def test_a_mistyped_seal_is_damaged(told: str, at: int) -> None:
    kept = example(told, "PS1:")
    other = "x" if kept[at] != "x" else "y"
    with pytest.raises(roots.DamagedText):
        roots.read(kept[:at] + other + kept[at + 1 :])


def test_a_seal_broken_over_lines_is_read(told: str) -> None:
    kept = example(told, "PS1:")
    assert roots.read(f" {kept[:30]}\n{kept[30:]} ") == roots.read(kept)
