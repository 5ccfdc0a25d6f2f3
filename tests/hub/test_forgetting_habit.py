"""Days, pauses, cues, tastes and words of a forgotten person; what is told of them before; on both engines."""

from datetime import date
from typing import Any

import pytest

from hub.context import Hub
from hub.daily import rounds
from hub.daily.ballots import Ballot
from hub.daily.votes import cast
from hub.habit import interests, pauses, standing
from hub.hangout.hangouts import HangoutView
from hub.person import forgetting, mydata
from hub.person.people import Seen
from storage.tables import Added, Member, Pause, Pick, Presence, Rhythm, Round, Said, Skip, Tally, Vote, Word
from tests.conftest import StillClock
from tests.support.habit import came, ranks, tag
from tests.support.hangouts import opened
from tests.support.members import joined, staff
from tests.support.store import row, rows

MINA, REZA = 4_242_424_242, 44
TODAY = date(2026, 11, 21)
OWN: tuple[type[Any], ...] = (Presence, Pause, Pick, Said)


@pytest.fixture
async def hangout(hub: Hub, clock: StillClock) -> HangoutView:
    """Two members with everything that the habit keeps of somebody."""
    hangout = await opened(hub)
    await ranks(hub, hangout)
    clock.pass_by(hours=8)
    await rounds.turn(hub, hangout.id)
    [round_] = await rows(hub.db, Round)
    food = await tag(hub, hangout, "food", "خوراک")
    for person, word in ((MINA, "هل"), (REZA, "زعفران")):
        member_id = await joined(hub, hangout, person, f"همراه {person}")
        await came(hub, member_id)
        await pauses.start(hub, person, hangout.id, 3)
        await interests.pick(hub, person, hangout.id, food, picked=True)
        await standing.join(hub, person, hangout.id, f"نام {word}")
        async with hub.db.begin() as session:
            at = hub.now()
            session.add(Rhythm(person_id=person, minute=9 * 60 + 5, cued_on=TODAY, ignored=1))
            session.add(Skip(hangout_id=hangout.id, key=f"bank-{word}", by_id=person, at=at))
            session.add(Word(round_id=round_.id, folded=word, label=word, members=1))
            session.add(Said(round_id=round_.id, member_id=member_id, folded=word, text=word, at=at))
            session.add(Added(round_id=round_.id, option=0 if person == MINA else 1, member_id=member_id, at=at))
    return hangout


async def test_everything_of_the_habit_goes_and_what_others_see_stays(hub: Hub, hangout: HangoutView) -> None:
    reza = (await row(hub.db, Member, person_id=REZA)).id
    mina = (await row(hub.db, Member, person_id=MINA)).id
    await forgetting.forget(hub, MINA)
    for model in OWN:
        assert [one.member_id for one in await rows(hub.db, model)] == [reza], model
    assert [one.person_id for one in await rows(hub.db, Rhythm)] == [REZA]
    gone = await row(hub.db, Member, id=mina)
    assert gone.person_id < 0
    habit = (gone.last_day, gone.streak, gone.streak_began, gone.grace, gone.alias, gone.interests_since)
    assert habit == (None, 0, None, 0, None, None)
    assert sorted(one.by_id for one in await rows(hub.db, Skip)) == [gone.person_id, REZA]
    assert sorted(one.folded for one in await rows(hub.db, Word)) == ["زعفران", "هل"], "a word is still counted"
    [seen] = await standing.of(hub, REZA)
    assert [one.name for one in seen.places] == ["نام زعفران"]


async def test_my_data_tells_of_the_habit_and_of_nobody_elses(hub: Hub, hangout: HangoutView) -> None:
    kept = await mydata.of(hub, MINA)
    [mine] = kept["memberships"]
    habit = mine["habit"]
    assert habit["days_in_a_row"] == {"days": 1, "since": "2026-11-21", "until": "2026-11-21", "grace_days": 0}
    assert habit["days"] == [{"day": "2026-11-21", "first_act": "20:00"}]
    assert habit["pauses"] == [{"first": "2026-11-22", "last": "2026-11-24"}]
    assert [one["interest"] for one in habit["interests"]] == ["خوراک"]
    assert habit["name_in_the_standing"] == "نام هل"
    assert [one["word"] for one in mine["words"]] == ["هل"]
    [round_] = await rows(hub.db, Round)
    assert [one["option"] for one in mine["options_added"]] == [round_.options[0]]
    assert kept["cues"] == {"state": "on", "chosen_hour": "09:05", "next": None, "last": "2026-11-21", "ignored": 1}
    assert [one["question"] for one in kept["skipped_questions"]] == ["bank-هل"]
    assert "زعفران" not in str(kept)
    await staff(hub, hangout, 9003, "بهار")
    assert (await mydata.of(hub, 9003))["cues"] is None


@pytest.mark.parametrize("kind", ["choice", "word", "guess"])
async def test_an_answer_to_an_open_question_is_taken_back_with_what_it_said(
    hub: Hub, clock: StillClock, kind: str
) -> None:
    place = await opened(hub)
    await joined(hub, place, REZA, "رضا")
    clock.pass_by(hours=8)
    await rounds.turn(hub, place.id)
    [on] = await rows(hub.db, Round)
    async with hub.db.begin() as session:
        asked = await session.get_one(Round, on.id)
        asked.kind, asked.facts = kind, {"right": 0} if kind == "guess" else {}
    text = "هل" if kind == "word" else None
    await cast(hub, [Ballot(Seen(REZA, "رضا", "fa"), 1, round_id=on.id, chat_id=REZA, text=text)])
    assert [one.votes for one in await rows(hub.db, Tally)] == [1]
    await forgetting.forget(hub, REZA)
    assert [one.votes for one in await rows(hub.db, Tally)] == [0]
    assert [one.choices for one in await rows(hub.db, Vote)] == [0]
    assert sum(one.members for one in await rows(hub.db, Word)) == 0
    assert await rows(hub.db, Said) == []
