"""The standing: only where there is one, only who wants it, under names that fit; on both engines."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.context import Hub
from hub.errors import NotAllowed, NotFound, TextEmpty, TextTooLong
from hub.habit import names, standing
from hub.habit.errors import NameTaken, NameUnfit, NoStanding
from hub.habit.ranking import Place, fit_name, ranked, shown
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.stick.rules import Cut
from storage.tables import Act
from tests.conftest import StillClock
from tests.support.habit import came, ranks
from tests.support.hangouts import OWNER, opened
from tests.support.members import cut, joined
from tests.support.store import rows

MINA, REZA, SARA = 43, 44, 45
places = st.lists(st.builds(Place, st.integers(1, 99), st.just("n"), st.integers(0, 5), st.integers(0, 5)), max_size=12)


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


@pytest.fixture
async def members(hub: Hub, hangout: HangoutView) -> list[int]:
    names = {MINA: "مینا", REZA: "رضا", SARA: "سارا"}
    return [await joined(hub, hangout, person, name) for person, name in names.items()]


async def test_it_ranks_by_days_in_a_row_then_by_notches_and_only_those_who_want_it(
    hub: Hub, hangout: HangoutView, members: list[int], clock: StillClock
) -> None:
    await ranks(hub, hangout)
    mina, reza, sara = members
    await cut(hub, reza, Cut("gift", 50, "gift:old", OWNER.id))
    clock.pass_by(days=30)
    for _ in range(2):
        await came(hub, mina)
        clock.pass_by(days=1)
    for one in members:
        await came(hub, one)
    await cut(hub, sara, Cut("gift", 4, "gift:1", OWNER.id))
    await cut(hub, sara, Cut("claim", -3, "claim:1"))
    for person, name in ((MINA, "ستاره"), (REZA, "رفیق قدیمی")):
        assert await standing.join(hub, person, hangout.id, name) == name
    [seen] = await standing.of(hub, MINA, hangout.id)
    assert [(one.rank, one.name, one.days, one.notches, one.mine) for one in seen.places] == [
        (1, "ستاره", 3, 3, True),
        (2, "رفیق قدیمی", 1, 0, False),
    ]
    [outside] = await standing.of(hub, SARA)
    assert (outside.alias, outside.places) == (None, ())
    await standing.join(hub, SARA, hangout.id, "  سارا \n۲ ")
    [by_notches] = await standing.of(hub, SARA, by="notches")
    assert [(one.name, one.notches) for one in by_notches.places] == [("سارا ۲", 4), ("ستاره", 3), ("رفیق قدیمی", 0)]


async def test_a_streak_that_is_over_counts_nothing(
    hub: Hub, hangout: HangoutView, members: list[int], clock: StillClock
) -> None:
    await ranks(hub, hangout)
    await came(hub, members[0])
    await standing.join(hub, MINA, hangout.id, "مینا")
    clock.pass_by(days=2)
    [seen] = await standing.of(hub, MINA)
    assert [one.days for one in seen.places] == [0]


async def test_leaving_takes_the_name_away_any_time(hub: Hub, hangout: HangoutView, members: list[int]) -> None:
    await ranks(hub, hangout)
    await standing.join(hub, MINA, hangout.id, "مینا")
    await standing.join(hub, REZA, hangout.id, "رضا")
    await standing.leave(hub, MINA, hangout.id)
    await standing.leave(hub, MINA, hangout.id)
    [seen] = await standing.of(hub, REZA)
    assert [one.name for one in seen.places] == ["رضا"]
    assert await standing.join(hub, SARA, hangout.id, "مینا") == "مینا"


async def test_no_two_names_look_alike_and_none_is_the_hangouts(
    hub: Hub, hangout: HangoutView, members: list[int]
) -> None:
    await ranks(hub, hangout)
    await standing.join(hub, MINA, hangout.id, "علی یار")
    for name in ("علي‌يار", "علی  یار", hangout.title):
        with pytest.raises(NameTaken):
            await standing.join(hub, REZA, hangout.id, name)
    assert await standing.join(hub, MINA, hangout.id, "علی‌یار") == "علی‌یار"
    both = (standing.join(hub, person, hangout.id, "یک نام") for person in (REZA, SARA))
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["NameTaken", "str"]


async def test_nobody_stands_where_there_is_no_standing_or_no_membership(
    hub: Hub, hangout: HangoutView, members: list[int]
) -> None:
    with pytest.raises(NoStanding):
        await standing.join(hub, MINA, hangout.id, "مینا")
    assert await standing.of(hub, MINA) == []
    for attempt in (standing.join(hub, 99, hangout.id, "غریبه"), standing.leave(hub, 99, hangout.id)):
        with pytest.raises(NotFound):
            await attempt


@pytest.mark.parametrize(
    "name", ["@mina", "t.me/x", "https:x", "www.a", "١٢٣", "۱۲", "🙂", "a/b", "<b>", "مینا😀", "---"]
)
def test_addresses_and_signs_are_no_names(name: str) -> None:
    with pytest.raises(NameUnfit):
        fit_name(name)


def test_a_name_is_one_short_line() -> None:
    assert fit_name(" می‌نا\n ِ دوم‌ ") == "می‌نا ِ دوم"
    with pytest.raises(TextEmpty):
        fit_name(" \u202e\n ")
    with pytest.raises(TextTooLong):
        fit_name("م" * 25)


@given(places, st.sampled_from(["days", "notches", "forged"]))
def test_ranks_follow_the_figures(given_: list[Place], by: str) -> None:
    order = ranked(given_, by)
    figures = [(one.notches, one.days) if by == "notches" else (one.days, one.notches) for one in order]
    assert figures == sorted(figures, reverse=True)
    assert [one.rank for one in order] == [1 + sum(other > mine for other in figures) for mine in figures]
    assert shown(order, 3)[:3] == order[:3]


def test_ones_own_place_is_always_shown() -> None:
    order = ranked([Place(n, str(n), 20 - n, 0, mine=n == 15) for n in range(20)])
    assert [one.name for one in shown(order, 10)] == [*(str(n) for n in range(10)), "15"]


async def test_the_owner_takes_an_unfit_name_out_and_learns_nothing_more(
    hub: Hub, hangout: HangoutView, members: list[int]
) -> None:
    await ranks(hub, hangout)
    await standing.join(hub, MINA, hangout.id, "بدنام")
    await standing.join(hub, REZA, hangout.id, "رفیق")
    assert await names.of_owner(hub, OWNER.id, hangout.id) == ["بدنام", "رفیق"]
    await standing.join(hub, MINA, hangout.id, "خوش‌نام")
    assert not await names.take_out(hub, OWNER.id, hangout.id, "بدنام"), "another name by now"
    taken = [await names.take_out(hub, OWNER.id, hangout.id, "خوش‌نام") for _ in range(2)]
    assert taken == [True, False]
    assert await names.of_owner(hub, OWNER.id, hangout.id) == ["رفیق"]
    noted = [act.about for act in await rows(hub.db, Act) if act.what == "standing_name_out"]
    assert noted == [{}]
    other = await opened(hub, channel=-2001, group=None, owner=Seen(9002, "سارا", "fa"))
    await standing.join(hub, MINA, hangout.id, "مینا")
    assert not await names.take_out(hub, 9002, other.id, "مینا")
    for attempt in (
        names.of_owner(hub, MINA, hangout.id),
        names.take_out(hub, 9002, hangout.id, "مینا"),
    ):
        with pytest.raises(NotAllowed):
            await attempt
