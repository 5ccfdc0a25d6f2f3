"""Shared sticks: counted exactly, one at a time, judged once; on both engines."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from hub import clockwork
from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.errors import NoChat, NotAllowed, TextEmpty
from hub.hangout import chats
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.stick import members
from hub.stick.ledger import cut_one, terms_of
from hub.stick.rules import SHARED, Cut
from hub.together import goals
from hub.together import views as goal_views
from hub.together.errors import BadTarget, EndDayOut, GoalOn, PostedToday
from hub.together.views import GoalView
from storage.database import Database
from storage.tables import Act, Chat, Entry, Goal, Hangout, Member, Notice
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

YALDA = date(2026, 12, 21)
OTHER = Seen(9002, "کاوه", "fa")


async def started(hub: Hub, hangout: HangoutView, target: int = 10, last_day: date = YALDA) -> GoalView:
    return await goals.start(hub, OWNER.id, hangout.id, target, last_day, "با هم تا شب یلدا")


async def on(hub: Hub, clock: StillClock, target: int = 10) -> tuple[HangoutView, GoalView]:
    """A hangout with a shared stick that counts by now, and a question to vote on."""
    hangout = await opened(hub)
    goal = await started(hub, hangout, target)
    clock.at = goal.starts_at
    await rounds.open_now(hub, OWNER.id, hangout.id)
    return hangout, goal


async def vote(hub: Hub, *people: int) -> None:
    ballots = [Ballot(Seen(n, f"p{n}", "en"), 1, round_id=1, chat_id=-1001, message_id=5) for n in people]
    await votes.cast(hub, ballots)


async def cut(hub: Hub, person: int, rule: str, notches: int, key: str = "") -> None:
    """Any other deed of somebody who is a member."""
    member = await row(hub.db, Member, person_id=person)
    hangout = await row(hub.db, Hangout, id=member.hangout_id)
    async with hub.db.begin() as session:
        await cut_one(session, terms_of(hangout), member.id, Cut(rule, notches, key or f"{rule}:1", 1), hub.now())


async def counted(hub: Hub) -> int:
    """What the ledger says about the newest shared stick, which must be what it says itself."""
    goal: Goal = await row(hub.db, Goal)
    here = {member.id for member in await rows(hub.db, Member, hangout_id=goal.hangout_id)}
    entries: list[Entry] = [e for e in await rows(hub.db, Entry) if e.member_id in here and e.rule in SHARED]
    assert goal.notches == sum(e.notches for e in entries if goal.starts_at <= e.at < goal.ends_at)
    return goal.notches


async def notices(hub: Hub) -> list[tuple[str, int]]:
    return sorted((n.kind, n.chat_id) for n in await rows(hub.db, Notice) if n.kind.startswith("goal_"))


async def test_it_begins_at_a_full_minute_and_ends_with_the_local_day(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    clock.pass_by(seconds=50.5)
    goal = await started(hub, hangout, 1000)
    assert goal.starts_at - clock.at == timedelta(seconds=69.5)
    assert goal.ends_at == datetime.fromisoformat("2026-12-22T00:00+03:30")
    assert (goal.last_day, goal.days_left(clock.at), goal.notches, goal.people, goal.state) == (YALDA, 31, 0, 0, "on")
    [noted] = [act for act in await rows(hub.db, Act) if act.what.startswith("goal_")]
    assert (noted.what, noted.by_id, noted.about) == (
        "goal_started",
        OWNER.id,
        {"title": "با هم تا شب یلدا", "notches": 1000},
    )


async def test_deeds_count_from_its_first_moment_to_its_last(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    goal = await started(hub, hangout)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    clock.at = goal.starts_at - timedelta(milliseconds=1)
    await vote(hub, 1)
    assert await counted(hub) == 0
    clock.at = goal.starts_at
    await vote(hub, 2, 3)
    assert await counted(hub) == 2
    clock.at = goal.ends_at - timedelta(milliseconds=1)
    await cut(hub, 1, "gift", 3)
    assert await counted(hub) == 5
    clock.at = goal.ends_at
    await cut(hub, 2, "gift", 4)
    assert await counted(hub) == 5


async def test_what_counts_is_every_deed_but_no_handling_of_rewards(hub: Hub, clock: StillClock) -> None:
    hangout, _ = await on(hub, clock, 100)
    await vote(hub, 1, 2)
    await cut(hub, 1, "purchase", 4)
    await cut(hub, 1, "purchase", 4)  # the same once more
    await cut(hub, 1, "claim", -3, "claim:1:1")
    await cut(hub, 1, "expired", 3, "expired:1")
    await cut(hub, 2, "correction", -1)
    assert await counted(hub) == 5
    [seen] = await goal_views.of_member(hub, 1, hangout.id)
    assert (seen.notches, seen.people, seen.mine) == (5, 2, 5)
    [seen] = await goal_views.of_member(hub, 2)
    assert seen.mine == 0
    assert await goal_views.of_member(hub, 3) == []
    assert [seen.mine for seen in await goal_views.of_member(hub, OWNER.id)] == [None]
    assert await goal_views.pace(hub, OWNER.id, hangout.id) == 5


async def test_a_part_is_found_behind_later_entries(hub: Hub, clock: StillClock) -> None:
    """Who had a part is told by the chain, however much has happened in it since."""
    hangout, goal = await on(hub, clock, 100)
    await vote(hub, 1, 2, 3)
    await cut(hub, 1, "claim", -1, "claim:1:1")
    await cut(hub, 1, "redeem", 0, "redeem:1:1")
    clock.at = goal.ends_at + timedelta(hours=1)
    await cut(hub, 2, "gift", 2)
    await cut(hub, 1, "gift", 2)
    seen = await goal_views.of_owner(hub, OWNER.id, hangout.id)
    assert seen is not None
    assert (seen.people, seen.notches) == (3, 3)


async def test_another_hangouts_deeds_are_its_own(hub: Hub, clock: StillClock) -> None:
    await on(hub, clock)
    second = await opened(hub, channel=-2001, group=-2002, owner=OTHER)
    await goals.start(hub, OTHER.id, second.id, 10, YALDA, "ما")
    await vote(hub, 1)
    assert [goal.notches for goal in await rows(hub.db, Goal)] == [1, 0]


async def test_a_hangout_has_one_at_a_time(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    first, *same = await asyncio.gather(*(started(hub, hangout) for _ in range(5)))
    assert {goal.id for goal in same} == {first.id}
    assert len([act for act in await rows(hub.db, Act) if act.what == "goal_started"]) == 1
    with pytest.raises(GoalOn):
        await started(hub, hangout, 20)
    others = await asyncio.gather(*(started(hub, hangout, n) for n in range(30, 34)), return_exceptions=True)
    assert all(isinstance(other, GoalOn) for other in others)
    with pytest.raises(IntegrityError):
        async with hub.db.begin() as session:
            session.add(Goal(**(await row(hub.db, Goal)).model_dump(exclude={"id"})))
    stopped = await goals.stop(hub, OWNER.id, first.id)
    assert (stopped.state, stopped.ends_at - clock.at) == ("stopped", timedelta(minutes=1))
    clock.pass_by(seconds=10)
    again = await started(hub, hangout, 20)
    assert again.starts_at == stopped.ends_at, "no deed counts twice and none is lost between"
    assert await goals.stop(hub, OWNER.id, first.id) == stopped


async def test_only_an_owner_and_only_what_can_be(hub: Hub, clock: StillClock) -> None:
    hangout, goal = await on(hub, clock)
    await opened(hub, channel=-2001, group=-2002, owner=OTHER)
    for refused in (
        goals.start(hub, OTHER.id, hangout.id, 10, YALDA, "x"),
        goals.stop(hub, OTHER.id, goal.id),
        goals.post(hub, OTHER.id, goal.id),
        goal_views.of_owner(hub, OTHER.id, hangout.id),
        goal_views.pace(hub, OTHER.id, hangout.id),
    ):
        with pytest.raises(NotAllowed):
            await refused
    for error, fields in (
        (BadTarget, {"target": 9}),
        (BadTarget, {"target": 1_000_001}),
        (EndDayOut, {"last_day": date(2026, 11, 21)}),
        (TextEmpty, {"title": " \u200b"}),
    ):
        wanted = {"target": 10, "last_day": YALDA, "title": "ما"} | fields
        with pytest.raises(error):
            await goals.start(hub, OWNER.id, hangout.id, **wanted)


async def test_a_full_one_is_celebrated_once(hub: Hub, clock: StillClock) -> None:
    """By several processes that all see it; whoever had no hand in it is not told again."""
    hangout, _ = await on(hub, clock, 12)
    await vote(hub, *range(1, 12))
    assert await clockwork.run_due(hub) == 0
    await vote(hub, 12, 13)
    assert sum(await asyncio.gather(*(clockwork.run_due(hub) for _ in range(6)))) == 1
    public = [("goal_reached", -1002), ("goal_reached", -1001)]
    assert await notices(hub) == [*public, ("goal_won", OWNER.id)]
    assert [n.payload["early"] for n in await rows(hub.db, Notice, kind="goal_reached")] == [30, 30]
    reached = await row(hub.db, Goal)
    assert (reached.state, reached.ends_at - clock.at) == ("reached", timedelta(minutes=1))
    await vote(hub, 14)
    assert await counted(hub) == 14
    assert await clockwork.run_due(hub) == 0
    seen = await goal_views.of_owner(hub, OWNER.id, hangout.id)
    assert seen is not None
    assert (seen.days_left(clock.at), seen.people) == (0, 14)


async def test_one_that_was_missed_is_told_to_its_owner_alone(hub: Hub, clock: StillClock) -> None:
    hangout, goal = await on(hub, clock)
    await vote(hub, 1, 2)
    clock.at = goal.ends_at + goals.SETTLING - timedelta(milliseconds=1)
    assert (await row(hub.db, Goal)).state == "on"
    assert await clockwork.run_due(hub) == 3  # the old question closes, the next one comes, and the chains are sealed
    assert await clockwork.next_moment(hub) == goal.ends_at + goals.SETTLING
    clock.pass_by(seconds=1)
    assert sum(await asyncio.gather(*(clockwork.run_due(hub) for _ in range(4)))) == 1
    assert await notices(hub) == [("goal_missed", OWNER.id)]
    assert [seen.state for seen in await goal_views.of_member(hub, 1)] == ["missed"]
    clock.pass_by(days=15)
    assert await goal_views.of_member(hub, 1) == []
    assert (await started(hub, hangout, last_day=YALDA + timedelta(days=60))).id > goal.id


async def test_the_last_moments_deed_that_is_late_in_the_store_still_decides(hub: Hub, clock: StillClock) -> None:
    _, goal = await on(hub, clock)
    await vote(hub, *range(1, 10))
    clock.at = goal.ends_at + timedelta(seconds=5)
    await clockwork.run_due(hub)
    late = replace(hub, now=lambda: goal.ends_at - timedelta(seconds=1))
    await cut(late, 1, "gift", 1)
    clock.pass_by(seconds=30)
    await clockwork.run_due(hub)
    assert (await row(hub.db, Goal)).state == "reached"
    assert await counted(hub) == 10


async def test_stopping_a_full_one_celebrates_it(hub: Hub, clock: StillClock) -> None:
    _, goal = await on(hub, clock)
    await vote(hub, *range(1, 11))
    ended = await asyncio.gather(goals.stop(hub, OWNER.id, goal.id), goals.judge(hub, goal.id))
    assert (await row(hub.db, Goal)).state == "reached"
    assert getattr(ended[0], "state", "") == "reached"
    assert [kind for kind, _ in await notices(hub)] == ["goal_reached", "goal_reached", "goal_won"]


async def test_it_is_shown_in_public_once_a_day(hub: Hub, clock: StillClock) -> None:
    _, goal = await on(hub, clock)
    shown = await asyncio.gather(*(goals.post(hub, OWNER.id, goal.id) for _ in range(4)), return_exceptions=True)
    assert [type(one) for one in shown if one is not None] == [PostedToday] * 3
    assert await notices(hub) == [("goal_post", -1002), ("goal_post", -1001)]
    clock.pass_by(days=1)
    await goals.post(hub, OWNER.id, goal.id)
    assert len(await notices(hub)) == 4


async def test_a_linked_group_gets_it_from_its_channel(hub: Hub, clock: StillClock) -> None:
    """Telegram itself carries what stands in the channel there."""
    _, goal = await on(hub, clock)
    async with hub.db.begin() as session:
        channel = await session.get_one(Chat, (await row(hub.db, Chat, place="channel")).id)
        channel.linked_id = -1002
    await goals.post(hub, OWNER.id, goal.id)
    assert await notices(hub) == [("goal_post", -1001)]


async def test_without_a_working_chat_it_is_not_shown(hub: Hub, clock: StillClock) -> None:
    _, goal = await on(hub, clock)
    for chat in (-1001, -1002):
        await chats.lost(hub, chat, at=1)
    with pytest.raises(NoChat):
        await goals.post(hub, OWNER.id, goal.id)


async def around(hub: Hub, clock: StillClock, moment: datetime, people: range) -> None:
    """Deeds of these people, two at a time, while the clock goes back and forth over a moment."""
    for n in people:
        clock.at = moment + timedelta(milliseconds=(n % 20 - 10) * 3)
        await asyncio.gather(cut(hub, n, "gift", 1, f"gift:{moment}"), cut(hub, n, "purchase", 1, f"visit:{moment}"))


async def test_deeds_around_start_and_end_are_counted_exactly(hub: Hub, clock: StillClock) -> None:
    """In the store of two processes, while a third hand starts it and stops it."""
    hangout = await opened(hub)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    await vote(hub, *range(40))
    other = replace(hub, db=Database(hub.db.url.render_as_string(hide_password=False)))
    goal, *_ = await asyncio.gather(started(hub, hangout, 1000), around(other, clock, clock.at, range(40)))
    halves = (around(hub, clock, goal.starts_at, range(20)), around(other, clock, goal.starts_at, range(20, 40)))
    await asyncio.gather(*halves)
    inside = await counted(hub)
    assert 0 < inside < 80
    clock.at = goal.starts_at + timedelta(days=1, seconds=20)
    stopped, *_ = await asyncio.gather(
        goals.stop(hub, OWNER.id, goal.id), around(other, clock, clock.at, range(20)), vote(hub, *range(100, 140))
    )
    between = await counted(hub)
    halves = (around(hub, clock, stopped.ends_at, range(20)), around(other, clock, stopped.ends_at, range(20, 40)))
    await asyncio.gather(*halves)
    assert between < await counted(hub) < between + 80
    await other.db.stop()


async def test_two_processes_celebrate_once(hub: Hub, clock: StillClock) -> None:
    await on(hub, clock, 30)
    other = replace(hub, db=Database(hub.db.url.render_as_string(hide_password=False)))
    hands = [vote(one, *range(n, n + 8)) for n, one in zip(range(0, 32, 8), (hub, other, hub, other), strict=True)]
    looks = [clockwork.run_due(one) for one in (hub, other) for _ in range(4)]
    await asyncio.gather(*hands, *looks)
    await asyncio.gather(*(clockwork.run_due(one) for one in (hub, other)))
    assert await counted(hub) == 32
    assert [kind for kind, _ in await notices(hub)] == ["goal_reached", "goal_reached", "goal_won"]
    assert (await row(hub.db, Goal)).state == "reached"
    await other.db.stop()


async def test_a_members_own_stick_tells_of_it_while_it_is_on(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    goal = await started(hub, hangout)
    await members.join(hub, OTHER, hangout.slug)
    assert (await members.sticks(hub, OTHER.id))[0].together is None, "it has not begun"
    clock.at = goal.starts_at
    await cut(hub, OTHER.id, "gift", 4)
    [seen] = await members.sticks(hub, OTHER.id)
    assert seen.together is not None
    assert (seen.together.notches, seen.together.target, seen.together.last_day) == (4, 10, YALDA)
    await goals.stop(hub, OWNER.id, goal.id)
    assert (await members.sticks(hub, OTHER.id))[0].together is None
