"""The two weeks ahead: taking, editing, skipping, reordering, scheduling; on both engines."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from hub.context import Hub
from hub.daily import planning, questions
from hub.daily.errors import BadDay, NoRightAnswer, NotTwoPictures
from hub.daily.facts import Facts
from hub.daily.planning import Plan
from hub.daily.questions import Draft
from hub.errors import HubError, NotAllowed, NotFound, TooFewOptions
from hub.hangout.settings import pause
from hub.person.people import Seen
from storage.tables import Question
from tests.conftest import StillClock
from tests.support.asking import Entry, days, with_bank
from tests.support.hangouts import OWNER, opened
from tests.support.store import rows

FIRST = date(2026, 11, 21)
THIEF = Seen(9002, "کاوه", "fa")
FORTNIGHT = [Entry(f"k{n}") for n in range(30)]


@pytest.fixture
def small(hub: Hub) -> Hub:
    """A hub with a month of questions of one kind."""
    return with_bank(hub, FORTNIGHT)


async def _ask(hub: Hub, hangout_id: int, *texts: str) -> list[int]:
    for text in texts:
        await questions.add(hub, OWNER.id, hangout_id, text, ["آری", "نه"], once_key=text)
    waiting = {one.text: one.id for one in await questions.queue(hub, OWNER.id, hangout_id)}
    return [waiting[text] for text in texts]


async def _plan(hub: Hub, hangout_id: int) -> Plan:
    return await planning.plan(hub, OWNER.id, hangout_id)


async def _texts(hub: Hub, hangout_id: int, count: int = 4) -> list[str]:
    return [day.asked.text if day.asked else "" for day in (await _plan(hub, hangout_id)).days[:count]]


async def test_two_weeks_begin_with_the_next_question(small: Hub, clock: StillClock) -> None:
    hangout = await opened(small)
    plan = await _plan(small, hangout.id)
    assert [day.day for day in plan.days] == [FIRST + timedelta(days=n) for n in range(14)]
    assert {day.origin for day in plan.days} == {"bank"}
    await days(small, clock, hangout.id, 1)
    assert (await _plan(small, hangout.id)).days[0].day == FIRST + timedelta(days=1)
    await pause(small, OWNER.id, hangout.id)
    assert (await _plan(small, hangout.id)).days[0].day == FIRST + timedelta(days=1)


async def test_the_queue_comes_first_and_a_day_is_kept(small: Hub, clock: StillClock) -> None:
    hangout = await opened(small)
    one, two, three = await _ask(small, hangout.id, "یک", "دو", "سه")
    await questions.schedule(small, OWNER.id, hangout.id, one, FIRST + timedelta(days=2))
    assert await _texts(small, hangout.id, 3) == ["دو", "سه", "یک"]
    assert [day.origin for day in (await _plan(small, hangout.id)).days[:4]] == ["queue", "queue", "day", "bank"]
    await questions.move(small, OWNER.id, hangout.id, three, -1)
    assert await _texts(small, hangout.id, 3) == ["سه", "دو", "یک"]
    assert await days(small, clock, hangout.id, 3) == [f"question:{n}" for n in (three, two, one)]


async def test_who_stood_on_the_day_goes_to_the_head(small: Hub) -> None:
    hangout = await opened(small)
    one, two, _ = await _ask(small, hangout.id, "یک", "دو", "سه")
    day = FIRST + timedelta(days=3)
    await questions.schedule(small, OWNER.id, hangout.id, one, day)
    await questions.schedule(small, OWNER.id, hangout.id, two, day)
    assert await _texts(small, hangout.id) == ["یک", "سه", *(await _texts(small, hangout.id))[2:3], "دو"]
    await questions.schedule(small, OWNER.id, hangout.id, two, None)
    assert (await _texts(small, hangout.id))[:3] == ["دو", "یک", "سه"]


async def test_moving_goes_as_far_as_there_are_places(small: Hub) -> None:
    hangout = await opened(small)
    one, _, three = await _ask(small, hangout.id, "یک", "دو", "سه")
    await questions.move(small, OWNER.id, hangout.id, one, 1)
    assert await _texts(small, hangout.id, 3) == ["دو", "یک", "سه"]
    await questions.move(small, OWNER.id, hangout.id, three, 5)
    await questions.move(small, OWNER.id, hangout.id, one, -9)
    assert await _texts(small, hangout.id, 3) == ["یک", "دو", "سه"]


@pytest.mark.parametrize("days_off", [-1, 401])
async def test_days_that_can_not_be_planned(small: Hub, days_off: int) -> None:
    hangout = await opened(small)
    [one] = await _ask(small, hangout.id, "یک")
    for act in (
        questions.schedule(small, OWNER.id, hangout.id, one, FIRST + timedelta(days=days_off)),
        planning.take(small, OWNER.id, hangout.id, "k1", FIRST + timedelta(days=days_off)),
    ):
        with pytest.raises(BadDay):
            await act


async def test_a_day_that_has_had_its_question_is_over(small: Hub, clock: StillClock) -> None:
    hangout = await opened(small)
    await days(small, clock, hangout.id, 1)
    with pytest.raises(BadDay):
        await planning.take(small, OWNER.id, hangout.id, "k1", FIRST)


async def test_a_day_missed_while_closed_comes_first_afterwards(small: Hub, clock: StillClock) -> None:
    hangout = await opened(small)
    one, _ = await _ask(small, hangout.id, "یک", "دو")
    await questions.schedule(small, OWNER.id, hangout.id, one, FIRST + timedelta(days=1))
    clock.pass_by(days=4)
    assert (await days(small, clock, hangout.id, 1))[0] == f"question:{one}"


async def test_far_days_wait_beyond_the_plan(small: Hub) -> None:
    hangout = await opened(small)
    [one] = await _ask(small, hangout.id, "یک")
    await questions.schedule(small, OWNER.id, hangout.id, one, FIRST + timedelta(days=30))
    plan = await _plan(small, hangout.id)
    assert [later.text for later in plan.later] == ["یک"]
    assert {day.origin for day in plan.days} == {"bank"}


async def test_a_taken_question_is_ones_own_and_taken_once(small: Hub) -> None:
    hangout = await opened(small)
    takes = (planning.take(small, OWNER.id, hangout.id, "k7", FIRST + timedelta(days=2)) for _ in range(4))
    taken = await asyncio.gather(*takes)
    assert len({one.id for one in taken}) == 1
    draft = Draft("guess", "چند؟", ("یک", "دو"), Facts(right=1), bank_key="k7")
    await questions.change(small, OWNER.id, hangout.id, taken[0].id, draft)
    planned = (await _plan(small, hangout.id)).on(FIRST + timedelta(days=2))
    assert planned.asked
    assert (planned.origin, planned.asked.kind, planned.asked.facts.right) == ("day", "guess", 1)
    sources = [day.asked.source for day in (await _plan(small, hangout.id)).days if day.asked]
    assert "bank:k7" not in sources


async def test_skipping_brings_another_until_all_are_wanted_again(small: Hub) -> None:
    hangout = await opened(small)
    before = (await _plan(small, hangout.id)).days
    assert before[0].asked
    key = before[0].asked.bank_key or ""
    for _ in range(2):
        await planning.skip(small, OWNER.id, hangout.id, key)
    plan = await _plan(small, hangout.id)
    assert plan.skipped == 1
    assert key not in {day.asked.bank_key for day in plan.days if day.asked}
    await planning.unskip(small, OWNER.id, hangout.id)
    assert (await _plan(small, hangout.id)).days == before
    with pytest.raises(NotFound):
        await planning.skip(small, OWNER.id, hangout.id, "nothing")


async def test_the_collection_has_what_is_left_for_a_day(small: Hub) -> None:
    hangout = await opened(small)
    plan = await _plan(small, hangout.id)
    third = await planning.collection(small, OWNER.id, hangout.id, FIRST + timedelta(days=2), 0)
    assert plan.days[2].asked
    assert third.entries[0].source == plan.days[2].asked.source
    keys = []
    for page in range(third.last + 1):
        shown = await planning.collection(small, OWNER.id, hangout.id, third.day, page)
        keys += [entry.bank_key for entry in shown.entries]
    assert len(keys) == len(set(keys)) == 28, "all but what the two days before take"
    assert (await planning.collection(small, OWNER.id, hangout.id, FIRST, 99)).page == 5


WRONG: list[tuple[Draft, type[HubError]]] = [
    (Draft("guess", "چند؟", ("یک", "دو")), NoRightAnswer),
    (Draft("versus", "کدام؟", ("یک", "دو"), Facts(pictures=("a",))), NotTwoPictures),
    (Draft("choice", "کدام؟", ("یک",)), TooFewOptions),
    (Draft("nothing", "کدام؟", ("یک", "دو")), NotFound),
]


@pytest.mark.parametrize(("draft", "error"), WRONG, ids=["no right one", "one picture", "one option", "no kind"])
async def test_what_does_not_fit_is_refused_and_the_old_words_stay(
    small: Hub, draft: Draft, error: type[HubError]
) -> None:
    hangout = await opened(small)
    [one] = await _ask(small, hangout.id, "یک")
    for act in (
        questions.put(small, OWNER.id, hangout.id, draft, once_key="x"),
        questions.change(small, OWNER.id, hangout.id, one, draft),
    ):
        with pytest.raises(error):
            await act
    assert [kept.text for kept in await rows(small.db, Question)] == ["یک"]


KEPT = [
    Draft("scale", "چقدر؟", (), Facts(ends=("کم", "زیاد"))),
    Draft("word", "یک واژه؟"),
    Draft("versus", "کدام؟", ("این", "آن"), Facts(pictures=("a", "b"))),
    Draft("choice", "کدام‌ها؟", ("این", "آن", "هر دو"), Facts(several=True, hidden=True, open=True), ("drinks",)),
]


@pytest.mark.parametrize("draft", KEPT, ids=[draft.kind for draft in KEPT])
async def test_every_kind_is_kept_and_asked_as_it_was_written(small: Hub, clock: StillClock, draft: Draft) -> None:
    hangout = await opened(small)
    waiting = await questions.put(small, OWNER.id, hangout.id, draft, once_key="x", day=FIRST)
    assert waiting.draft == questions.checked(draft)
    planned = (await _plan(small, hangout.id)).on(FIRST)
    assert planned.asked
    assert planned.asked.facts == questions.checked(draft).facts
    assert await days(small, clock, hangout.id, 1) == [f"question:{waiting.id}"]


ACTS: dict[str, Callable[[Hub, int, int], Awaitable[object]]] = {
    "plan": lambda hub, hangout, _: planning.plan(hub, THIEF.id, hangout),
    "collection": lambda hub, hangout, _: planning.collection(hub, THIEF.id, hangout, FIRST, 0),
    "take": lambda hub, hangout, _: planning.take(hub, THIEF.id, hangout, "k1", FIRST),
    "skip": lambda hub, hangout, _: planning.skip(hub, THIEF.id, hangout, "k1"),
    "unskip": lambda hub, hangout, _: planning.unskip(hub, THIEF.id, hangout),
    "check_day": lambda hub, hangout, _: planning.check_day(hub, THIEF.id, hangout, FIRST),
    "one": lambda hub, hangout, question: questions.one(hub, THIEF.id, hangout, question),
    "change": lambda hub, hangout, question: questions.change(hub, THIEF.id, hangout, question, KEPT[1]),
    "move": lambda hub, hangout, question: questions.move(hub, THIEF.id, hangout, question, 1),
    "schedule": lambda hub, hangout, question: questions.schedule(hub, THIEF.id, hangout, question, FIRST),
}


@pytest.mark.parametrize("act", ACTS)
async def test_another_owner_is_refused(small: Hub, act: str) -> None:
    mine = await opened(small)
    theirs = await opened(small, channel=-2001, group=-2002, owner=THIEF)
    [one] = await _ask(small, mine.id, "یک")
    before = await _plan(small, mine.id)
    with pytest.raises(NotAllowed):
        await ACTS[act](small, mine.id, one)
    if act in ("one", "change", "move", "schedule"):
        with pytest.raises(NotFound):
            await ACTS[act](small, theirs.id, one)
    assert await _plan(small, mine.id) == before
