"""An idea's way: one card at a time, a step a tap, undone within a minute, then told; on both engines."""

import asyncio
from datetime import date

import pytest

from hub import clockwork
from hub.context import Hub
from hub.errors import NotFound, TextEmpty
from hub.hangout.hangouts import HangoutView
from hub.ideas import authoring, backing, ideas, made, triage
from hub.ideas.errors import NoSuchStep, NoTarget, NotTriager, Overtaken, UndoOver
from hub.ideas.ideas import Draft
from hub.ideas.steps import LIVE, PILES, STEPS
from hub.person import forgetting
from storage import ideas as stored
from storage.tables import Act, Backing, Entry, Hangout, Idea, IdeaTag, Member, Move, Notice
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.members import joined, staff
from tests.support.store import row, rows

SARA, DARA, NIMA = 11, 12, 13


async def scene(hub: Hub) -> tuple[HangoutView, int]:
    """An open hangout with a moderator, three members and an idea of Sara's."""
    hangout = await opened(hub)
    await staff(hub, hangout, 21, "گرداننده", "moderator")
    for person, name in ((SARA, "سارا"), (DARA, "دارا"), (NIMA, "نیما")):
        await joined(hub, hangout, person, name)
    return hangout, await posted(hub, hangout, SARA, "چای به‌لیمو هم بیاورید")


async def posted(hub: Hub, hangout: HangoutView, person: int, text: str) -> int:
    return (await ideas.post(hub, person, hangout.id, Draft(text), once=text)).id


async def backed(hub: Hub, idea_id: int, *persons: int) -> None:
    for person in persons:
        await backing.back(hub, person, idea_id)


async def go(hub: Hub, person: int, idea_id: int, after: str, **more: object) -> triage.Moved:
    seen = (await triage.this(hub, person, idea_id, "new")).seen
    return await triage.act(hub, person, idea_id, seen, after, **more)  # type: ignore[arg-type]


async def settle(hub: Hub, clock: StillClock, minutes: float = 1) -> list[tuple[int, object]]:
    """Lets time pass; who was told of what since the beginning: person and the step's number."""
    clock.pass_by(minutes=minutes)
    while await clockwork.run_due(hub):
        pass
    return sorted((n.chat_id, n.payload["move"]) for n in await rows(hub.db, Notice, kind="idea_moved"))


def test_every_state_is_known() -> None:
    """No step leads to nowhere, and every pile holds states that have a way on."""
    reached = {state for ways in STEPS.values() for state in ways} | {"held", "new"}
    assert reached - {"merged"} == set(STEPS)
    assert {state for states in PILES.values() for state in states} <= set(STEPS)
    assert set(STEPS) >= LIVE


async def test_the_oldest_card_comes_first_and_the_next_one_after_it(hub: Hub) -> None:
    hangout, first = await scene(hub)
    second = await posted(hub, hangout, DARA, "صندلی بیرون بگذارید")
    piles = await triage.piles(hub, 21, hangout.id)
    assert (piles.counts["new"], piles.counts["open"]) == (2, 0)
    shown = await triage.card(hub, 21, hangout.id, "new")
    assert shown is not None
    assert (shown.idea.id, shown.behind, shown.seen) == (first, 1, 0)
    after = await triage.card(hub, 21, hangout.id, "new", after=first)
    assert after is not None
    assert (after.idea.id, after.behind) == (second, 0)
    assert await triage.card(hub, 21, hangout.id, "new", after=second) is None
    await go(hub, 21, first, "open")
    await backed(hub, second, SARA)
    await go(hub, 21, second, "open")
    top = await triage.card(hub, OWNER.id, hangout.id, "open")
    assert top is not None
    assert top.idea.id == second
    last = await triage.card(hub, OWNER.id, hangout.id, "open", after=second)
    assert last is not None
    assert last.idea.id == first


async def test_a_step_is_told_once_to_author_and_backers_after_a_minute(hub: Hub, clock: StillClock) -> None:
    _, idea_id = await scene(hub)
    await backed(hub, idea_id, DARA)
    moved = await go(hub, 21, idea_id, "shortlisted")
    assert await settle(hub, clock, 0.9) == []
    assert await settle(hub, clock, 0.2) == [(SARA, moved.step), (DARA, moved.step)]
    await backed(hub, idea_id, NIMA)
    assert len(await settle(hub, clock, 10)) == 2
    news = await made.news(hub, SARA, moved.step, idea_id)
    assert news is not None
    assert (news.after, news.own, news.named) == ("shortlisted", idea_id, False)
    heard = await made.news(hub, DARA, moved.step, idea_id)
    assert heard is not None
    assert (heard.own, heard.name) == (None, "")


async def test_accepted_ideas_cut_notches_once(hub: Hub, clock: StillClock) -> None:
    _, idea_id = await scene(hub)
    for after in ("shortlisted", "open", "shortlisted", "planned"):
        await go(hub, 21, idea_id, after)
        await settle(hub, clock, 2)
    [entry] = await rows(hub.db, Entry, rule="idea")
    sara = await row(hub.db, Member, person_id=SARA)
    assert (entry.member_id, entry.once_key, entry.notches, entry.by_id) == (sara.id, f"idea:{idea_id}", 3, 21)


async def test_undone_within_a_minute_nobody_hears_and_nothing_is_earned(hub: Hub, clock: StillClock) -> None:
    _, idea_id = await scene(hub)
    await backed(hub, idea_id, DARA)
    moved = await go(hub, 21, idea_id, "shortlisted")
    clock.pass_by(seconds=59)
    card = await triage.undo(hub, OWNER.id, moved.step)
    assert (card.idea.state, card.pile, card.seen) == ("new", "new", 0)
    assert (await triage.undo(hub, OWNER.id, moved.step)).idea.state == "new"
    assert await settle(hub, clock, 5) == []
    assert await rows(hub.db, Entry, rule="idea") == []
    assert [act.what for act in await rows(hub.db, Act) if "idea" in act.what] == ["idea_moved", "idea_undone"]
    moved = await go(hub, 21, idea_id, "open")
    clock.pass_by(seconds=60)
    with pytest.raises(UndoOver):
        await triage.undo(hub, 21, moved.step)


async def test_only_the_last_step_is_undone_and_a_refusal_comes_back_whole(hub: Hub) -> None:
    _, idea_id = await scene(hub)
    declined = await go(hub, 21, idea_id, "declined", reason="جا نداریم")
    opened_ = await go(hub, 21, idea_id, "open")
    with pytest.raises(UndoOver):
        await triage.undo(hub, 21, declined.step)
    card = await triage.undo(hub, 21, opened_.step)
    assert (card.idea.state, card.idea.live, card.idea.reason) == ("declined", False, "جا نداریم")
    assert (await triage.undo(hub, 21, declined.step)).idea.reason is None
    assert (await row(hub.db, Idea)).live


async def test_declining_takes_a_reason_and_takes_it_off_the_board(hub: Hub, clock: StillClock) -> None:
    _, idea_id = await scene(hub)
    for reason in (None, "   "):
        with pytest.raises(TextEmpty):
            await go(hub, 21, idea_id, "declined", reason=reason)
    moved = await go(hub, 21, idea_id, "declined", reason="جا  نداریم")
    assert (moved.idea.live, moved.idea.reason) == (False, "جا نداریم")
    await settle(hub, clock)
    news = await made.news(hub, SARA, moved.step, idea_id)
    assert news is not None
    assert news.reason == "جا نداریم"


async def test_who_comes_second_hears_who_was_first(hub: Hub) -> None:
    _, idea_id = await scene(hub)
    seen = (await triage.this(hub, 21, idea_id, "new")).seen
    done = await asyncio.gather(
        triage.act(hub, 21, idea_id, seen, "open"),
        triage.act(hub, OWNER.id, idea_id, seen, "declined", "نه"),
        return_exceptions=True,
    )
    [won] = [one for one in done if isinstance(one, triage.Moved)]
    [late] = [one for one in done if isinstance(one, Overtaken)]
    assert late.values == {"by": "گرداننده" if won.after == "open" else OWNER.name, "state": won.after}
    by, after, why = (21, "open", None) if won.after == "open" else (OWNER.id, "declined", "نه")
    assert (await triage.act(hub, by, idea_id, seen, after, why)).step == won.step
    assert len(await rows(hub.db, Move)) == 1


async def test_only_owners_and_moderators_and_only_steps_that_there_are(hub: Hub) -> None:
    hangout, idea_id = await scene(hub)
    clerk = await staff(hub, hangout, 22, "فروشنده")
    for stranger in (SARA, clerk, 4711):
        for act in (triage.piles(hub, stranger, hangout.id), triage.this(hub, stranger, idea_id, "new")):
            with pytest.raises(NotTriager):
                await act
        with pytest.raises(NotTriager):
            await triage.act(hub, stranger, idea_id, 0, "open")
    for after in ("made", "planned", "new", "withdrawn", "nowhere"):
        with pytest.raises(NoSuchStep):
            await go(hub, 21, idea_id, after)
    with pytest.raises(NotFound):
        await triage.card(hub, 21, hangout.id, "nowhere")
    await authoring.withdraw(hub, SARA, idea_id)
    with pytest.raises(NoSuchStep):
        await go(hub, 21, idea_id, "open")


async def test_merged_backers_and_authors_go_along_once_each(hub: Hub, clock: StillClock) -> None:
    hangout, first = await scene(hub)
    second = await posted(hub, hangout, DARA, "به‌لیمو داشته باشید")
    await backed(hub, first, DARA, NIMA)
    await backed(hub, second, NIMA)
    moved = await go(hub, 21, second, "merged", into=first)
    assert (moved.idea.live, moved.idea.into and moved.idea.into.id) == (False, first)
    assert await settle(hub, clock) == [(DARA, moved.step), (NIMA, moved.step)]
    kept = await row(hub.db, Idea, id=first)
    assert kept.backings == len(await rows(hub.db, Backing, idea_id=first)) == 2
    news = await made.news(hub, DARA, moved.step, second)
    assert news is not None
    assert news.into == "چای به‌لیمو هم بیاورید"
    await go(hub, 21, first, "shortlisted")
    await settle(hub, clock)
    keys = {entry.once_key for entry in await rows(hub.db, Entry, rule="idea")}
    assert keys == {f"idea:{first}", f"idea:{second}"}


async def test_a_merge_undone_leaves_no_trace(hub: Hub, clock: StillClock) -> None:
    hangout, first = await scene(hub)
    second = await posted(hub, hangout, DARA, "به‌لیمو داشته باشید")
    await backed(hub, second, NIMA)
    before = [await row(hub.db, Idea, id=number) for number in (first, second)]
    moved = await go(hub, 21, second, "merged", into=first)
    assert await settle(hub, clock, 0.9) == []
    assert await rows(hub.db, Backing, idea_id=first) == [], "nobody is carried over before it has settled"
    assert (await triage.undo(hub, 21, moved.step)).idea.into is None
    assert await settle(hub, clock, 5) == []
    assert [await row(hub.db, Idea, id=number) for number in (first, second)] == before
    assert [one.idea_id for one in await rows(hub.db, Backing)] == [second]
    await go(hub, 21, second, "merged", into=first)
    await settle(hub, clock)
    assert len(await rows(hub.db, Backing, idea_id=first)) == (await row(hub.db, Idea, id=first)).backings == 2


async def test_who_was_carried_over_has_spent_one_of_the_months_backings(hub: Hub, clock: StillClock) -> None:
    hangout, first = await scene(hub)
    second = await posted(hub, hangout, DARA, "به‌لیمو داشته باشید")
    await backing.set_budget(hub, OWNER.id, hangout.id, 2)
    await backed(hub, second, NIMA)
    await go(hub, 21, second, "merged", into=first)
    await settle(hub, clock)
    assert (await backing.take_back(hub, NIMA, first)).left == 2
    assert (await row(hub.db, Idea, id=first)).backings == 1
    assert (await backing.back(hub, NIMA, first)).left == 1


async def test_merges_in_a_row_carry_everybody_to_the_end(hub: Hub, clock: StillClock) -> None:
    hangout, first = await scene(hub)
    second = await posted(hub, hangout, DARA, "به‌لیمو داشته باشید")
    third = await posted(hub, hangout, NIMA, "دم‌نوش به‌لیمو")
    await go(hub, 21, third, "merged", into=second)
    clock.pass_by(seconds=30)
    await go(hub, 21, second, "merged", into=first)
    await settle(hub, clock, 3)
    people = {one.member_id for one in await rows(hub.db, Backing, idea_id=first)}
    assert len(people) == (await row(hub.db, Idea, id=first)).backings == 2
    with pytest.raises(NoTarget):
        await go(hub, 21, first, "merged", into=second)
    with pytest.raises(NoTarget):
        await go(hub, 21, first, "merged", into=first)


async def test_each_into_the_other_at_once(hub: Hub) -> None:
    hangout, first = await scene(hub)
    second = await posted(hub, hangout, DARA, "به‌لیمو داشته باشید")
    done = await asyncio.gather(
        triage.act(hub, 21, first, 0, "merged", into=second),
        triage.act(hub, OWNER.id, second, 0, "merged", into=first),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in done) == ["Moved", "NoTarget"]


async def test_what_an_idea_has_gone_on_from_is_not_told_twice(hub: Hub, clock: StillClock) -> None:
    _, idea_id = await scene(hub)
    early = await go(hub, 21, idea_id, "open")
    await settle(hub, clock)
    late = await go(hub, 21, idea_id, "shortlisted")
    assert await made.news(hub, SARA, early.step, idea_id) is not None  # the later one may still be taken back
    await settle(hub, clock)
    assert await made.news(hub, SARA, early.step, idea_id) is None
    assert await made.news(hub, SARA, late.step, idea_id) is not None


async def test_what_is_kept_beside_an_idea_follows(hub: Hub) -> None:
    _, idea_id = await scene(hub)
    await go(hub, 21, idea_id, "declined", reason="نه")
    async with hub.db.read() as session:
        assert await stored.rarity(session, (await row(hub.db, Idea)).hangout_id, [" چای"[:3]], 9) is not None
    assert all(not tag.live for tag in await rows(hub.db, IdeaTag))


async def finish(hub: Hub, clock: StillClock, idea_id: int) -> None:
    for after in ("shortlisted", "planned", "making", "made"):
        await go(hub, OWNER.id, idea_id, after)
        await settle(hub, clock, 2)


async def test_what_was_made_is_listed_with_names_that_agreed(hub: Hub, clock: StillClock) -> None:
    hangout, idea_id = await scene(hub)
    second = await posted(hub, hangout, DARA, "به‌لیمو داشته باشید")
    await go(hub, 21, second, "merged", into=idea_id)
    await finish(hub, clock, idea_id)
    page = await made.page(hub, SARA, hangout.id)
    assert [(one.id, one.backings, one.names) for one in page.things] == [(idea_id, 1, ())]
    assert page.things[0].day == date(2026, 11, 21)
    with pytest.raises(NotFound):
        await made.agree(hub, DARA, idea_id, named=True)
    with pytest.raises(NotFound):
        await made.page(hub, 4711, hangout.id)
    with pytest.raises(NotFound):
        await made.one(hub, 4711, idea_id)
    await made.agree(hub, DARA, second, named=True)
    await made.agree(hub, SARA, idea_id, named=True)
    assert (await made.one(hub, SARA, idea_id))[1].names == ("سارا", "دارا")
    await made.agree(hub, SARA, idea_id, named=False)
    await forgetting.forget(hub, DARA)
    assert (await made.one(hub, SARA, idea_id))[1].names == ()


async def test_a_month_of_things_made_is_shown_once(hub: Hub, clock: StillClock) -> None:
    hangout, idea_id = await scene(hub)
    await finish(hub, clock, idea_id)
    assert (await row(hub.db, Hangout)).next_made is not None
    clock.pass_by(hours=22)  # the last day of a month, before eleven of the next one's first
    await clockwork.run_due(hub)
    assert await rows(hub.db, Notice, kind="made_month") == []
    clock.pass_by(hours=2)
    for _ in range(2):
        await clockwork.run_due(hub)
    [notice] = await rows(hub.db, Notice, kind="made_month")
    assert (notice.chat_id, notice.public, notice.payload) == (-1001, True, {"month": "2026-10-23", "place": "channel"})
    for first, things in ((date(2026, 10, 23), [idea_id]), (date(2026, 11, 22), [])):
        assert [one.id for one in (await made.of_month(hub, hangout.id, first)).things] == things
    assert (await row(hub.db, Hangout)).next_made is None
