"""Members' own options: added once each, seen by all, taken away with the votes for them; on both engines."""

import asyncio

import pytest

from hub.context import Hub
from hub.daily import own, rounds, votes
from hub.daily.ballots import Ballot, Ended
from hub.daily.errors import NoOwnOptions, NotKeeper, OptionGone, OptionsFull, OwnOptionGiven
from hub.daily.facts import Facts
from hub.daily.rounds import RoundView
from hub.errors import NotFound, OptionsEqual, OptionTooLong, TextEmpty
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.stick import members
from storage.tables import Act, Added, Member, Notice, Presence
from tests.conftest import StillClock
from tests.support.asked import ask
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

SARA, DARA = Seen(11, "سارا", "fa"), Seen(12, "دارا", "fa")
TEA = ["چای سیاه", "چای سبز"]


OPEN = Facts(open=True)


async def scene(hub: Hub, facts: Facts = OPEN) -> tuple[HangoutView, int]:
    """An open hangout with two members, and a question that takes their options."""
    hangout = await opened(hub)
    for seen in (SARA, DARA):
        await members.join(hub, seen, hangout.slug)
    return hangout, await ask(hub, hangout.id, OWNER.id, "choice", "چه چایی؟", TEA, facts)


async def tap(hub: Hub, seen: Seen, round_id: int, option: int) -> votes.Outcome:
    [outcome] = await votes.cast(hub, [Ballot(seen, round_id=round_id, chat_id=seen.id, tap=option)])
    return outcome


async def seen_now(hub: Hub, round_id: int) -> RoundView:
    found = await rounds.view(hub, round_id)
    assert found is not None
    return found


async def test_an_option_stands_there_at_once_and_can_be_chosen(hub: Hub) -> None:
    _, round_id = await scene(hub)
    before = await seen_now(hub, round_id)
    shown = await own.add(hub, SARA.id, round_id, "  چای   به‌لیمو ")
    assert shown.options == (*TEA, "چای به‌لیمو")
    assert shown.changes > before.changes
    assert (await tap(hub, DARA, round_id, 2)).ended is Ended.COUNTED
    assert (await seen_now(hub, round_id)).counts == (0, 0, 1)


async def test_adding_makes_a_present_day_and_tells_staff(hub: Hub) -> None:
    _, round_id = await scene(hub)
    await own.add(hub, SARA.id, round_id, "به‌لیمو")
    sara = await row(hub.db, Member, person_id=SARA.id)
    assert [present.member_id for present in await rows(hub.db, Presence)] == [sara.id]
    [notice] = await rows(hub.db, Notice, kind="own_option")
    assert (notice.chat_id, notice.public, notice.payload) == (OWNER.id, False, {"round_id": round_id, "option": 2})


async def test_one_each_and_the_same_again_is_no_second(hub: Hub) -> None:
    _, round_id = await scene(hub)
    for _ in range(2):
        shown = await own.add(hub, SARA.id, round_id, "به‌لیمو")
        assert len(shown.options) == 3
    with pytest.raises(OwnOptionGiven):
        await own.add(hub, SARA.id, round_id, "دارچین")
    with pytest.raises(OwnOptionGiven):
        await own.may_add(hub, SARA.id, round_id)
    assert (await own.may_add(hub, DARA.id, round_id)).id == round_id
    assert len(await rows(hub.db, Notice, kind="own_option")) == 1


@pytest.mark.parametrize(
    ("text", "error"), [("چاي سبز", OptionsEqual), ("\u200f \n", TextEmpty), ("چ" * 101, OptionTooLong)]
)
async def test_an_option_is_checked_like_all_others(hub: Hub, text: str, error: type[Exception]) -> None:
    _, round_id = await scene(hub)
    with pytest.raises(error):
        await own.add(hub, SARA.id, round_id, text)
    assert (await seen_now(hub, round_id)).options == tuple(TEA)


async def test_only_members_and_only_while_it_is_open(hub: Hub, clock: StillClock) -> None:
    hangout, round_id = await scene(hub)
    with pytest.raises(NoOwnOptions):
        await own.add(hub, 99, round_id, "غریبه")
    with pytest.raises(NoOwnOptions):
        await own.add(hub, SARA.id, round_id + 7, "هیچ جا")
    assert (await own.door(hub, round_id, hangout.slug)).id == round_id
    with pytest.raises(NoOwnOptions):
        await own.door(hub, round_id, "another")
    clock.pass_by(days=2)
    for late in (own.add(hub, SARA.id, round_id, "دیر"), own.may_add(hub, SARA.id, round_id)):
        with pytest.raises(NoOwnOptions):
            await late
    with pytest.raises(NoOwnOptions):
        await own.door(hub, round_id, hangout.slug)


async def test_a_question_that_is_not_open_takes_none(hub: Hub) -> None:
    _, round_id = await scene(hub, Facts(several=True))
    with pytest.raises(NoOwnOptions):
        await own.add(hub, SARA.id, round_id, "به‌لیمو")


async def test_many_at_once_all_find_their_place_up_to_twelve(hub: Hub) -> None:
    hangout, round_id = await scene(hub)
    people = [Seen(100 + n, f"همراه {n}", "fa") for n in range(14)]
    for seen in people:
        await members.join(hub, seen, hangout.slug)
    done = await asyncio.gather(
        *(own.add(hub, seen.id, round_id, f"گزینهٔ {seen.id}") for seen in people), return_exceptions=True
    )
    assert sum(isinstance(end, OptionsFull) for end in done) == 4
    assert sum(isinstance(end, RoundView) for end in done) == 10
    shown = await seen_now(hub, round_id)
    assert len(set(shown.options)) == 12
    places = [added.option for added in await rows(hub.db, Added)]
    assert sorted(places) == list(range(2, 12))


async def test_what_is_taken_away_takes_its_votes_along_and_no_notch(hub: Hub) -> None:
    _, round_id = await scene(hub)
    await own.add(hub, SARA.id, round_id, "ناپسند")
    assert (await tap(hub, SARA, round_id, 2)).notch
    assert (await tap(hub, DARA, round_id, 0)).notch
    await own.take_away(hub, OWNER.id, round_id, 2)
    await own.take_away(hub, OWNER.id, round_id, 2)
    shown = await seen_now(hub, round_id)
    assert (shown.counts, shown.voters, shown.facts.gone) == ((1, 0, 0), 1, (2,))
    assert (await tap(hub, SARA, round_id, 2)).ended is Ended.ELSEWHERE
    again = await tap(hub, SARA, round_id, 1)
    assert (again.ended, again.notch) == (Ended.COUNTED, False)
    assert (await seen_now(hub, round_id)).counts == (1, 1, 0)
    [act] = await rows(hub.db, Act, what="option_taken_away")
    assert act.about["option"] == "ناپسند"


async def test_of_several_answers_the_others_stay(hub: Hub) -> None:
    _, round_id = await scene(hub, Facts(open=True, several=True))
    await own.add(hub, SARA.id, round_id, "ناپسند")
    for option in (0, 2):
        await tap(hub, SARA, round_id, option)
    await own.take_away(hub, OWNER.id, round_id, 2)
    shown = await rounds.for_person(hub, round_id, SARA.id)
    assert shown is not None
    assert (shown.mine, shown.counts, shown.voters) == (0b001, (1, 0, 0), 1)


async def test_what_was_taken_away_does_not_come_back(hub: Hub) -> None:
    _, round_id = await scene(hub)
    await own.add(hub, SARA.id, round_id, "ناپسند")
    await own.take_away(hub, OWNER.id, round_id, 2)
    with pytest.raises(OptionGone):
        await own.add(hub, DARA.id, round_id, "نا پسند")
    assert (await own.add(hub, DARA.id, round_id, "دارچین")).options[3] == "دارچین"


async def test_staff_alone_look_and_take_and_only_what_members_added(hub: Hub) -> None:
    hangout, round_id = await scene(hub)
    await own.add(hub, SARA.id, round_id, "به‌لیمو")
    for stranger in (SARA.id, 4711):
        with pytest.raises(NotKeeper):
            await own.listed(hub, stranger, round_id)
        with pytest.raises(NotKeeper):
            await own.take_away(hub, stranger, round_id, 2)
    for option in (0, 5):
        with pytest.raises(NotFound):
            await own.take_away(hub, OWNER.id, round_id, option)
    await tap(hub, DARA, round_id, 2)
    found = await own.listed(hub, OWNER.id, round_id)
    assert [(one.option, one.text, one.by, one.votes, one.gone) for one in found.options] == [
        (2, "به‌لیمو", "سارا", 1, False)
    ]
    assert await own.current(hub, OWNER.id, hangout.id) == found
    with pytest.raises(NotKeeper):
        await own.current(hub, SARA.id, hangout.id)


async def test_after_the_close_nothing_is_taken_away(hub: Hub, clock: StillClock) -> None:
    _, round_id = await scene(hub)
    await own.add(hub, SARA.id, round_id, "به‌لیمو")
    clock.pass_by(days=2)
    with pytest.raises(NoOwnOptions):
        await own.take_away(hub, OWNER.id, round_id, 2)
    assert not (await own.listed(hub, OWNER.id, round_id)).open
