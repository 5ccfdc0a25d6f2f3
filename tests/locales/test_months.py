"""A calendar's words in both calendars, over months' and years' ends."""

from datetime import date

import pytest

from locales import months
from locales.voice import voice

FA, EN = voice("fa"), voice("en")


def test_weekdays_begin_where_the_week_does() -> None:
    assert months.weekdays(FA, date(2026, 11, 21)) == ("ش", "ی", "د", "س", "چ", "پ", "ج")
    assert months.weekdays(EN, date(2026, 11, 16)) == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.mark.parametrize(
    ("first", "last", "persian", "english"),
    [
        (date(2026, 11, 1), date(2026, 11, 28), "آبان و آذر ۱۴۰۵", "November 2026"),
        (date(2026, 11, 23), date(2026, 12, 20), "آذر ۱۴۰۵", "November and December 2026"),
        (date(2026, 3, 1), date(2026, 3, 28), "اسفند ۱۴۰۴ و فروردین ۱۴۰۵", "March 2026"),
        (date(2026, 12, 10), date(2027, 1, 6), "آذر و دی ۱۴۰۵", "December 2026 and January 2027"),
        (date(2025, 2, 22), date(2025, 3, 21), "اسفند ۱۴۰۳ و فروردین ۱۴۰۴", "February and March 2025"),
    ],
)
def test_the_months_of_a_span_are_named_with_their_years(first: date, last: date, persian: str, english: str) -> None:
    assert months.months(FA, first, last) == persian
    assert months.months(EN, first, last) == english


def test_days_have_the_languages_number() -> None:
    leap = date(2025, 3, 20)  # 30 Esfand of a leap year
    assert (months.number(FA, leap), months.number(EN, leap)) == ("۳۰", "20")
    assert [months.begins(FA, date(2025, 3, day)) for day in (20, 21, 22)] == [False, True, False]
    assert [months.begins(EN, date(2024, 2, 29)), months.begins(EN, date(2024, 3, 1))] == [False, True]
    assert (months.month(FA, leap), months.month(EN, leap)) == ("اسفند", "March")
    assert (months.month(FA, leap, short=True), months.month(EN, leap, short=True)) == ("اسفند", "Mar")
