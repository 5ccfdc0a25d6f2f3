"""The guide on both engines: who reads it, what adds up, and what its owner chooses."""

from collections.abc import Mapping

import pytest

from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.errors import NotAllowed, NotFound, TextEmpty
from hub.guide import choosing, guide
from hub.guide.errors import NoGuide
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from storage.tables import Act, Round
from tests.conftest import StillClock
from tests.support.asking import Entry, with_bank
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

TEA = Entry("tea", "چای مهمان؟", options=("زعفرانی", "سیاه"), tags=frozenset({"taste", "topic-drinks"}))
SPICE = Entry("spice", "چقدر تند؟", kind="scale", options=("1", "2", "3", "4", "5"), tags=frozenset({"taste"}))
MOOD = Entry("mood", "امروز چطورید؟")
MINA = 100


async def asked(hub: Hub, clock: StillClock, entry: Entry, answers: Mapping[int, int]) -> int:
    """A day passes, which asks that; answers by person, as bits. The round before is closed."""
    clock.pass_by(days=1)
    await rounds.turn(with_bank(hub, [entry]), 1)
    [on] = await rows(hub.db, Round, state="open")
    ballots = [Ballot(Seen(who, "", "fa"), bits, round_id=on.id, chat_id=-1001) for who, bits in answers.items()]
    await votes.cast(hub, ballots)
    return int(on.id)


@pytest.fixture
def small(hub: Hub) -> Hub:
    return with_bank(hub, [TEA, SPICE, MOOD])


@pytest.fixture
async def hangout(small: Hub) -> HangoutView:
    return await opened(small)


@pytest.fixture
async def played(small: Hub, hangout: HangoutView, clock: StillClock) -> list[int]:
    """Three closed questions: ten people on tea, of whom eight want saffron."""
    people = range(MINA, MINA + 10)
    found = [
        await asked(small, clock, TEA, {who: 1 if who < MINA + 8 else 2 for who in people}),
        await asked(small, clock, SPICE, {MINA: 1 << 3, MINA + 1: 1 << 4}),
        await asked(small, clock, MOOD, dict.fromkeys(people, 1)),
    ]
    await asked(small, clock, Entry("last"), {})
    return found


async def test_the_bank_says_itself_what_is_taste(small: Hub, hangout: HangoutView, played: list[int]) -> None:
    seen = await guide.of(small, MINA, hangout.id)
    assert [(one.subject, one.people) for one in seen.advice] == [("چای مهمان؟", 10), ("چقدر تند؟", 2)]
    tea, spice = seen.advice
    assert [(one.label, one.people) for one in tea.choices] == [("زعفرانی", 8), ("سیاه", 2)]
    assert tea.clear
    assert (spice.mean, spice.early) == (4.5, True)
    assert [(one.key, one.many) for one in seen.topics] == [("drinks", 1)]
    assert [one.subject for one in (await guide.of(small, MINA, hangout.id, "drinks", page=7)).advice] == ["چای مهمان؟"]
    assert [one.subject for one in (await guide.find(small, MINA, hangout.id, "زعفران")).advice] == ["چای مهمان؟"]
    assert not (await guide.find(small, MINA, hangout.id, "بستنی")).advice
    with pytest.raises(NoGuide):
        await guide.of(small, 5, hangout.id)
    with pytest.raises(NoGuide):
        await guide.behind(small, 5, played[0])
    with pytest.raises(NotFound):
        await guide.behind(small, MINA, played[2])


async def test_each_counts_once_with_the_newest_answer(
    small: Hub, hangout: HangoutView, played: list[int], clock: StillClock
) -> None:
    clock.pass_by(days=366)
    again = await asked(small, clock, TEA, {MINA: 2, MINA + 1: 2, MINA + 2: 0, MINA + 20: 1})
    await asked(small, clock, Entry("end"), {})
    [tea, _] = (await guide.of(small, MINA, hangout.id)).advice
    assert [(one.label, one.people) for one in tea.choices] == [("زعفرانی", 7), ("سیاه", 4)]
    assert (tea.people, tea.questions) == (11, 2)
    seen = await guide.behind(small, MINA, played[0])
    assert seen.advice == tea
    assert [(one.round, one.answers) for one in seen.questions] == [
        (again, ((1, 1), (2, 2))),
        (played[0], ((1, 6), (2, 2))),
    ]


async def test_the_owner_takes_in_leaves_out_and_joins(small: Hub, hangout: HangoutView, played: list[int]) -> None:
    tea, spice, mood = played
    listed = await choosing.entries(small, OWNER.id, hangout.id, page=3)
    assert [(one.question.round, one.told) for one in listed.entries] == [(mood, False), (spice, True), (tea, True)]
    await choosing.keep(small, OWNER.id, hangout.id, spice, told=False)
    await choosing.keep(small, OWNER.id, hangout.id, mood, told=True)
    await choosing.name(small, OWNER.id, hangout.id, tea, "  برای مهمان ")
    assert (await choosing.entry(small, OWNER.id, hangout.id, mood)).subjects == ((tea, "برای مهمان"),)
    await choosing.name_as(small, OWNER.id, hangout.id, mood, tea)
    [both] = (await guide.of(small, MINA, hangout.id)).advice
    assert (both.subject, both.questions, both.people) == ("برای مهمان", 2, 10)
    await choosing.keep(small, OWNER.id, hangout.id, spice, told=True)
    await choosing.keep(small, OWNER.id, hangout.id, spice, told=True)
    kept = {one.id: one.subject for one in await rows(small.db, Round)}
    assert (kept[tea], kept[spice], kept[mood]) == ("برای مهمان", None, "برای مهمان")
    noted = [one.about for one in await rows(small.db, Act, what="guide_changed")]
    assert [one["told"] for one in noted] == [False, True, True, True, True]


async def test_what_nobody_else_may_do(small: Hub, hangout: HangoutView, played: list[int]) -> None:
    with pytest.raises(NotAllowed):
        await choosing.entries(small, MINA, hangout.id)
    for act in (
        choosing.keep(small, MINA, hangout.id, played[0], told=False),
        choosing.name(small, MINA, hangout.id, played[0], "چای"),
    ):
        with pytest.raises(NotAllowed):
            await act
    with pytest.raises(TextEmpty):
        await choosing.name(small, OWNER.id, hangout.id, played[0], " ")
    with pytest.raises(NotFound):
        await choosing.name_as(small, OWNER.id, hangout.id, played[0], played[1])
    with pytest.raises(NotFound):
        await choosing.entry(small, OWNER.id, hangout.id, played[2] + 1)
    with pytest.raises(NotFound):
        await guide.behind(small, MINA, 10**6)


async def test_a_question_counts_only_in_the_hangout_that_was_named(
    small: Hub, hangout: HangoutView, played: list[int]
) -> None:
    """Who owns two names the one whose chats have vouched for them, and a question of the other."""
    other = await opened(small, channel=-1003, group=-1004)
    tea, spice, _ = played
    await choosing.name(small, OWNER.id, hangout.id, spice, "برای مهمان")
    for forged in (
        choosing.keep(small, OWNER.id, other.id, tea, told=False),
        choosing.name(small, OWNER.id, other.id, tea, "چای"),
        choosing.name_as(small, OWNER.id, other.id, tea, spice),
        choosing.entry(small, OWNER.id, other.id, tea),
    ):
        with pytest.raises(NotFound):
            await forged
    assert (await row(small.db, Round, id=tea)).subject is None
    assert len(await rows(small.db, Act, what="guide_changed")) == 1
