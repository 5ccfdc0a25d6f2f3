"""The outbox: from queued to one known outcome, whatever dies on the way; on both engines."""

import asyncio
from typing import Any

import pytest

from hub import outbox
from hub.context import Hub
from hub.daily import rounds
from hub.errors import NotAllowed, NotFound
from hub.outbox import Parcel
from storage.tables import Notice, Person, Post
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

LEASE = outbox.LEASE.total_seconds()
CHANNEL, GROUP, PERSON = -1001, -1002, 9001


async def _queue(hub: Hub, key: str, chat_id: int = PERSON, *, public: bool = False, **other: Any) -> bool:
    hangout = other.pop("hangout_id", None)
    async with hub.db.begin() as session:
        notice = {"kind": "chat_lost", "hangout_id": hangout, "chat_id": chat_id, "public": public, "payload": {}}
        return await outbox.queue(session, hub, notice | {"dedupe_key": key} | other)


async def _keys(hub: Hub, parcels: list[Parcel]) -> list[str]:
    names = {notice.id: notice.dedupe_key for notice in await rows(hub.db, Notice)}
    return [names[parcel.id] for parcel in parcels]


async def _state(hub: Hub, key: str) -> str:
    return str((await row(hub.db, Notice, dedupe_key=key)).state)


async def test_a_notice_is_queued_once(hub: Hub) -> None:
    assert await _queue(hub, "a")
    assert not await _queue(hub, "a")
    assert await outbox.pending(hub) == 1


async def test_one_at_a_time_for_each_chat_in_order(hub: Hub) -> None:
    for key, chat in (("a1", 1), ("a2", 1), ("b1", 2), ("a3", 1), ("b2", 2)):
        await _queue(hub, key, chat)
    first = await outbox.lease(hub, 10)
    assert await _keys(hub, first) == ["a1", "b1"]
    assert await outbox.lease(hub, 10) == []
    await outbox.begin_sending(hub, first[0])
    await outbox.sent(hub, first[0], 5, None, 0)
    second = await outbox.lease(hub, 10)
    assert await _keys(hub, second) == ["a2"]
    await outbox.failed(hub, second[0], error="no")
    await outbox.drop(hub, first[1])
    assert await _keys(hub, await outbox.lease(hub, 10)) == ["a3", "b2"]


async def test_two_couriers_never_hold_the_same(hub: Hub) -> None:
    for n in range(30):
        await _queue(hub, f"n{n}", n + 1)
    held = await asyncio.gather(*(outbox.lease(hub, 4) for _ in range(10)))
    ids = [parcel.id for parcels in held for parcel in parcels]
    assert len(ids) == len(set(ids)) == 30


async def test_what_was_not_begun_waits_again(hub: Hub, clock: StillClock) -> None:
    """The process died between the lease and the send, so nothing has left: sent once, also in public."""
    await _queue(hub, "post", CHANNEL, public=True)
    [parcel] = await outbox.lease(hub, 10)
    clock.pass_by(seconds=LEASE - 1)
    assert await outbox.lease(hub, 10) == []
    clock.pass_by(seconds=2)
    assert [again.id for again in await outbox.lease(hub, 10)] == [parcel.id]


@pytest.mark.parametrize(("public", "state"), [(False, "leased"), (True, "uncertain")])
async def test_what_was_begun_is_repeated_only_in_private(
    hub: Hub, clock: StillClock, public: bool, state: str
) -> None:
    await _queue(hub, "n", CHANNEL if public else PERSON, public=public)
    [parcel] = await outbox.lease(hub, 10)
    await outbox.begin_sending(hub, parcel)
    clock.pass_by(seconds=LEASE + 1)
    assert len(await outbox.lease(hub, 10)) == (0 if public else 1)
    assert await _state(hub, "n") == state


async def test_a_long_send_keeps_its_lease(hub: Hub, clock: StillClock) -> None:
    await _queue(hub, "n", CHANNEL, public=True)
    [parcel] = await outbox.lease(hub, 10)
    clock.pass_by(seconds=LEASE - 1)
    await outbox.begin_sending(hub, parcel)
    clock.pass_by(seconds=LEASE - 1)
    assert await outbox.lease(hub, 10) == []
    assert await _state(hub, "n") == "sending"


async def test_a_chat_that_must_wait_waits_whole(hub: Hub, clock: StillClock) -> None:
    for key, chat in (("a1", 1), ("a2", 1), ("b1", 2)):
        await _queue(hub, key, chat)
    parcels = await outbox.lease(hub, 10)
    await outbox.later(hub, parcels[0], 60, error="flood")
    assert await _keys(hub, await outbox.lease(hub, 10)) == []
    clock.pass_by(seconds=59)
    assert await _keys(hub, await outbox.lease(hub, 10)) == []
    clock.pass_by(seconds=2)
    assert await _keys(hub, await outbox.lease(hub, 10)) == ["a1"]
    assert await outbox.next_due(hub) is not None


async def test_next_due_names_the_earliest_moment(hub: Hub, clock: StillClock) -> None:
    assert await outbox.next_due(hub) is None
    await _queue(hub, "a")
    assert await outbox.next_due(hub) == clock.at
    await outbox.lease(hub, 10)
    assert await outbox.next_due(hub) == clock.at + outbox.LEASE


async def test_who_blocked_us_is_closed_but_a_channel_is_nobody(hub: Hub) -> None:
    await opened(hub)
    await _queue(hub, "a", PERSON)
    await _queue(hub, "b", CHANNEL, public=True)
    for parcel in await outbox.lease(hub, 10):
        await outbox.failed(hub, parcel, error="Forbidden", unreachable=True)
    assert (await row(hub.db, Person, id=PERSON)).reach == "closed"
    assert [notice.state for notice in await rows(hub.db, Notice)] == ["failed", "failed"]


async def _posted(hub: Hub, clock: StillClock) -> Parcel:
    """A round's post in the channel whose process died in the middle of sending."""
    hangout = await opened(hub, group=None)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    [parcel] = await outbox.lease(hub, 10)
    await outbox.begin_sending(hub, parcel)
    clock.pass_by(seconds=LEASE + 1)
    return parcel


async def test_the_owner_is_asked_once(hub: Hub, clock: StillClock) -> None:
    parcel = await _posted(hub, clock)
    for _ in range(3):
        asked = await outbox.lease(hub, 10)
        clock.pass_by(seconds=1)
    assert [notice.chat_id for notice in await rows(hub.db, Notice, kind="uncertain")] == [OWNER.id]
    assert asked == []
    assert (await row(hub.db, Post)).state == "uncertain"
    assert (await row(hub.db, Notice, id=parcel.id)).state == "uncertain"


@pytest.mark.parametrize(("arrived", "state"), [(True, "sent"), (False, "waiting")])
async def test_the_owners_word_settles_it(hub: Hub, clock: StillClock, arrived: bool, state: str) -> None:
    """The first word counts; whoever asks again hears what is so."""
    parcel = await _posted(hub, clock)
    await outbox.lease(hub, 10)
    assert await outbox.settle(hub, OWNER.id, parcel.id, arrived=arrived) is not arrived
    assert await outbox.settle(hub, OWNER.id, parcel.id, arrived=not arrived) is not arrived
    assert (await row(hub.db, Notice, id=parcel.id)).state == state
    assert (await row(hub.db, Post)).state == ("live" if arrived else "waiting")


async def test_only_an_owner_settles(hub: Hub, clock: StillClock) -> None:
    parcel = await _posted(hub, clock)
    await outbox.lease(hub, 10)
    with pytest.raises(NotAllowed):
        await outbox.settle(hub, 777, parcel.id, arrived=False)
    with pytest.raises(NotFound):
        await outbox.settle(hub, OWNER.id, 10**15, arrived=False)
    assert (await row(hub.db, Notice, id=parcel.id)).state == "uncertain"


async def test_unknown_outcomes_of_a_private_notice_end(hub: Hub, clock: StillClock) -> None:
    await _queue(hub, "n")
    for attempt in range(outbox.ATTEMPTS):
        [parcel] = await outbox.lease(hub, 10)
        assert parcel.attempts == attempt
        await outbox.begin_sending(hub, parcel)
        await outbox.uncertain(hub, parcel)
        clock.pass_by(seconds=outbox.pause(attempt) + 1)
    assert await outbox.lease(hub, 10) == []
    assert await _state(hub, "n") == "failed"
