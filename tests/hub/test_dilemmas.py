"""Help with a choice, on both engines: who asks, who answers, what comes back and what goes with whom."""

import asyncio

import pytest

from hub import clockwork, watch
from hub.context import Hub
from hub.errors import HubError, OptionTooLong, TextEmpty, TooFewOptions, TooManyOptions
from hub.guide import dilemmas
from hub.guide.dilemmas import KIND, LASTS, WANTED
from hub.guide.errors import AdviceOver, AsksAlready, NoGuide, OwnChoice
from hub.hangout.hangouts import HangoutView
from hub.person import forgetting, mydata
from hub.watch.errors import Muted
from hub.watch.mutes import mute
from storage.tables import Dilemma, DilemmaVote, Member, Notice, Presence
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.members import joined
from tests.support.store import row, rows

SARA, DARA, NIMA = 11, 12, 13
LINES = ("برای تولد مادرم کدام؟", "شمع", "گلدان")


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    found = await opened(hub)
    for person, name in ((SARA, "سارا"), (DARA, "دارا"), (NIMA, "نیما")):
        await joined(hub, found, person, name)
    return found


async def test_who_is_mute_hears_it_before_writing(hub: Hub, hangout: HangoutView) -> None:
    made = await dilemmas.ask(hub, SARA, hangout.id, LINES, once="1")
    for person in (SARA, DARA):
        await mute(hub, OWNER.id, (await row(hub.db, Member, person_id=person)).id, 1)
    seen = await dilemmas.asked(hub, SARA, hangout.id)
    assert seen is not None
    assert (seen.id, seen.closes_at) == (made.id, hub.now() + LASTS)
    with pytest.raises(Muted):
        await dilemmas.asked(hub, DARA, hangout.id)


async def test_others_answer_once_and_the_asker_hears_at_the_end(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    made = await dilemmas.ask(hub, SARA, hangout.id, LINES, once="1")
    assert (await dilemmas.ask(hub, SARA, hangout.id, LINES, once="1")).id == made.id
    with pytest.raises(AsksAlready):
        await dilemmas.ask(hub, SARA, hangout.id, LINES, once="2")
    assert await dilemmas.waiting(hub, SARA, hangout.id) is None
    assert await dilemmas.waiting(hub, 99, hangout.id) is None
    with pytest.raises(OwnChoice):
        await dilemmas.answer(hub, SARA, made.id, 0)
    seen = await dilemmas.waiting(hub, DARA, hangout.id)
    assert seen is not None
    assert (seen.id, seen.options, seen.mine) == (made.id, ("شمع", "گلدان"), False)
    await dilemmas.answer(hub, DARA, made.id, 1)
    assert (await dilemmas.answer(hub, DARA, made.id, 0)).counts == (0, 1), "the first answer stays"
    assert await dilemmas.waiting(hub, DARA, hangout.id) is None
    assert len(await rows(hub.db, Presence)) == 2
    clock.pass_by(hours=49)
    with pytest.raises(AdviceOver):
        await dilemmas.answer(hub, NIMA, made.id, 0)
    assert await clockwork.run_due(hub)
    [told] = await rows(hub.db, Notice, kind="choice_over")
    assert (told.chat_id, told.payload) == (SARA, {"dilemma": made.id})
    end = await dilemmas.result(hub, made.id)
    assert end is not None
    assert end.counts == (0, 1)
    assert (await dilemmas.ask(hub, SARA, hangout.id, LINES, once="3")).state == "open"


async def test_the_last_one_wanted_closes_it_once(hub: Hub, hangout: HangoutView) -> None:
    made = await dilemmas.ask(hub, SARA, hangout.id, LINES, once="1")
    crowd = range(100, 100 + WANTED + 2)
    for person in crowd:
        await joined(hub, hangout, person, "")
    ends = await asyncio.gather(*(dilemmas.answer(hub, who, made.id, 0) for who in crowd), return_exceptions=True)
    assert sum(isinstance(end, AdviceOver) for end in ends) == 2
    assert len(await rows(hub.db, DilemmaVote)) == WANTED
    assert len(await rows(hub.db, Notice, kind="choice_over")) == 1


async def test_a_link_waits_for_a_moderator(hub: Hub, hangout: HangoutView) -> None:
    made = await dilemmas.ask(hub, SARA, hangout.id, ("کدام؟ t.me/elsewhere", "این", "آن"), once="1")
    assert made.state == "held"
    assert await dilemmas.waiting(hub, DARA, hangout.id) is None
    kind = watch.REPORTABLE[KIND]
    async with hub.db.begin() as session:
        await kind.show(session, hub, made.id)
    assert await dilemmas.waiting(hub, DARA, hangout.id)
    async with hub.db.begin() as session:
        await kind.hide(session, hub, made.id)
        thing = await kind.find(session, made.id)
    assert thing is not None
    assert not thing.shown
    with pytest.raises(AdviceOver):
        await dilemmas.answer(hub, DARA, made.id, 0)


async def test_what_does_not_fit(hub: Hub, hangout: HangoutView) -> None:
    refused: list[tuple[tuple[str, ...], type[HubError]]] = [
        (("",), TextEmpty),
        (LINES[:2], TooFewOptions),
        ((*LINES, "سه", "چهار"), TooManyOptions),
        ((*LINES, "ا" * 41), OptionTooLong),
    ]
    for lines, error in refused:
        with pytest.raises(error):
            await dilemmas.ask(hub, SARA, hangout.id, lines, once=repr(lines))
    with pytest.raises(NoGuide):
        await dilemmas.ask(hub, 99, hangout.id, LINES, once="1")
    assert await rows(hub.db, Presence) == []


async def test_it_is_taken_back_and_goes_with_whoever_is_forgotten(hub: Hub, hangout: HangoutView) -> None:
    first = await dilemmas.ask(hub, SARA, hangout.id, LINES, once="1")
    await dilemmas.drop(hub, SARA, first.id)
    assert (await row(hub.db, Dilemma)).state == "dropped"
    second = await dilemmas.ask(hub, SARA, hangout.id, LINES, once="2")
    other = await dilemmas.ask(hub, DARA, hangout.id, LINES, once="1")
    await dilemmas.answer(hub, NIMA, second.id, 0)
    await dilemmas.answer(hub, SARA, other.id, 1)
    await forgetting.forget(hub, SARA)
    assert [one.id for one in await rows(hub.db, Dilemma)] == [other.id]
    assert await rows(hub.db, DilemmaVote) == []


async def test_my_data_tells_what_i_answered_and_not_who_asked(hub: Hub, hangout: HangoutView) -> None:
    made = await dilemmas.ask(hub, SARA, hangout.id, LINES, once="1")
    await dilemmas.answer(hub, DARA, made.id, 1)
    [mine] = (await mydata.of(hub, DARA))["memberships"]
    at = hub.now().isoformat(timespec="seconds")
    assert mine["choices_answered"] == [{"at": at, "question": LINES[0], "answer": "گلدان"}]
    assert "سارا" not in str(mine)
    await forgetting.forget(hub, SARA)
    assert (await mydata.of(hub, DARA))["memberships"][0]["choices_answered"] == []
