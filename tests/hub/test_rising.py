"""What rises: recent backings count more, and none is ever counted wrong by the order in which they came."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hub.ideas.rising import HALF_LIFE, NOTHING, UNIT, with_one, without_one

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
AGES = st.lists(st.floats(0, 60), min_size=1, max_size=12)


def summed(ages: list[float]) -> int:
    """The rise of backings that were given so many days ago."""
    rise = NOTHING
    for age in ages:
        rise = with_one(rise, NOW - timedelta(days=age))
    return rise


def test_a_half_life_halves() -> None:
    assert with_one(NOTHING, NOW) - with_one(NOTHING, NOW - HALF_LIFE) == UNIT
    assert abs(summed([0.0]) - summed([7.0, 7.0])) <= 2


def test_five_of_today_rise_above_eight_of_two_weeks_ago_and_not_above_thirty() -> None:
    assert summed([14.0] * 8) < summed([0.0] * 5) < summed([14.0] * 30)


@given(AGES)
def test_the_order_in_which_they_came_says_nothing(ages: list[float]) -> None:
    assert abs(summed(ages) - summed(sorted(ages))) <= len(ages)


@given(AGES, st.floats(0, 60))
def test_what_is_taken_back_is_gone(ages: list[float], age: float) -> None:
    before = summed(ages)
    after = without_one(with_one(before, NOW - timedelta(days=age)), NOW - timedelta(days=age))
    assert abs(after - before) < UNIT // 20 or after < with_one(before, NOW)
    assert after > NOTHING
