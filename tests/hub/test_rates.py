"""How much a rule gives away: values in, values out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.stick.rates import WINDOW, Deeds, about, rate, window
from hub.stick.rates import given as given_away
from hub.stick.rules import Setting

OPENED = date(2026, 11, 21)


@given(st.integers(0, 400))
def test_the_window_is_the_last_days_that_there_were(age: int) -> None:
    today = OPENED + timedelta(days=age)
    first, days = window(today, OPENED)
    assert days == min(WINDOW, age + 1)
    assert first == max(OPENED, today - timedelta(days=WINDOW - 1))


def test_a_clock_that_went_back_is_a_first_day() -> None:
    assert window(OPENED - timedelta(days=3), OPENED)[1] == 1


def test_visits_are_counted_and_amounts_fill_steps() -> None:
    bought = Deeds(4, [("1200000 toman", 10), ("900000 rial", 5), (None, 3), ("12500 EUR", 2), ("words", 4)])
    assert rate(bought, Setting(2), "toman") == 24 / 4
    steps = 10 * 2 + 5 * 1 + 3 + 2 + 4
    assert rate(bought, Setting(2, step=600_000), "toman") == steps / 4


@given(st.integers(1, 100), st.integers(0, 5000), st.integers(1, WINDOW))
def test_a_deed_is_done_at_least_once_a_day(notches: int, deeds: int, days: int) -> None:
    often = rate(Deeds(days, [(None, deeds)]), Setting(notches), "toman")
    assert given_away(Setting(notches), often) == notches * max(1, deeds / days)
    assert given_away(Setting(notches, active=False), often) == 0


@pytest.mark.parametrize(("exact", "plain"), [(0, 0), (7, 7), (99, 99), (99.2, 100), (586.9, 590), (1001, 1100)])
def test_a_figure_is_plain(exact: float, plain: int) -> None:
    assert about(exact) == plain


@given(st.floats(0, 1e9))
def test_a_figure_never_says_less_and_never_much_more(exact: float) -> None:
    assert exact <= about(exact) <= exact * 1.1 + 1
