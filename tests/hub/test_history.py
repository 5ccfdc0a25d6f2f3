"""The history of a hangout: paged, the newest first, with the names of today."""

import pytest

from hub import history
from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.history import PAGE
from hub.person.people import Seen, meet
from hub.stick.members import join
from storage import hangouts
from storage.tables import Person
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened

SARA = Seen(81, "سارا", "fa")


async def _acts(hub: Hub, clock: StillClock, hangout: HangoutView, count: int) -> None:
    for number in range(count):
        async with hub.db.begin() as session:
            history.note(session, hub, hangout.id, OWNER.id, "rule_switched", rule="vote", on=True, number=number)
        clock.pass_by(minutes=1)


async def test_a_new_hangout_has_one_empty_page(hub: Hub) -> None:
    hangout = await opened(hub)
    read = await history.read(hub, OWNER.id, hangout.id, 5)
    assert (read.acts, read.page, read.last) == ((), 0, 0)


async def test_pages_hold_everything_once(hub: Hub, clock: StillClock) -> None:
    hangout, other = await opened(hub), await opened(hub, channel=-2001, group=None)
    await _acts(hub, clock, hangout, 2 * PAGE + 1)
    await _acts(hub, clock, other, 3)
    pages = [await history.read(hub, OWNER.id, hangout.id, page) for page in range(3)]
    assert [act.about["number"] for page in pages for act in page.acts] == list(reversed(range(2 * PAGE + 1)))
    assert {page.last for page in pages} == {2}
    times = [act.at for page in pages for act in page.acts]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(("asked", "shown"), [(-4, 0), (0, 0), (1, 1), (2, 1), (2**62, 1)])
async def test_a_page_that_is_not_there_is_the_nearest(hub: Hub, clock: StillClock, asked: int, shown: int) -> None:
    hangout = await opened(hub)
    await _acts(hub, clock, hangout, PAGE + 1)
    assert (await history.read(hub, OWNER.id, hangout.id, asked)).page == shown


async def test_people_are_called_what_they_are_called_now(hub: Hub) -> None:
    hangout = await opened(hub)
    await join(hub, SARA, hangout.slug)
    async with hub.db.begin() as session:
        member = await hangouts.member(session, hangout.id, SARA.id)
        assert member
        history.note(session, hub, hangout.id, OWNER.id, "staff_removed", person=SARA.id, role="clerk")
        history.note(session, hub, hangout.id, SARA.id, "staff_removed", member=member.id, role="clerk")
    await meet(hub, Seen(SARA.id, "سارا ب", "fa"))
    newer, older = (await history.read(hub, OWNER.id, hangout.id)).acts
    assert (older.by, older.about["name"], newer.by, newer.about["name"]) == (OWNER.name, "سارا ب", "سارا ب", "سارا ب")
    async with hub.db.begin() as session:
        (await session.get_one(Person, SARA.id)).name = ""
    newer, older = (await history.read(hub, OWNER.id, hangout.id)).acts
    assert (older.by, older.about["name"], newer.by) == (OWNER.name, "", "")
