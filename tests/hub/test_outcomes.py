"""What a vote that binds comes to: the winner, ties and too few votes as it was said beforehand."""

import pytest

from hub.ideas.outcomes import (
    AGAIN,
    BOTH,
    ELDEST,
    MISSED,
    NOTHING,
    OLDER,
    REPEATED,
    SHARED,
    TIED,
    TURNS,
    WON,
    Verdict,
    ages,
    judge,
)

AGES = ages([8, 3, None])


def said(
    counts: dict[int, int], on_tie: str = OLDER, on_missed: str = NOTHING, turn: int = 1, quorum: int = 5
) -> Verdict:
    return judge(counts, sum(counts.values()), quorum=quorum, on_tie=on_tie, on_missed=on_missed, turn=turn, ages=AGES)


def test_older_ideas_come_before_younger_and_those_before_plain_words() -> None:
    assert AGES == {1: 0, 0: 1, 2: 2}


@pytest.mark.parametrize("on_tie", [OLDER, BOTH, AGAIN])
def test_what_has_most_votes_wins(on_tie: str) -> None:
    assert said({0: 2, 2: 3}, on_tie) == Verdict(WON, (2,))


def test_a_tie_ends_as_it_was_said() -> None:
    assert said({0: 3, 1: 3}) == Verdict(ELDEST, (1,))
    assert said({0: 3, 1: 3}, BOTH) == Verdict(SHARED, (0, 1))
    assert said({0: 3, 1: 3}, AGAIN) == Verdict(TIED, stay=(0, 1))
    assert said({0: 3, 1: 3}, AGAIN, turn=TURNS) == Verdict(ELDEST, (1,))


@pytest.mark.parametrize("on_tie", [OLDER, BOTH, AGAIN])
def test_too_few_votes_end_as_it_was_said(on_tie: str) -> None:
    assert said({0: 4}, on_tie) == Verdict(MISSED)
    assert said({0: 4}, on_tie, AGAIN) == Verdict(REPEATED, stay=(0, 1, 2))
    assert said({0: 4}, on_tie, AGAIN, turn=TURNS) == Verdict(MISSED)
    assert said({0: 5}, on_tie, AGAIN) == Verdict(WON, (0,))


def test_nobody_decides_nothing_even_without_a_quorum() -> None:
    assert said({}, quorum=0) == Verdict(MISSED)
    assert said({1: 1}, quorum=0) == Verdict(WON, (1,))


def test_what_is_asked_again_is_not_over() -> None:
    assert [Verdict(how).over for how in (WON, SHARED, ELDEST, MISSED, TIED, REPEATED)] == [True] * 4 + [False] * 2
