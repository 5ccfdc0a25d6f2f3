"""Signs, and days of the past, as each language writes them."""

from datetime import date

import pytest

from locales.voice import voice


@pytest.mark.parametrize(
    ("language", "n", "shown"),
    [
        ("fa", 3, "\u2066+۳\u2069"),
        ("fa", -1200, "\u2066−۱٬۲۰۰\u2069"),
        ("en", -4, "\u2066−4\u2069"),
        ("en", 0, "\u20660\u2069"),
    ],
)
def test_a_sign_stands_to_the_left_of_its_number(language: str, n: int, shown: str) -> None:
    assert voice(language).signed(n) == shown


@pytest.mark.parametrize(
    ("language", "day", "shown"),
    [
        ("fa", date(2026, 11, 2), "دوشنبه ۱۱ آبان"),
        ("fa", date(2026, 3, 20), "جمعه ۲۹ اسفند ۱۴۰۴"),
        ("fa", date(2026, 3, 21), "شنبه ۱ فروردین"),
        ("en", date(2026, 3, 20), "Friday 20 March"),
        ("en", date(2025, 3, 1), "Saturday 1 March 2025"),
    ],
)
def test_the_year_stands_with_days_of_other_years(language: str, day: date, shown: str) -> None:
    assert voice(language).dated(day, date(2026, 11, 22)) == shown


@pytest.mark.parametrize(("language", "shown"), [("fa", "۱۴۰۵/۰۹/۰۱"), ("en", "22 Nov 2026")])
def test_a_day_in_few_letters(language: str, shown: str) -> None:
    assert voice(language).figures(date(2026, 11, 22)) == shown
