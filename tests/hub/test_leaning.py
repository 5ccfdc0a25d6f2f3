"""How much a tag weighs: a pick counts most, one answer says little, and no tag is ever weighed away."""

from hypothesis import given
from hypothesis import strategies as st

from hub.habit.leaning import ENOUGH, by_key, keys, learned, of_all, of_one

counts = st.integers(0, 90)


def test_topics_carry_their_prefix_in_the_bank_and_none_in_a_hangout() -> None:
    assert keys(["topic-food", "own-3", "season-autumn"]) == {"food", "own-3", "season-autumn"}
    assert by_key([(1, ["topic-food"]), (2, ["food", "books"]), (3, [])], ["food", "own-1"]) == {
        "food": [1, 2],
        "own-1": [],
    }


@given(counts, counts)
def test_a_pick_outweighs_whatever_was_learned(answered: int, more: int) -> None:
    asked = answered + more
    assert 0 <= learned(answered, asked) < 1
    assert of_one(True, 0, asked) > of_one(False, answered, asked)
    assert learned(answered + 1, asked + 1) > learned(answered, asked) >= learned(answered, asked + 1)


def test_two_answers_of_two_are_enough_and_one_is_not() -> None:
    assert learned(1, 1) < ENOUGH <= learned(2, 2)
    assert learned(2, 3) < ENOUGH


@given(st.lists(counts, max_size=9), counts, st.integers(0, 50), st.integers(0, 50))
def test_a_hangouts_weight_stays_within_its_bounds(turnout: list[int], usual: int, pickers: int, more: int) -> None:
    weight = of_all(pickers, pickers + more, turnout, float(usual))
    assert 1 <= weight <= 4.5
    assert of_all(pickers + 1, pickers + more + 1, turnout, float(usual)) >= weight


def test_questions_that_many_answer_weigh_more() -> None:
    assert of_all(0, 0, [10, 10, 10], 5) > of_all(0, 0, [5, 5, 5], 5) > of_all(0, 0, [1, 1, 1], 5)
    assert of_all(0, 0, [], 5) == of_all(0, 0, [5, 5], 5) == of_all(0, 0, [], 0)
