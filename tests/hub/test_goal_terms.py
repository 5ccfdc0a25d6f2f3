"""Numbers and days as owners write them; no store, no clock of its own."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from hub.together.errors import BadEndDay, BadTarget, EndDayOut
from hub.together.terms import FARTHEST, LEAST, MOST, end_day, minute_to_come, nowruz_eve, occasion, target, yalda

TODAY = date(2026, 11, 21)  # 30 Aban 1405
YALDA = date(2026, 12, 21)
SPELT = [
    "1000",
    "1,000",
    "۱۰۰۰",
    "۱٬۰۰۰",
    "١٠٠٠",
    "1 000",
    "1.000",
    "هزار",
    "۱ هزار",
    "1k",
    "1K",
    " 1000 خط",
    "1000 notches",
]
YALDAS = [
    "30 azar",
    "۳۰ آذر",
    "۳۰ آذرماه",
    "۳۰ آذر ماه",
    "تا ۳۰ آذر",
    "دوشنبه ۳۰ آذر",
    "سه‌شنبه ۳۰ آذر",
    "شب یلدا",
    "Yalda night",
]
YALDAS += [
    "۳۰ آذر ۱۴۰۵",
    "30 Azar 1405",
    "۱۴۰۵/۹/۳۰",
    "1405-09-30",
    "30/9/1405",
    "21 December",
    "December 21",
    "Dec 21, 2026",
]
YALDAS += [
    "Monday 21 December",
    "21st of december",
    "2026-12-21",
    "2026/12/21",
    "21.12.2026",
    "30 days",
    "۳۰ روز دیگر",
    "۱ ماه",
]


@pytest.mark.parametrize("text", SPELT)
def test_a_thousand_is_a_thousand(text: str) -> None:
    assert target(text) == 1000


@pytest.mark.parametrize(
    ("text", "notches"), [("10", 10), ("۲ هزار", 2000), ("۱ میلیون", 1_000_000), ("میلیون", 10**6)]
)
def test_more_numbers(text: str, notches: int) -> None:
    assert target(text) == notches


@pytest.mark.parametrize(
    "text", ["", "9", "0", "-5", "1000001", "2 million", "many", "10 20", "1,00", "10.5", "۱۰ تومان", "1e3", "9" * 40]
)
def test_what_is_no_number_of_notches(text: str) -> None:
    with pytest.raises(BadTarget) as refused:
        target(text)
    assert refused.value.values == {"least": LEAST, "most": MOST}


@pytest.mark.parametrize("text", YALDAS)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_day_is_read_however_it_is_written(text: str, language: str) -> None:
    assert end_day(text, language, TODAY) == YALDA


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("۹/۳۰", "fa", YALDA),
        ("30/9", "fa", YALDA),
        ("12/21", "en", YALDA),
        ("21.12", "en", YALDA),
        ("10/10", "fa", date(2026, 12, 31)),
        ("20 nov", "en", date(2027, 11, 20)),
        ("۳۰ آبان", "fa", date(2027, 11, 21)),
        ("۲ هفته", "fa", date(2026, 12, 5)),
        ("2 months", "en", TODAY + timedelta(days=60)),
        ("شب عید", "fa", date(2027, 3, 20)),
    ],
)
def test_a_day_without_its_year_is_the_next_one(text: str, language: str, day: date) -> None:
    assert end_day(text, language, TODAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "soon", "9/10", "31 azar", "۳۱ آذر", "30 february", "13/13", "1405/13/1", "30", "2026", "0 azar", "azar"],
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(BadEndDay):
        end_day(text, "fa", TODAY)


@pytest.mark.parametrize("text", ["2026-11-21", "۱۴۰۵/۸/۳۰", "2020-01-01", "2029-01-01", "0 days", "999 days"])
def test_a_day_that_is_over_or_too_far_is_told_apart(text: str) -> None:
    with pytest.raises(EndDayOut) as refused:
        end_day(text, "fa", TODAY)
    assert refused.value.values == {"days": FARTHEST.days}


@given(st.text(max_size=30), st.sampled_from(["fa", "en"]))
def test_no_text_is_too_strange(text: str, language: str) -> None:
    """Read or refused, never anything else."""
    for read in (lambda: target(text), lambda: end_day(text, language, TODAY)):
        try:
            assert read()
        except (BadTarget, BadEndDay, EndDayOut):
            continue


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_the_festive_evenings_come_next_and_within_a_year(today: date) -> None:
    longest_night, last_night = yalda(today), nowruz_eve(today)
    there = JalaliDate.to_jalali(longest_night)
    assert (there.month, there.day) == (9, 30)
    there = JalaliDate.to_jalali(last_night + timedelta(days=1))
    assert (there.month, there.day) == (1, 1)
    assert all(today < day <= today + timedelta(days=366) for day in (longest_night, last_night))
    assert (occasion(longest_night), occasion(last_night)) == ("yalda", "nowruz")
    assert occasion(today) is None or today in (yalda(today - timedelta(days=1)), nowruz_eve(today - timedelta(days=1)))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))
def test_the_minute_to_come_is_full_near_and_never_about_to_begin(now: datetime) -> None:
    then = minute_to_come(now)
    assert (then.second, then.microsecond) == (0, 0)
    assert timedelta(seconds=15) <= then - now <= timedelta(seconds=75)
