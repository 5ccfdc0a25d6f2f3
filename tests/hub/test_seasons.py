"""Times of the year in three calendars, against dates that are known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.daily.seasons import SPANS, Span, gregorian, hijri, in_season, jalali

ERA = st.dates(date(1980, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("first", "last"),
    [  # days that were Ramadan in Iran and elsewhere alike
        (date(2019, 5, 7), date(2019, 6, 3)),
        (date(2022, 4, 3), date(2022, 5, 1)),
        (date(2024, 3, 12), date(2024, 4, 9)),
        (date(2025, 3, 2), date(2025, 3, 29)),
    ],
)
def test_ramadan_is_not_spoken_of_before_it_begins_or_after_it_is_over(first: date, last: date) -> None:
    around = [first + timedelta(days=n) for n in range(-40, 70)]
    spoken = [day for day in around if in_season({"occasion-ramadan"}, day)]
    assert len(spoken) == 27
    assert first <= spoken[0] < spoken[-1] <= last


@given(ERA)
def test_a_lunar_month_runs_day_by_day(day: date) -> None:
    (month, number), (after_month, after) = hijri(day), hijri(day + timedelta(days=1))
    assert 1 <= month <= 12
    assert 1 <= number <= 30
    assert (after_month, after) in {(month, number + 1), (month % 12 + 1, 1)}
    assert after != 1 or number in {29, 30}


@given(ERA)
def test_every_day_has_one_season(day: date) -> None:
    assert sum(in_season({tag}, day) for tag in SPANS if tag.startswith("season-")) == 1


@pytest.mark.parametrize(
    ("tag", "day", "here"),
    [
        ("season-spring", date(2025, 3, 20), False),  # 30 Esfand of a leap year
        ("season-spring", date(2025, 3, 21), True),
        ("season-winter", date(2025, 3, 20), True),
        ("season-spring", date(2024, 3, 20), True),
        ("occasion-yalda", date(2024, 12, 20), True),  # 30 Azar: the night itself
        ("occasion-yalda", date(2024, 12, 21), False),
        ("occasion-yalda", date(2025, 12, 21), True),
        ("occasion-nowruz", date(2025, 3, 13), False),
        ("occasion-nowruz", date(2025, 4, 1), True),
        ("occasion-sizdah-bedar", date(2025, 4, 2), True),
        ("occasion-sizdah-bedar", date(2024, 4, 1), True),
        ("occasion-sizdah-bedar", date(2024, 4, 2), False),
        ("occasion-mehregan", date(2025, 10, 2), True),
        ("occasion-hafez", date(2025, 10, 12), True),
        ("occasion-saadi", date(2025, 4, 21), True),
        ("occasion-back-to-school", date(2025, 9, 23), True),
        ("occasion-new-year", date(2025, 1, 1), True),
    ],
)
def test_an_occasion_follows_its_own_calendar(tag: str, day: date, here: bool) -> None:
    assert in_season({tag}, day) is here


@given(ERA)
def test_a_span_over_the_new_year_is_what_the_rest_of_the_year_is_not(day: date) -> None:
    over, rest = Span((12, 30), (1, 3), gregorian), Span((1, 4), (12, 29), gregorian)
    assert over.holds(day) != rest.holds(day)


@given(ERA)
def test_solar_months_are_those_of_iran(day: date) -> None:
    month, number = jalali(day)
    assert 1 <= number <= (31 if month <= 6 else 30)
