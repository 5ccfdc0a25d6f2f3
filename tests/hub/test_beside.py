"""Decisions that stand beside the daily question: when they come and go, and what they leave alone; on both engines."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from hub import clockwork
from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot, Ended
from hub.daily.crowd import Crowd
from hub.errors import BadNumber, NotAllowed, NotFound
from hub.hangout import settings, setup
from hub.hangout.hangouts import HangoutView
from hub.ideas import beside, decisions, ideas
from hub.ideas.decisions import DecisionView, Draft
from hub.ideas.errors import TooManyUp, UpAlready
from hub.ideas.outcomes import AGAIN, REPEATED, TIED, WON
from hub.person.people import Seen
from storage.decisions import TO_OPEN
from storage.tables import Act, Decision, Entry, Hangout, Notice, Post, Presence, Question, Round, Tally
from storage.waiting import Agenda
from tests.conftest import StillClock
from tests.support.board import moved
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches
from tests.support.members import joined
from tests.support.store import row, rows

SARA, DARA, NIMA = 11, 12, 13
TEXT, PROMISE = "کدام را بسازیم؟", "هر چه شد، تا جمعه آماده است."
CHANNEL = -1001


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    """Open, with three members; it is noon, and the daily question comes at 19:00."""
    found = await opened(hub)
    for person, name in ((SARA, "سارا"), (DARA, "دارا"), (NIMA, "نیما")):
        await joined(hub, found, person, name)
    return found


async def up(hub: Hub, hangout: HangoutView, days: int = 3, once: str = "one", **terms: Any) -> DecisionView:
    """Put to a vote beside the daily question; the clock has seen it."""
    draft = Draft(TEXT, PROMISE, options=(f"نیمکت {once}", "گلدان"), days=days, **terms)
    made = await decisions.begin(hub, OWNER.id, hangout.id, draft, once=once)
    await tick(hub)
    return await decisions.one(hub, OWNER.id, made.id)


async def tick(hub: Hub) -> None:
    while await clockwork.run_due(hub):
        pass


async def on(hub: Hub) -> Round:
    """The round that stands beside."""
    found = [one for one in await rows(hub.db, Round, state="open") if one.beside]
    assert len(found) == 1
    return found[0]


async def opening(hub: Hub) -> datetime | None:
    """When the clock next has a decision to put on."""
    async with hub.db.read() as session:
        return await Agenda([TO_OPEN]).next_moment(session)


async def voted(hub: Hub, round_id: int, **answers: int) -> list[Any]:
    """Answers by name are places of options."""
    people = {"sara": SARA, "dara": DARA, "nima": NIMA}
    cast = [Ballot(Seen(people[name], "", "fa"), 1 << place, round_id, CHANNEL) for name, place in answers.items()]
    return await votes.cast(hub, cast)


async def test_it_goes_out_at_once_and_stays_as_long_as_was_said(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    began = clock.at
    made = await up(hub, hangout)
    playing = await on(hub)
    assert (playing.opens_at, playing.closes_at, playing.beside) == (began, began + timedelta(days=3), made.id)
    assert (made.waits, made.opens_at, made.closes_at) == (False, None, playing.closes_at)
    assert [(p.place, p.shape) for p in await rows(hub.db, Post)] == [("channel", "text"), ("group", "poll")]
    clock.at = playing.closes_at - timedelta(seconds=1)
    await tick(hub)
    assert (await on(hub)).id == playing.id
    await voted(hub, playing.id, sara=1, dara=1, nima=0)
    clock.pass_by(seconds=1)
    await tick(hub)
    after = await decisions.one(hub, OWNER.id, made.id)
    assert (after.state, after.how, after.voters, [one.won for one in after.options]) == (
        "decided",
        WON,
        3,
        [False, True],
    )
    results = [one.payload["round_id"] for one in await rows(hub.db, Notice, kind="results")]
    assert results.count(playing.id) == 2


async def test_the_day_keeps_its_own_question(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    """A day has both; both are in the member's list, the day's first; each vote is a notch, both are one day."""
    await settings.change(hub, OWNER.id, hangout.id, "hour", "13")
    await up(hub, hangout)
    clock.pass_by(hours=1)
    await tick(hub)
    daily = await row(hub.db, Round, beside=None)
    standing = await on(hub)
    assert (daily.state, daily.day) == ("open", standing.day)
    assert [(one.id, one.beside) for one in await rounds.today(hub, SARA)] == [(daily.id, False), (standing.id, True)]
    first, second = await voted(hub, daily.id, sara=0), await voted(hub, standing.id, sara=1)
    assert [(end.ended, end.notch) for end in (*first, *second)] == [(Ended.COUNTED, True), (Ended.COUNTED, True)]
    assert len(await rows(hub.db, Presence)) == 1
    again = await voted(hub, standing.id, sara=0)
    assert [(end.ended, end.notch) for end in again] == [(Ended.MOVED, False)]
    assert {one.once_key for one in await rows(hub.db, Entry)} == {f"vote:{daily.id}", f"vote:{standing.id}"}
    clock.pass_by(days=1)
    await tick(hub)
    states = {one.id: one.state for one in await rows(hub.db, Round)}
    assert (states[daily.id], states[standing.id]) == ("closed", "open")
    clock.pass_by(days=2)
    await tick(hub)
    assert [one.beside for one in await rows(hub.db, Round, state="open")] == [None]


async def test_a_ceiling_holds_for_both(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    async with hub.db.begin() as session:
        (await session.get_one(Hangout, hangout.id)).day_ceiling = 1
    await up(hub, hangout)
    standing = await on(hub)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    daily = await row(hub.db, Round, beside=None)
    await voted(hub, daily.id, sara=0)
    [end] = await voted(hub, standing.id, sara=0)
    assert (end.ended, end.notch) == (Ended.COUNTED, False)
    assert sum((await notches(hub.db)).values()) == 1


async def test_nobody_is_woken(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    clock.pass_by(hours=11)
    night = clock.at
    made = await up(hub, hangout, days=1)
    assert (made.waits, made.opens_at) == (True, night + timedelta(hours=10))
    assert [one for one in await rows(hub.db, Round) if one.beside] == []
    assert await opening(hub) == made.opens_at
    clock.pass_by(hours=10)
    await tick(hub)
    assert (await on(hub)).closes_at == night + timedelta(hours=34)


async def test_a_hangout_that_is_closed_asks_nothing(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    """Nor does it at the night in which it is opened again."""
    await settings.pause(hub, OWNER.id, hangout.id)
    made = await up(hub, hangout)
    assert made.waits
    assert await rows(hub.db, Round) == []
    assert await opening(hub) is None
    clock.pass_by(hours=11)
    await setup.open_hangout(hub, OWNER.id, hangout.id)
    await tick(hub)
    assert await rows(hub.db, Round, state="open") == []
    clock.pass_by(hours=10)
    await tick(hub)
    assert (await on(hub)).beside == made.id


async def test_it_runs_to_its_close_and_its_hour_is_its_own(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    """Neither another hour of the daily question nor a pause moves it, and nobody ends it early."""
    made = await up(hub, hangout)
    closes = (await on(hub)).closes_at
    await settings.change(hub, OWNER.id, hangout.id, "hour", "15")
    await rounds.open_now(hub, OWNER.id, hangout.id)
    daily = await row(hub.db, Round, beside=None)
    await rounds.open_now(hub, OWNER.id, hangout.id, after=daily.id)
    await settings.pause(hub, OWNER.id, hangout.id)
    assert (await on(hub)).closes_at == closes
    with pytest.raises(NotFound):
        await decisions.drop(hub, OWNER.id, made.id)
    assert not await rounds.close(hub, (await on(hub)).id)
    clock.at = closes
    await tick(hub)
    assert [one.state for one in await rows(hub.db, Round) if one.beside] == ["closed"]


async def test_what_ties_or_is_missed_is_asked_again_as_long(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    """And leaves the queue of daily questions alone. Whoever comes for it comes each day, notch by notch."""
    made = await up(hub, hangout, days=1, quorum=2, on_tie=AGAIN, on_missed=AGAIN)
    seen = []
    for answers in ({"sara": 0}, {"sara": 0, "dara": 1}, {"sara": 0, "dara": 0}):
        playing = await on(hub)
        assert playing.closes_at - playing.opens_at == timedelta(days=1)
        await voted(hub, playing.id, **answers)
        clock.at = playing.closes_at
        await rounds.close(hub, playing.id)
        seen.append((await row(hub.db, Decision)).how)
        assert [one for one in await rows(hub.db, Question) if one.state == "queued"] == []
        await tick(hub)
    assert seen == [REPEATED, TIED, WON]
    assert len([one for one in await rows(hub.db, Round) if one.beside == made.id]) == 3
    asked = {f"vote:{one.id}" for one in await rows(hub.db, Round) if one.beside}
    cut = {one.once_key for one in await rows(hub.db, Entry) if one.member_id == 1}
    assert cut == {*asked, "milestone:2026-11-21:3"}


async def test_it_is_taken_back_while_it_waits(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    clock.pass_by(hours=11)
    made = await up(hub, hangout)
    with pytest.raises(NotAllowed):
        await decisions.drop(hub, SARA, made.id)
    await decisions.drop(hub, OWNER.id, made.id)
    clock.pass_by(hours=10)
    await tick(hub)
    assert [one for one in await rows(hub.db, Round) if one.beside] == []
    assert (await row(hub.db, Question)).state == "removed"
    assert [one.what for one in await rows(hub.db, Act)][-2:] == ["decision_begun", "decision_dropped"]
    assert await decisions.listed(hub, OWNER.id, hangout.id) == []
    with pytest.raises(NotFound):
        await decisions.drop(hub, OWNER.id, made.id)


async def test_an_idea_is_up_once_wherever(hub: Hub, hangout: HangoutView) -> None:
    numbers = []
    for text in ("چای به‌لیمو", "صندلی بیرون"):
        numbers.append((await ideas.post(hub, SARA, hangout.id, ideas.Draft(text), once=text)).id)
        await moved(hub, numbers[-1], "shortlisted")
    draft = Draft(TEXT, PROMISE, tuple(numbers), days=7)
    made = await decisions.begin(hub, OWNER.id, hangout.id, draft, once="a")
    assert (await decisions.begin(hub, OWNER.id, hangout.id, draft, once="a")).id == made.id, "a tap that came twice"
    with pytest.raises(UpAlready):
        await decisions.begin(hub, OWNER.id, hangout.id, Draft(TEXT, PROMISE, tuple(numbers)), once="b")


@pytest.mark.parametrize("days", [-1, 15, 10**9])
async def test_it_stays_two_weeks_at_most(hub: Hub, hangout: HangoutView, days: int) -> None:
    with pytest.raises(BadNumber):
        await up(hub, hangout, days=days)


async def test_three_stand_beside_at_most(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    for number in range(beside.AT_ONCE):
        await up(hub, hangout, days=1, once=str(number))
    with pytest.raises(TooManyUp):
        await up(hub, hangout, once="more")
    assert len(await rounds.today(hub, SARA)) == beside.AT_ONCE
    clock.pass_by(days=1)
    await tick(hub)
    await up(hub, hangout, once="more")


async def test_the_store_takes_one_daily_round_a_day_and_one_open_round_a_decision(
    hub: Hub, hangout: HangoutView
) -> None:
    await up(hub, hangout)
    standing = await on(hub)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    daily = await row(hub.db, Round, beside=None)
    for kept, change in ((daily, {}), (daily, {"state": "closed"}), (standing, {})):
        with pytest.raises(IntegrityError):
            async with hub.db.begin() as session:
                session.add(Round(**kept.model_dump(exclude={"id"}) | change))
    async with hub.db.begin() as session:  # an earlier turn of the same decision is over
        session.add(Round(**standing.model_dump(exclude={"id"}) | {"state": "closed"}))
    assert len(await rows(hub.db, Round)) == 3


async def test_fifty_at_once(hub: Hub, hangout: HangoutView) -> None:
    """The clock of fifty processes, then fifty people on both questions at the same moment."""
    draft = Draft(TEXT, PROMISE, options=("نیمکت", "گلدان"), days=3)
    made = await decisions.begin(hub, OWNER.id, hangout.id, draft, once="one")
    assert sum(await asyncio.gather(*(beside.turn(hub, made.id) for _ in range(50)))) == 1
    await rounds.open_now(hub, OWNER.id, hangout.id)
    crowd = Crowd(hub)
    both = [one.id for one in await rows(hub.db, Round)]
    ballots = [Ballot(Seen(500 + n, "", "fa"), 1 << n % 2, round_id, CHANNEL) for n in range(50) for round_id in both]
    ends = await asyncio.gather(*(crowd.cast(ballot) for ballot in [*ballots, *ballots]))
    assert sum(end.notch for end in ends) == 100
    assert {(one.round_id, one.option): one.votes for one in await rows(hub.db, Tally)} == {
        (round_id, option): 25 for round_id in both for option in (0, 1)
    }
    assert len(await rows(hub.db, Entry)) == 100
