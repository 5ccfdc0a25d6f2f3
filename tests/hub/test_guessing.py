"""The policy against guessing, as properties."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.till.guessing import CLERK, HANGOUT, HOUR, Policy, Tries, closed, locked, wrong

START = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
POLICIES = st.sampled_from([CLERK, HANGOUT, Policy((0, 1)), Policy(())])
PAUSES = st.lists(st.integers(0, 5400), min_size=1, max_size=120)


def typed(policy: Policy, pauses: list[int]) -> list[tuple[datetime, Tries]]:
    """Somebody who types nothing but wrong codes, so many seconds apart: those that were taken, and what followed."""
    now, tries, taken = START, Tries(0, START, START), []
    for pause in pauses:
        now += timedelta(seconds=pause)
        if not closed(tries, now):
            tries = wrong(policy, tries, now)
            taken.append((now, tries))
    return taken


@given(POLICIES, PAUSES)
def test_no_hour_takes_more_than_two_rounds_of_wrong_codes(policy: Policy, pauses: list[int]) -> None:
    taken = [at for at, _ in typed(policy, pauses)]
    for first in taken:
        assert sum(first <= at < first + HOUR for at in taken) < 2 * policy.most


@given(POLICIES, PAUSES)
def test_a_lock_holds_for_an_hour_and_the_count_begins_again_after_it(policy: Policy, pauses: list[int]) -> None:
    taken = typed(policy, pauses)
    for (at, tries), (later, after) in pairwise(taken):
        if locked(policy, tries):
            assert later >= at + HOUR
            assert after.wrong == 1
        else:
            assert after.wrong in (1, tries.wrong + 1)


@given(POLICIES, PAUSES)
def test_waits_only_grow_until_all_is_forgotten(policy: Policy, pauses: list[int]) -> None:
    taken = typed(policy, pauses)
    for (at, tries), (later, after) in pairwise(taken):
        if after.wrong > 1:
            assert after.closed_until - later >= tries.closed_until - at
        else:
            assert later - tries.since >= HOUR


@given(POLICIES, st.integers(0, 10**6))
def test_an_hour_forgets(policy: Policy, seconds: int) -> None:
    before = Tries(policy.most, START, START + HOUR)
    later = START + HOUR + timedelta(seconds=seconds)
    assert not closed(before, later)
    assert wrong(policy, before, later).wrong == 1


@pytest.mark.parametrize(("policy", "most"), [(CLERK, 8), (HANGOUT, 40)])
def test_the_last_one_locks_and_no_earlier_one(policy: Policy, most: int) -> None:
    tries = Tries(0, START, START)
    for count in range(1, most + 1):
        tries = wrong(policy, tries, START)
        assert tries.wrong == count
        assert locked(policy, tries) is (count == most)
    assert tries.closed_until == START + HOUR


def test_one_clerk_alone_never_locks_a_hangout() -> None:
    """Typing as fast as they may, they are locked themself long before."""
    assert 2 * CLERK.most < HANGOUT.most
