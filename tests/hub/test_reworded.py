"""What its author changes under the eyes of those who look it through is looked at once more; on both engines."""

from typing import Any

import pytest

from hub.context import Hub
from hub.ideas import authoring, hashtags, ideas, made, triage
from hub.ideas.errors import Reworded
from hub.ideas.ideas import Draft
from hub.ideas.views import Media
from hub.watch import deciding, queue
from hub.watch.errors import Changed
from storage.tables import Idea, Move
from tests.conftest import StillClock
from tests.hub.test_idea_steps import DARA, SARA, go, posted, scene, settle
from tests.support.hangouts import OWNER
from tests.support.store import row, rows


@pytest.mark.parametrize("held", [True, False])
async def test_words_that_changed_under_a_tap_are_looked_at_once_more(hub: Hub, clock: StillClock, held: bool) -> None:
    hangout, _ = await scene(hub)
    await hashtags.hold(hub, OWNER.id, hangout.id, held=held)
    number = await posted(hub, hangout, DARA, "چای تازه‌دم")
    before, stood = (await triage.this(hub, 21, number, "new")).seen, (await row(hub.db, Idea, id=number)).state
    changes: list[dict[str, Any]] = [{"text": "یک حرف دیگر"}, {"media": [Media("photo", "X")]}, {"media": ()}]
    for change in changes:
        for _ in range(2):  # the same once more changes nothing
            await authoring.change(hub, DARA, number, **change)
        for after, more in (("open", {}), ("declined", {"reason": "نه"})):
            with pytest.raises(Reworded):
                await triage.act(hub, 21, number, before, after, **more)
        card = await triage.this(hub, 21, number, "new")
        assert (card.reworded, (await row(hub.db, Idea, id=number)).state) == (True, stood)
        before = card.seen
    assert len(await rows(hub.db, Move, idea_id=number)) == len(changes)
    done = await triage.act(hub, 21, number, before, "open")
    assert (done.idea.text, done.idea.live) == ("یک حرف دیگر", True)
    assert await settle(hub, clock, 2) == [(DARA, done.step)]


async def test_a_change_neither_silences_a_step_nor_keeps_it_from_being_undone(hub: Hub, clock: StillClock) -> None:
    _, idea_id = await scene(hub)
    moved = await go(hub, 21, idea_id, "open")
    await authoring.change(hub, SARA, idea_id, "چای به‌لیمو، لطفاً")
    with pytest.raises(Reworded):
        await triage.act(hub, OWNER.id, idea_id, moved.step, "shortlisted")
    assert (await triage.undo(hub, 21, moved.step)).idea.state == "new"
    moved = await go(hub, 21, idea_id, "open")
    await authoring.change(hub, SARA, idea_id, "چای به‌لیموی گرم")
    assert await settle(hub, clock, 3) == [(SARA, moved.step)]
    assert await made.news(hub, SARA, moved.step, idea_id) is not None


async def test_another_picture_of_an_album_is_looked_at_too(hub: Hub) -> None:
    hangout, _ = await scene(hub)
    await hashtags.hold(hub, OWNER.id, hangout.id, held=True)
    album = Draft("ببینید", media=(Media("photo", "A"),))
    number = (await ideas.post(hub, DARA, hangout.id, album, once="album")).id
    assert await ideas.attach(hub, DARA, hangout.id, "album", Media("photo", "B"))
    with pytest.raises(Reworded):
        await triage.act(hub, 21, number, 0, "open")
    assert (await row(hub.db, Idea, id=number)).state == "held"


@pytest.mark.parametrize("hide", [True, False])
async def test_a_case_is_decided_by_who_has_seen_it_as_it_is(hub: Hub, hide: bool) -> None:
    hangout, _ = await scene(hub)
    number = await posted(hub, hangout, DARA, "ببینید https://good.example.com")
    shown = await queue.following(hub, 21, hangout.id)
    assert shown is not None
    for change in ({"text": "ببینید https://other.example.com"}, {"media": [Media("photo", "X")]}):
        before = (await queue.one(hub, 21, shown.id)).seen
        await authoring.change(hub, DARA, number, **change)  # type: ignore[arg-type]
        with pytest.raises(Changed):
            await deciding.decide(hub, 21, shown.id, hide=hide, seen=before)
    again = await queue.one(hub, 21, shown.id)
    assert (again.state, again.shown) == ("open", False)
    for _ in range(2):
        await deciding.decide(hub, 21, shown.id, hide=hide, seen=again.seen)
    assert (await row(hub.db, Idea, id=number)).live is not hide
