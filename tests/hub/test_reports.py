"""Reports: counted once a member, seen by staff without names, hidden and let stand, taken back; on both engines."""

import asyncio

import pytest

from hub import history
from hub.context import Hub
from hub.daily import own, rounds
from hub.errors import NotFound
from hub.person.people import Seen
from hub.stick import members
from hub.watch import deciding, queue, reports
from hub.watch.deciding import Told
from hub.watch.errors import AlreadyLooked, NotWatcher, OwnThing, TooManyReports
from hub.watch.reports import MOST, Reported
from storage.tables import Case, Notice, Report
from tests.conftest import StillClock
from tests.support.hangouts import OWNER
from tests.support.store import row, rows
from tests.support.watched import BABAK, DARA, KEEPER, LINK, SARA, Scene, scene, wrote


async def report(hub: Hub, number: int, seen: Seen = DARA, reason: str = "rude") -> Reported:
    return await reports.report(hub, seen.id, "option", number, reason)


async def stands(hub: Hub, at: Scene, option: int = 2) -> bool:
    found = await rounds.view(hub, at.round_id)
    assert found is not None
    return option not in found.facts.gone


async def waiting(hub: Hub, at: Scene, seen: Seen = OWNER) -> queue.CaseView:
    found = await queue.following(hub, seen.id, at.hangout.id)
    assert found is not None
    return found


async def test_a_report_waits_for_staff_and_names_nobody(hub: Hub) -> None:
    at = await scene(hub)
    number = await wrote(hub, at)
    assert await report(hub, number) == Reported(at.hangout.id, at.hangout.title)
    assert (await report(hub, number)).again
    await report(hub, number, BABAK, "spam")
    shown = await waiting(hub, at, KEEPER)
    assert (shown.text, shown.name, shown.reports, shown.shown) == ("به‌لیمو", "سارا", 2, True)
    assert shown.reasons == {"rude": 1, "spam": 1}
    told = await rows(hub.db, Notice, kind="case")
    assert {notice.chat_id for notice in told} == {OWNER.id, KEEPER.id}
    assert all(set(notice.payload) == {"case_id", "turn"} for notice in told)


async def test_who_may_not_report_and_what(hub: Hub) -> None:
    at = await scene(hub)
    number = await wrote(hub, at)
    with pytest.raises(OwnThing):
        await report(hub, number, SARA)
    for stranger, what, why in ((Seen(99, "x", "fa"), number, "rude"), (DARA, number + 1, "rude"), (DARA, number, "?")):
        with pytest.raises(NotFound):
            await report(hub, what, stranger, why)
    with pytest.raises(NotFound):
        await reports.report(hub, DARA.id, "nothing", number, "rude")
    assert await rows(hub.db, Case) == []


async def test_staff_alone_look_and_decide(hub: Hub) -> None:
    at = await scene(hub)
    await report(hub, await wrote(hub, at))
    case = await row(hub.db, Case)
    for refused in (
        queue.following(hub, DARA.id, at.hangout.id),
        queue.overview(hub, DARA.id, at.hangout.id),
        queue.one(hub, DARA.id, case.id or 0),
        deciding.decide(hub, DARA.id, case.id or 0, hide=True),
        deciding.undo(hub, DARA.id, case.id or 0),
    ):
        with pytest.raises(NotWatcher):
            await refused


async def test_hidden_and_taken_back_leaves_it_waiting_again(hub: Hub) -> None:
    at = await scene(hub)
    await report(hub, await wrote(hub, at))
    case = (await waiting(hub, at)).id
    await deciding.decide(hub, KEEPER.id, case, hide=True)
    assert not await stands(hub, at)
    assert await queue.following(hub, OWNER.id, at.hangout.id) is None
    [done] = (await queue.overview(hub, OWNER.id, at.hangout.id)).decided
    assert (done.state, done.by, done.shown) == ("hidden", "کیوان", False)
    await deciding.undo(hub, OWNER.id, case)
    await deciding.undo(hub, OWNER.id, case)
    assert await stands(hub, at)
    assert (await waiting(hub, at)).id == case
    acts = [act.what for act in (await history.read(hub, OWNER.id, at.hangout.id)).acts]
    assert acts[:2] == ["decision_undone", "thing_hidden"]


async def test_the_author_hears_once_of_what_stays_decided(hub: Hub) -> None:
    at = await scene(hub)
    await report(hub, await wrote(hub, at))
    case = (await waiting(hub, at)).id
    await deciding.decide(hub, KEEPER.id, case, hide=True)
    await deciding.undo(hub, KEEPER.id, case)
    await deciding.decide(hub, OWNER.id, case, hide=True)
    await deciding.decide(hub, OWNER.id, case, hide=True)
    told = sorted(await rows(hub.db, Notice, kind="looked_at"), key=lambda notice: notice.id or 0)
    assert [notice.chat_id for notice in told] == [SARA.id, SARA.id]
    heard = [await deciding.told(hub, notice.payload["case_id"], notice.payload["turn"]) for notice in told]
    assert heard == [None, Told("option", "به‌لیمو", "hidden", at.hangout.title)]
    assert all(notice.due_at > hub.now() for notice in told)


async def test_what_was_let_stand_is_settled(hub: Hub) -> None:
    at = await scene(hub)
    number = await wrote(hub, at)
    await report(hub, number)
    await deciding.decide(hub, OWNER.id, (await waiting(hub, at)).id, hide=False)
    assert await stands(hub, at)
    assert (await report(hub, number, BABAK)).settled
    assert await queue.following(hub, OWNER.id, at.hangout.id) is None
    assert await rows(hub.db, Notice, kind="looked_at") == []


async def test_of_two_who_decide_at_once_one_does(hub: Hub) -> None:
    at = await scene(hub)
    await report(hub, await wrote(hub, at))
    case = (await waiting(hub, at)).id
    done = await asyncio.gather(
        deciding.decide(hub, OWNER.id, case, hide=True),
        deciding.decide(hub, KEEPER.id, case, hide=False),
        return_exceptions=True,
    )
    late = [end for end in done if isinstance(end, AlreadyLooked)]
    assert len(late) == 1
    assert done.count(None) == 1
    assert late[0].values["name"] == ("کیوان" if done[0] is late[0] else "مهتاب")
    assert await stands(hub, at) == (done[0] is late[0])


async def test_many_who_report_at_once_are_each_counted_once(hub: Hub) -> None:
    at = await scene(hub)
    number = await wrote(hub, at)
    crowd = [Seen(100 + n, f"همراه {n}", "fa") for n in range(6)]
    for seen in crowd:
        await members.join(hub, seen, at.hangout.slug)
    await asyncio.gather(*(report(hub, number, seen) for seen in crowd for _ in range(2)))
    [case] = await rows(hub.db, Case)
    assert case.reports == len(await rows(hub.db, Report)) == 6
    assert len(await rows(hub.db, Notice, kind="case")) == 2
    assert await stands(hub, at)  # its votes would be lost: staff alone take an option away


async def test_a_day_has_room_for_so_many_reports(hub: Hub, clock: StillClock) -> None:
    at = await scene(hub)
    crowd = [Seen(100 + n, f"همراه {n}", "fa") for n in range(MOST)]
    for place, seen in enumerate(crowd):
        await members.join(hub, seen, at.hangout.slug)
        await own.add(hub, seen.id, at.round_id, f"گزینهٔ {seen.id}")
        await report(hub, at.number(2 + place))
    number = await another(hub, at)
    with pytest.raises(TooManyReports):
        await report(hub, number)
    clock.pass_by(hours=13)  # the next local day
    assert not (await report(hub, number)).again


async def another(hub: Hub, at: Scene) -> int:
    """Room for one more option, and that option."""
    await own.take_away(hub, OWNER.id, at.round_id, 2)
    await own.add(hub, SARA.id, at.round_id, "تازه")
    return at.number(2 + MOST)


async def test_a_link_is_held_until_somebody_lets_it_out(hub: Hub) -> None:
    at = await scene(hub)
    number = await wrote(hub, at, SARA, LINK)
    shown = await rounds.view(hub, at.round_id)
    assert shown is not None
    assert own.waits(shown, LINK)
    assert await rows(hub.db, Notice, kind="own_option") == []
    with pytest.raises(NotFound):
        await report(hub, number)
    case = await waiting(hub, at)
    assert (case.cause, case.shown, case.text) == ("held", False, LINK)
    await deciding.decide(hub, KEEPER.id, case.id, hide=False)
    assert await stands(hub, at)
    [told] = await rows(hub.db, Notice, kind="looked_at")
    assert await deciding.told(hub, case.id, told.payload["turn"]) == Told("option", LINK, "kept", at.hangout.title)
    await deciding.undo(hub, KEEPER.id, case.id)
    assert not await stands(hub, at)
    await deciding.decide(hub, KEEPER.id, case.id, hide=True)
    assert not await stands(hub, at)
