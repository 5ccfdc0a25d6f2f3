"""What the people of a month of life say: all of it comes to pass, so that every screen has something to show."""

from collections import Counter
from datetime import date

import pytest

from bot.simulation.people import population
from bot.simulation.stage import Plan, throw_away, town_of
from bot.simulation.voices import Voices
from hub.guide import dilemmas
from hub.hangout import desks
from hub.ideas.outcomes import WON
from locales.month_of_life import month_of_life
from locales.voice import languages
from storage.tables import Decision, Dilemma, Idea, Moment, Need
from tests.support.store import row, rows
from tests.support.verified import faults

FIRST, DAYS = date(2026, 9, 23), 31


@pytest.mark.parametrize("language", languages())
async def test_everything_that_is_told_comes_to_pass(language: str) -> None:
    told = month_of_life(language)
    plan = Plan(7, FIRST, DAYS, language, "gathering")
    with throw_away() as url:
        async with town_of(url, plan, population(7, FIRST, DAYS, 20, language)) as town:
            town.evening = Voices(told, FIRST).evening
            await town.live(FIRST, DAYS)
            db = town.hub.db
            decided = await row(db, Decision)
            assert (decided.state, decided.how) == ("decided", WON)
            [winner] = [one for one in await rows(db, Idea, state="planned") if one.text != told.ideas[6].text]
            assert winner.text in {one.text for one in told.ideas[:3]}
            states = Counter(one.state for one in await rows(db, Idea))
            assert states["made"] == states["shortlisted"] == states["planned"] == states["open"] == 2
            assert states["new"] == 3
            assert states["making"] == states["merged"] == states["declined"] == states["hidden"] == 1
            assert all(one.backings > 1 for one in await rows(db, Idea, state="made"))
            assert Counter(one.state for one in await rows(db, Need)) == {"met": 2, "open": 2, "expired": 1}
            assert Counter(one.state for one in await rows(db, Moment)) == {"posted": 2, "waiting": 2}
            assert (await row(db, Dilemma)).text == told.choice.lines[0]
            assert await dilemmas.waiting(town.hub, town.regulars[1].habits.seen.id, town.hangout.id)
            waiting = await desks.waiting(town.hub, town.owner_id, town.hangout.id)
            assert waiting == {"triage": 3, "moments": 2, "reports": 2, "words": 1}
            assert await faults(db) == []
