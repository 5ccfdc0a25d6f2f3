"""A day's seal over the ends of all chains: when it is made, what it holds, what breaks it. On both engines."""

import asyncio
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hub import clockwork
from hub.context import Hub
from hub.days import week_start
from hub.errors import NotAllowed
from hub.hangout import settings
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.proof import roots, seals
from hub.stick.chain import GENESIS
from hub.stick.ledger import cut_one, terms_of
from hub.stick.members import join
from hub.stick.rules import Cut
from storage.tables import Hangout, Member, Notice, Seal
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows
from tests.support.verified import counts, faults

TEHRAN = ZoneInfo("Asia/Tehran")


async def deed(hub: Hub, hangout: HangoutView, person: int, key: str, notches: int = 1) -> None:
    """A notch for somebody, who becomes a member on the way."""
    await join(hub, Seen(person, f"همراه {person}", "fa"), hangout.slug)
    member = await row(hub.db, Member, hangout_id=hangout.id, person_id=person)
    async with hub.db.begin() as session:
        terms = terms_of(await session.get_one(Hangout, hangout.id))
        await cut_one(session, terms, member.id, Cut("gift", notches, key), hub.now())


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in Tehran, in the November of the test's clock."""
    return datetime(2026, 11, day, hour, minute, tzinfo=TEHRAN)


async def test_nothing_is_sealed_before_anything_was_written(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    assert not await seals.seal(hub, hangout.id)
    assert (await row(hub.db, Hangout)).next_seal == at(22, 0, 15)
    clock.at = at(22, 0, 15)
    assert not await seals.seal(hub, hangout.id)
    assert await rows(hub.db, Seal) == []


async def test_a_day_is_sealed_a_quarter_after_midnight(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await seals.seal(hub, hangout.id)
    await deed(hub, hangout, 11, "a")
    clock.at = at(21, 23, 59)
    await deed(hub, hangout, 12, "b", 5)
    clock.at = at(22, 0, 0)
    await deed(hub, hangout, 11, "c")
    clock.at = at(22, 0, 14)
    assert hangout.id not in await _due(hub)
    clock.at = at(22, 0, 15)
    assert await _due(hub) == [hangout.id]
    assert await seals.seal(hub, hangout.id)
    [made] = await rows(hub.db, Seal)
    assert (made.day, made.cut_at, made.members, made.entries) == (date(2026, 11, 21), at(22, 0), 2, 2)
    assert made.previous == GENESIS
    assert not await seals.seal(hub, hangout.id)
    assert (await row(hub.db, Hangout)).next_seal == at(23, 0, 15)
    assert (await counts(hub.db)).seals == 1


async def _due(hub: Hub) -> list[int]:
    async with hub.db.read() as session:
        due = await clockwork.AGENDA.due(session, hub.now())
        return [key for place, key in due if clockwork.JOBS[place].act is seals.seal]


async def test_each_seal_holds_the_one_before_and_only_what_moved(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await deed(hub, hangout, 11, "a")
    await deed(hub, hangout, 12, "b")
    for day in range(22, 26):
        clock.at = at(day, 0, 20)
        await seals.seal(hub, hangout.id)
        if day == 23:
            await deed(hub, hangout, 12, "later")
    made = await rows(hub.db, Seal)
    assert [seal.entries for seal in made] == [2, 2, 3, 3]
    assert [seal.previous for seal in made] == [GENESIS, *(seal.root for seal in made[:-1])]
    assert await faults(hub.db) == []


async def test_days_without_a_running_bot_are_in_the_next_seal(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await deed(hub, hangout, 11, "a")
    clock.at = at(22, 0, 20)
    await seals.seal(hub, hangout.id)
    await deed(hub, hangout, 11, "b")
    clock.at = at(26, 14)
    await seals.seal(hub, hangout.id)
    assert [(seal.day.day, seal.entries) for seal in await rows(hub.db, Seal)] == [(21, 1), (25, 2)]
    assert await faults(hub.db) == []


async def test_an_old_hangout_is_sealed_as_soon_as_the_clock_looks(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await deed(hub, hangout, 11, "a")
    await settings.pause(hub, OWNER.id, hangout.id)
    clock.at = at(24, 12)
    assert await clockwork.run_due(hub) == 1
    [made] = await rows(hub.db, Seal)
    assert (made.day, made.at) == (date(2026, 11, 23), clock.at)


async def test_several_processes_make_one_seal(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await deed(hub, hangout, 11, "a")
    clock.at = at(22, 0, 20)
    done = await asyncio.gather(*(seals.seal(hub, hangout.id) for _ in range(5)))
    assert sum(done) == 1
    assert len(await rows(hub.db, Seal)) == 1


async def test_a_move_of_the_clocks_zone_seals_no_day_twice(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await deed(hub, hangout, 11, "a")
    clock.at = at(22, 0, 20)
    await seals.seal(hub, hangout.id)
    await settings.change(hub, OWNER.id, hangout.id, "timezone", "America/Los_Angeles")
    for _ in range(4):
        clock.pass_by(hours=12)
        await clockwork.run_due(hub)
    made = await rows(hub.db, Seal)
    assert len({seal.day for seal in made}) == len(made) == 2
    assert await faults(hub.db) == []


@pytest.mark.parametrize(("language", "first"), [("fa", 28), ("en", 30)])
async def test_owners_get_the_seal_once_a_week_in_the_morning(
    hub: Hub, clock: StillClock, language: str, first: int
) -> None:
    """21 November 2026 is a Saturday: the first seal of all is made in the week that has begun."""
    hangout = await opened(hub)
    await settings.change_language(hub, OWNER.id, hangout.id, language)
    await deed(hub, hangout, 11, "a")
    for day in range(24, 31):
        clock.at = at(day, 0, 16)
        await seals.seal(hub, hangout.id)
    [told] = await rows(hub.db, Notice, kind="seal")
    assert (told.chat_id, told.due_at) == (OWNER.id, at(first, 9))
    assert told.payload == {"day": f"2026-11-{first - 1}"}
    assert not told.public


def test_weeks_begin_where_people_say_so() -> None:
    days = [date(2026, 11, 20) + timedelta(days=n) for n in range(4)]
    assert [week_start(day, "fa").day for day in days] == [14, 21, 21, 21]
    assert [week_start(day, "en").day for day in days] == [16, 16, 16, 23]


async def test_the_shelf_is_the_owners(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await deed(hub, hangout, 11, "a")
    for day in range(22, 31):
        clock.at = at(day, 0, 16)
        await seals.seal(hub, hangout.id)
    first, second = [await seals.shelf(hub, OWNER.id, hangout.id, page) for page in (0, 1)]
    assert [view.day.day for view in first.seals] == [29, 28, 27, 26, 25, 24, 23]
    assert ([view.day.day for view in second.seals], first.more, second.more) == ([22, 21], True, False)
    assert roots.read(first.seals[0].text).root == (await row(hub.db, Seal, day=date(2026, 11, 29))).root
    with pytest.raises(NotAllowed):
        await seals.shelf(hub, 11, hangout.id)
