"""The queue of questions, on both engines."""

import asyncio

import pytest

from hub.context import Hub
from hub.daily import questions, rounds
from hub.errors import NotAllowed, NotFound, QueueFull, TextEmpty, TextTooLong
from hub.person.people import Seen
from storage.tables import Round
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import rows

OTHER = Seen(9002, "کاوه", "fa")
YES_NO = ("آری", "نه")


async def test_questions_wait_in_their_order(hub: Hub) -> None:
    hangout = await opened(hub)
    for n, text in enumerate(("یک", "دو", "سه"), start=1):
        assert await questions.add(hub, OWNER.id, hangout.id, text, YES_NO, once_key=text) == n
    waiting = await questions.queue(hub, OWNER.id, hangout.id)
    assert [question.text for question in waiting] == ["یک", "دو", "سه"]
    await questions.remove(hub, OWNER.id, hangout.id, waiting[1].id)
    assert [question.text for question in await questions.queue(hub, OWNER.id, hangout.id)] == ["یک", "سه"]
    await rounds.open_now(hub, OWNER.id, hangout.id)
    [opened_round] = await rows(hub.db, Round)
    assert (opened_round.text, opened_round.options) == ("یک", list(YES_NO))


async def test_the_same_words_brought_again_wait_once(hub: Hub) -> None:
    hangout = await opened(hub)
    adding = (questions.add(hub, OWNER.id, hangout.id, "یک", YES_NO, once_key="m:1") for _ in range(5))
    await asyncio.gather(*adding)
    assert len(await questions.queue(hub, OWNER.id, hangout.id)) == 1


async def test_a_full_queue_takes_no_more(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "QUEUE_LIMIT", 2)
    hangout = await opened(hub)
    for key in ("a", "b"):
        await questions.add(hub, OWNER.id, hangout.id, key, YES_NO, once_key=key)
    with pytest.raises(QueueFull):
        await questions.add(hub, OWNER.id, hangout.id, "c", YES_NO, once_key="c")


@pytest.mark.parametrize(("text", "error"), [(" \u200c ", TextEmpty), ("ب" * 256, TextTooLong), ("\u202e", TextEmpty)])
async def test_texts_that_are_refused(hub: Hub, text: str, error: type[Exception]) -> None:
    hangout = await opened(hub)
    with pytest.raises(error):
        await questions.add(hub, OWNER.id, hangout.id, text, YES_NO, once_key="x")
    assert await questions.queue(hub, OWNER.id, hangout.id) == []


async def test_one_owner_does_not_reach_into_anothers_queue(hub: Hub) -> None:
    mine = await opened(hub)
    theirs = await opened(hub, channel=-2001, group=-2002, owner=OTHER)
    await questions.add(hub, OTHER.id, theirs.id, "یک", YES_NO, once_key="x")
    [question] = await questions.queue(hub, OTHER.id, theirs.id)
    for act in (
        questions.queue(hub, OWNER.id, theirs.id),
        questions.add(hub, OWNER.id, theirs.id, "دو", YES_NO, once_key="y"),
        questions.remove(hub, OWNER.id, theirs.id, question.id),
    ):
        with pytest.raises(NotAllowed):
            await act
    with pytest.raises(NotFound):
        await questions.remove(hub, OWNER.id, mine.id, question.id)
    assert len(await questions.queue(hub, OTHER.id, theirs.id)) == 1


async def test_the_bank_serves_empty_days_without_repeating_itself(hub: Hub, clock: StillClock) -> None:
    """A month of days."""
    hangout = await opened(hub)
    for _ in range(31):
        clock.pass_by(days=1)
        assert await rounds.turn(hub, hangout.id)
    asked = [found.source for found in await rows(hub.db, Round)]
    assert len(asked) == len(set(asked)) == 31
