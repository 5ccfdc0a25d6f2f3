"""Presence, streaks and milestones as the votes and other deeds make them; on both engines."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot, Ended, Outcome
from hub.hangout import settings, setup
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.reward import claims
from hub.scenario.draw import wins
from hub.stick import rulebook
from hub.stick.rulebook import Wish
from storage.tables import Entry, Hangout, Member, Pause, Presence, Reward, Round
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.words import queue_word, spoken

CHANNEL = -1001
SARA = Seen(11, "سارا", "fa")


class Daily:
    """A hangout whose question comes each evening, and somebody who may answer it an hour later."""

    def __init__(self, hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
        self.hub, self.clock, self.hangout = hub, clock, hangout
        clock.at = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)  # 20:00 in Tehran, where 19:00 is the question's hour

    async def day(self, *present: Seen) -> list[Outcome]:
        """One more day's question, answered by these."""
        await rounds.turn(self.hub, self.hangout.id)
        outcomes = await self.answers(*present)
        self.clock.pass_by(days=1)
        return outcomes

    async def answers(self, *people: Seen, option: int = 0) -> list[Outcome]:
        """Their answers to the question that is on."""
        newest = await self.newest()
        ballots = [Ballot(one, tap=option, round_id=newest, chat_id=CHANNEL, message_id=7) for one in people]
        return await votes.cast(self.hub, ballots)

    async def newest(self) -> int:
        """The number of the question that came last."""
        async with self.hub.db.read() as session:
            return (await session.scalars(select(Round.id).order_by(Round.id.desc()).limit(1))).one() or 0

    async def member(self, person: Seen = SARA) -> Member:
        """Their row."""
        return (await self.rows(Member, Member.person_id == person.id))[0]

    async def rows(self, model: Any, *where: Any) -> list[Any]:
        """What is kept."""
        async with self.hub.db.read() as session:
            return list(await session.scalars(select(model).where(*where)))

    async def cut(self, rule: str) -> list[str]:
        """The once-keys of a rule's entries."""
        return [entry.once_key for entry in await self.rows(Entry, Entry.rule == rule)]


@pytest.fixture
async def daily(hub: Hub, clock: StillClock) -> Daily:
    return Daily(hub, clock, await opened(hub))


async def test_each_answered_day_is_one_present_day(daily: Daily) -> None:
    outcomes = [(await daily.day(SARA))[0] for _ in range(4)]
    assert [outcome.streak for outcome in outcomes] == [1, 2, 3, 4]
    assert [outcome.milestone for outcome in outcomes] == [None, None, 3, None]
    assert [outcome.gained for outcome in outcomes] == [1, 1, 4, 1]
    assert await daily.cut("milestone") == ["milestone:2026-11-21:3"]
    days = await daily.rows(Presence)
    assert [(one.day.day, one.minute) for one in sorted(days, key=lambda one: one.day)] == [
        (21, 1200),
        (22, 1200),
        (23, 1200),
        (24, 1200),
    ]


async def test_moving_a_vote_is_an_act_of_its_day_and_an_old_ballot_is_none(daily: Daily) -> None:
    await rounds.turn(daily.hub, daily.hangout.id)
    await daily.answers(SARA)
    daily.clock.pass_by(hours=14)  # the next morning, the same question
    [again] = await daily.answers(SARA)
    assert (again.ended, again.streak) == (Ended.SAME, 1)
    assert (await daily.member()).last_day == date(2026, 11, 21)
    [moved] = await daily.answers(SARA, option=1)
    assert (moved.ended, moved.streak, moved.notch) == (Ended.MOVED, 2, False)
    assert len(await daily.rows(Presence)) == 2


@pytest.mark.parametrize("tapped", [(1,), (0, 1, 0)], ids=["moved", "moved there and back in one group"])
async def test_a_milestone_comes_with_a_moved_vote(daily: Daily, tapped: tuple[int, ...]) -> None:
    await daily.day(SARA)
    await rounds.turn(daily.hub, daily.hangout.id)
    await daily.answers(SARA)
    daily.clock.pass_by(hours=14)
    newest = await daily.newest()
    ballots = [Ballot(SARA, tap=option, round_id=newest, chat_id=CHANNEL, message_id=7) for option in tapped]
    moved = (await votes.cast(daily.hub, ballots))[-1]
    assert (moved.ended, moved.milestone, moved.gained) == (Ended.MOVED, 3, 3)
    assert await daily.cut("milestone") == ["milestone:2026-11-21:3"]


@pytest.mark.parametrize("first", ["چای", None], ids=["another word", "the first word"])
async def test_a_milestone_comes_with_a_word_and_is_cut_once(daily: Daily, first: str | None) -> None:
    for _ in range(1 if first else 2):
        await daily.day(SARA)
    await queue_word(daily.hub, daily.hangout.id)
    await rounds.turn(daily.hub, daily.hangout.id)
    newest = await daily.newest()
    if first:
        await votes.cast(daily.hub, [spoken(SARA.id, first, newest)])
        daily.clock.pass_by(hours=14)
    before = (await daily.member()).notches
    [said] = await votes.cast(daily.hub, [spoken(SARA.id, "قهوه", newest)])
    assert (said.ended, said.milestone) == (Ended.MOVED if first else Ended.COUNTED, 3)
    assert said.gained == (await daily.member()).notches - before == (3 if first else 4)
    [again] = await votes.cast(daily.hub, [spoken(SARA.id, "نان", newest)])
    assert (again.milestone, again.gained) == (None, 0)
    assert await daily.cut("milestone") == ["milestone:2026-11-21:3"]


async def test_a_lost_streak_takes_no_notch_and_begins_again_with_its_own_milestones(daily: Daily) -> None:
    for _ in range(3):
        await daily.day(SARA)
    before = (await daily.member()).notches
    daily.clock.pass_by(days=9)
    for _ in range(3):
        [outcome] = await daily.day(SARA)
    assert outcome.milestone == 3
    assert await daily.cut("milestone") == ["milestone:2026-11-21:3", "milestone:2026-12-03:3"]
    assert (await daily.member()).notches == before + 3 + 3


async def test_somebody_who_was_away_is_told_how_long(daily: Daily) -> None:
    assert (await daily.day(SARA))[0].away == 0
    assert (await daily.day(SARA))[0].away == 1
    daily.clock.pass_by(days=8)
    assert [outcome.away for outcome in await daily.day(SARA)] == [9]


async def test_grace_is_spent_without_a_word_and_a_pause_is_not_missed(daily: Daily) -> None:
    for _ in range(7):
        await daily.day(SARA)
    await daily.day()
    [outcome] = await daily.day(SARA)
    member = await daily.member()
    assert (outcome.streak, member.grace, outcome.away) == (8, 0, 2)
    today = date(2026, 11, 30)
    async with daily.hub.db.begin() as session:
        session.add(Pause(member_id=member.id or 0, first=today, last=today + timedelta(days=9)))
    daily.clock.pass_by(days=10)
    assert (await daily.day(SARA))[0].streak == 9


async def test_nobody_is_missed_while_the_hangout_is_closed(daily: Daily) -> None:
    for _ in range(2):
        await daily.day(SARA)
    await settings.pause(daily.hub, OWNER.id, daily.hangout.id)
    daily.clock.pass_by(days=20)
    await setup.open_hangout(daily.hub, OWNER.id, daily.hangout.id)
    daily.clock.pass_by(days=1)
    assert (await daily.day(SARA))[0].streak == 3


async def test_a_time_zone_that_changes_on_the_day_of_closing_ends_no_rest(daily: Daily) -> None:
    for _ in range(2):
        await daily.day(SARA)
    await settings.change(daily.hub, OWNER.id, daily.hangout.id, "timezone", "America/Los_Angeles")
    await settings.pause(daily.hub, OWNER.id, daily.hangout.id)  # on the 23rd there; in Tokyo it is the 24th
    await settings.change(daily.hub, OWNER.id, daily.hangout.id, "timezone", "Asia/Tokyo")
    daily.clock.pass_by(days=20)
    await setup.open_hangout(daily.hub, OWNER.id, daily.hangout.id)
    daily.clock.pass_by(days=1)
    assert (await daily.day(SARA))[0].streak == 3


async def test_a_date_that_a_time_zone_skips_is_missed_by_nobody(daily: Daily) -> None:
    await settings.change(daily.hub, OWNER.id, daily.hangout.id, "timezone", "Pacific/Honolulu")
    daily.clock.at = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # 23:00 on the 21st there
    await rounds.turn(daily.hub, daily.hangout.id)
    await daily.answers(SARA)
    daily.clock.pass_by(hours=3)  # 02:00 on the 22nd; in Auckland it is 01:00 on the 23rd
    await settings.change(daily.hub, OWNER.id, daily.hangout.id, "timezone", "Pacific/Auckland")
    [outcome] = await daily.answers(SARA, option=1)
    assert (outcome.streak, outcome.away) == (2, 2)


async def test_a_time_zone_that_goes_back_counts_no_day_twice(daily: Daily) -> None:
    await daily.day(SARA)
    await rounds.turn(daily.hub, daily.hangout.id)
    daily.clock.at = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)  # 00:30 on the 23rd in Tehran
    assert (await daily.answers(SARA))[0].streak == 1  # the 22nd was missed
    await settings.change(daily.hub, OWNER.id, daily.hangout.id, "timezone", "America/New_York")
    [outcome] = await daily.answers(SARA, option=1)
    assert (outcome.ended, outcome.streak) == (Ended.MOVED, 1)
    assert len(await daily.rows(Presence)) == 2


async def test_a_milestone_that_is_switched_off_is_reached_and_cuts_nothing(daily: Daily) -> None:
    await rulebook.change(daily.hub, OWNER.id, daily.hangout.id, "milestone", Wish(active=False))
    for _ in range(3):
        [outcome] = await daily.day(SARA)
    assert (outcome.milestone, outcome.gained) == (3, 1)
    assert await daily.cut("milestone") == []


async def test_a_crowd_in_one_group_is_as_one_by_one(daily: Daily) -> None:
    people = [Seen(100 + n, f"p{n}", "fa") for n in range(40)]
    for n in range(8):
        await daily.day(*(one for one in people if (one.id * 7 + n) % 9))
    for one in people:
        days = [n for n in range(8) if (one.id * 7 + n) % 9]
        assert len(await daily.rows(Presence, Presence.member_id == (await daily.member(one)).id)) == len(days)


async def test_a_claim_is_presence(daily: Daily) -> None:
    async with daily.hub.db.begin() as session:
        made = {"hangout_id": daily.hangout.id, "title": "چای", "notches": 1, "created_at": daily.hub.now()}
        session.add(Reward(**made))
    await daily.day(SARA)
    [reward] = await daily.rows(Reward, Reward.title == "چای")
    await claims.claim(daily.hub, SARA.id, reward.id, "a")
    assert (await daily.member()).streak == 2
    await claims.claim(daily.hub, SARA.id, reward.id, "a")
    assert len(await daily.rows(Presence)) == 2


async def test_a_lucky_notch_is_what_the_draw_says(daily: Daily) -> None:
    async with daily.hub.db.begin() as session:
        (await session.get_one(Hangout, daily.hangout.id)).lucky_permille = 500
    people = [Seen(200 + n, f"p{n}", "fa") for n in range(30)]
    outcomes = await daily.day(*people)
    [played] = await daily.rows(Round)
    assert played.secret
    members = [(await daily.member(one)).id or 0 for one in people]
    drawn = [wins(played.secret, member_id, 500) for member_id in members]
    assert [outcome.lucky for outcome in outcomes] == [int(won) for won in drawn]
    assert [outcome.gained for outcome in outcomes] == [1 + won for won in drawn]
    assert len(await daily.cut("lucky")) == sum(drawn) > 0
