"""The code of a half: whatever it says comes back, whatever was mistyped is told from what differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.proof.halves import EARLIER, HEAD, LONGEST, Damaged, Half, Parting, cut, decode, encode, parting, places
from hub.stick.chain import GENESIS, Link, seal

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
NUMBERS = {
    "member_id": st.integers(1, 2**63 - 1),
    "seq": st.integers(0, 2**31 - 1),
    "balance": st.integers(-(2**63), 2**63 - 1),
    "minute": st.integers(0, 2**31),
}


class Anything(dict[int, bytes]):
    """A hash at every place."""

    def __contains__(self, seq: object) -> bool:
        return True

    def __missing__(self, seq: int) -> bytes:
        return seq.to_bytes(8, "little") + bytes(24)


@st.composite
def halves(draw: st.DrawFn) -> Half:
    numbers = {name: draw(strategy) for name, strategy in NUMBERS.items()}
    return cut(**numbers, hashes=Anything(), head=draw(st.binary(min_size=32, max_size=32)))


@given(halves())
def test_what_a_code_says_comes_back_and_it_fits_a_deep_link(half: Half) -> None:
    code = encode(half)
    assert decode(code) == half
    assert len(code) <= LONGEST
    assert set(code) <= set(ALPHABET)
    assert len(f"h_{code}") <= 64


@given(halves(), st.data())
def test_one_wrong_letter_is_damage(half: Half, data: st.DataObject) -> None:
    code = encode(half)
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(ALPHABET.replace(code[at], "")))
    with pytest.raises(Damaged):
        decode(code[:at] + other + code[at + 1 :])


@given(halves(), st.data())
def test_two_letters_in_the_wrong_order_or_one_lost_are_damage(half: Half, data: st.DataObject) -> None:
    code = encode(half)
    at = data.draw(st.integers(0, len(code) - 2))
    turned = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    if turned != code:
        with pytest.raises(Damaged):
            decode(turned)
    with pytest.raises(Damaged):
        decode(code[:at] + code[at + 1 :])


@given(st.text(max_size=70))
def test_any_other_text_is_damage(text: str) -> None:
    with pytest.raises(Damaged):
        decode(text)


def _chain(notches: list[int]) -> list[bytes]:
    """Hashes by seq, the one of nothing first."""
    hashes = [GENESIS]
    for seq, n in enumerate(notches, 1):
        hashes.append(seal(hashes[-1], Link(7, seq, n, "vote", f"vote:{seq}", seq)))
    return hashes


@given(st.lists(st.integers(1, 9), min_size=1, max_size=80), st.data())
def test_a_rewritten_entry_is_bracketed(notches: list[int], data: st.DataObject) -> None:
    """The samples stand a doubling distance apart, so the bracket is no wider than what came after the change."""
    hashes = _chain(notches)
    seq = len(notches)
    half = cut(7, seq, sum(notches), 1, dict(enumerate(hashes)), hashes[-1])
    assert parting(half, lambda at: hashes[at]) is None
    changed = data.draw(st.integers(1, seq))
    other = _chain([n + (at == changed) for at, n in enumerate(notches, 1)])
    found = parting(half, lambda at: other[at])
    assert found is not None
    assert found.same < changed <= found.differs
    assert found.differs - found.same <= max(1, seq - found.same)
    assert changed < seq or found == Parting(seq - 1, seq)


def test_a_chain_that_lost_its_end_parts_where_it_ends() -> None:
    hashes = _chain([1] * 20)
    half = cut(7, 20, 20, 1, dict(enumerate(hashes)), hashes[-1])
    assert parting(half, lambda at: hashes[at] if at <= 15 else None) == Parting(12, 16)


def test_places_are_a_doubling_distance_apart() -> None:
    assert list(places(20)) == [19, 18, 16, 12, 4]
    assert list(places(1)) == []
    half = cut(7, 5000, 5000, 29_000_000, Anything(), bytes(32))
    assert len(half.head) == HEAD
    assert [int.from_bytes(begins, "little") for begins in half.earlier] == list(places(5000))[: len(half.earlier)]
    assert len(half.earlier) * EARLIER >= 22
