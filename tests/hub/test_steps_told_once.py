"""What becomes of a step that others follow: slips tell and bring nothing, real steps are told whatever happens beside
them, dates and months stay true; on both engines."""

from datetime import timedelta

from hub.context import Hub
from hub.ideas import ideas, made
from hub.ideas.ideas import _hide, _show
from storage.tables import Entry, Hangout, Idea, Move, Notice
from tests.conftest import StillClock
from tests.hub.test_idea_steps import DARA, SARA, go, posted, scene, settle
from tests.support.store import row, rows

MODERATOR = 21


async def test_a_slip_that_is_taken_back_by_hand_brings_nothing(hub: Hub, clock: StillClock) -> None:
    _, number = await scene(hub)
    await go(hub, MODERATOR, number, "shortlisted")
    clock.pass_by(seconds=20)
    await go(hub, MODERATOR, number, "open")
    await settle(hub, clock, 3)
    assert [entry for entry in await rows(hub.db, Entry) if entry.rule == "idea"] == []
    told = [notice.payload["move"] for notice in await rows(hub.db, Notice, kind="idea_moved")]
    opened = await row(hub.db, Move, idea_id=number, after="open")
    assert set(told) == {opened.id}


async def test_a_step_that_goes_on_within_its_minute_is_no_slip(hub: Hub, clock: StillClock) -> None:
    _, number = await scene(hub)
    await go(hub, MODERATOR, number, "shortlisted")
    clock.pass_by(seconds=20)
    await go(hub, MODERATOR, number, "planned")
    await settle(hub, clock, 3)
    assert [entry.rule for entry in await rows(hub.db, Entry) if entry.rule == "idea"] == ["idea"]


async def test_news_outlives_a_while_out_of_sight(hub: Hub, clock: StillClock) -> None:
    _, number = await scene(hub)
    for after in ("shortlisted", "planned"):
        await go(hub, MODERATOR, number, after)
        await settle(hub, clock, 2)
    planned = await row(hub.db, Move, idea_id=number, after="planned")
    async with hub.db.begin() as session:
        await _hide(session, hub, number)
    assert await made.news(hub, SARA, planned.id, None) is None, "not while nobody sees it"
    async with hub.db.begin() as session:
        await _show(session, hub, number)
    clock.pass_by(minutes=5)
    assert await made.news(hub, SARA, planned.id, None) is not None


async def test_the_day_on_which_it_was_made_stays(hub: Hub, clock: StillClock) -> None:
    hangout, number = await scene(hub)
    for after in ("shortlisted", "planned", "made"):
        await go(hub, MODERATOR, number, after)
    await settle(hub, clock, 2)
    before = (await made.page(hub, SARA, hangout.id)).things
    clock.pass_by(days=40)
    for act in (_hide, _show):
        async with hub.db.begin() as session:
            await act(session, hub, number)
    assert (await made.page(hub, SARA, hangout.id)).things == before


async def test_what_is_made_just_before_a_months_post_is_in_the_next_one(hub: Hub, clock: StillClock) -> None:
    hangout, first = await scene(hub)
    second = await posted(hub, hangout, DARA, "صندلی بیرون بگذارید")
    for after in ("shortlisted", "planned", "made"):
        await go(hub, MODERATOR, first, after)
    await settle(hub, clock, 2)
    due = (await row(hub.db, Hangout)).next_made
    clock.at = due - timedelta(hours=2)
    for after in ("shortlisted", "planned", "made"):
        await go(hub, MODERATOR, second, after)
    await settle(hub, clock, 2)
    clock.at = due + timedelta(minutes=1)
    await settle(hub, clock, 1)
    clock.pass_by(days=70)
    await settle(hub, clock, 1)
    months = [notice.payload["month"] for notice in await rows(hub.db, Notice, kind="made_month")]
    assert len(set(months)) == len(months) == 2
    assert (await row(hub.db, Hangout)).next_made is None
    assert {one.state for one in await rows(hub.db, Idea)} >= {"made"}
    assert ideas.HIDDEN not in {one.state for one in await rows(hub.db, Idea)}
