"""What the clock makes due, for many hangouts; on both engines."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from hub import clockwork
from hub.context import Hub
from hub.daily import posts, rounds
from hub.hangout import chats, settings
from hub.person.people import Seen
from storage.tables import Chat, Hangout, Notice, Post, Round
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

OTHER = Seen(9002, "کاوه", "fa")


async def test_nothing_is_due_before_its_hour(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    assert await clockwork.run_due(hub) == 0
    assert await clockwork.next_moment(hub) == hangout.next_opening
    clock.at = hangout.next_opening or clock.at
    assert await clockwork.run_due(hub) == 1
    assert await clockwork.run_due(hub) == 0
    assert await clockwork.next_moment(hub) == (await row(hub.db, Hangout)).next_seal
    assert (await row(hub.db, Hangout)).next_opening == clock.at + timedelta(days=1)


async def test_many_at_once_act_once(hub: Hub, clock: StillClock) -> None:
    """As several processes would, at the very same moment, day after day."""
    await opened(hub)
    await opened(hub, channel=-2001, group=-2002, owner=OTHER)
    for day in range(1, 4):
        clock.pass_by(days=1)
        done = await asyncio.gather(*(clockwork.run_due(hub) for _ in range(6)))
        assert sum(done) == (2 if day == 1 else 4)
        assert len(await rows(hub.db, Round)) == 2 * day
    assert len(await rows(hub.db, Notice, kind="round")) == 12


async def test_one_hangouts_trouble_is_not_the_others(hub: Hub, clock: StillClock) -> None:
    """A language whose bank is broken: that hangout fails, the others go on."""
    first = await opened(hub)
    await settings.change_language(hub, OWNER.id, first.id, "en")
    second = await opened(hub, channel=-2001, group=-2002, owner=OTHER)

    def broken(language: str) -> object:
        if language == "en":
            raise KeyError(language)
        return hub.bank(language)

    clock.pass_by(days=1)
    with pytest.raises(KeyError):
        await clockwork.run_due(replace(hub, bank=broken))  # type: ignore[arg-type]
    assert [found.hangout_id for found in await rows(hub.db, Round)] == [second.id]
    assert await clockwork.run_due(hub) == 1
    assert len(await rows(hub.db, Round)) == 2


async def test_a_paused_hangout_closes_but_does_not_open(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    await settings.pause(hub, OWNER.id, hangout.id)
    clock.pass_by(days=1)
    assert await clockwork.run_due(hub) == 1
    assert [found.state for found in await rows(hub.db, Round)] == ["closed"]
    assert await clockwork.next_moment(hub) == (await row(hub.db, Hangout)).next_seal


async def test_a_lost_chat_is_told_once_however_often_it_is_noticed(hub: Hub) -> None:
    """By the update and by the courier at the same moment."""
    await opened(hub, group=None)
    await asyncio.gather(*(chats.lost(hub, -1001, at=n) for n in range(6)))
    assert len(await rows(hub.db, Notice, kind="chat_lost")) == 1
    assert (await row(hub.db, Hangout)).state == "paused"
    await chats.found(hub, -1001)
    assert not (await row(hub.db, Chat)).lost
    assert (await row(hub.db, Hangout)).state == "paused"


async def test_a_moved_group_is_followed_everywhere(hub: Hub) -> None:
    hangout = await opened(hub)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    await asyncio.gather(*(chats.migrate(hub, -1002, -100777) for _ in range(3)))
    assert {chat.telegram_id for chat in await rows(hub.db, Chat)} == {-1001, -100777}
    assert {post.chat_id for post in await rows(hub.db, Post)} == {-1001, -100777}
    assert {notice.chat_id for notice in await rows(hub.db, Notice)} == {-1001, -100777}


async def _live(hub: Hub) -> Post:
    hangout = await opened(hub, group=None)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    async with hub.db.begin() as session:
        post = (await rows(hub.db, Post))[0]
        post.state, post.message_id = "live", 5
        await session.merge(post)
        found = await session.get_one(Round, post.round_id)
        found.changes = 1
    return await row(hub.db, Post)  # type: ignore[no-any-return]


async def test_a_posts_pace_halves_with_every_429_and_recovers(hub: Hub, clock: StillClock) -> None:
    """Never slower than once a minute, never faster than once in three seconds."""
    await _live(hub)
    [stale] = await posts.stale(hub)
    paces = []
    for _ in range(7):
        await posts.slowed(hub, stale, 30)
        paces.append((await row(hub.db, Post)).pace_ms)
    assert paces == [6000, 12000, 24000, 48000, 60000, 60000, 60000]
    assert await posts.stale(hub) == []
    clock.pass_by(seconds=31)
    for _ in range(14):
        [stale] = await posts.stale(hub)
        await posts.refreshed(hub, replace(stale, round=replace(stale.round, changes=0)))
        assert await posts.stale(hub) == []
        clock.pass_by(seconds=61)
    assert (await row(hub.db, Post)).pace_ms == 3000


async def test_a_post_that_is_gone_is_left_alone(hub: Hub) -> None:
    await _live(hub)
    [stale] = await posts.stale(hub)
    await posts.gone(hub, stale)
    assert await posts.stale(hub) == []
    assert await posts.next_refresh(hub) is None
