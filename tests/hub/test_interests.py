"""Interests: the owner's tags, what members pick and what their answers say; on both engines."""

import pytest

from hub.context import Hub
from hub.daily import rounds
from hub.daily.ballots import Ballot
from hub.daily.votes import cast
from hub.errors import NotAllowed, NotFound, TextEmpty, TextTooLong
from hub.habit import interests, tags
from hub.habit.errors import TagsFull, TagThere
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from storage import hangouts
from storage.tables import Act, Interest, Pick, Round
from tests.conftest import StillClock
from tests.support.habit import tag, tagged
from tests.support.hangouts import OWNER, opened
from tests.support.members import joined
from tests.support.store import rows

MINA, REZA = 43, 44


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


@pytest.fixture
async def mina(hub: Hub, hangout: HangoutView) -> int:
    await joined(hub, hangout, REZA, "رضا")
    return await joined(hub, hangout, MINA, "مینا")


async def asked(hub: Hub, hangout: HangoutView, clock: StillClock, *about: str, by: tuple[int, ...] = ()) -> None:
    """A day's question about that, with the answers of those people."""
    await rounds.turn(hub, hangout.id)
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    last = max(one.id for one in await rows(hub.db, Round))
    await tagged(hub, last, *about)
    tap = [Ballot(Seen(person, "", "fa"), 1, round_id=last, chat_id=person) for person in by]
    await cast(hub, tap)


async def weighed(hub: Hub, hangout: HangoutView, person: int | None = None) -> dict[str, float]:
    async with hub.db.read() as session:
        if person is None:
            return await interests.weights(session, hangout.id)
        member = await hangouts.member(session, hangout.id, person)
        assert member
        return {tag.key: weight for tag, weight in await interests.liked(session, member)}


async def test_picks_are_seen_weighed_taken_back_and_cleared(hub: Hub, hangout: HangoutView, mina: int) -> None:
    assert await weighed(hub, hangout) == {}
    assert await interests.of(hub, MINA) == []
    food, own = await tag(hub, hangout, "food", "خوراک"), await tag(hub, hangout, "own-1", "قلیان")
    assert await weighed(hub, hangout) == {"food": 1.5, "own-1": 1.5}
    for _ in range(2):
        await interests.pick(hub, MINA, hangout.id, own, picked=True)
    await interests.pick(hub, REZA, hangout.id, own, picked=True)
    await interests.pick(hub, REZA, hangout.id, food, picked=True)
    assert await weighed(hub, hangout) == {"food": 2.5, "own-1": 3.5}
    assert await weighed(hub, hangout, MINA) == {"own-1": 2.0}
    [seen] = await interests.of(hub, MINA)
    assert [(one.name, one.picked, one.learned) for one in seen.tags] == [
        ("خوراک", False, False),
        ("قلیان", True, False),
    ]
    await interests.pick(hub, REZA, hangout.id, food, picked=False)
    assert await weighed(hub, hangout, REZA) == {"own-1": 2.0}
    await interests.clear(hub, MINA, hangout.id)
    assert await weighed(hub, hangout, MINA) == {}
    assert len(await rows(hub.db, Pick)) == 1


async def test_answers_teach_until_they_are_cleared(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    for key in ("food", "books"):
        await tag(hub, hangout, key, key)
    for _ in range(3):
        await asked(hub, hangout, clock, "topic-food", "season-autumn", by=(MINA, REZA))
        await asked(hub, hangout, clock, "books", by=(REZA,))
    await asked(hub, hangout, clock)
    assert await weighed(hub, hangout, MINA) == {"food": 0.6}
    assert await weighed(hub, hangout, REZA) == {"food": 0.6, "books": 0.6}
    [seen] = await interests.of(hub, MINA, hangout.id)
    assert [one.learned for one in seen.tags] == [True, False]
    assert seen.any
    all_ = await weighed(hub, hangout)
    assert all_["food"] > all_["books"] > 1
    await interests.clear(hub, MINA, hangout.id)
    assert await weighed(hub, hangout, MINA) == {}
    assert await weighed(hub, hangout) == all_, "how many answered is nobody's own"
    clock.pass_by(days=100)
    await asked(hub, hangout, clock)
    assert await weighed(hub, hangout, REZA) == {}


async def test_a_question_that_still_waits_is_not_held_against_anybody(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    await tag(hub, hangout, "food", "خوراک")
    for by in ((MINA,), (MINA,), ()):
        await asked(hub, hangout, clock, "food", by=by)
    assert await weighed(hub, hangout, MINA) == {"food": 0.5}


async def test_who_ticks_several_options_is_counted_once(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    await tag(hub, hangout, "food", "خوراک")
    await tag(hub, hangout, "books", "کتاب")
    await asked(hub, hangout, clock, "books", by=(MINA,))
    await asked(hub, hangout, clock, "food")
    last = max(one.id for one in await rows(hub.db, Round))
    async with hub.db.begin() as session:
        round_ = await session.get_one(Round, last)
        round_.kind, round_.facts = "choice", {"several": True}
    await cast(hub, [Ballot(Seen(MINA, "", "fa"), 3, round_id=last, chat_id=MINA)])
    found = await weighed(hub, hangout)
    assert found["food"] == found["books"]


async def test_only_members_pick_and_only_from_their_own_hangouts_tags(
    hub: Hub, hangout: HangoutView, mina: int
) -> None:
    other = await opened(hub, channel=-2001, group=None, owner=Seen(9002, "سارا", "fa"))
    foreign = await tag(hub, other, "food", "خوراک")
    mine = await tag(hub, hangout, "food", "خوراک")
    await tags.drop(hub, OWNER.id, hangout.id, mine)
    for person, place, key in ((MINA, hangout.id, foreign), (MINA, hangout.id, mine), (99, hangout.id, mine)):
        with pytest.raises(NotFound):
            await interests.pick(hub, person, place, key, picked=True)
    with pytest.raises(NotFound):
        await interests.clear(hub, 99, hangout.id)
    assert await rows(hub.db, Pick) == []


async def test_owners_choose_tags_drop_them_and_write_their_own(hub: Hub, hangout: HangoutView, mina: int) -> None:
    for _ in range(2):
        await tags.choose(hub, OWNER.id, hangout.id, "food", "خوراک و سفره")
    await tags.add(hub, OWNER.id, hangout.id, " چای \n دمی ")
    for again in ("چاي‌دمی", "خوراک و سفره"):
        with pytest.raises(TagThere):
            await tags.add(hub, OWNER.id, hangout.id, again)
    food, tea = await tags.of_owner(hub, OWNER.id, hangout.id)
    assert (tea.key, tea.name, tea.own, food.own) == ("own-1", "چای دمی", True, False)
    await interests.pick(hub, MINA, hangout.id, tea.id, picked=True)
    for _ in range(2):
        await tags.drop(hub, OWNER.id, hangout.id, tea.id)
    assert await weighed(hub, hangout) == {"food": 1.5}
    await tags.add(hub, OWNER.id, hangout.id, "چای دمی")
    assert [(one.id, one.people) for one in await tags.of_owner(hub, OWNER.id, hangout.id)] == [
        (food.id, 0),
        (tea.id, 1),
    ]
    await tags.add(hub, OWNER.id, hangout.id, "نان")
    assert [one.key for one in await rows(hub.db, Interest)] == ["food", "own-1", "own-2"]
    noted = [(act.what, act.about["tag"]) for act in await rows(hub.db, Act) if act.what.startswith("tag_")]
    assert noted == [
        ("tag_chosen", "خوراک و سفره"),
        ("tag_chosen", "چای دمی"),
        ("tag_dropped", "چای دمی"),
        ("tag_chosen", "چای دمی"),
        ("tag_chosen", "نان"),
    ]


async def test_tags_have_their_bounds_and_are_the_owners_alone(hub: Hub, hangout: HangoutView, mina: int) -> None:
    for number in range(tags.MOST):
        await tags.add(hub, OWNER.id, hangout.id, f"برچسب {number}")
    for attempt in (
        tags.add(hub, OWNER.id, hangout.id, "نان"),
        tags.choose(hub, OWNER.id, hangout.id, "food", "خوراک"),
    ):
        with pytest.raises(TagsFull):
            await attempt
    with pytest.raises(TextEmpty):
        await tags.add(hub, OWNER.id, hangout.id, " \u200c ")
    with pytest.raises(TextTooLong):
        await tags.add(hub, OWNER.id, hangout.id, "ن" * 25)
    with pytest.raises(NotFound):
        await tags.drop(hub, OWNER.id, hangout.id, 987)
    for attempt in (
        tags.of_owner(hub, MINA, hangout.id),
        tags.choose(hub, MINA, hangout.id, "food", "خوراک"),
        tags.add(hub, MINA, hangout.id, "نان"),
        tags.drop(hub, MINA, hangout.id, 1),
    ):
        with pytest.raises(NotAllowed):
            await attempt
