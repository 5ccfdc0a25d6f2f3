"""Words are counted exactly as they stand, and seen by others only after a moderator's pass; on both engines."""

import asyncio
import random
from collections import Counter

import pytest
from sqlalchemy import func, select, update

from hub.context import Hub
from hub.daily import judging, looking, rounds, votes, words
from hub.daily.ballots import Ended
from hub.daily.errors import NothingToShow, NotReader, WordsLeft, WordsOpen, WordsOut
from hub.daily.folding import folded
from hub.daily.looking import mark_of
from hub.daily.rounds import RoundView
from hub.errors import NotFound
from hub.hangout import desks
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from storage.tables import Act, Chat, Notice, Post, Said, Staff, Word
from tests.conftest import StillClock
from tests.support.counter import hire
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows
from tests.support.words import ASKED, CHANNEL, put_on, say, spoken

MODERATOR, CLERK = 9002, 9003
SPELLINGS = ["چای", "چاي", "چـای!", "قهوه", "قهوة", "چای سبز", "چای‌سبز", "چاي سبز", "Tea", "tea", "۱۲", "12"]


async def counted(hub: Hub, round_id: int) -> dict[str, int]:
    return {word.folded: word.members for word in await rows(hub.db, Word, round_id=round_id) if word.members}


async def seen(hub: Hub, round_id: int, person: int = 1) -> RoundView:
    view = await rounds.for_person(hub, round_id, person)
    assert view is not None
    return view


async def closed(hub: Hub, clock: StillClock, *texts: str | None) -> int:
    """A round that is over, with these words."""
    round_id = await put_on(hub, await opened(hub))
    await say(hub, round_id, *texts)
    clock.pass_by(days=2)
    assert await rounds.close(hub, round_id)
    return round_id


async def staff(hub: Hub, hangout: HangoutView) -> None:
    for person, role in ((MODERATOR, "moderator"), (CLERK, "clerk")):
        await hire(hub, hangout, Seen(person, role, "fa"), role)


async def test_a_word_is_an_answer_and_cuts_a_notch(hub: Hub) -> None:
    round_id = await put_on(hub, await opened(hub))
    [first] = await say(hub, round_id, "چاي")
    assert (first.ended, first.notch) == (Ended.COUNTED, True)
    ends = [(await say(hub, round_id, text))[0] for text in ("چای", "قهوه", None, None, "قهوه")]
    assert [end.ended for end in ends] == [Ended.SAME, Ended.MOVED, Ended.TAKEN_BACK, Ended.SAME, Ended.COUNTED]
    assert [end.notch for end in ends] == [False] * 5
    assert await counted(hub, round_id) == {"قهوه": 1}
    view = await seen(hub, round_id)
    assert (view.words.mine, view.voters, view.words.top) == ("قهوه", 1, ())


async def test_what_is_no_word_is_refused(hub: Hub) -> None:
    round_id = await put_on(hub, await opened(hub))
    tap = votes.Ballot(Seen(1, "p1", "fa"), round_id=round_id, chat_id=CHANNEL, tap=0)
    elsewhere = spoken(1, "چای", round_id, chat=-999)
    stranger = spoken(5, "چای", round_id, chat=5)
    assert {o.ended for o in await votes.cast(hub, [tap, elsewhere, stranger])} == {Ended.ELSEWHERE}
    assert await counted(hub, round_id) == {}


@pytest.mark.parametrize("seed", range(3))
async def test_counts_equal_the_last_words_whatever_the_grouping(hub: Hub, seed: int) -> None:
    round_id, chance = await put_on(hub, await opened(hub)), random.Random(seed)
    said = [(chance.randint(1, 9), chance.choice([*SPELLINGS, None])) for _ in range(90)]
    last = dict(said)
    while said:
        size = chance.randint(1, 20)
        group, said = said[:size], said[size:]
        await votes.cast(hub, [spoken(person, text, round_id) for person, text in group])
    assert await counted(hub, round_id) == Counter(folded(text) for text in last.values() if text)
    assert len(await rows(hub.db, Said, round_id=round_id)) == sum(text is not None for text in last.values())


async def test_words_given_at_once_are_all_counted(hub: Hub) -> None:
    round_id = await put_on(hub, await opened(hub))
    ballots = [spoken(person, SPELLINGS[person % 3], round_id) for person in range(1, 25)]
    await asyncio.gather(*(votes.cast(hub, [ballot]) for ballot in ballots))
    assert await counted(hub, round_id) == {"چای": 24}


async def test_the_close_tells_owners_and_moderators_and_nobody_else(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await staff(hub, hangout)
    round_id = await put_on(hub, hangout)
    await say(hub, round_id, "چای", "قهوه", "چای")
    with pytest.raises(WordsOpen):
        await judging.let_out(hub, OWNER.id, round_id)
    clock.pass_by(days=2)
    await rounds.close(hub, round_id)
    told = [notice for notice in await rows(hub.db, Notice) if notice.kind in ("words_wait", "results")]
    assert sorted((notice.kind, notice.chat_id) for notice in told) == [
        ("words_wait", OWNER.id),
        ("words_wait", MODERATOR),
    ]
    view = await seen(hub, round_id)
    assert (view.open, view.words.out, view.words.top) == (False, False, ())


async def test_a_question_whose_words_were_all_taken_back_waits_for_nobody(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    round_id = await put_on(hub, hangout)
    await say(hub, round_id, "چای")
    await say(hub, round_id, None)
    clock.pass_by(days=2)
    assert await rounds.close(hub, round_id)
    assert await rows(hub.db, Notice, kind="words_wait") == []
    assert await looking.waiting(hub, OWNER.id, hangout.id) == []


async def test_only_those_who_look_words_through_may(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await staff(hub, hangout)
    round_id = await put_on(hub, hangout)
    await say(hub, round_id, "چای", "قهوه")
    clock.pass_by(days=2)
    await rounds.close(hub, round_id)
    tea, coffee = mark_of("چای"), mark_of("قهوه")
    for person in (CLERK, 1, 777):
        for act in (
            looking.listed(hub, person, round_id),
            looking.one(hub, person, round_id, tea),
            looking.near(hub, person, round_id, tea),
            looking.preview(hub, person, round_id),
            looking.waiting(hub, person, hangout.id),
            judging.hide(hub, person, round_id, tea, hidden=True),
            judging.join(hub, person, round_id, tea, coffee),
            judging.part(hub, person, round_id, tea),
            judging.let_out(hub, person, round_id),
        ):
            with pytest.raises(NotReader):
                await act
    assert [one.different for one in await looking.waiting(hub, MODERATOR, hangout.id)] == [2]
    for nowhere in (round_id + 1, 0):
        with pytest.raises(NotFound):
            await looking.listed(hub, MODERATOR, nowhere)
    with pytest.raises(NotFound):
        await looking.one(hub, MODERATOR, round_id, "nothing")


async def test_hidden_words_stay_out_and_the_result_goes_out_once(hub: Hub, clock: StillClock) -> None:
    round_id = await closed(hub, clock, "چای", "چاي", "زشت", "قهوه", "زشت", "زشت")
    async with hub.db.begin() as session:
        await session.execute(update(Post).values(state="final", message_id=7))
    await judging.hide(hub, OWNER.id, round_id, mark_of("زشت"), hidden=True)
    page = await looking.listed(hub, OWNER.id, round_id)
    assert [(word.label, word.members, word.hidden) for word in page.words] == [
        ("زشت", 3, True),
        ("چای", 2, False),
        ("قهوه", 1, False),
    ]
    assert (page.of.different, page.of.hidden, page.of.members) == (3, 1, 6)
    _, shown = await looking.preview(hub, OWNER.id, round_id)
    outs = await asyncio.gather(*(judging.let_out(hub, OWNER.id, round_id) for _ in range(4)))
    assert sorted(outs) == [False, False, False, True]
    view = await seen(hub, round_id)
    assert view.words.top == shown == (words.Counted("چای", 2), words.Counted("قهوه", 1))
    assert (view.words.out, view.words.different) == (True, 2)
    results = [notice.chat_id for notice in await rows(hub.db, Notice, kind="results")]
    assert sorted(results) == [-1002, -1001]
    assert {post.state for post in await rows(hub.db, Post, round_id=round_id)} == {"live"}
    assert [act.what for act in await rows(hub.db, Act)] == ["words_let_out"]
    for late in (
        judging.hide(hub, OWNER.id, round_id, mark_of("چای"), hidden=True),
        judging.join(hub, OWNER.id, round_id, mark_of("چای"), mark_of("قهوه")),
    ):
        with pytest.raises(WordsOut):
            await late


async def test_with_every_word_hidden_there_is_no_result(hub: Hub, clock: StillClock) -> None:
    round_id = await closed(hub, clock, "زشت")
    await judging.hide(hub, OWNER.id, round_id, mark_of("زشت"), hidden=True)
    with pytest.raises(NothingToShow):
        await judging.let_out(hub, OWNER.id, round_id)
    await judging.hide(hub, OWNER.id, round_id, mark_of("زشت"), hidden=False)
    with pytest.raises(WordsLeft):
        await judging.end_without(hub, OWNER.id, round_id)
    assert await judging.let_out(hub, OWNER.id, round_id)


async def test_a_question_of_hidden_words_is_closed_without_a_result(hub: Hub, clock: StillClock) -> None:
    round_id = await closed(hub, clock, "زشت")
    async with hub.db.begin() as session:
        await session.execute(update(Post).values(state="final", message_id=7))
    await judging.hide(hub, OWNER.id, round_id, mark_of("زشت"), hidden=True)
    before = await seen(hub, round_id)
    with pytest.raises(NotReader):
        await judging.end_without(hub, 777, round_id)
    for _ in range(2):
        await judging.end_without(hub, OWNER.id, round_id)
    view = await seen(hub, round_id)
    assert (view.words.out, view.words.top, view.changes) == (True, (), before.changes + 1)
    assert (await desks.waiting(hub, OWNER.id, view.hangout_id))["words"] == 0
    assert {post.state for post in await rows(hub.db, Post, round_id=round_id)} == {"live"}
    assert await rows(hub.db, Notice, kind="results") == []
    assert [act.what for act in await rows(hub.db, Act)] == ["words_without_result"]
    with pytest.raises(WordsOut):
        await judging.hide(hub, OWNER.id, round_id, mark_of("زشت"), hidden=False)
    assert not await judging.let_out(hub, OWNER.id, round_id)


async def test_nothing_is_closed_without_a_result_while_it_takes_answers(hub: Hub) -> None:
    round_id = await put_on(hub, await opened(hub))
    with pytest.raises(WordsOpen):
        await judging.end_without(hub, OWNER.id, round_id)


async def test_spellings_are_joined_and_parted_without_losing_anybody(hub: Hub, clock: StillClock) -> None:
    round_id = await closed(hub, clock, "چای", "چایی", "چایي", "چایی", "چائی", "قهوه")
    before = await counted(hub, round_id)
    assert before == {"چای": 1, "چایی": 4, "قهوه": 1}
    near = await looking.near(hub, OWNER.id, round_id, mark_of("چای"))
    assert [word.label for word in near] == ["چایی", "قهوه"]
    await judging.join(hub, OWNER.id, round_id, mark_of("چای"), mark_of("چایی"))
    assert await counted(hub, round_id) == {"چایی": 5, "قهوه": 1}
    whole = await looking.one(hub, OWNER.id, round_id, mark_of("چایی"))
    assert whole.joined
    assert {(one.label, one.members) for one in whole.spellings} == {
        ("چایی", 2),
        ("چای", 1),
        ("چایي", 1),
        ("چائی", 1),
    }
    with pytest.raises(NotFound):
        await judging.join(hub, OWNER.id, round_id, mark_of("چای"), mark_of("قهوه"))
    await judging.join(hub, OWNER.id, round_id, mark_of("چایی"), mark_of("چایی"))
    await judging.part(hub, OWNER.id, round_id, mark_of("چایی"))
    assert await counted(hub, round_id) == before
    assert not (await looking.one(hub, OWNER.id, round_id, mark_of("چایی"))).joined
    async with hub.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(Said)) == 6


async def test_a_word_is_shown_as_most_members_spelt_it(hub: Hub, clock: StillClock) -> None:
    round_id = await closed(hub, clock, "چایسبز", "چای سبز!", "چای‌سبز", "چای‌سبز")
    assert [word.label for word in await rows(hub.db, Word, round_id=round_id)] == ["چای‌سبز"]


async def test_pages_hold_all_words_once(hub: Hub, clock: StillClock) -> None:
    texts = [f"واژه {n}" for n in range(1, 20)]
    round_id = await closed(hub, clock, *texts)
    pages = [await looking.listed(hub, OWNER.id, round_id, page) for page in (0, 1, 2, 99, -5)]
    assert [(page.page, page.last, len(page.words)) for page in pages] == [
        (0, 2, 8),
        (1, 2, 8),
        (2, 2, 3),
        (2, 2, 3),
        (0, 2, 8),
    ]
    assert {word.label for page in pages[:3] for word in page.words} == set(texts)


@pytest.mark.parametrize(("kind", "places"), [("word", ["channel"]), ("choice", ["channel", "group"])])
async def test_it_stands_once_where_telegram_carries_the_channels_posts(hub: Hub, kind: str, places: list[str]) -> None:
    """A choice stands twice there, since the group's own post is a poll."""
    hangout = await opened(hub)
    async with hub.db.begin() as session:
        channel = await session.get_one(Chat, (await row(hub.db, Chat, place="channel")).id)
        channel.linked_id = -1002
    number = await put_on(hub, hangout, kind=kind)
    assert sorted(post.place for post in await rows(hub.db, Post, round_id=number)) == places


async def test_a_reply_finds_the_question_it_answers(hub: Hub, clock: StillClock) -> None:
    round_id = await put_on(hub, await opened(hub))
    async with hub.db.begin() as session:
        await session.execute(update(Post).values(message_id=70))
    assert await words.asked_at(hub, CHANNEL, 70, "") == round_id
    assert await words.asked_at(hub, -1002, 70, "") == round_id
    others = ((CHANNEL, 71), (-999, 70))
    assert [await words.asked_at(hub, chat, message, ASKED) for chat, message in others] == [None] * 2
    clock.pass_by(days=2)
    await rounds.close(hub, round_id)
    assert await words.asked_at(hub, CHANNEL, 70, ASKED) is None


async def test_a_moderator_is_whoever_is_one_now(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await staff(hub, hangout)
    round_id = await put_on(hub, hangout)
    await say(hub, round_id, "چای")
    assert (await looking.listed(hub, MODERATOR, round_id)).words
    async with hub.db.begin() as session:
        await session.delete(await session.get_one(Staff, (hangout.id, MODERATOR)))
    with pytest.raises(NotReader):
        await looking.listed(hub, MODERATOR, round_id)
