"""Sticks, seasons, the chain, options: values in, values out."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.daily.facts import PLAIN, Facts
from hub.daily.kinds import KINDS
from hub.daily.kinds.choice import MOST, OPTION_LIMIT, accepts, check
from hub.daily.seasons import SPANS, in_season
from hub.errors import OptionsEqual, OptionTooLong, TooFewOptions, TooManyOptions
from hub.stick.chain import GENESIS, Link, seal
from hub.stick.rules import CAPPED, RULES, SHARED, Cut, Setting, lucky
from hub.stick.sticks import fills, stick
from hub.wording import same
from locales.bank import bank
from locales.voice import languages

BALANCES, LENGTHS = st.integers(-50, 100_000), st.integers(5, 100)
TEXTS = st.text(max_size=140)
YEAR = [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]  # a leap year


@given(BALANCES, LENGTHS)
def test_a_stick_holds_what_is_there(balance: int, length: int) -> None:
    held = stick(balance, length)
    assert held.full * length + held.notches == max(balance, 0)
    assert 0 <= held.notches < length == held.length


@given(BALANCES, LENGTHS)
def test_a_stick_is_full_when_another_one_begins(balance: int, length: int) -> None:
    assert fills(balance - 1, balance, length) == (stick(balance, length).full > stick(balance - 1, length).full)


@pytest.mark.parametrize("language", languages())
def test_every_day_of_the_year_has_many_questions(language: str) -> None:
    """So many that an empty queue does not ask the same twice within a month."""
    fits = {day: [q.key for q in bank(language) if in_season(q.tags, day)] for day in YEAR}
    assert min(len(keys) for keys in fits.values()) > 31
    assert {key for keys in fits.values() for key in keys} == {q.key for q in bank(language)}


@pytest.mark.parametrize("tag", SPANS)
def test_a_season_begins_and_ends_once_a_year(tag: str) -> None:
    here = [in_season({tag}, day) for day in YEAR]
    assert any(here)
    assert sum(one != other for one, other in pairwise([here[-1], *here])) == 2


@given(st.dates(), st.sets(st.sampled_from(["mood", "taste", "seasoned", "tea"])))
def test_other_tags_bind_no_question(day: date, tags: set[str]) -> None:
    assert in_season(tags, day)
    assert not in_season(tags | {"season-of-unknown"}, day)


LINKS = st.builds(
    Link,
    member_id=st.integers(1, 2**63 - 1),
    seq=st.integers(1, 10**6),
    notches=st.integers(-100, 100),
    rule=st.sampled_from(["vote", "gift"]),
    once_key=st.text(max_size=20),
    at_ms=st.integers(0, 2**45),
    by_id=st.none() | st.integers(1, 2**63 - 1),
    reverses=st.none() | st.integers(1, 2**63 - 1),
    note=st.none() | st.text(max_size=20).filter(lambda text: text.isprintable()),
)


@given(LINKS, LINKS)
def test_whatever_is_changed_changes_the_seal(one: Link, other: Link) -> None:
    assert (seal(GENESIS, one) == seal(GENESIS, other)) == (one == other)
    assert seal(seal(GENESIS, one), other) != seal(GENESIS, other)


@given(LINKS)
def test_the_seal_is_what_its_document_says(link: Link) -> None:
    """Recomputed by hand, as somebody who only has the document would."""
    body = json.dumps([1, *link], ensure_ascii=False, separators=(",", ":")).encode()
    assert seal(GENESIS, link) == hashlib.sha256(b"\0" * 32 + body).digest()


def test_a_seal_of_today_verifies_for_ever() -> None:
    link = Link(7, 1, 1, "vote", "vote:12", 1795302226000)
    body = b'[1,7,1,1,"vote","vote:12",1795302226000,null,null,null]'
    assert seal(GENESIS, link) == hashlib.sha256(b"\0" * 32 + body).digest()


DEEDS: dict[str, Callable[[Setting, int], Cut]] = {
    "vote": RULES["vote"].deed,
    "purchase": lambda setting, n: RULES["purchase"].deed(setting, f"visit{n}", None, 9),
    "idea": lambda setting, n: RULES["idea"].deed(setting, str(n), 9),
    "need": lambda setting, n: RULES["need"].deed(setting, str(n), 9),
    "milestone": lambda setting, n: RULES["milestone"].deed(setting, date(2026, 11, 1), n),
    "thanks": lambda setting, n: RULES["thanks"].deed(setting, str(n)),
    "gift": lambda setting, n: RULES["gift"].deed(setting.notches, str(n), 9, "مهمان ما"),
}


@pytest.mark.parametrize("name", RULES)
def test_rules_stand_under_their_own_name(name: str) -> None:
    """The deeds of one rule never share a key with each other, nor with another rule's."""
    cut = DEEDS[name](Setting(7), 12)
    assert (cut.rule, cut.notches) == (name, 7)
    assert cut.once_key.startswith(f"{name}:")
    assert DEEDS[name](Setting(7), 12).once_key == cut.once_key != DEEDS[name](Setting(7), 13).once_key


def test_a_lucky_notch_is_one_a_round_held_back_by_ceilings_and_shared() -> None:
    assert lucky(12) == Cut("lucky", 1, "lucky:12")
    assert lucky(13).once_key != lucky(12).once_key
    assert "lucky" in CAPPED
    assert "lucky" in SHARED
    assert "lucky" not in RULES, "its chance is the scenario's, so it has no value for the owner's list"


@given(st.integers(0, 10**9), st.integers(1, 10**6), st.integers(0, 100))
def test_a_purchase_cuts_for_every_full_step(amount: int, step: int, notches: int) -> None:
    cut = RULES["purchase"].deed(Setting(notches, step=step), "visit", amount, 9)
    assert cut.notches == notches * (amount // step)


def _checked(options: list[str]) -> list[str] | None:
    try:
        return check(options)
    except (TooFewOptions, TooManyOptions, OptionTooLong, OptionsEqual):
        return None


@given(st.lists(TEXTS, max_size=16))
def test_options_are_few_distinct_and_short_or_refused(options: list[str]) -> None:
    kept = _checked(options)
    if kept is None:
        return
    assert 2 <= len(kept) <= MOST
    assert all(0 < len(option) <= OPTION_LIMIT and "\n" not in option for option in kept)
    assert not any(same(one, other) for n, one in enumerate(kept) for other in kept[:n])
    assert check(kept) == kept


@given(st.integers(0, 2**14), st.integers(2, MOST))
def test_a_choice_is_one_of_the_options_or_none(choices: int, options: int) -> None:
    assert accepts(choices, options, PLAIN) == (choices in {0, *(1 << n for n in range(options))})
    assert accepts(choices, options, Facts(several=True)) == (choices < 1 << options)
    assert not accepts(1, options, Facts(several=True, gone=(0,)))


def test_kinds_stand_under_their_own_code() -> None:
    assert {code: kind.code for code, kind in KINDS.items()} == {code: code for code in KINDS}
