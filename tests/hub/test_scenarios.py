"""Scenarios: what their files hold, what a preview says, and what applying one changes and leaves; on both engines."""

import asyncio
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub import history
from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.errors import NotAllowed, NotFound
from hub.hangout import settings
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.reward import claims
from hub.scenario import scenarios, switches
from hub.scenario.dials import ENDS, LEAST, MOST, QUESTIONS, Dials, answered, apart, turned
from hub.scenario.draw import wins
from hub.scenario.presets import nearest, presets
from hub.scenario.scenarios import Change
from hub.stick import rulebook
from hub.stick.ledger import cut_one, terms_of
from hub.stick.members import join, sticks
from hub.stick.rulebook import Wish
from hub.stick.rules import RULES, Cut, Setting
from hub.stick.sticks import LEAST as SHORTEST
from hub.stick.sticks import MOST as LONGEST
from hub.together import goals
from storage import hangouts
from storage.tables import Claim, Entry, Hangout, Member, Reward, Round, RuleSetting
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

SARA = Seen(701, "سارا", "fa")
DIALS = st.builds(Dials, *[st.integers(LEAST, MOST)] * 3)


def test_there_are_scenarios_for_every_corner_and_no_two_alike() -> None:
    found = list(presets().values())
    assert len(found) >= 6
    assert [one.order for one in found] == list(range(1, len(found) + 1))
    assert len({one.dials for one in found}) == len(found)
    for dial in ENDS:
        assert {getattr(one.dials, dial) > 0 for one in found if getattr(one.dials, dial)} == {True, False}, dial


@pytest.mark.parametrize("code", presets())
def test_a_scenario_holds_what_the_hangout_can(code: str) -> None:
    preset = presets()[code]
    assert all(LEAST <= value <= MOST for value in preset.dials)
    assert SHORTEST <= preset.stick_length <= LONGEST
    assert set(preset.rules) == {"vote", "milestone", "idea", "need", "thanks"}
    assert all(1 <= notches <= RULES[rule].most for rule, notches in preset.rules.items())
    assert 0 <= preset.lucky_permille <= 500
    assert preset.day_ceiling is None or preset.day_ceiling >= preset.rules["vote"] + preset.rules["milestone"]


def test_numbers_follow_the_dials() -> None:
    """Who leans to luck has a draw, who leans to certainty none; far sticks are longer than those that come soon."""
    for one in presets().values():
        assert (one.lucky_permille > 0) == (one.dials.lucky > 0), one.code
        assert one.shared_days is None or one.dials.together > 0, one.code
        assert not one.standing or one.dials.together < 0, one.code
    lengths = [
        [one.stick_length for one in presets().values() if side(one.dials.far)]
        for side in (lambda far: far < 0, lambda far: far == 0, lambda far: far > 0)
    ]
    assert all(max(shorter) <= min(longer) for shorter, longer in pairwise(lengths))


def test_five_questions_reach_every_end() -> None:
    assert len(QUESTIONS) == 5
    assert answered([0] * 5) == Dials(LEAST, LEAST, LEAST)
    assert answered([1] * 5) == Dials()
    assert answered([2] * 5) == Dials(MOST, MOST, MOST)
    assert answered([2, 0, 1, 2, 1]) == Dials(0, 0, 1)


def test_every_scenario_can_be_reached_by_the_questions() -> None:
    first = {nearest(answered(given))[0].code for given in product(range(3), repeat=len(QUESTIONS))}
    assert first == set(presets())


@given(DIALS)
def test_the_nearest_scenario_stands_first(dials: Dials) -> None:
    order = nearest(dials)
    assert sorted(one.code for one in order) == sorted(presets())
    assert all(apart(a.dials, dials) <= apart(b.dials, dials) for a, b in pairwise(order))


@given(DIALS, st.sampled_from(list(ENDS)), st.sampled_from([-1, 1]))
def test_a_dial_turns_alone_and_not_beyond_its_ends(dials: Dials, dial: str, by: int) -> None:
    after = turned(dials, dial, by)
    assert all(LEAST <= value <= MOST for value in after)
    moved = [name for name in ENDS if getattr(after, name) != getattr(dials, name)]
    assert moved in ([], [dial])
    assert moved or getattr(dials, dial) in (LEAST, MOST)


async def _given(hub: Hub, hangout: HangoutView, notches: int, seen: Seen = SARA, rule: str = "gift") -> int:
    """So many notches for a member; returns the member's number."""
    await join(hub, seen, hangout.slug)
    async with hub.db.begin() as session:
        member = await hangouts.member(session, hangout.id, seen.id)
        assert member
        assert member.id
        there = terms_of(await session.get_one(Hangout, hangout.id))
        for number in range(notches):
            await cut_one(session, there, member.id, Cut(rule, 1, f"{rule}:{number}"), hub.now())
        return member.id


def _fields(changes: tuple[Change, ...]) -> dict[str, tuple[object, object]]:
    return {change.field: (change.before, change.after) for change in changes}


async def test_a_preview_says_what_would_change_and_changes_nothing(hub: Hub) -> None:
    hangout = await opened(hub)
    await _given(hub, hangout, 12)
    shown = await scenarios.preview(hub, OWNER.id, hangout.id, "yalda")
    assert _fields(shown.changes) == {
        "stick_length": (10, 20),
        "lucky_permille": (0, 120),
        "together": (0, 1),
        "lucky": (0, 2),
        "far": (0, 2),
        "rule:milestone": (3, 5),
        "rule:thanks": (1, 2),
    }
    assert shown.sticks == (1, 0)
    assert shown.shared is not None
    assert await rows(hub.db, RuleSetting) == []
    kept: Hangout = await row(hub.db, Hangout)
    assert (kept.scenario, kept.stick_length, kept.lucky_permille) == (None, 10, 0)


async def test_the_pace_is_that_of_late_with_the_values_before_and_after(hub: Hub) -> None:
    hangout = await opened(hub)
    assert (await scenarios.preview(hub, OWNER.id, hangout.id, "fal")).pace is None
    await _given(hub, hangout, 10, rule="vote")
    await _given(hub, hangout, 5, rule="thanks")
    assert (await scenarios.preview(hub, OWNER.id, hangout.id, "fal")).pace == (15, 17)  # a fifth of ten votes more
    assert (await scenarios.preview(hub, OWNER.id, hangout.id, "teahouse")).pace == (15, 20)


async def test_applying_sets_everything_and_stands_in_the_history(hub: Hub) -> None:
    hangout = await opened(hub)
    await settings.change(hub, OWNER.id, hangout.id, "reward", "یک چای")
    done = await scenarios.apply(hub, OWNER.id, hangout.id, "teahouse")
    assert await scenarios.preview(hub, OWNER.id, hangout.id, "teahouse") == done.__class__(
        done.preset, (), (0, 0), None, None
    )
    now = await scenarios.now(hub, OWNER.id, hangout.id)
    assert (now.scenario, now.kept, now.dials, now.standing) == ("teahouse", True, Dials(1, -1, -1), False)
    book = await rulebook.book(hub, OWNER.id, hangout.id)
    assert {rule: book.rules[rule].notches for rule in done.preset.rules} == dict(done.preset.rules)
    assert (book.limits["day_ceiling"], book.limits["month_ceiling"], book.stick_length) == (6, None, 7)
    reward: Reward = await row(hub.db, Reward)
    assert reward.notches == 7
    acts = (await history.read(hub, OWNER.id, hangout.id)).acts
    assert acts[0].what == "scenario_applied"
    assert acts[0].about["scenario"] == "teahouse"
    assert ["stick_length", 10, 7] in acts[0].about["changes"]
    await scenarios.apply(hub, OWNER.id, hangout.id, "teahouse")  # a second tap
    assert len((await history.read(hub, OWNER.id, hangout.id)).acts) == len(acts)
    await settings.change(hub, OWNER.id, hangout.id, "length", "9")
    assert not (await scenarios.now(hub, OWNER.id, hangout.id)).kept


async def test_what_is_cut_and_claimed_stays(hub: Hub) -> None:
    hangout = await opened(hub)
    await settings.change(hub, OWNER.id, hangout.id, "reward", "یک چای")
    await _given(hub, hangout, 13)
    reward: Reward = await row(hub.db, Reward)
    await claims.claim(hub, SARA.id, reward.id or 0, "once")
    entries, claim, member = await rows(hub.db, Entry), await row(hub.db, Claim), await row(hub.db, Member)
    await scenarios.apply(hub, OWNER.id, hangout.id, "forty")
    assert await rows(hub.db, Entry) == entries
    assert await row(hub.db, Claim) == claim
    assert await row(hub.db, Member) == member
    [held] = await sticks(hub, SARA.id)
    assert (held.stick.notches, held.stick.length) == (3, 40)


async def test_switched_off_rules_and_money_stay_the_owners(hub: Hub) -> None:
    hangout = await opened(hub)
    await rulebook.change(hub, OWNER.id, hangout.id, "thanks", Wish(active=False))
    await rulebook.change(hub, OWNER.id, hangout.id, "purchase", Wish(notches=4, step=1_000_000))
    await scenarios.apply(hub, OWNER.id, hangout.id, "gathering")
    book = await rulebook.book(hub, OWNER.id, hangout.id)
    assert book.rules["thanks"] == Setting(2, active=False)
    assert book.rules["purchase"] == Setting(4, step=1_000_000)


async def test_only_owners_and_only_what_exists(hub: Hub) -> None:
    hangout = await opened(hub)
    for act in (scenarios.preview, scenarios.apply):
        with pytest.raises(NotAllowed):
            await act(hub, SARA.id, hangout.id, "fal")
        with pytest.raises(NotFound):
            await act(hub, OWNER.id, hangout.id, "../fal")
    with pytest.raises(NotAllowed):
        await switches.chance(hub, SARA.id, hangout.id, 50)
    with pytest.raises(NotFound):
        await switches.chance(hub, OWNER.id, hangout.id, 999)
    with pytest.raises(NotAllowed):
        await switches.standing(hub, SARA.id, hangout.id, on=True)
    assert await rows(hub.db, RuleSetting) == []


async def test_a_shared_stick_is_proposed_within_reach_and_not_beside_another(hub: Hub) -> None:
    hangout = await opened(hub)
    for number in range(20):
        await _given(hub, hangout, 2, Seen(800 + number, "همراه", "fa"), "vote")
    shared = (await scenarios.preview(hub, OWNER.id, hangout.id, "gathering")).shared
    assert shared is not None
    assert shared.target == 590  # 42 a day with its luck, for fourteen days, rounded up
    await goals.start(hub, OWNER.id, hangout.id, shared.target, shared.last_day, "با هم")
    assert (await scenarios.preview(hub, OWNER.id, hangout.id, "gathering")).shared is None
    assert (await scenarios.preview(hub, OWNER.id, hangout.id, "forty")).shared is None


async def test_two_owners_at_once_leave_one_whole_scenario(hub: Hub) -> None:
    hangout = await opened(hub)
    both = ("seed", "caravan")
    await asyncio.gather(*(scenarios.apply(hub, OWNER.id, hangout.id, code) for code in both))
    now = await scenarios.now(hub, OWNER.id, hangout.id)
    assert now.scenario in both
    assert now.kept


async def test_every_chance_that_is_offered_can_be_chosen(hub: Hub) -> None:
    """That of each scenario, from each of them; and one that holds from before, whatever is offered now."""
    hangout = await opened(hub)
    for code in presets():
        await scenarios.apply(hub, OWNER.id, hangout.id, code)
        for permille in switches.offered(presets()[code].lucky_permille):
            await switches.chance(hub, OWNER.id, hangout.id, permille)
            assert (await scenarios.now(hub, OWNER.id, hangout.id)).lucky_permille == permille
    async with hub.db.begin() as session:
        (await session.get_one(Hangout, hangout.id)).lucky_permille = 77
    await switches.chance(hub, OWNER.id, hangout.id, 77)
    assert 77 in switches.offered(77)


async def test_a_round_keeps_the_chance_it_opened_with(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await scenarios.apply(hub, OWNER.id, hangout.id, "fal")
    await rounds.open_now(hub, OWNER.id, hangout.id)
    await switches.chance(hub, OWNER.id, hangout.id, 0)
    playing: Round = await row(hub.db, Round)
    done = await votes.cast(hub, [Ballot(Seen(900 + n, "همراه", "fa"), 1, playing.id or 0, -1001) for n in range(40)])
    members: list[Member] = await rows(hub.db, Member)
    expected = sum(wins(playing.secret or b"", member.id or 0, 200) for member in members)
    assert sum(outcome.lucky for outcome in done) == expected > 0
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    after: Round = await row(hub.db, Round)
    assert (after.secret, after.lucky_permille) == (None, 0)
    acts = [act.what for act in (await history.read(hub, OWNER.id, hangout.id)).acts]
    assert acts == ["chance_changed", "scenario_applied"]


async def test_the_rankings_switch_is_noted_once(hub: Hub) -> None:
    hangout = await opened(hub)
    for on in (True, True, False):
        await switches.standing(hub, OWNER.id, hangout.id, on=on)
    acts = (await history.read(hub, OWNER.id, hangout.id)).acts
    assert [(act.what, act.about) for act in acts] == [
        ("standing_switched", {"on": False}),
        ("standing_switched", {"on": True}),
    ]
