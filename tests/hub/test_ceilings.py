"""What a ceiling leaves for a day and a month, in both calendars: as arithmetic, and in the ledger."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from hub.context import Hub
from hub.days import local_day, midnight, month_start
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.stick.ceilings import Earned, Terms, room, spans
from hub.stick.ledger import cut_one, terms_of
from hub.stick.members import join
from hub.stick.rulebook import limit
from hub.stick.rules import Cut
from storage import hangouts
from storage.tables import Hangout
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches

DAY = timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))
ZONES = st.sampled_from(["Asia/Tehran", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Beirut"])
LANGUAGES = st.sampled_from(["fa", "en"])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
CEILINGS = st.none() | st.integers(1, 60)
PAST = st.lists(st.tuples(st.timedeltas(timedelta(0), timedelta(days=70)), st.integers(0, 20)), max_size=30)
CUSTOMER = Seen(71, "نسترن", "fa")


def _number(day: date, language: str) -> tuple[int, int, int]:
    """A day in the calendar of a language."""
    there = JalaliDate.to_jalali(day) if language == "fa" else day
    return there.year, there.month, there.day


@given(DAYS, LANGUAGES)
def test_a_month_begins_on_its_first_and_holds_the_day(day: date, language: str) -> None:
    first = month_start(day, language)
    assert first <= day < first + 31 * DAY
    assert _number(first, language) == (*_number(day, language)[:2], 1)


@given(DAYS, LANGUAGES)
def test_a_new_month_begins_where_the_old_one_ends(day: date, language: str) -> None:
    today, tomorrow = month_start(day, language), month_start(day + DAY, language)
    assert (tomorrow == today) != (tomorrow == day + DAY)
    assert (tomorrow == day + DAY) == (_number(day + DAY, language)[2] == 1)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2025, 3, 20), date(2025, 2, 19)),  # 30 Esfand of a leap year
        (date(2025, 3, 21), date(2025, 3, 21)),  # Nowruz
        (date(2027, 3, 20), date(2027, 2, 20)),  # 29 Esfand, the last of an ordinary year
        (date(2026, 9, 22), date(2026, 8, 23)),  # 31 Shahrivar, the last month of 31 days
        (date(2026, 9, 23), date(2026, 9, 23)),  # 1 Mehr
    ],
)
def test_persian_months_end_where_the_calendar_says(day: date, first: date) -> None:
    assert month_start(day, "fa") == first


@given(MOMENTS, ZONES, LANGUAGES, CEILINGS, CEILINGS, PAST)
def test_what_is_left_is_what_the_calendar_says(
    now: datetime,
    zone: str,
    language: str,
    day_ceiling: int | None,
    month_ceiling: int | None,
    past: list[tuple[timedelta, int]],
) -> None:
    """Compared with a plain count over local dates."""
    earned = [Earned(now - ago, n) for ago, n in past]
    today = local_day(now, zone)
    days = [(local_day(e.at, zone), e.notches) for e in earned]
    left = []
    if day_ceiling is not None:
        left.append(day_ceiling - sum(n for day, n in days if day == today))
    if month_ceiling is not None:
        this = month_start(today, language)
        left.append(month_ceiling - sum(n for day, n in days if month_start(day, language) == this))
    expected = max(0, min(left)) if left else None
    assert room(spans(Terms(1, zone, language, day_ceiling, month_ceiling), now), earned) == expected


@given(MOMENTS, ZONES, LANGUAGES)
def test_spans_begin_at_local_midnights_that_have_passed(now: datetime, zone: str, language: str) -> None:
    (day, _), (month, _) = spans(Terms(1, zone, language, 1, 1), now)
    assert month <= day <= now
    assert now < midnight(local_day(now, zone) + DAY, zone)


async def _capped(hub: Hub, language: str) -> HangoutView:
    """A hangout with two notches a day and five a month."""
    hangout = await opened(hub)
    await join(hub, CUSTOMER, hangout.slug)
    async with hub.db.begin() as session:
        row = await session.get_one(Hangout, hangout.id)
        row.day_ceiling, row.month_ceiling, row.language = 2, 5, language
    return hangout


async def _cut(hub: Hub, hangout: HangoutView, rule: str, wanted: int, key: str) -> tuple[bool, int]:
    async with hub.db.begin() as session:
        member = await hangouts.member(session, hangout.id, CUSTOMER.id)
        assert member
        row = await session.get_one(Hangout, hangout.id)
        done = await cut_one(session, terms_of(row), member.id or 0, Cut(rule, wanted, key), hub.now())
    return done.fresh, done.notches


@pytest.mark.parametrize(
    ("language", "month_end"),
    [("fa", datetime(2026, 12, 21, 20, 29, 59, tzinfo=UTC)), ("en", datetime(2026, 11, 30, 20, 29, 59, tzinfo=UTC))],
)
async def test_the_last_second_of_a_month_and_the_first_of_the_next(
    hub: Hub, clock: StillClock, language: str, month_end: datetime
) -> None:
    """30 Azar ends where November does not, at midnight in Tehran."""
    hangout = await _capped(hub, language)
    for before, expected in ((3, 2), (2, 2), (1, 1)):  # five a month, two a day
        clock.at = month_end - before * DAY
        assert await _cut(hub, hangout, "purchase", 4, f"purchase:{before}") == (True, expected)
    clock.at = month_end
    assert await _cut(hub, hangout, "vote", 1, "vote:last") == (True, 0)
    clock.pass_by(seconds=1)
    assert await _cut(hub, hangout, "vote", 1, "vote:first") == (True, 1)
    assert await _cut(hub, hangout, "thanks", 7, "thanks:1") == (True, 1)
    assert await notches(hub.db) == {CUSTOMER.id: 7}


async def test_what_was_held_back_has_acted_and_does_not_come_later(hub: Hub, clock: StillClock) -> None:
    hangout = await _capped(hub, "en")
    assert await _cut(hub, hangout, "purchase", 9, "purchase:1") == (True, 2)
    assert await _cut(hub, hangout, "purchase", 9, "purchase:2") == (True, 0)
    clock.pass_by(days=1)
    assert await _cut(hub, hangout, "purchase", 9, "purchase:2") == (False, 0)


async def test_gifts_and_corrections_know_no_ceiling(hub: Hub) -> None:
    """And take nothing of what the rules may still give."""
    hangout = await _capped(hub, "en")
    assert await _cut(hub, hangout, "gift", 30, "gift:1") == (True, 30)
    assert await _cut(hub, hangout, "correction", -3, "correction:1") == (True, -3)
    assert await _cut(hub, hangout, "idea", 3, "idea:1") == (True, 2)


async def test_a_ceiling_acts_from_the_moment_it_is_set(hub: Hub) -> None:
    hangout = await opened(hub)
    await join(hub, CUSTOMER, hangout.slug)
    assert await _cut(hub, hangout, "purchase", 6, "purchase:1") == (True, 6)
    await limit(hub, OWNER.id, hangout.id, "day_ceiling", 8)
    assert await _cut(hub, hangout, "purchase", 6, "purchase:2") == (True, 2)
    await limit(hub, OWNER.id, hangout.id, "day_ceiling", 3)
    assert await _cut(hub, hangout, "purchase", 6, "purchase:3") == (True, 0)
    await limit(hub, OWNER.id, hangout.id, "day_ceiling", None)
    assert await _cut(hub, hangout, "purchase", 6, "purchase:4") == (True, 6)
