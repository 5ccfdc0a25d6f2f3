"""What comes next: nothing of the bank twice within a year, then looks back, then days that rest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.context import Hub
from hub.daily import asking, planning, questions, rounds
from hub.daily.errors import NothingLeft
from hub.person.people import Seen
from locales.bank import bank
from storage.tables import Hangout, Notice, Rest, Round
from tests.conftest import StillClock
from tests.support.asking import Entry, days, with_bank
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

VOTERS = (1, 2, 3)
THREE = [Entry("a"), Entry("b"), Entry("c")]


async def test_nothing_comes_twice_before_everything_came(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    asked = await days(hub, clock, hangout.id, 40)
    assert len(set(asked)) == len(asked) == 40


async def test_a_year_later_the_bank_begins_again(hub: Hub, clock: StillClock) -> None:
    small = with_bank(hub, THREE)
    hangout = await opened(small)
    first = await days(small, clock, hangout.id, 3)
    clock.pass_by(days=361)
    assert await days(small, clock, hangout.id, 1) == first, "364 days later there is nothing to ask"
    again = await days(small, clock, hangout.id, 3)
    assert again[:3] == again[3:] == first


async def test_the_used_up_bank_gives_way_to_looks_back(hub: Hub, clock: StillClock) -> None:
    small = with_bank(hub, THREE)
    hangout = await opened(small)
    await days(small, clock, hangout.id, 3, VOTERS)
    clock.pass_by(days=27)
    sources = await days(small, clock, hangout.id, 4, VOTERS)
    past = await rows(hub.db, Round)
    assert sources[3:] == [f"recall:{one.id}" for one in past[:3]]
    looked = past[3]
    assert (looked.kind, looked.text) == ("guess", f"یادتان هست؟ {past[0].text}")
    assert (looked.options, looked.facts["right"]) == (past[0].options, 0)
    assert await row(hub.db, Rest, first=past[-1].day + timedelta(days=1)), "each once a year: the fourth day rests"


async def test_a_round_without_a_winner_is_not_looked_back_at(hub: Hub, clock: StillClock) -> None:
    small = with_bank(hub, THREE[:1])
    hangout = await opened(small)
    await days(small, clock, hangout.id, 1, VOTERS[:2])
    clock.pass_by(days=40)
    assert len(await days(small, clock, hangout.id, 2)) == 1


async def test_a_day_without_anything_rests_and_the_next_one_goes_on(hub: Hub, clock: StillClock) -> None:
    small = with_bank(hub, [])
    hangout = await opened(small)
    assert await days(small, clock, hangout.id, 2) == []
    rested = [(one.first, one.last) for one in await rows(hub.db, Rest, hangout_id=hangout.id)]
    first = date(2026, 11, 21)
    assert rested == [(first + timedelta(days=n), first + timedelta(days=n + 1)) for n in range(2)], "until the hour"
    with pytest.raises(NothingLeft):
        await rounds.open_now(small, OWNER.id, hangout.id)
    await questions.add(small, OWNER.id, hangout.id, "چای؟", ["آری", "نه"], once_key="x")
    assert len(await days(small, clock, hangout.id, 1)) == 1


async def test_owners_hear_two_weeks_before_and_once(hub: Hub, clock: StillClock) -> None:
    small = with_bank(hub, [Entry(f"k{n}") for n in range(16)])
    hangout = await opened(small)
    await days(small, clock, hangout.id, 1)
    assert await rows(hub.db, Notice, kind="nothing_left") == []
    await days(small, clock, hangout.id, 3)
    [told] = await rows(hub.db, Notice, kind="nothing_left")
    assert told.chat_id == OWNER.id
    assert date.fromisoformat(told.payload["day"]) == date(2026, 11, 21) + timedelta(days=16)


async def test_the_preview_is_what_comes(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    seen = await asking.coming(hub, OWNER.id, hangout.id)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    await questions.add(hub, OWNER.id, hangout.id, "چای یا قهوه؟", ["چای", "قهوه"], once_key="a")
    queued = await asking.coming(hub, OWNER.id, hangout.id)
    assert seen
    assert queued
    assert await days(hub, clock, hangout.id, 1) == [seen.source, queued.source]
    assert queued.text == "چای یا قهوه؟"


async def test_two_weeks_come_as_they_were_planned(hub: Hub, clock: StillClock) -> None:
    """Through Yalda, out of the bank as it is shipped, with nobody interfering."""
    hub = replace(hub, bank=bank)
    hangout = await opened(hub)
    clock.pass_by(days=20)
    await rounds.turn(hub, hangout.id)
    plan = await planning.plan(hub, OWNER.id, hangout.id)
    asked = await days(hub, clock, hangout.id, 14)
    assert asked[1:] == [day.asked.source for day in plan.days if day.asked]
    shipped = {entry.key: entry for entry in bank("fa")}
    kinds = [shipped[source.removeprefix("bank:")].kind for source in asked]
    assert len(set(kinds)) >= 3, "a fortnight has several kinds"
    assert any("occasion-yalda" in shipped[source.removeprefix("bank:")].tags for source in asked)


async def test_what_is_sold_decides(hub: Hub, clock: StillClock) -> None:
    small = with_bank(
        hub, [Entry("a", tags=frozenset({"books"})), Entry("b", tags=frozenset({"pharmacy"})), Entry("c")]
    )
    hangout = await opened(small)
    async with hub.db.begin() as session:
        (await session.get_one(Hangout, hangout.id)).trade = "books"
    assert set(await days(small, clock, hangout.id, 3)) == {"bank:a", "bank:c"}


async def test_a_queued_copy_keeps_the_original_away(hub: Hub, clock: StillClock) -> None:
    small = with_bank(hub, THREE)
    hangout = await opened(small)
    kept = await planning.take(small, OWNER.id, hangout.id, "a", date(2026, 11, 25))
    sources = await days(small, clock, hangout.id, 6)
    assert sorted(sources) == sorted(["bank:b", "bank:c", f"question:{kept.id}"])
    assert [one.bank_key for one in await rows(hub.db, Round, source=f"question:{kept.id}")] == ["a"]
    await days(small, clock, hangout.id, 20, (OWNER.id, Seen(7, "x").id))
    assert len(await rows(hub.db, Round)) == 3
