"""Decisions from the shortlist to what comes of them, on both engines."""

from collections.abc import Mapping
from typing import Any

import pytest

from hub import clockwork
from hub.context import Hub
from hub.daily import planning, questions, rounds, votes
from hub.daily.ballots import Ballot
from hub.daily.errors import Bound
from hub.daily.kinds.choice import OPTION_LIMIT
from hub.errors import BadNumber, NotAllowed, NotFound, OptionsEqual, TextEmpty, TooFewOptions
from hub.hangout.hangouts import HangoutView
from hub.ideas import backing, deciding, decisions, ideas, shortlist
from hub.ideas.decisions import DecisionView, Draft
from hub.ideas.errors import NotShortlisted, UpAlready
from hub.ideas.outcomes import AGAIN, BOTH, ELDEST, MISSED, REPEATED, SHARED, TIED, WON
from hub.person import forgetting
from hub.person.people import Seen
from storage.tables import Act, Decision, Idea, Move, Notice, Question, Round
from tests.conftest import StillClock
from tests.support.board import moved
from tests.support.hangouts import OWNER, opened
from tests.support.members import joined
from tests.support.store import row, rows

SARA, DARA, NIMA = 11, 12, 13
TEXT, PROMISE = "اول کدام را بیاوریم؟", "هر چه شد، تا جمعه روی میز است."


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    found = await opened(hub)
    for person, name in ((SARA, "سارا"), (DARA, "دارا"), (NIMA, "نیما")):
        await joined(hub, found, person, name)
    return found


@pytest.fixture
async def shortlisted(hub: Hub, hangout: HangoutView) -> list[int]:
    """Sara's idea and Dara's, both on the shortlist; Nima is for Dara's."""
    found = []
    for person, text in ((SARA, "چای به‌لیمو"), (DARA, "صندلی بیرون")):
        found.append((await ideas.post(hub, person, hangout.id, ideas.Draft(text), once=text)).id)
        await moved(hub, found[-1], "shortlisted")
    await backing.back(hub, NIMA, found[1])
    return found


async def begun(hub: Hub, hangout: HangoutView, numbers: list[int], **terms: Any) -> DecisionView:
    draft = Draft(TEXT, PROMISE, tuple(numbers), **terms)
    return await decisions.begin(hub, OWNER.id, hangout.id, draft, once="one")


async def voted(hub: Hub, clock: StillClock, answers: Mapping[int, int]) -> Round:
    """A day passes, which asks what comes next; answers by person are places of options. Then its close."""
    clock.pass_by(days=1)
    await rounds.turn(hub, 1)
    on = await row(hub.db, Round, state="open")
    await votes.cast(
        hub, [Ballot(Seen(who, "", "fa"), 1 << place, round_id=on.id, chat_id=-1001) for who, place in answers.items()]
    )
    clock.at = on.closes_at
    await rounds.close(hub, on.id)
    return await row(hub.db, Round, id=on.id)


async def told(hub: Hub, clock: StillClock) -> set[tuple[int, str]]:
    clock.pass_by(minutes=2)
    while await clockwork.run_due(hub):
        pass
    return {
        (one.chat_id, one.kind) for one in await rows(hub.db, Notice) if one.kind in ("idea_moved", "decision_over")
    }


async def test_the_winner_moves_on_and_all_who_care_hear_once(
    hub: Hub, hangout: HangoutView, shortlisted: list[int], clock: StillClock
) -> None:
    tea, chairs = shortlisted
    assert [one.id for one in (await shortlist.page(hub, OWNER.id, hangout.id)).ideas] == [chairs, tea]
    made = await begun(hub, hangout, [tea, chairs], options=("یک رومیزی نو",), quorum=2)
    assert [one.text for one in made.options] == ["چای به‌لیمو", "صندلی بیرون", "یک رومیزی نو"]
    assert (await shortlist.page(hub, OWNER.id, hangout.id)).ideas == ()
    assert (await begun(hub, hangout, [tea])).id == made.id, "a tap that came twice"
    closed = await voted(hub, clock, {SARA: 0, DARA: 1, NIMA: 1})
    assert (closed.text, closed.facts["promise"], closed.facts["quorum"]) == (TEXT, PROMISE, 2)
    seen = await rounds.view(hub, closed.id)
    assert seen is not None
    assert seen.decided is not None
    assert (seen.decided.how, seen.decided.winners, seen.decided.votes) == (WON, ("صندلی بیرون",), 2)
    assert {one.id: one.state for one in await rows(hub.db, Idea)} == {tea: "shortlisted", chairs: "planned"}
    assert [(one.after, one.by_id) for one in await rows(hub.db, Move)] == [("planned", None)]
    assert await told(hub, clock) == {(DARA, "idea_moved"), (NIMA, "idea_moved"), (SARA, "decision_over")}
    after = await decisions.one(hub, OWNER.id, made.id)
    assert (after.state, after.how, after.voters, after.waits) == ("decided", WON, 3, False)
    assert [(one.votes, one.won) for one in after.options] == [(1, False), (2, True), (0, False)]
    over = await deciding.over(hub, SARA, made.id)
    assert over is not None
    assert (over.winners, over.voters) == (("صندلی بیرون",), 3)


async def test_a_tie_goes_to_the_older_idea(
    hub: Hub, hangout: HangoutView, shortlisted: list[int], clock: StillClock
) -> None:
    await begun(hub, hangout, shortlisted[::-1])
    await voted(hub, clock, {SARA: 0, DARA: 1})
    found = await row(hub.db, Decision)
    assert (found.state, found.how) == ("decided", ELDEST)
    assert (await row(hub.db, Idea, id=shortlisted[0])).state == "planned"
    assert (await row(hub.db, Idea, id=shortlisted[1])).state == "shortlisted"


async def test_both_win_a_tie(hub: Hub, hangout: HangoutView, shortlisted: list[int], clock: StillClock) -> None:
    await begun(hub, hangout, shortlisted, on_tie=BOTH)
    closed = await voted(hub, clock, {SARA: 0, DARA: 1})
    assert {one.state for one in await rows(hub.db, Idea)} == {"planned"}
    seen = await rounds.view(hub, closed.id)
    assert seen is not None
    assert seen.decided is not None
    assert (seen.decided.how, len(seen.decided.winners)) == (SHARED, 2)


async def test_those_that_tie_are_asked_again_and_then_decided(
    hub: Hub, hangout: HangoutView, shortlisted: list[int], clock: StillClock
) -> None:
    await questions.add(hub, OWNER.id, hangout.id, "یکی دیگر؟", ["آری", "نه"], once_key="other")
    made = await begun(hub, hangout, shortlisted, options=("هیچ‌کدام",), on_tie=AGAIN)
    first = await voted(hub, clock, {SARA: 0, DARA: 1})
    assert (await row(hub.db, Decision)).how == TIED
    again = (await planning.plan(hub, OWNER.id, hangout.id)).days[0]
    assert again.asked is not None
    assert (again.asked.text, list(again.asked.options)) == (TEXT, ["چای به‌لیمو", "صندلی بیرون"])
    second = await voted(hub, clock, {SARA: 0, DARA: 0})
    assert {one.state for one in await rows(hub.db, Idea, id=shortlisted[0])} == {"planned"}
    seen = [await rounds.view(hub, one.id) for one in (first, second)]
    assert [one.decided and (one.decided.how, one.decided.winners) for one in seen if one] == [
        (TIED, ()),
        (WON, ("چای به‌لیمو",)),
    ]
    assert (await decisions.one(hub, OWNER.id, made.id)).turn == 2


@pytest.mark.parametrize("on_missed", ["nothing", AGAIN])
async def test_too_few_votes(
    hub: Hub, hangout: HangoutView, shortlisted: list[int], clock: StillClock, on_missed: str
) -> None:
    made = await begun(hub, hangout, shortlisted, quorum=2, on_missed=on_missed)
    for turn in range(3 if on_missed == AGAIN else 1):
        assert (await decisions.one(hub, OWNER.id, made.id)).turn == turn + 1
        await voted(hub, clock, {SARA: 0} if turn else {})
        assert (await row(hub.db, Decision)).how == (REPEATED if on_missed == AGAIN and turn < 2 else MISSED)
    assert {one.state for one in await rows(hub.db, Idea)} == {"shortlisted"}
    assert await told(hub, clock) == {(who, "decision_over") for who in (SARA, DARA, NIMA)}


async def test_it_is_dropped_as_long_as_nobody_was_asked(
    hub: Hub, hangout: HangoutView, shortlisted: list[int], clock: StillClock
) -> None:
    made = await begun(hub, hangout, shortlisted)
    [waiting] = await questions.queue(hub, OWNER.id, hangout.id)
    with pytest.raises(Bound):
        await questions.change(hub, OWNER.id, hangout.id, waiting.id, questions.Draft("choice", "دیگر؟", ("آری", "نه")))
    with pytest.raises(NotAllowed):
        await decisions.drop(hub, SARA, made.id)
    await decisions.drop(hub, OWNER.id, made.id)
    assert await decisions.listed(hub, OWNER.id, hangout.id) == []
    assert len((await shortlist.page(hub, OWNER.id, hangout.id)).ideas) == 2
    assert (await row(hub.db, Question, id=waiting.id)).state == "removed"
    assert [one.what for one in await rows(hub.db, Act)][-2:] == ["decision_begun", "decision_dropped"]
    await decisions.begin(hub, OWNER.id, hangout.id, Draft(TEXT, PROMISE, tuple(shortlisted)), once="two")
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    with pytest.raises(NotFound):
        await decisions.drop(hub, OWNER.id, (await decisions.listed(hub, OWNER.id, hangout.id))[0].id)


async def test_what_can_not_be_put_to_a_vote(hub: Hub, hangout: HangoutView, shortlisted: list[int]) -> None:
    other = await opened(hub, channel=-2001, group=-2002, owner=Seen(9100, "دیگری", "fa"))
    fresh = (await ideas.post(hub, SARA, hangout.id, ideas.Draft("نان تازه"), once="new")).id
    refused: list[tuple[Draft, type[Exception]]] = [
        (Draft(TEXT, PROMISE, (shortlisted[0],)), TooFewOptions),
        (Draft(TEXT, PROMISE, (shortlisted[0], fresh)), NotShortlisted),
        (Draft(TEXT, PROMISE, (shortlisted[0], 10**6)), NotShortlisted),
        (Draft(TEXT, PROMISE, (shortlisted[0],), ("چای به‌لیمو",)), OptionsEqual),
        (Draft(TEXT, " ", tuple(shortlisted)), TextEmpty),
        (Draft(TEXT, PROMISE, tuple(shortlisted), quorum=-1), BadNumber),
        (Draft(TEXT, PROMISE, tuple(shortlisted), on_tie="mine"), NotFound),
    ]
    for draft, error in refused:
        with pytest.raises(error):
            await decisions.begin(hub, OWNER.id, hangout.id, draft, once=repr(draft))
    with pytest.raises(NotShortlisted):
        await decisions.begin(hub, 9100, other.id, Draft(TEXT, PROMISE, tuple(shortlisted)), once="theirs")
    with pytest.raises(NotAllowed):
        await decisions.begin(hub, SARA, hangout.id, Draft(TEXT, PROMISE, tuple(shortlisted)), once="mine")
    assert await rows(hub.db, Decision) == []
    await begun(hub, hangout, shortlisted)
    with pytest.raises(UpAlready):
        await decisions.begin(hub, OWNER.id, hangout.id, Draft(TEXT, PROMISE, tuple(shortlisted)), once="again")


async def test_an_author_who_is_forgotten_meanwhile_hears_nothing(
    hub: Hub, hangout: HangoutView, shortlisted: list[int], clock: StillClock
) -> None:
    await begun(hub, hangout, shortlisted)
    clock.pass_by(days=1)
    await forgetting.forget(hub, DARA)
    await voted(hub, clock, {SARA: 1, NIMA: 1})
    assert (await row(hub.db, Idea, id=shortlisted[1])).state == "planned"
    assert await told(hub, clock) == {(SARA, "decision_over"), (NIMA, "idea_moved")}


async def test_the_shortlist_has_pages_and_what_left_it_is_known(
    hub: Hub, hangout: HangoutView, shortlisted: list[int], clock: StillClock
) -> None:
    for number in range(shortlist.PAGE):
        shortlisted.append(
            (await ideas.post(hub, NIMA, hangout.id, ideas.Draft(f"ایده {number}"), once=str(number))).id
        )
        await moved(hub, shortlisted[-1], "shortlisted")
    first, second = [await shortlist.page(hub, OWNER.id, hangout.id, number) for number in (0, 1)]
    assert (len(first.ideas), first.more, len(second.ideas), second.more) == (shortlist.PAGE, True, 2, False)
    assert {one.id for one in first.ideas + second.ideas} == set(shortlisted)
    await begun(hub, hangout, shortlisted[:2])
    await moved(hub, shortlisted[-1], "planned")
    assert (await shortlist.page(hub, OWNER.id, hangout.id, 1)).page == 0, "the second page has become empty"
    stand = await shortlist.standing(hub, OWNER.id, hangout.id, [*shortlisted[::-1], 10**6])
    assert [one.id for one in stand] == shortlisted[2:-1][::-1]
    with pytest.raises(NotAllowed):
        await shortlist.standing(hub, SARA, hangout.id, shortlisted)


def test_an_idea_becomes_an_option_without_the_stop_at_its_end() -> None:
    assert decisions.fitting("صندلی بیرون، زیر درخت.") == "صندلی بیرون، زیر درخت"
    assert decisions.fitting("Tea...") == "Tea..."
    assert len(decisions.fitting("ب" * 300 + ".")) <= OPTION_LIMIT
