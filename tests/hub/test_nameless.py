"""Things of which nobody learns who wrote them, looked after by staff who learn it neither; on both engines."""

import pytest

from hub import history
from hub.context import Hub
from hub.guide import dilemmas
from hub.hangout.hangouts import HangoutView
from hub.watch import REPORTABLE, deciding, mutes, queue, reports
from hub.watch.errors import Muted, NotWatcher
from hub.watch.queue import CaseView
from storage.tables import Act, Line, Mute
from tests.conftest import StillClock
from tests.support.hangouts import OWNER
from tests.support.needs import DARA, NAMES, NIMA, SARA, asked, scene, told
from tests.support.store import row, rows


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    """Sara asks for tea and for help with a choice, Dara has answered her."""
    place = await scene(hub)
    need = await asked(hub, place)
    await told(hub, need.id, DARA, "در کوچهٔ بالا دیدم.")
    await dilemmas.ask(hub, SARA, place.hangout.id, ["کدام؟", "شمع", "گلدان"], once="1")
    return place.hangout


async def case(hub: Hub, hangout: HangoutView, kind: str, by: int = NIMA) -> CaseView:
    """The one thing of the kind, reported; as the owner meets it."""
    number = (await row(hub.db, Line)).id if kind == "answer" else 1
    await reports.report(hub, by, kind, number, "rude")
    found = await queue.following(hub, OWNER.id, hangout.id)
    assert found
    return found


def test_which_kinds_are_nameless() -> None:
    assert {kind for kind, one in REPORTABLE.items() if one.nameless} == {"answer", "choice", "need", "word"}


@pytest.mark.parametrize(("kind", "by"), [("need", NIMA), ("answer", SARA), ("choice", NIMA)])
async def test_no_name_on_its_way_through_the_queue(hub: Hub, hangout: HangoutView, kind: str, by: int) -> None:
    seen = await case(hub, hangout, kind, by)
    assert (seen.kind, seen.name, seen.apart) == (kind, "", seen.id)
    assert seen.author
    await deciding.decide(hub, OWNER.id, seen.id, hide=True)
    await deciding.undo(hub, OWNER.id, seen.id)
    await deciding.decide(hub, OWNER.id, seen.id, hide=True)
    await mutes.mute(hub, OWNER.id, seen.author, 7, seen.apart)
    [listed] = (await mutes.muted(hub, OWNER.id, hangout.id)).members
    assert (listed.kind, listed.name, listed.member_id) == (kind, "", 0)
    await mutes.unmute_for(hub, OWNER.id, seen.id)
    noted = (await history.read(hub, OWNER.id, hangout.id)).acts[:5]
    assert {act.what for act in noted} == {"thing_hidden", "decision_undone", "member_muted", "member_unmuted"}
    assert all(act.about["kind"] == kind and not {"member", "name"} & act.about.keys() for act in noted)
    views = [seen, *(await queue.overview(hub, OWNER.id, hangout.id)).decided, *noted]
    assert not [name for name in NAMES.values() if name in str(views)]


async def test_two_times_of_one_author_do_not_tell_of_each_other(
    hub: Hub, hangout: HangoutView, clock: StillClock
) -> None:
    """Muted by name for a month, they seem free on a nameless card; muted there, by name they are as before."""
    seen = await case(hub, hangout, "need")
    sara = seen.author or 0
    month = await mutes.mute(hub, OWNER.id, sara, 30)
    assert (await queue.one(hub, OWNER.id, seen.id)).muted_until is None
    week = await mutes.mute(hub, OWNER.id, sara, 7, seen.apart)
    assert week < month
    assert (await queue.one(hub, OWNER.id, seen.id)).muted_until == week
    listed = (await mutes.muted(hub, OWNER.id, hangout.id)).members
    assert [(one.name, one.until, one.kind) for one in listed] == [("", week, "need"), (NAMES[SARA], month, None)]
    await mutes.unmute(hub, OWNER.id, hangout.id, sara)
    async with hub.db.read() as session:
        with pytest.raises(Muted) as refused:
            await mutes.may_write(session, hub, hangout.id, sara)
        assert refused.value.values["until"] == week
        clock.pass_by(days=7)
        await mutes.may_write(session, hub, hangout.id, sara)


async def test_only_staff_let_a_nameless_author_write_again(hub: Hub, hangout: HangoutView) -> None:
    seen = await case(hub, hangout, "need")
    await mutes.mute(hub, OWNER.id, seen.author or 0, 7, seen.apart)
    with pytest.raises(NotWatcher):
        await mutes.unmute_for(hub, DARA, seen.id)
    assert len(await rows(hub.db, Mute)) == 1
    for _ in range(2):
        await mutes.unmute_for(hub, OWNER.id, seen.id)
    assert await rows(hub.db, Mute) == []
    assert len(await rows(hub.db, Act, what="member_unmuted")) == 1
