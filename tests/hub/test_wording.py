"""What people type, made fit to keep."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import TextEmpty, TextTooLong
from hub.person.people import NAME_LIMIT, shown_name
from hub.wording import clean, one_line, required, same

TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")
NASTY = st.text(
    st.characters() | st.sampled_from(sorted(TURNING | set("\x00\n\t\u200c\u200b\u00a0\ud800يك"))), max_size=80
)


@given(NASTY)
def test_clean_text_turns_nothing_and_can_be_stored(text: str) -> None:
    kept = clean(text)
    assert not set(kept) & TURNING
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in kept.replace("\n", ""))
    assert kept == kept.strip() == clean(kept)
    kept.encode()


@given(NASTY)
def test_one_line_is_one_line(text: str) -> None:
    kept = one_line(text)
    assert kept.splitlines() in ([kept], [])
    assert "  " not in kept
    assert kept == one_line(kept)


@given(NASTY, st.integers(1, 40))
def test_required_text_fits_or_is_refused(text: str, limit: int) -> None:
    kept = one_line(text)
    if not kept:
        with pytest.raises(TextEmpty):
            required(text, limit)
    elif len(kept) > limit:
        with pytest.raises(TextTooLong) as refused:
            required(text, limit)
        assert refused.value.values == {"limit": limit, "length": len(kept)}
    else:
        assert required(text, limit) == kept


@given(NASTY)
def test_a_shown_name_is_short_and_turns_nothing(name: str) -> None:
    kept = shown_name(name)
    assert len(kept) <= NAME_LIMIT
    assert not set(kept) & TURNING
    assert shown_name(kept) == kept


@given(NASTY, NASTY)
def test_looking_alike_goes_both_ways(one: str, other: str) -> None:
    assert same(one, one)
    assert same(one, other) == same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("چاي", "چای"),
        ("كيك", "کیک"),
        ("می‌خواهم", "می خواهم"),
        ("Tea", "TEA"),
        ("چــای", "چای"),
        ("  چای ", "چای"),
        ("ﭼﺎﯼ", "چای"),
        ("۱۲", "۱۲"),
    ],
)
def test_looks_the_same(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [("چای", "قهوه"), ("Tea", "Team"), ("", "چای")])
def test_looks_different(one: str, other: str) -> None:
    assert not same(one, other)
