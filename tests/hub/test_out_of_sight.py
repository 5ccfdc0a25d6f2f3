"""Ideas that are kept out of sight: seen once by staff, brought back by nobody but them; on both engines."""

import pytest

from hub import clockwork
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout.hangouts import HangoutView
from hub.ideas import authoring, backing, hashtags, ideas, made, triage
from hub.ideas.errors import NoSuchStep, TooFar
from hub.ideas.ideas import Draft
from hub.ideas.views import Media
from hub.person import forgetting
from hub.watch import deciding, mutes, queue, reports
from hub.watch.errors import Muted, OwnCase
from storage.tables import Entry, Idea, Member, Notice
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.members import joined, staff
from tests.support.store import row, rows

SARA, DARA, KEEPER = 11, 12, 21
LINKED, PLAIN = "عکس‌ها در kanal.ir هست", "چای به‌لیمو هم بیاورید"


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    """Open, with a moderator who is a member too, and members enough to hide a thing."""
    made_ = await opened(hub)
    await staff(hub, made_, KEEPER, "گرداننده", "moderator")
    for person in (SARA, DARA, KEEPER, 31, 32, 33):
        await joined(hub, made_, person, f"همراه {person}")
    return made_


async def posted(hub: Hub, hangout: HangoutView, text: str = PLAIN, person: int = SARA) -> int:
    return (await ideas.post(hub, person, hangout.id, Draft(text), once=text)).id


async def reported(hub: Hub, idea_id: int) -> None:
    """By so many that it is out of sight."""
    for person in (31, 32, 33):
        await reports.report(hub, person, "idea", idea_id, "rude")


async def case_of(hub: Hub, hangout: HangoutView) -> queue.CaseView:
    found = await queue.following(hub, OWNER.id, hangout.id)
    assert found is not None
    return found


async def go(hub: Hub, idea_id: int, after: str) -> triage.Moved:
    seen = (await triage.this(hub, OWNER.id, idea_id, "new")).seen
    return await triage.act(hub, OWNER.id, idea_id, seen, after)


async def stands(hub: Hub, idea_id: int) -> tuple[str, bool]:
    found = await row(hub.db, Idea, id=idea_id)
    return found.state, found.live


async def test_one_with_a_link_is_seen_once_and_is_open_when_it_is_let_out(hub: Hub, hangout: HangoutView) -> None:
    idea = await posted(hub, hangout, LINKED)
    assert await stands(hub, idea) == ("hidden", False)
    assert await triage.card(hub, OWNER.id, hangout.id, "new") is None
    assert (await triage.piles(hub, OWNER.id, hangout.id)).counts["new"] == 0
    with pytest.raises(NoSuchStep):
        await go(hub, idea, "open")
    case = await case_of(hub, hangout)
    await deciding.decide(hub, KEEPER, case.id, hide=False)
    assert await stands(hub, idea) == ("open", True)
    assert await triage.card(hub, OWNER.id, hangout.id, "new") is None
    await deciding.undo(hub, KEEPER, case.id)
    assert await stands(hub, idea) == ("hidden", False)
    assert [one.kind for one in await rows(hub.db, Notice, chat_id=OWNER.id)] == ["case"]


async def test_what_was_hidden_its_author_does_not_bring_back(hub: Hub, hangout: HangoutView) -> None:
    idea = await posted(hub, hangout)
    await reported(hub, idea)
    assert await stands(hub, idea) == ("hidden", False)
    assert await triage.card(hub, OWNER.id, hangout.id, "new") is None
    await authoring.withdraw(hub, SARA, idea)
    with pytest.raises(NotFound):
        await authoring.change(hub, SARA, idea, PLAIN, again=True)
    assert await stands(hub, idea) == ("withdrawn", False)


async def test_a_shortlisted_one_is_not_its_authors_again_because_it_is_hidden(hub: Hub, hangout: HangoutView) -> None:
    idea = await posted(hub, hangout)
    await go(hub, idea, "shortlisted")
    await reported(hub, idea)
    for act in (authoring.change(hub, SARA, idea, "چیز دیگر"), authoring.withdraw(hub, SARA, idea)):
        with pytest.raises(TooFar):
            await act
    await deciding.decide(hub, OWNER.id, (await case_of(hub, hangout)).id, hide=False)
    assert await stands(hub, idea) == ("shortlisted", True)


async def test_one_that_is_taken_back_and_comes_again_is_looked_at_again(hub: Hub, hangout: HangoutView) -> None:
    idea = await posted(hub, hangout)
    await authoring.withdraw(hub, SARA, idea)
    await authoring.change(hub, SARA, idea, LINKED, again=True)
    assert (await case_of(hub, hangout)).text == LINKED
    await authoring.change(hub, SARA, idea, PLAIN)
    assert await stands(hub, idea) == ("hidden", False), "until staff have looked"


async def test_nobody_hears_of_a_step_of_what_is_out_of_sight(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    idea = await posted(hub, hangout)
    await backing.back(hub, DARA, idea)
    moved = await go(hub, idea, "shortlisted")
    clock.pass_by(minutes=2)
    assert await made.news(hub, DARA, moved.step, None) is not None
    await reported(hub, idea)
    assert await made.news(hub, DARA, moved.step, None) is None


async def test_the_words_of_somebody_who_is_forgotten_go_when_they_are_out_of_sight(
    hub: Hub, hangout: HangoutView
) -> None:
    idea = await posted(hub, hangout, LINKED)
    await forgetting.forget(hub, SARA)
    left = await row(hub.db, Idea, id=idea)
    assert (left.text, left.folded, left.state) == ("", "", "withdrawn")
    assert await queue.following(hub, OWNER.id, hangout.id) is None


async def test_who_is_muted_posts_no_draft_and_changes_no_picture(hub: Hub, hangout: HangoutView) -> None:
    asked = await ideas.post(hub, SARA, hangout.id, Draft(PLAIN, asked=True), once="g")
    other = await posted(hub, hangout, "صندلی بیرون بگذارید")
    sara = await row(hub.db, Member, person_id=SARA)
    await mutes.mute(hub, KEEPER, sara.id, 7)
    for act in (
        authoring.decide(hub, SARA, asked.id),
        authoring.change(hub, SARA, other, media=[Media("photo", "f")]),
    ):
        with pytest.raises(Muted):
            await act
    await authoring.withdraw(hub, SARA, other)
    with pytest.raises(Muted):
        await authoring.change(hub, SARA, other, again=True)


async def test_a_moderator_is_no_judge_of_their_own_words_and_the_owner_is(hub: Hub, hangout: HangoutView) -> None:
    idea = await posted(hub, hangout, person=KEEPER)
    await reported(hub, idea)
    case = await case_of(hub, hangout)
    with pytest.raises(OwnCase):
        await deciding.decide(hub, KEEPER, case.id, hide=False)
    await deciding.decide(hub, OWNER.id, case.id, hide=True)
    with pytest.raises(OwnCase):
        await deciding.undo(hub, KEEPER, case.id)
    assert await stands(hub, idea) == ("hidden", False)


async def test_nobody_accepts_an_idea_of_their_own_for_notches(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    idea = await posted(hub, hangout, person=KEEPER)
    await triage.act(hub, KEEPER, idea, 0, "shortlisted")
    clock.pass_by(minutes=2)
    while await clockwork.run_due(hub):
        pass
    assert await rows(hub.db, Entry, rule="idea") == []


async def test_another_picture_is_looked_at_again_where_ideas_wait(hub: Hub, hangout: HangoutView) -> None:
    idea = await posted(hub, hangout)
    await authoring.change(hub, SARA, idea, media=[Media("photo", "a"), Media("voice", "b")])
    assert await stands(hub, idea) == ("new", True)
    await go(hub, idea, "open")
    await hashtags.hold(hub, OWNER.id, hangout.id, held=True)
    await authoring.change(hub, SARA, idea, media=[Media("photo", "a")])
    assert await stands(hub, idea) == ("open", True), "nothing in it is new"
    await authoring.change(hub, SARA, idea, media=[Media("photo", "c")])
    assert await stands(hub, idea) == ("held", False)
    assert await rows(hub.db, Notice, kind="ideas_wait")
