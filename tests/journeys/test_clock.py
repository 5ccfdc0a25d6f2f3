"""The clock: days that were missed, hours that were changed, two processes at once. One question a day, never twice."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import App
from bot.settings import Settings
from hub import clockwork
from hub.daily import rounds
from hub.errors import AlreadyToday
from hub.hangout import settings
from locales.voice import voice
from storage.tables import Hangout, Notice, Round, Run
from tests.journeys.conftest import BOTH, Start, free_port
from tests.support.journal import Journal
from tests.support.people import text_of
from tests.support.shop import NOON, Shop, open_shop
from tests.support.store import row, rows
from tests.support.until import until
from tests.support.world import SandboxWorld

FIRST, SECOND, THIRD = "سؤال یکم؟", "سؤال دوم؟", "سؤال سوم؟"
NOBODY = voice("fa").tell("Closed. Nobody answered this time.")
TODAY = NOON.date()
DAY = timedelta(days=1)
SETTLED = ("sent", "dropped", "failed")


async def _fill(shop: Shop) -> None:
    for text in (FIRST, SECOND, THIRD):
        await shop.ask(text, ("آری", "نه"))


async def _asked(shop: Shop, chat_id: int = 0) -> list[str]:
    """The questions that stand in a chat (the channel), in order, once everything has been sent."""
    await until(lambda: _all_sent(shop))
    own = [m for m in await shop.owner.messages(chat_id or shop.channel) if "forward_origin" not in m]
    texts = [text_of(m) for m in own if "photo" not in m]
    return [question for text in texts for question in (FIRST, SECOND, THIRD) if question in text]


async def _all_sent(shop: Shop) -> bool:
    return all(notice.state in SETTLED for notice in await rows(shop.hub.db, Notice))


async def _rounds(shop: Shop, count: int) -> list[Round]:
    """The rounds so far, once there are so many."""

    async def there() -> list[Round]:
        found = await rows(shop.hub.db, Round)
        return found if len(found) >= count else []

    found = await until(there, f"for {count} rounds")
    assert len(found) == count
    return list(found)


@BOTH
async def test_missed_days_are_noted_and_the_latest_comes_late(
    world: SandboxWorld, settings: Settings, journal: Journal, start: Start
) -> None:
    async with App(settings) as before:
        shop = await open_shop(world, before.hub)
        await _fill(shop)
        await shop.evening()
        await world.customers[0].press(await shop.post(FIRST), "آری")
    await world.set_clock(NOON.replace(hour=22) + 3 * DAY)
    shop.hub = (await start()).hub
    await shop.post(SECOND)
    assert await _asked(shop) == [FIRST, SECOND]
    assert [found.day for found in await _rounds(shop, 2)] == [TODAY, TODAY + 3 * DAY]
    runs = {run.day: run.outcome for run in await rows(shop.hub.db, Run, job="round")}
    assert [runs[TODAY + n * DAY] for n in range(4)] == ["done", "skipped", "skipped", "done"]
    card = await shop.owner.wait_for(shop.channel, lambda m: "photo" in m, since=0)
    assert FIRST in text_of(card)
    await shop.evening(days=4)
    await shop.post(THIRD)
    assert await _asked(shop) == await _asked(shop, shop.group) == [FIRST, SECOND, THIRD]


async def test_a_day_that_nobody_answered_closes_without_a_card(shop: Shop) -> None:
    await _fill(shop)
    await shop.evening()
    post = await shop.post(FIRST)
    await shop.evening(days=1)
    await shop.post(SECOND)
    closed = await shop.owner.wait_for(shop.channel, lambda m: m["message_id"] == post["message_id"])
    assert NOBODY in text_of(closed)
    assert await _asked(shop) == [FIRST, SECOND]
    assert [m for m in await shop.owner.messages(shop.channel) if "photo" in m] == []


async def test_the_hour_stays_when_the_clocks_change(shop: Shop) -> None:
    """The last Sunday of October in Berlin has 25 hours; the question comes at 19:00 on each side of it."""
    berlin = ZoneInfo("Europe/Berlin")
    await _fill(shop)
    await settings.change(shop.hub, shop.owner.id, shop.hangout.id, "timezone", "Europe/Berlin")
    for nth, day in enumerate((date(2027, 10, 30), date(2027, 10, 31), date(2027, 11, 1)), start=1):
        hour = datetime(day.year, day.month, day.day, 19, tzinfo=berlin)
        if nth > 1:
            await shop.move(hour - timedelta(seconds=30))
            assert await clockwork.run_due(shop.hub) == 0
        await shop.move(hour + timedelta(seconds=1))
        found = (await _rounds(shop, nth))[-1]
        assert (found.day, found.opens_at.astimezone(berlin).hour) == (day, 19)
        assert found.closes_at.astimezone(berlin).hour == 19
    assert await _asked(shop) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("field", "value", "closing"),
    [
        ("hour", "9:00", datetime(2026, 11, 22, 9, tzinfo=ZoneInfo("Asia/Tehran"))),
        ("hour", "21:30", datetime(2026, 11, 22, 21, 30, tzinfo=ZoneInfo("Asia/Tehran"))),
        ("timezone", "America/Los_Angeles", datetime(2026, 11, 22, 19, tzinfo=ZoneInfo("America/Los_Angeles"))),
        ("timezone", "Pacific/Auckland", datetime(2026, 11, 22, 19, tzinfo=ZoneInfo("Pacific/Auckland"))),
    ],
)
async def test_a_changed_hour_moves_the_close_of_the_open_round(
    shop: Shop, field: str, value: str, closing: datetime
) -> None:
    """A day that has had its question does not get another one."""
    await _fill(shop)
    await shop.evening()
    await shop.post(FIRST)
    await settings.change(shop.hub, shop.owner.id, shop.hangout.id, field, value)
    [found] = await _rounds(shop, 1)
    assert found.closes_at == closing
    assert (await row(shop.hub.db, Hangout)).next_opening == closing
    await shop.move(closing - timedelta(minutes=2))
    assert await clockwork.run_due(shop.hub) == 0
    await shop.move(closing + timedelta(seconds=1))
    first, second = await _rounds(shop, 2)
    assert first.state == "closed"
    assert second.day == TODAY + DAY
    assert await _asked(shop) == [FIRST, SECOND]


@pytest.mark.parametrize(("way", "engine"), [("webhook", "postgresql")], indirect=True)
async def test_two_processes_on_one_database_post_once(world: SandboxWorld, settings: Settings, start: Start) -> None:
    port = free_port()
    other = {"webhook_url": f"http://127.0.0.1:{port}/telegram", "http_port": port}
    one, two = await start(), await start(settings.model_copy(update=other))
    shop = await open_shop(world, one.hub)
    await _fill(shop)
    for day, question in enumerate((FIRST, SECOND, THIRD)):
        await shop.evening(days=day)
        await until(lambda: abs(one.hub.now() - two.hub.now()) < timedelta(seconds=5))
        await world.customers[day].press(await shop.post(question), "آری")
        await shop.poll(question)
    assert await _asked(shop) == await _asked(shop, shop.group) == [FIRST, SECOND, THIRD]
    cards = [text_of(m) for m in await shop.owner.messages(shop.channel) if "photo" in m]
    assert [question for card in cards for question in (FIRST, SECOND, THIRD) if question in card] == [FIRST, SECOND]
    assert [found.day for found in await _rounds(shop, 3)] == [TODAY, TODAY + DAY, TODAY + 2 * DAY]


async def _now(shop: Shop) -> None:
    await rounds.open_now(shop.hub, shop.owner.id, shop.hangout.id)


async def test_one_now_before_the_hour_leaves_the_hour_its_own(shop: Shop) -> None:
    await _fill(shop)
    await _now(shop)
    await shop.post(FIRST)
    await shop.evening()
    await shop.post(SECOND)
    await shop.evening(days=1)
    await shop.post(THIRD)
    assert await _asked(shop) == [FIRST, SECOND, THIRD]
    assert [found.day for found in await _rounds(shop, 3)] == [TODAY - DAY, TODAY, TODAY + DAY]


async def test_a_repeated_one_now_uses_up_no_question(shop: Shop) -> None:
    """A double tap, or the same tap brought again after a crash."""
    await _fill(shop)
    await _now(shop)
    with pytest.raises(AlreadyToday):
        await _now(shop)
    await shop.post(FIRST)
    assert await _asked(shop) == [FIRST]


async def test_one_now_on_a_later_morning_is_the_days_own(shop: Shop) -> None:
    await _fill(shop)
    await shop.evening()
    await shop.post(FIRST)
    await shop.move(NOON + DAY)
    await _now(shop)
    await shop.post(SECOND)
    await shop.evening(days=1)
    assert await clockwork.run_due(shop.hub) == 0
    await shop.evening(days=2)
    await shop.post(THIRD)
    assert await _asked(shop) == [FIRST, SECOND, THIRD]


async def test_one_now_after_the_hour(shop: Shop) -> None:
    """Refused when the day has had its question; a hangout that was opened after the hour gets the day's."""
    await _fill(shop)
    await shop.evening()
    await shop.post(FIRST)
    with pytest.raises(AlreadyToday):
        await _now(shop)
    assert await _asked(shop) == [FIRST]


async def test_one_now_in_a_hangout_opened_after_the_hour(world: SandboxWorld, app: App) -> None:
    await world.set_clock(NOON.replace(hour=20))
    await until(lambda: app.hub.now() > NOON.replace(hour=19, minute=59))
    shop = await open_shop(world, app.hub)
    await _fill(shop)
    await _now(shop)
    [found] = await _rounds(shop, 1)
    assert found.day == TODAY
    assert found.closes_at == NOON.replace(hour=19) + DAY
    with pytest.raises(AlreadyToday):
        await _now(shop)
