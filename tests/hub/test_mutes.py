"""A member who writes nothing for others for a time; what is kept of it; on both engines."""

import pytest

from hub import history
from hub.context import Hub
from hub.daily import own
from hub.daily.ballots import Ballot, Ended
from hub.daily.votes import cast
from hub.errors import NotFound
from hub.person import forgetting, mydata
from hub.watch import deciding, mutes, queue, reports
from hub.watch.errors import Muted, NotWatcher, StaffSpeaks
from storage.tables import Case, Member, Mute, Report
from tests.conftest import StillClock
from tests.support.hangouts import OWNER
from tests.support.store import row, rows
from tests.support.watched import BABAK, DARA, KEEPER, SARA, member_of, scene, wrote


async def test_a_muted_member_writes_nothing_and_votes_as_before(hub: Hub, clock: StillClock) -> None:
    at = await scene(hub)
    sara = await member_of(hub, SARA)
    until = await mutes.mute(hub, KEEPER.id, sara, 1)
    for refused in (own.may_add(hub, SARA.id, at.round_id), own.add(hub, SARA.id, at.round_id, "به‌لیمو")):
        with pytest.raises(Muted) as told:
            await refused
        assert told.value.values["until"] == until
    [vote] = await cast(hub, [Ballot(SARA, round_id=at.round_id, chat_id=SARA.id, tap=0)])
    assert vote.ended is Ended.COUNTED
    await own.add(hub, DARA.id, at.round_id, "دارچین")
    async with hub.db.read() as session:
        clock.pass_by(hours=24)
        await mutes.may_write(session, hub, at.hangout.id, sara)
    assert (await mutes.muted(hub, OWNER.id, at.hangout.id)).members == ()


async def test_a_longer_time_stands_and_can_be_ended(hub: Hub) -> None:
    at = await scene(hub)
    sara = await member_of(hub, SARA)
    long = await mutes.mute(hub, KEEPER.id, sara, 30)
    assert await mutes.mute(hub, OWNER.id, sara, 1) == long
    [one] = (await mutes.muted(hub, OWNER.id, at.hangout.id)).members
    assert (one.name, one.until) == ("سارا", long)
    for _ in range(2):
        await mutes.unmute(hub, OWNER.id, at.hangout.id, sara)
    await own.add(hub, SARA.id, at.round_id, "به‌لیمو")
    acts = [(act.what, act.by, act.about["name"]) for act in (await history.read(hub, OWNER.id, at.hangout.id)).acts]
    assert acts[:2] == [("member_unmuted", "مهتاب", "سارا"), ("member_muted", "کیوان", "سارا")]
    assert len([act for act in acts if act[0].startswith("member_")]) == 2


async def test_who_may_mute_whom(hub: Hub) -> None:
    at = await scene(hub)
    sara, keeper = await member_of(hub, SARA), await member_of(hub, KEEPER)
    with pytest.raises(NotWatcher):
        await mutes.mute(hub, DARA.id, sara, 1)
    with pytest.raises(NotWatcher):
        await mutes.muted(hub, DARA.id, at.hangout.id)
    with pytest.raises(StaffSpeaks):
        await mutes.mute(hub, OWNER.id, keeper, 1)
    for forged in (mutes.mute(hub, OWNER.id, sara, 3), mutes.mute(hub, OWNER.id, 999, 1)):
        with pytest.raises(NotFound):
            await forged
    with pytest.raises(NotFound):
        await mutes.unmute(hub, OWNER.id, at.hangout.id + 1, sara)
    assert await rows(hub.db, Mute) == []


async def test_a_card_tells_who_can_be_muted(hub: Hub) -> None:
    at = await scene(hub)
    await reports.report(hub, DARA.id, "option", await wrote(hub, at), "rude")
    await reports.report(hub, DARA.id, "option", await wrote(hub, at, KEEPER, "گل‌گاوزبان"), "rude")
    first = await queue.following(hub, OWNER.id, at.hangout.id)
    assert first is not None
    assert (first.author, first.muted_until, first.waiting) == (await member_of(hub, SARA), None, 2)
    until = await mutes.mute(hub, OWNER.id, first.author or 0, 7)
    assert (await queue.one(hub, OWNER.id, first.id)).muted_until == until
    second = await queue.following(hub, OWNER.id, at.hangout.id, first.id)
    assert second is not None
    assert (second.name, second.author) == ("کیوان", None)
    again = await queue.following(hub, OWNER.id, at.hangout.id, second.id)
    assert again is not None
    assert again.id == first.id


async def test_forgotten_members_leave_no_report_and_no_mute(hub: Hub) -> None:
    at = await scene(hub)
    number = await wrote(hub, at)
    for seen in (DARA, BABAK):
        await reports.report(hub, seen.id, "option", number, "spam")
    for seen in (SARA, DARA):
        await mutes.mute(hub, KEEPER.id, await member_of(hub, seen), 7)
    [mine] = (await mydata.of(hub, DARA.id))["memberships"]
    assert [one["reason"] for one in mine["watch"]["reported"]] == ["spam"]
    assert mine["watch"]["writes_nothing_until"].startswith("2026-11-28")
    [sara] = (await mydata.of(hub, SARA.id))["memberships"]
    assert [one["kind"] for one in sara["watch"]["looked_at"]] == ["option"]
    babak = await member_of(hub, BABAK)
    for gone in (SARA, DARA, KEEPER):
        await forgetting.forget(hub, gone.id)
    assert [one.member_id for one in await rows(hub.db, Report)] == [babak]
    assert await rows(hub.db, Mute) == []
    case = await row(hub.db, Case)
    assert case.reports == 2
    await deciding.decide(hub, OWNER.id, case.id or 0, hide=True)
    [shown] = (await queue.overview(hub, OWNER.id, at.hangout.id)).decided
    assert (shown.name, shown.author) == ("", None)
    members = {one.person_id for one in await rows(hub.db, Member)}
    assert members.isdisjoint({SARA.id, DARA.id, KEEPER.id})
