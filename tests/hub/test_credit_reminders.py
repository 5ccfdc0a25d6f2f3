"""The owner's reminder: by hand, by day, once a day; and the small rules of credit."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import clockwork
from hub.context import Hub
from hub.credit import book as credit_book
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from hub.credit.errors import NothingOwed, OutOfReach, RemindedToday
from hub.credit.owing import Debt, after, room
from hub.person import people
from hub.quiet import EVENING, MORNING, leaves
from storage.tables import Account, Act, Notice
from tests.conftest import StillClock
from tests.support.credit import CLERK, MEMBER, CreditShop, credit_shop_of
from tests.support.hangouts import OWNER
from tests.support.store import row, rows

ZONES = st.sampled_from(["Asia/Tehran", "Europe/Berlin", "America/Los_Angeles", "Pacific/Chatham", "UTC"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
TEHRAN = ZoneInfo("Asia/Tehran")


@given(MOMENTS, ZONES)
def test_a_message_leaves_by_day_and_soon(at: datetime, zone: str) -> None:
    leaving = leaves(at, zone)
    there, now = leaving.astimezone(ZoneInfo(zone)), at.astimezone(ZoneInfo(zone))
    assert MORNING <= there.hour < EVENING
    assert timedelta() <= leaving - at <= timedelta(hours=12)
    assert (leaving == at) == (MORNING <= now.hour < EVENING)
    assert leaves(leaving, zone) == leaving


@pytest.mark.parametrize(
    ("hour", "minute", "day", "at"),
    [(8, 59, 21, (9, 0)), (9, 0, 21, (9, 0)), (21, 59, 21, (21, 59)), (22, 0, 22, (9, 0)), (0, 30, 21, (9, 0))],
)
def test_the_hours_of_quiet(hour: int, minute: int, day: int, at: tuple[int, int]) -> None:
    leaving = leaves(datetime(2026, 11, 21, hour, minute, tzinfo=TEHRAN), "Asia/Tehran").astimezone(TEHRAN)
    assert (leaving.day, leaving.hour, leaving.minute) == (day, *at)


@given(st.lists(st.integers(1, 10**15), max_size=8), st.datetimes(timezones=st.just(UTC)))
def test_a_debt_begins_with_its_first_charge_and_ends_with_nothing(amounts: list[int], at: datetime) -> None:
    debt = Debt(0, None)
    for amount in amounts:
        debt = after(debt, amount, at)
        assert debt.since == at
    assert after(debt, -debt.owed, at) == Debt(0, None)


@given(*[st.integers(0, 10**15)] * 3)
def test_there_is_never_less_than_no_room(ceiling: int, owed: int, waiting: int) -> None:
    left = room(ceiling, owed, waiting)
    assert left == 0 or left + owed + waiting == ceiling


@pytest.fixture
async def shop(hub: Hub) -> CreditShop:
    shop = await credit_shop_of(hub)
    await credit.charge(hub, CLERK.id, shop.member_id, 400, "a")
    return shop


async def _reminders(shop: CreditShop) -> list[int]:
    return [notice.chat_id for notice in await rows(shop.hub.db, Notice, kind="credit_reminder")]


async def test_by_day_it_leaves_at_once_and_once(shop: CreditShop, clock: StillClock) -> None:
    assert await credit_shop.remind(shop.hub, OWNER.id, shop.member_id) == clock.at
    with pytest.raises(RemindedToday):
        await credit_shop.remind(shop.hub, OWNER.id, shop.member_id)
    assert await _reminders(shop) == [MEMBER.id]
    assert (await row(shop.hub.db, Act, what="credit_reminder")).about == {"member": shop.member_id}
    clock.pass_by(days=1)
    await credit_shop.remind(shop.hub, OWNER.id, shop.member_id)
    assert await _reminders(shop) == [MEMBER.id] * 2


async def test_at_night_it_waits_for_the_morning(shop: CreditShop, clock: StillClock) -> None:
    clock.at = datetime(2026, 11, 21, 23, 10, tzinfo=TEHRAN).astimezone(UTC)
    morning = await credit_shop.remind(shop.hub, OWNER.id, shop.member_id)
    assert morning == datetime(2026, 11, 22, 9, 0, tzinfo=TEHRAN)
    with pytest.raises(RemindedToday):
        await credit_shop.remind(shop.hub, OWNER.id, shop.member_id)
    await clockwork.run_due(shop.hub)
    assert (await credit_book.account(shop.hub, shop.member_id)).reminding
    assert await _reminders(shop) == []
    clock.at = morning
    await clockwork.run_due(shop.hub)
    assert await _reminders(shop) == [MEMBER.id]
    assert not (await credit_book.account(shop.hub, shop.member_id)).reminding
    assert not await credit_shop.send_reminder(shop.hub, shop.member_id)
    with pytest.raises(RemindedToday):
        await credit_shop.remind(shop.hub, OWNER.id, shop.member_id)


async def test_who_paid_by_morning_hears_nothing(shop: CreditShop, clock: StillClock) -> None:
    clock.at = datetime(2026, 11, 21, 23, 10, tzinfo=TEHRAN).astimezone(UTC)
    morning = await credit_shop.remind(shop.hub, OWNER.id, shop.member_id)
    await credit.settle(shop.hub, OWNER.id, shop.member_id, 400, "b")
    clock.at = morning
    await clockwork.run_due(shop.hub)
    assert await _reminders(shop) == []
    assert (await row(shop.hub.db, Account)).remind_at is None


async def test_whom_there_is_no_reminding(shop: CreditShop) -> None:
    await people.set_reach(shop.hub, MEMBER.id, reachable=False)
    with pytest.raises(OutOfReach):
        await credit_shop.remind(shop.hub, OWNER.id, shop.member_id)
    await credit.settle(shop.hub, OWNER.id, shop.member_id, 400, "b")
    with pytest.raises(NothingOwed):
        await credit_shop.remind(shop.hub, OWNER.id, shop.member_id)
    assert await _reminders(shop) == []
