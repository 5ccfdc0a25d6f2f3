"""Whatever reads the daily question does not take a decision beside it for one; on both engines."""

from typing import Any

import pytest

from hub import clockwork
from hub.context import Hub
from hub.daily import planning, questions, rounds, votes
from hub.daily.asking import supply
from hub.daily.ballots import Ballot
from hub.daily.choosing import YEAR
from hub.days import local_day
from hub.habit import cues
from hub.hangout import panel
from hub.hangout.hangouts import HangoutView
from hub.ideas import decisions
from hub.ideas.decisions import Draft
from hub.person import forgetting, people
from hub.person.people import Seen
from hub.scenario import draws, scenarios
from storage import interests, simulation
from storage.tables import Hangout, Notice, Rhythm, Round, Tally
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.members import joined
from tests.support.store import row, rows

SARA = 11


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    """Open, with one member; it is noon, the daily question comes at 19:00."""
    found = await opened(hub)
    await joined(hub, found, SARA, "سارا")
    return found


async def up(hub: Hub, hangout: HangoutView, days: int = 3) -> Round:
    """A decision beside the daily question; its round."""
    draft = Draft("کدام را بسازیم؟", "تا جمعه.", options=("نیمکت", "گلدان"), days=days)
    await decisions.begin(hub, OWNER.id, hangout.id, draft, once="one")
    await clockwork.run_due(hub)
    found: Round = next(one for one in await rows(hub.db, Round, state="open") if one.beside)
    return found


async def vote(hub: Hub, round_id: int, person_id: int = SARA) -> Any:
    [end] = await votes.cast(hub, [Ballot(Seen(person_id, "سارا", "fa"), 1, round_id, -1001)])
    return end


async def test_it_draws_nothing_and_leaves_the_chain_of_secrets(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    """The next daily question draws with the secret that the one before committed to."""
    await scenarios.apply(hub, OWNER.id, hangout.id, "fal")
    await rounds.open_now(hub, OWNER.id, hangout.id)
    first = await row(hub.db, Round)
    left = (await row(hub.db, Hangout)).draw_left
    standing = await up(hub, hangout)
    assert (standing.secret, standing.lucky_permille, (await row(hub.db, Hangout)).draw_left) == (None, 0, left)
    await vote(hub, standing.id or 0)
    [shown] = await draws.of_person(hub, SARA)
    assert shown.coming is not None
    assert shown.coming.closes_at == first.closes_at
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    [shown] = await draws.of_person(hub, SARA)
    assert shown.coming is not None
    assert shown.drawn is not None
    assert shown.coming.chained
    assert (shown.drawn.secret, shown.drawn.voters) == ((first.secret or b"").hex(), 0)


async def test_the_plan_the_queue_and_the_panel_are_as_before(hub: Hub, hangout: HangoutView) -> None:
    await questions.add(hub, OWNER.id, hangout.id, "یکی دیگر؟", ["آری", "نه"], once_key="other")
    before = await planning.plan(hub, OWNER.id, hangout.id)
    waiting = await questions.queue(hub, OWNER.id, hangout.id)
    standing = await up(hub, hangout)
    assert await planning.plan(hub, OWNER.id, hangout.id) == before
    assert await questions.queue(hub, OWNER.id, hangout.id) == waiting
    assert await panel.playing(hub, OWNER.id, hangout.id) is None
    assert [one.id for one in await panel.beside(hub, OWNER.id, hangout.id)] == [standing.id]
    await rounds.open_now(hub, OWNER.id, hangout.id)
    daily = await panel.playing(hub, OWNER.id, hangout.id)
    assert daily is not None
    assert daily.text == "یکی دیگر؟"


async def test_the_choice_of_questions_learns_from_daily_ones_alone(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    await rounds.open_now(hub, OWNER.id, hangout.id)
    daily = await row(hub.db, Round)
    await up(hub, hangout)
    clock.pass_by(days=1)
    async with hub.db.read() as session:
        found = await session.get_one(Hangout, hangout.id)
        left = await supply(session, hub, found, local_day(clock.at, hangout.timezone))
        tagged = await interests.tagged(session, hangout.id, YEAR)
        asked = await simulation.rounds_asked(session, hangout.id)
    assert [one.key for one in left.recent] == [daily.source]
    assert ([one.id for one in tagged], asked) == ([daily.id], 1)


async def test_nobody_is_reminded_of_it(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    """A cue is for the day's question; who voted beside it was here today, and is not reminded of that either."""
    await people.set_reach(hub, SARA, reachable=True)
    await cues.turn_on(hub, SARA)
    standing = await up(hub, hangout)
    async with hub.db.begin() as session:
        (await session.get_one(Rhythm, SARA)).next_at = clock.at
    await clockwork.run_due(hub)
    assert await rows(hub.db, Notice, kind="cue") == []
    await vote(hub, standing.id or 0)
    clock.pass_by(hours=9)
    await clockwork.run_due(hub)
    assert [one.beside for one in await rows(hub.db, Round, state="open")] == [standing.beside, None]
    assert await rows(hub.db, Notice, kind="cue") == []


async def test_a_lively_day_needs_no_daily_question(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    """Days in a row hold by votes beside, whatever was missed."""
    standing = await up(hub, hangout, days=7)
    ends = []
    for _ in range(3):
        for choices in (1, 2):  # a moved vote is a deed as well
            ends += await votes.cast(hub, [Ballot(Seen(SARA, "", "fa"), choices, standing.id or 0, -1001)])
        clock.pass_by(days=1)
    assert [end.streak for end in ends] == [1, 1, 2, 2, 3, 3]
    assert [end.notch for end in ends] == [True, False, False, False, True, False], "the third day is a milestone"


async def test_who_is_forgotten_takes_the_vote_along(hub: Hub, hangout: HangoutView) -> None:
    standing = await up(hub, hangout)
    await vote(hub, standing.id or 0)
    await forgetting.forget(hub, SARA)
    assert {one.votes for one in await rows(hub.db, Tally)} == {0}
