"""The attention budget: one letter a person and day, whatever there is to say and however many want to say it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub import attention, clockwork, outbox
from hub.attention import LETTER
from hub.context import Hub
from hub.habit import cues
from hub.hangout import settings
from storage.tables import Notice
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.letters import deliver, letters
from tests.support.members import joined
from tests.support.store import row, rows

MINA, SARA = 7101, 7102
TEHRAN = ZoneInfo("Asia/Tehran")


def _at(hour: int, minute: int = 0, day: int = 21) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=TEHRAN).astimezone(UTC)


async def _queue(hub: Hub, key: str, kind: str = "claim_expired", person_id: int = MINA, **other: Any) -> bool:
    notice = {"kind": kind, "hangout_id": None, "chat_id": person_id, "public": False, "payload": {}}
    async with hub.db.begin() as session:
        return await outbox.queue(session, hub, notice | {"dedupe_key": key} | other)


async def _state(hub: Hub, key: str) -> str:
    return str((await row(hub.db, Notice, dedupe_key=key)).state)


async def test_a_kind_without_a_weight_can_not_be_queued(hub: Hub) -> None:
    with pytest.raises(KeyError):
        await _queue(hub, "x", "gossip")
    assert await rows(hub.db, Notice) == []


async def test_what_is_awaited_goes_beside_the_letter(hub: Hub) -> None:
    for n in range(3):
        assert await _queue(hub, f"n:{n}", "need_names")
    assert await _queue(hub, "a")
    assert await deliver(hub) == [["need_names"], ["need_names"], ["need_names"], ["claim_expired"]]


async def test_who_is_there_hears_at_once_and_anybody_else_in_their_letter(hub: Hub) -> None:
    for n in range(2):
        assert await _queue(hub, f"here:{n}", "cut", there=True)
        assert await _queue(hub, f"afar:{n}", "cut", there=False)
    assert sorted(await deliver(hub)) == [["cut"], ["cut"], ["cut", "cut"]]
    with pytest.raises(KeyError):
        await _queue(hub, "who knows", "cut")


async def test_crumbs_of_a_day_go_together(hub: Hub, clock: StillClock) -> None:
    clock.at = _at(7)
    for key in "abc":
        assert await _queue(hub, key)
        assert not await _queue(hub, key)
    assert await deliver(hub) == []
    clock.at = _at(9)
    assert await deliver(hub) == [["claim_expired"] * 3]
    assert [await _state(hub, key) for key in "abc"] == ["sent"] * 3


async def test_what_comes_later_waits_for_the_next_day(hub: Hub, clock: StillClock) -> None:
    await _queue(hub, "a")
    assert await deliver(hub) == [["claim_expired"]]
    await _queue(hub, "b")
    clock.at = _at(21)
    await _queue(hub, "c")
    assert await deliver(hub) == []
    clock.at = _at(8, 59, 22)
    assert await deliver(hub) == []
    clock.at = _at(9, 0, 22)
    assert await deliver(hub) == [["claim_expired"] * 2]
    await _queue(hub, "d")
    assert (await row(hub.db, Notice, dedupe_key="d")).due_at == _at(9, 0, 23)
    assert [at.day for at in await letters(hub, MINA)] == [21, 22]


async def test_a_letter_that_waits_holds_up_nothing_else(hub: Hub, clock: StillClock) -> None:
    clock.at = _at(23)
    await _queue(hub, "a")
    await _queue(hub, "b", "cut", there=True)
    assert await deliver(hub) == [["cut"]]


async def test_many_at_once_share_one_letter(hub: Hub, clock: StillClock) -> None:
    clock.at = _at(6)
    assert all(await asyncio.gather(*(_queue(hub, f"n{n}") for n in range(12))))
    clock.at = _at(9)
    assert await deliver(hub) == [["claim_expired"] * 12]


async def test_people_have_a_letter_each(hub: Hub) -> None:
    await _queue(hub, "a")
    await _queue(hub, "b", person_id=SARA)
    assert await deliver(hub) == [["claim_expired"], ["claim_expired"]]


async def test_the_day_is_that_of_the_hangout_joined_first(hub: Hub, clock: StillClock) -> None:
    first, second = await opened(hub), await opened(hub, channel=-1011, group=-1012)
    await settings.change(hub, OWNER.id, first.id, "timezone", "Asia/Tokyo")
    await joined(hub, first, MINA, "مینا")
    await joined(hub, second, MINA, "مینا")
    clock.at = _at(17)  # half past ten in the evening in Tokyo
    await _queue(hub, "a", hangout_id=second.id)
    tokyo = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert (await row(hub.db, Notice, kind=LETTER)).due_at == tokyo


async def test_a_part_may_have_a_moment_of_its_own(hub: Hub, clock: StillClock) -> None:
    """Not before it; the rest of the day's letter waits with it."""
    clock.at = _at(8)
    await _queue(hub, "a")
    await _queue(hub, "b", due_at=_at(15))
    clock.at = _at(14, 59)
    assert await deliver(hub) == []
    clock.at = _at(15)
    assert await deliver(hub) == [["claim_expired"] * 2]


async def test_rather_alone_than_too_late(hub: Hub, clock: StillClock) -> None:
    await _queue(hub, "a")
    await deliver(hub)
    await _queue(hub, "b", "claim_expiring", latest=_at(12, 0, 22))
    assert await deliver(hub) == []
    await _queue(hub, "c", "claim_expiring", latest=_at(8, 0, 22))
    assert await deliver(hub) == [["claim_expiring"]]


async def test_what_lapses_before_the_next_letter_goes_alone_when_its_own_is_full(hub: Hub) -> None:
    await _queue(hub, "a")
    await _queue(hub, "b", "claim_expiring", latest=_at(8, 0, 22))
    await _queue(hub, "c", "claim_expiring", latest=_at(12, 0, 22))
    [parcel] = await outbox.lease(hub, 10)
    parts = await attention.contents(hub, parcel.id)
    await attention.put_off(hub, parcel.id, [part.id for part in parts[1:]])
    await outbox.sent(hub, parcel, 5, None, 0)
    assert await deliver(hub) == [["claim_expiring"]]
    assert [await _state(hub, key) for key in "abc"] == ["sent", "sent", "part"]


async def test_what_lapses_before_the_next_letter_goes_alone_when_its_own_is_late(hub: Hub, clock: StillClock) -> None:
    """In the morning if that is early enough, else by night."""
    await joined(hub, await opened(hub), MINA, "مینا")
    await cues.choose(hub, MINA, 21 * 60)
    await _queue(hub, "a")
    await _queue(hub, "b", "claim_expiring", latest=_at(12, 0, 22))
    await _queue(hub, "c", "claim_expiring", latest=_at(8, 0, 22))
    clock.at = _at(23)
    await clockwork.run_due(hub)
    assert await deliver(hub) == [["claim_expiring"]]
    clock.at = _at(9, 0, 22)
    assert await deliver(hub) == [["claim_expiring"]]
    assert [await _state(hub, key) for key in "abc"] == ["part", "sent", "sent"]


async def test_a_letter_that_its_day_outran_is_tomorrows(hub: Hub, clock: StillClock) -> None:
    """The process was down at night: no letter leaves by night, and two days make no two letters on one."""
    clock.at = _at(21, 50)
    await _queue(hub, "a")
    clock.at = _at(23, 30)
    assert await deliver(hub) == []
    await _queue(hub, "b")
    clock.at = _at(12, 0, 24)
    assert await deliver(hub) == [["claim_expired"] * 2]
    assert [await _state(hub, key) for key in "ab"] == ["sent"] * 2
    assert len(await letters(hub, MINA)) == 1


async def test_a_letter_that_says_nothing_costs_nothing(hub: Hub) -> None:
    await _queue(hub, "a")
    [parcel] = await outbox.lease(hub, 10)
    [part] = await attention.contents(hub, parcel.id)
    await attention.leave_out(hub, parcel.id, {part.id: "dropped"})
    await outbox.drop(hub, parcel)
    assert await _state(hub, "a") == "dropped"
    await _queue(hub, "b")
    assert await deliver(hub) == [["claim_expired"]]


async def test_what_does_not_fit_joins_the_next_one(hub: Hub, clock: StillClock) -> None:
    await _queue(hub, "a")
    await _queue(hub, "b")
    [parcel] = await outbox.lease(hub, 10)
    parts = await attention.contents(hub, parcel.id)
    await attention.put_off(hub, parcel.id, [parts[1].id])
    await outbox.sent(hub, parcel, 5, None, 0)
    assert [await _state(hub, key) for key in "ab"] == ["sent", "part"]
    clock.pass_by(days=1)
    assert await deliver(hub) == [["claim_expired"]]


async def test_a_letter_that_fails_takes_its_parts_along(hub: Hub, clock: StillClock) -> None:
    await _queue(hub, "a")
    [parcel] = await outbox.lease(hub, 10)
    assert len(await attention.contents(hub, parcel.id)) == 1
    await outbox.later(hub, parcel, 60, error="flood")
    assert await _state(hub, "a") == "part"
    clock.pass_by(seconds=61)
    [parcel] = await outbox.lease(hub, 10)
    await outbox.failed(hub, parcel, error="Forbidden", unreachable=True)
    assert await _state(hub, "a") == "failed"


async def test_a_letter_of_unknown_outcome_has_spent_its_day(hub: Hub, clock: StillClock) -> None:
    """It may have arrived: what comes later that day waits."""
    await _queue(hub, "a")
    for attempt in range(outbox.ATTEMPTS):
        [parcel] = await outbox.lease(hub, 10)
        await outbox.begin_sending(hub, parcel)
        await outbox.uncertain(hub, parcel)
        clock.pass_by(seconds=outbox.pause(attempt) + 1)
    assert await _state(hub, "a") == "failed"
    await _queue(hub, "b")
    assert await deliver(hub) == []


async def test_a_letter_waits_until_a_cue_is_thought_about(hub: Hub, clock: StillClock) -> None:
    """Both are due when the process wakes: whichever loop is quicker, they go together."""
    await joined(hub, await opened(hub), MINA, "مینا")
    await cues.turn_on(hub, MINA)
    await _queue(hub, "a")
    clock.at = _at(19, 0)
    await clockwork.run_due(hub)
    await deliver(hub)
    clock.at = _at(19, 31)
    assert await deliver(hub) == []
    assert (await outbox.next_due(hub) or clock.at) >= clock.at
    await clockwork.run_due(hub)
    assert await deliver(hub) == [["claim_expired", "cue"]]


async def test_nobody_gets_two_letters_a_day(hub: Hub, clock: StillClock) -> None:
    """Eight days on which a lot is to be said, at every hour, with and without an hour of one's own."""
    hangout = await opened(hub)
    for person_id in (MINA, SARA):
        await joined(hub, hangout, person_id, "کسی")
    await cues.choose(hub, SARA, 17 * 60)
    queued = 0
    for step in range(8 * 6):
        for person_id in (MINA, SARA):
            queued += await _queue(hub, f"{person_id}:{step}", person_id=person_id)
        await clockwork.run_due(hub)
        await deliver(hub)
        clock.pass_by(hours=4, minutes=step % 7)
    clock.pass_by(days=2)
    await clockwork.run_due(hub)
    await deliver(hub)
    for person_id in (MINA, SARA):
        went = [at.astimezone(TEHRAN) for at in await letters(hub, person_id)]
        assert len({at.date() for at in went}) == len(went) > 7
        assert all(9 <= at.hour < 22 for at in went)
        parts = await rows(hub.db, Notice, kind="claim_expired", chat_id=person_id)
        waiting = [part for part in parts if part.state == "part"]
        assert {part.state for part in parts} <= {"sent", "part"}
        assert all(part.due_at - clock.at < timedelta(days=1) for part in waiting)
    assert queued == 96
