"""Backing and taking back: once a member and idea, whoever taps how often, within the budget, or at the counter."""

import asyncio
from datetime import UTC, datetime

import pytest

from hub.context import Hub
from hub.errors import BadNumber, HubError, NotAllowed, NotFound
from hub.hangout.hangouts import HangoutView
from hub.ideas import authoring, backing, ideas
from hub.ideas.errors import MonthFull, NoBackingsLeft, NoMember, OwnIdea, PastBacking
from hub.ideas.ideas import Draft
from hub.person.people import Seen
from storage.tables import Act, Backing, Idea, IdeaTag, Notice, Presence
from tests.conftest import StillClock
from tests.support.board import AUTHOR, moved, suggested
from tests.support.counter import CLERK, SARA, carded, hire, join
from tests.support.habit import tag
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

FIFTY = 50


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    """With Sara as a member."""
    found = await opened(hub, group=None)
    await join(hub, found)
    return found


async def test_a_tap_backs_and_another_takes_it_back(hub: Hub, hangout: HangoutView) -> None:
    interest = await tag(hub, hangout, "food", "خوراکی")
    (idea,) = await suggested(hub, hangout, "شیر بادام بیاورید", interests=[interest])
    done = await backing.back(hub, SARA.id, idea)
    assert (done.fresh, done.view.backed, done.view.backings, done.left) == (True, True, 1, None)
    assert len(await rows(hub.db, Presence)) == 2, "its author and Sara were there today"
    again = await backing.back(hub, SARA.id, idea)
    assert (again.fresh, again.view.backings) == (False, 1)
    assert (await row(hub.db, IdeaTag)).backings == 1
    assert (await row(hub.db, Idea)).rise > 0
    gone = await backing.take_back(hub, SARA.id, idea)
    assert (gone.fresh, gone.view.backed, gone.view.backings) == (True, False, 0)
    assert not (await backing.take_back(hub, SARA.id, idea)).fresh
    kept = await row(hub.db, Idea)
    assert (kept.backings, kept.rise, (await row(hub.db, IdeaTag)).backings) == (0, 0, 0)
    assert await rows(hub.db, Backing) == []


async def test_who_may_not_is_refused(hub: Hub, hangout: HangoutView) -> None:
    idea, made, declined = await suggested(hub, hangout, "شیر بادام", "کیک هویج", "پنجرهٔ رنگی")
    with pytest.raises(OwnIdea):
        await backing.back(hub, AUTHOR.id, idea)
    with pytest.raises(NoMember):
        await backing.back(hub, 4242, idea)
    with pytest.raises(NotFound):
        await backing.back(hub, SARA.id, idea + 99)
    await backing.back(hub, SARA.id, made)
    await moved(hub, made, "made")
    await moved(hub, declined, "declined", live=False)
    with pytest.raises(PastBacking):
        await backing.take_back(hub, SARA.id, made)
    with pytest.raises(PastBacking):
        await backing.back(hub, SARA.id, declined)
    assert [(one.id, one.backings) for one in await rows(hub.db, Idea)] == [(idea, 0), (made, 1), (declined, 0)]


async def test_fifty_taps_and_fifty_people_at_once(hub: Hub, hangout: HangoutView) -> None:
    one, other = await suggested(hub, hangout, "شیر بادام", "کیک هویج")
    done = await asyncio.gather(*(backing.back(hub, SARA.id, one) for _ in range(FIFTY)))
    assert sum(each.fresh for each in done) == 1
    people = [Seen(9700 + n, f"n{n}", "en") for n in range(20)]
    for person in people:
        await join(hub, hangout, person)
    await asyncio.gather(*(backing.back(hub, person.id, other) for person in people for _ in range(2)))
    back = await asyncio.gather(*(backing.take_back(hub, SARA.id, one) for _ in range(FIFTY)))
    assert sum(each.fresh for each in back) == 1
    assert [idea.backings for idea in await rows(hub.db, Idea)] == [0, 20]
    assert len(await rows(hub.db, Backing)) == 20


async def test_the_month_s_budget(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    """The month is the hangout's own: in Tehran Azar begins on the 22nd of November."""
    await backing.set_budget(hub, OWNER.id, hangout.id, 2)
    assert await backing.budget(hub, OWNER.id, hangout.id) == 2
    a, b, c, d = await suggested(hub, hangout, "شیر بادام", "کیک هویج", "پنجرهٔ رنگی", "شب شعر")
    assert (await backing.back(hub, SARA.id, a)).left == 1
    assert (await backing.back(hub, SARA.id, b)).left == 0
    with pytest.raises(NoBackingsLeft) as refused:
        await backing.back(hub, SARA.id, c)
    assert refused.value.values == {"limit": 2}
    assert (await backing.take_back(hub, SARA.id, a)).left == 1
    assert (await backing.back(hub, SARA.id, c)).left == 0
    await moved(hub, c, "declined", live=False)  # what left the board is of no budget
    assert (await backing.back(hub, SARA.id, d)).left == 0
    clock.at = datetime(2026, 11, 21, 20, 31, tzinfo=UTC)  # past midnight in Tehran
    assert (await backing.back(hub, SARA.id, a)).left == 1
    await backing.set_budget(hub, OWNER.id, hangout.id, None)
    assert (await backing.back(hub, SARA.id, a)).left is None
    with pytest.raises(BadNumber):
        await backing.set_budget(hub, OWNER.id, hangout.id, 0)
    with pytest.raises(NotAllowed):
        await backing.set_budget(hub, SARA.id, hangout.id, 5)
    assert [act.about for act in await rows(hub.db, Act, what="backing_budget")] == [
        {"before": None, "after": 2},
        {"before": 2, "after": None},
    ]


async def test_a_budget_holds_when_all_is_tapped_at_once(hub: Hub, hangout: HangoutView) -> None:
    await backing.set_budget(hub, OWNER.id, hangout.id, 3)
    found = await suggested(hub, hangout, *(f"ایدهٔ شمارهٔ {n}" for n in range(9)))

    async def tap(idea_id: int) -> bool:
        try:
            return (await backing.back(hub, SARA.id, idea_id)).fresh
        except HubError:
            return False

    assert sum(await asyncio.gather(*(tap(one) for one in found))) == 3
    assert len(await rows(hub.db, Backing)) == 3


async def test_said_at_the_counter(hub: Hub, hangout: HangoutView) -> None:
    await hire(hub, hangout, CLERK)
    idea, other = await suggested(hub, hangout, "شیر بادام", "کیک هویج")
    member_id = (await row(hub.db, Presence)).member_id - 1
    with pytest.raises(NotAllowed):
        await backing.back_for(hub, CLERK.id, member_id, idea)
    member_id = (await carded(hub, hangout)).member_id
    assert await backing.back_for(hub, CLERK.id, member_id, idea)
    assert not await backing.back_for(hub, CLERK.id, member_id, idea)
    kept = await row(hub.db, Backing)
    assert (kept.member_id, kept.by_id) == (member_id, CLERK.id)
    assert not (await backing.back(hub, SARA.id, idea)).fresh, "it is theirs already"
    (told,) = await rows(hub.db, Notice, kind="backed_for")
    assert (told.chat_id, told.state, told.payload) == (SARA.id, "part", {"idea_id": idea})
    assert await backing.take_back_for(hub, CLERK.id, member_id, idea)
    assert not await backing.take_back_for(hub, CLERK.id, member_id, idea)
    assert [one.backings for one in await rows(hub.db, Idea)] == [0, 0]
    await backing.back(hub, SARA.id, other)
    assert not await backing.take_back_for(hub, CLERK.id, member_id, other), (
        "what she tapped herself only she takes back"
    )
    assert (await row(hub.db, Backing)).idea_id == other
    noted = [(act.what, act.by_id, act.about) for act in await rows(hub.db, Act) if "backed_for" in act.what]
    about = {"member": member_id, "idea": idea}
    assert noted == [("backed_for", CLERK.id, about), ("unbacked_for", CLERK.id, about)]


async def test_the_counter_does_not_tell_what_a_member_wrote_or_backs(hub: Hub, hangout: HangoutView) -> None:
    """Both answer as any other idea does, also where the month has no room for one more."""
    await hire(hub, hangout, CLERK)
    backed, other = await suggested(hub, hangout, "شیر بادام", "کیک هویج")
    own = (await ideas.post(hub, SARA.id, hangout.id, Draft("پنجرهٔ رنگی"), once="own")).id
    await backing.back(hub, SARA.id, backed)
    member_id = (await carded(hub, hangout)).member_id
    for idea in (own, backed):
        assert not await backing.back_for(hub, CLERK.id, member_id, idea)
        assert not await backing.take_back_for(hub, CLERK.id, member_id, idea)
    await backing.set_budget(hub, OWNER.id, hangout.id, 1)
    for idea in (own, backed, other):
        with pytest.raises(MonthFull):
            await backing.back_for(hub, CLERK.id, member_id, idea)
    await moved(hub, backed, "made")
    with pytest.raises(PastBacking):
        await backing.back_for(hub, CLERK.id, member_id, backed)
    assert [(one.idea_id, one.by_id) for one in await rows(hub.db, Backing)] == [(backed, None)]
    assert await rows(hub.db, Notice, kind="backed_for") == []
    assert [act for act in await rows(hub.db, Act) if "backed_for" in act.what] == []


async def test_no_staff_of_another_hangout(hub: Hub, hangout: HangoutView) -> None:
    (idea,) = await suggested(hub, hangout, "شیر بادام")
    other = Seen(9801, "رضا", "fa")
    elsewhere = await opened(hub, channel=-2001, group=None, owner=other)
    member_id = await join(hub, elsewhere, SARA)
    with pytest.raises(NotFound):
        await backing.back_for(hub, other.id, member_id, idea)
    assert await rows(hub.db, Backing) == []


async def test_what_a_withdrawn_idea_took_of_the_budget_comes_back(hub: Hub, hangout: HangoutView) -> None:
    await backing.set_budget(hub, OWNER.id, hangout.id, 1)
    first, second = await suggested(hub, hangout, "شیر بادام", "کیک هویج")
    await backing.back(hub, SARA.id, first)
    await authoring.withdraw(hub, AUTHOR.id, first)
    assert (await backing.back(hub, SARA.id, second)).fresh
