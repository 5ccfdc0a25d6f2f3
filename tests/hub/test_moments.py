"""Moments: handed in, looked at, posted, taken back whatever became of them; on both engines."""

import asyncio
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from hub import outbox
from hub.attention import LETTER
from hub.context import Hub
from hub.daily.seasons import SPANS
from hub.errors import NoChat, NotFound, TextEmpty, TextTooLong
from hub.hangout import chats
from hub.hangout.hangouts import HangoutView
from hub.moments import hosting, moments, posts
from hub.moments.errors import MomentDecided, MomentGone, NameTells, NotHost, TooManyMoments
from hub.moments.moments import NAME_LIMIT, TEXT_LIMIT, WAITING
from hub.moments.prompts import weekly
from hub.moments.watching import KIND
from hub.person import forgetting, mydata
from hub.watch import REPORTABLE, mutes
from hub.watch.errors import Muted
from storage.tables import Act, Moment, Notice, Presence
from tests.conftest import StillClock
from tests.support.hangouts import OWNER
from tests.support.moments import CHANNEL, CLERK, DARA, MODERATOR, SARA, deliver, draft, scene, shared
from tests.support.store import row, rows


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await scene(hub)


async def test_a_moment_waits_for_its_hosts_and_makes_a_present_day(hub: Hub, hangout: HangoutView) -> None:
    first = await shared(hub, hangout)
    assert await shared(hub, hangout) == first, "the same hand-over again"
    assert len(await rows(hub.db, Presence)) == 1
    told = await rows(hub.db, Notice, kind="moment_waits")
    assert sorted(one.chat_id for one in told) == [MODERATOR, OWNER.id]
    assert await posts.to_post(hub, first, 0) is None, "nobody sees it yet"
    card = await hosting.following(hub, MODERATOR, hangout.id)
    assert card is not None
    assert (card.moment.id, card.author, card.waiting) == (first, "سارا", 1)


async def test_it_is_posted_once_and_its_author_hears(hub: Hub, hangout: HangoutView) -> None:
    number = await shared(hub, hangout, photo="file-1", name="سارا از تبریز")
    for _ in range(2):
        assert (await hosting.decide(hub, MODERATOR, number, post=True)).state == "posted"
    left = await deliver(hub)
    assert [one.chat_id for one in left if one.kind == posts.POST] == [CHANNEL]
    assert [one.chat_id for one in left if one.kind == LETTER] == [SARA]
    assert [one.chat_id for one in await rows(hub.db, Notice, kind="moment_answered", state="sent")] == [SARA]
    kept = await row(hub.db, Moment)
    find = REPORTABLE[KIND].posted
    assert find is not None
    async with hub.db.read() as session:
        assert await find(session, CHANNEL, kept.message_id) == number
        assert await find(session, CHANNEL, 1) is None


async def test_two_hosts_at_once(hub: Hub, hangout: HangoutView) -> None:
    number = await shared(hub, hangout)
    both = (hosting.decide(hub, MODERATOR, number, post=True), hosting.decide(hub, OWNER.id, number, post=False))
    done = await asyncio.gather(*both, return_exceptions=True)
    [late] = [one for one in done if isinstance(one, MomentDecided)]
    assert late.values["name"] in ("گرداننده", OWNER.name)
    assert len(await rows(hub.db, Notice, kind="moment_answered")) == 1
    assert len(await rows(hub.db, Act)) == 1


async def test_what_was_declined_can_wait_again_unheard(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    number = await shared(hub, hangout)
    await hosting.decide(hub, MODERATOR, number, post=False)
    await hosting.undo(hub, MODERATOR, number)
    clock.pass_by(minutes=2)
    [told] = await rows(hub.db, Notice, kind="moment_answered")
    assert await hosting.answered(hub, number, told.payload["turn"]) is None
    await hosting.decide(hub, OWNER.id, number, post=True)
    await hosting.undo(hub, OWNER.id, number)
    assert (await row(hub.db, Moment)).state == "posted", "what stands there is taken down, which its author hears"


async def test_taken_back_it_goes_and_nothing_is_kept(hub: Hub, hangout: HangoutView) -> None:
    number = await shared(hub, hangout, photo="file-1", name="سارا")
    await hosting.decide(hub, MODERATOR, number, post=True)
    await deliver(hub)
    with pytest.raises(NotFound):
        await moments.withdraw(hub, DARA, number)
    await moments.withdraw(hub, SARA, number)
    [gone] = await deliver(hub)
    found = await posts.to_empty(hub, gone.payload["post"], photo=gone.payload["photo"])
    assert found is not None
    assert (gone.chat_id, found.photo, found.message_id) == (CHANNEL, True, (await row(hub.db, Moment)).message_id)
    kept = await row(hub.db, Moment)
    assert (kept.text, kept.photo, kept.name) == ("", None, None)
    assert (await moments.mine(hub, SARA)).moments == ()
    with pytest.raises(NotFound):
        await moments.withdraw(hub, SARA, number)
    with pytest.raises(MomentGone):
        await hosting.card(hub, MODERATOR, number)


async def test_taken_back_before_it_left_it_never_leaves(hub: Hub, hangout: HangoutView) -> None:
    number = await shared(hub, hangout)
    await hosting.decide(hub, MODERATOR, number, post=True)
    [post] = await rows(hub.db, Notice, kind=posts.POST)
    await moments.withdraw(hub, SARA, number)
    assert await posts.to_post(hub, number, post.payload["turn"]) is None
    [gone] = await rows(hub.db, Notice, kind=posts.GONE)
    assert await posts.to_empty(hub, gone.payload["post"], photo=False) is None
    assert gone.id > post.id, "one chat's notices keep their order"
    with pytest.raises(MomentGone):
        await hosting.decide(hub, MODERATOR, number, post=True)


async def test_an_unknown_end_is_tried_again_and_bothers_nobody(hub: Hub, hangout: HangoutView) -> None:
    number = await shared(hub, hangout)
    await hosting.decide(hub, MODERATOR, number, post=True)
    await deliver(hub)
    await moments.withdraw(hub, SARA, number)
    [parcel] = await outbox.lease(hub, 10)
    await outbox.begin_sending(hub, parcel)
    await outbox.uncertain(hub, parcel)
    assert (await row(hub.db, Notice, id=parcel.id)).state == "waiting"
    assert await rows(hub.db, Notice, kind="uncertain") == []


async def test_staff_take_down_what_stands_there_and_put_it_up_again(hub: Hub, hangout: HangoutView) -> None:
    number = await shared(hub, hangout)
    await hosting.decide(hub, MODERATOR, number, post=True)
    await deliver(hub)
    kind = REPORTABLE[KIND]
    for change, state in ((kind.hide, "hidden"), (kind.hide, "hidden"), (kind.show, "posted")):
        async with hub.db.begin() as session:
            await change(session, hub, number)
        assert (await row(hub.db, Moment)).state == state
    assert [one.kind for one in await deliver(hub)] == [posts.GONE, posts.POST]


async def test_who_may_what(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    number = await shared(hub, hangout)
    for person in (SARA, CLERK, 99):
        with pytest.raises(NotHost):
            await hosting.decide(hub, person, number, post=True)
    with pytest.raises(NotFound):
        await moments.share(hub, CLERK, draft(hangout), "1")
    for once in range(1, WAITING):
        await shared(hub, hangout, str(once + 1))
    with pytest.raises(TooManyMoments):
        await shared(hub, hangout, "more")
    dara = (await moments.share(hub, DARA, draft(hangout), "1")).id
    await mutes.mute(hub, MODERATOR, (await row(hub.db, Moment, id=dara)).member_id, 7)
    with pytest.raises(Muted):
        await moments.may_share(hub, DARA, hangout.id)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"text": " \u200f"}, TextEmpty),
        ({"text": "ا" * (TEXT_LIMIT + 1)}, TextTooLong),
        ({"name": " "}, TextEmpty),
        ({"name": "ن" * (NAME_LIMIT + 1)}, TextTooLong),
        ({"name": "@sara_shop"}, NameTells),
    ],
)
async def test_what_is_no_moment(hub: Hub, hangout: HangoutView, given: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        await shared(hub, hangout, **given)
    assert await rows(hub.db, Moment) == []


async def test_without_a_chat_it_goes_on_waiting(hub: Hub, hangout: HangoutView) -> None:
    number = await shared(hub, hangout)
    for chat in (CHANNEL, -1002):
        await chats.lost(hub, chat, at=0)
    with pytest.raises(NoChat):
        await hosting.decide(hub, MODERATOR, number, post=True)
    assert (await row(hub.db, Moment)).state == "waiting"


async def test_whoever_is_forgotten_takes_their_moments_along(hub: Hub, hangout: HangoutView) -> None:
    number = await shared(hub, hangout, photo="file-1", name="سارا")
    await shared(hub, hangout, "2")
    await hosting.decide(hub, MODERATOR, number, post=True)
    await deliver(hub)
    [mine] = (await mydata.of(hub, SARA))["memberships"]
    assert [(one["text"], one["state"], one["name_shown"]) for one in mine["moments"]] == [
        ("چای عصر", "posted", "سارا"),
        ("چای عصر", "waiting", None),
    ]
    await forgetting.forget(hub, SARA)
    assert await rows(hub.db, Moment) == []
    assert [one.kind for one in await deliver(hub)] == [posts.GONE]


@dataclass(frozen=True, slots=True)
class Prompt:
    text: str
    tags: Set[str] = frozenset()


def test_weeks_take_turns_and_an_occasion_comes_first() -> None:
    some = [Prompt(str(n)) for n in range(10)] + [Prompt("یلدا", frozenset({"occasion-yalda"}))]
    saturday = date(2026, 8, 1)
    found = [weekly(some, 3, saturday + timedelta(weeks=n), "fa").text for n in range(10)]
    assert sorted(found) == [str(n) for n in range(10)]
    assert {weekly(some, 3, saturday + timedelta(days=n), "fa").text for n in range(7)} == {found[0]}
    assert weekly(some, 4, saturday, "fa").text != found[0]
    yalda = date(2026, 12, 20)
    assert SPANS["occasion-yalda"].holds(yalda)
    assert weekly(some, 3, yalda, "fa").text == weekly(some, 3, yalda, "en").text == "یلدا"
