"""Words of a *word* question that were let out can be reported, hidden and brought back; on both engines."""

import asyncio

import pytest

from hub.context import Hub
from hub.daily import judging, rounds, votes
from hub.daily.reported import word_number
from hub.errors import NotFound
from hub.hangout.hangouts import HangoutView
from hub.stick import members
from hub.watch import deciding, queue, reports
from hub.watch.reports import ENOUGH
from storage.tables import Word
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import row
from tests.support.watched import BABAK, DARA, KEEPER, SARA
from tests.support.words import put_on, spoken


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    """Four members."""
    hangout = await opened(hub)
    for seen in (SARA, DARA, BABAK, KEEPER):
        await members.join(hub, seen, hangout.slug)
    return hangout


async def said(hub: Hub, hangout: HangoutView, clock: StillClock, **by: str) -> int:
    """A closed question with these members' words, let out; its round."""
    asked = await put_on(hub, hangout)
    people = {"sara": SARA, "dara": DARA, "babak": BABAK}
    await votes.cast(hub, [spoken(people[name].id, word, asked) for name, word in by.items()])
    clock.pass_by(days=2)
    await rounds.close(hub, asked)
    return asked


async def top(hub: Hub, round_id: int) -> list[str]:
    found = await rounds.view(hub, round_id)
    assert found is not None
    return [word.label for word in found.words.top]


async def test_only_what_is_out_can_be_reported(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    asked = await said(hub, hangout, clock, sara="گرم", dara="زشت")
    ugly = word_number(asked, "زشت")
    with pytest.raises(NotFound):
        await reports.report(hub, SARA.id, "word", ugly, "rude")
    assert all(not one.things for one in await reports.offers(hub, SARA.id))
    await judging.let_out(hub, OWNER.id, asked)
    [offered] = await reports.offers(hub, SARA.id)
    assert {(one.kind, one.text) for one in offered.things} == {("word", "گرم"), ("word", "زشت")}
    assert ugly in {one.number for one in offered.things}


async def test_a_word_is_hidden_from_its_result_and_comes_back(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    asked = await said(hub, hangout, clock, sara="گرم", dara="زشت")
    await judging.let_out(hub, OWNER.id, asked)
    await reports.report(hub, SARA.id, "word", word_number(asked, "زشت"), "rude")
    case = await queue.following(hub, OWNER.id, hangout.id)
    assert case is not None
    assert (case.text, case.name) == ("زشت", "")
    await deciding.decide(hub, OWNER.id, case.id, hide=True)
    assert await top(hub, asked) == ["گرم"]
    await deciding.undo(hub, OWNER.id, case.id)
    assert sorted(await top(hub, asked)) == ["زشت", "گرم"]


async def test_enough_reports_hide_a_word_until_staff_have_looked(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    asked = await said(hub, hangout, clock, babak="زشت", sara="گرم")
    await judging.let_out(hub, OWNER.id, asked)
    number = word_number(asked, "زشت")
    done = await asyncio.gather(
        *(reports.report(hub, seen.id, "word", number, "rude") for seen in (SARA, DARA, KEEPER))
    )
    assert [one.hidden for one in done].count(True) == 1
    assert len(done) == ENOUGH
    assert (await row(hub.db, Word, folded="زشت")).state == "hidden"
    case = await queue.following(hub, OWNER.id, hangout.id)
    assert case is not None
    assert (case.reports, case.shown) == (ENOUGH, False)
    await deciding.decide(hub, OWNER.id, case.id, hide=False)
    assert "زشت" in await top(hub, asked)


async def test_a_word_of_several_is_nobodys(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    asked = await said(hub, hangout, clock, sara="گرم", dara="گرم", babak="سرد")
    await judging.let_out(hub, OWNER.id, asked)
    await reports.report(hub, SARA.id, "word", word_number(asked, "گرم"), "other")
    case = await queue.following(hub, OWNER.id, hangout.id)
    assert case is not None
    assert (case.name, case.author) == ("", None)
    await deciding.decide(hub, OWNER.id, case.id, hide=True)
    assert await top(hub, asked) == ["سرد"]
