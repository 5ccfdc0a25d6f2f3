"""Synthetic people: pure rules of theirs, and a small town that lives through the real use cases."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.simulation import figures, report
from bot.simulation.drawing import drawn
from bot.simulation.figures import Figures
from bot.simulation.people import Habits, population
from bot.simulation.stage import Plan, throw_away, town_of
from bot.simulation.town import Town
from bot.simulation.will import JOY, STRONGEST, Mood, Scene, chance, missed, stayed
from hub.habit.streak import Span, Streak, present
from storage.tables import Entry, Member, Pause, Presence, Rest

FIRST = date(2026, 9, 23)
ORDINARY = Scene(FIRST, together=0, lucky=0, far=0, permille=0, length=10)


def _people(seed: int = 7, count: int = 40) -> list[Habits]:
    return population(seed, FIRST, 30, count, "fa")


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    assert _people() == _people()
    assert _people() != _people(seed=8)
    assert len({one.seen.id for one in _people()}) == 40


def test_nobody_comes_before_they_joined_on_holiday_or_after_they_left() -> None:
    for one in _people():
        before = Scene(one.joins - timedelta(days=1), 0, 0, 0, 0, 10)
        assert chance(one, Mood(), before) == 0
        assert chance(one, Mood(gone=True), ORDINARY) == 0
        for holiday in one.away:
            assert chance(one, Mood(strength=1), Scene(holiday.first, 2, 2, 2, 1000, 10)) == 0


def test_a_habit_grows_by_coming_and_fades_by_staying_away() -> None:
    one = next(one for one in _people() if one.joins == FIRST and not one.away)
    mood, usual = Mood(), chance(one, Mood(), ORDINARY)
    for day in range(60):
        stayed(one, mood, FIRST + timedelta(days=day))
    assert usual < chance(one, mood, ORDINARY) <= STRONGEST
    strength = mood.strength
    missed(one, mood, Scene(FIRST + timedelta(days=61), 0, 0, 0, 0, 10), dice=0.99)
    assert mood.strength < strength
    assert not mood.gone


def test_a_surprise_is_remembered_for_a_while() -> None:
    one = next(one for one in _people() if one.joins == FIRST and not one.away and one.keen < 0.5)
    plain = chance(one, Mood(), ORDINARY)
    assert chance(one, Mood(joy=FIRST - timedelta(days=JOY)), ORDINARY) > plain
    assert chance(one, Mood(joy=FIRST - timedelta(days=JOY + 1)), ORDINARY) == plain


def test_levels_count_everybody_once_also_in_a_short_window() -> None:
    found = figures.levels({1: 28, 2: 20, 3: 19, 4: 4, 5: 1}, 7, 28)
    assert found == {"continuous": 2, "regular": 1, "occasional": 1, "drifting": 1, "gone": 2}
    assert figures.levels({1: 5}, 1, 7)["continuous"] == 1


def test_bars_keep_their_scale() -> None:
    assert report.bars([0, 50, 100], 100) == "▁▅█"
    assert len(report.bars(list(range(400)), 400)) <= report.WIDTH


async def _lived(seed: int, scenario: str | None, days: int = 6) -> tuple[Figures, list[str]]:
    plan = Plan(seed, FIRST, days, "fa", scenario)
    with throw_away() as url:
        async with town_of(url, plan, population(seed, FIRST, days, 25, "fa")) as town:
            await town.live(FIRST, days)
            return await figures.of_town(town, FIRST, days), await _broken(town)


async def _broken(town: Town) -> list[str]:
    """Members whose row does not agree with their days or entries, worked out anew."""
    wrong = []
    async with town.hub.db.read() as session:
        rests = [Span(rest.first, rest.last) for rest in (await session.scalars(select(Rest))).all()]
        for member in (await session.scalars(select(Member))).all():
            query = select(Presence.day).where(Presence.member_id == member.id).order_by(Presence.day)
            pauses = (await session.scalars(select(Pause).where(Pause.member_id == member.id))).all()
            streak = Streak()
            for day in (await session.scalars(query)).all():
                streak = present(streak, day, [*rests, *(Span(p.first, p.last) for p in pauses)])
            if (streak.days, streak.grace, streak.last) != (member.streak, member.grace, member.last_day):
                wrong.append(f"streak of {member.id}")
            cut = (await session.scalars(select(Entry.notches).where(Entry.member_id == member.id))).all()
            if sum(cut) != member.notches or len(cut) != member.entries:
                wrong.append(f"balance of {member.id}")
    return wrong


async def test_the_same_seed_gives_the_same_figures_and_the_books_agree() -> None:
    first, broken = await _lived(7, "fal")
    assert broken == []
    assert first == (await _lived(7, "fal"))[0]
    assert first.questions == 6
    assert sum(first.present) >= 25
    assert first.rules["vote"] >= sum(first.present)
    assert first.rules["lucky"] > 0
    assert sum(first.levels.values()) == first.members[-1] <= 25
    assert first.most <= 1


async def test_another_seed_and_another_scenario_give_something_else() -> None:
    usual, _ = await _lived(7, None, days=4)
    assert usual.rules.get("lucky", 0) == 0
    assert usual != (await _lived(8, None, days=4))[0]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_picture_is_one_and_the_same(language: str) -> None:
    of = Figures(
        days=(FIRST, FIRST + timedelta(days=1)),
        present=(3, 7),
        members=(8, 9),
        given=(3, 10),
        levels={"continuous": 1, "regular": 2, "occasional": 3, "drifting": 2, "gone": 1},
        rules={"vote": 13},
        questions=2,
        chelleh=0,
        letters=1,
        most=1,
        other=0,
    )
    picture = drawn([("usual", of), ("fal", of)], language)
    assert picture.startswith(b"\x89PNG")
    assert picture == drawn([("usual", of), ("fal", of)], language)
    assert picture != drawn([("usual", of)], language)


def test_the_command_says_figures_of_two_scenarios_and_draws_them(tmp_path: Path) -> None:
    picture = tmp_path / "presence.png"
    words = ["simulate", "--members", "6", "--days", "2", "--scenario", "teahouse", "--scenario", "usual"]
    ended = CliRunner().invoke(cli, [*words, "--picture", str(picture)])
    assert ended.exit_code == 0, ended.output
    assert "6 people, 2 days from 2026-09-23, seed 7" in ended.stdout
    assert "teahouse" in ended.stdout
    assert [line.split(":")[0] for line in ended.stderr.splitlines()] == ["teahouse", "usual", "all"]
    assert "member-days a second" not in ended.stdout
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("words", [["--scenario", "nowhere"], ["--language", "xx"]])
def test_what_is_not_there_is_named(words: list[str]) -> None:
    ended = CliRunner().invoke(cli, ["simulate", "--members", "1", "--days", "1", *words])
    assert ended.exit_code == 2
    assert f"there is no {words[1]}" in ended.output
