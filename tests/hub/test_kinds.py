"""Kinds of question as pure rules: what answers, what a tap does, what a question must bring along."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.daily.kinds import LOOKS
from hub.daily.errors import NoRightAnswer, NotTwoPictures
from hub.daily.facts import PLAIN, Facts, read, written
from hub.daily.kinds import KINDS
from hub.daily.kinds.scale import summary
from hub.errors import OptionTooLong, TooFewOptions, TooManyOptions

FULL = Facts(several=True, hidden=True, open=True, right=1, ends=("کم", "زیاد"), pictures=("a", "b"))


def test_both_sides_know_the_same_kinds() -> None:
    assert set(LOOKS) == set(KINDS)
    assert all(code == LOOKS[code].code == KINDS[code].code for code in KINDS)


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("choice", Facts(several=True, hidden=True, open=True)),
        ("versus", Facts(hidden=True, pictures=("a", "b"))),
        ("scale", Facts(hidden=True, ends=("کم", "زیاد"))),
        ("guess", Facts(hidden=True, right=1)),
    ],
)
def test_each_kind_keeps_the_facts_that_are_its_own(code: str, kept: Facts) -> None:
    found = KINDS[code].tidy(FULL, 2)
    assert found == kept
    assert read(written(found)) == found


@pytest.mark.parametrize("code", ["choice", "versus", "guess", "scale"])
def test_one_answer_that_exists_and_was_not_taken_away(code: str) -> None:
    accepts = KINDS[code].accepts
    assert [choices for choices in range(16) if accepts(choices, 3, PLAIN)] == [0, 1, 2, 4]
    assert [choices for choices in range(16) if accepts(choices, 3, Facts(gone=(1,)))] == [0, 1, 4]


def test_several_answers_come_and_go_by_taps() -> None:
    kind, facts, answer = KINDS["choice"], Facts(several=True, gone=(1,)), 0
    for option, after in ((0, 0b001), (2, 0b101), (0, 0b100), (2, 0)):
        answer = kind.press(answer, option, facts)
        assert answer == after
        assert kind.accepts(answer, 3, facts)
    assert not kind.accepts(0b111, 3, facts)
    assert kind.accepts(0b111, 3, Facts(several=True))


@pytest.mark.parametrize("right", [None, -1, 2])
def test_a_guess_needs_a_right_answer_among_its_options(right: int | None) -> None:
    with pytest.raises(NoRightAnswer):
        KINDS["guess"].tidy(Facts(right=right), 2)


def test_this_or_that_has_two_sides_and_two_pictures_or_none() -> None:
    assert KINDS["versus"].check([" چای ", "قهوه"]) == ["چای", "قهوه"]
    with pytest.raises(TooManyOptions):
        KINDS["versus"].check(["چای", "قهوه", "آب"])
    with pytest.raises(TooFewOptions):
        KINDS["versus"].check(["چای"])
    for pictures in (("a",), ("a", ""), ("a", "b", "c")):
        with pytest.raises(NotTwoPictures):
            KINDS["versus"].tidy(Facts(pictures=pictures), 2)


def test_a_scale_brings_its_own_steps_and_short_words_for_its_ends() -> None:
    assert KINDS["scale"].check(["whatever"]) == ["1", "2", "3", "4", "5"]
    assert KINDS["scale"].tidy(Facts(ends=("  کم\n کم ", "")), 5).ends == ("کم کم", "")
    with pytest.raises(OptionTooLong):
        KINDS["scale"].tidy(Facts(ends=("ک" * 41, "")), 5)


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5).filter(any))
def test_the_summary_is_that_of_the_answers_one_by_one(counts: list[int]) -> None:
    answers = [step for step, n in enumerate(counts, 1) for _ in range(n)]
    found = summary(counts)
    assert found.mean == pytest.approx(statistics.fmean(answers))
    assert found.spread == pytest.approx(statistics.pstdev(answers))
    assert sum(found.low <= answer <= found.high for answer in answers) >= len(answers) / 2
    assert counts[found.low - 1]
    assert counts[found.high - 1]


@pytest.mark.parametrize(("code", "facts", "poll"), [("choice", Facts(open=True), False), ("guess", PLAIN, True)])
def test_a_group_gets_a_poll_unless_members_add_options(code: str, facts: Facts, poll: bool) -> None:
    assert KINDS[code].poll(facts) is poll
