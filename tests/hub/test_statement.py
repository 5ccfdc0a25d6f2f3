"""A member's statement: pages that hold together, whoever looks; on both engines."""

from typing import Any

import pytest

from hub.context import Hub
from hub.errors import NotAllowed, NotFound
from hub.hangout.hangouts import HangoutView
from hub.stick import statement
from hub.stick.rules import Cut
from hub.stick.statement import PAGE, Deed, Page
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.members import cut, joined, scanned, staff

MINA = 42


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


@pytest.fixture
async def mina(hub: Hub, hangout: HangoutView) -> int:
    return await joined(hub, hangout, MINA, "مینا")


async def _cut(hub: Hub, member_id: int, count: int, clock: StillClock) -> None:
    for n in range(count):
        await cut(hub, member_id, Cut("vote", 1 + n % 3, f"vote:{n}"))
        clock.pass_by(hours=5)


async def _walk(hub: Hub, hangout: HangoutView) -> list[Page]:
    pages = [await statement.mine(hub, MINA, hangout.id)]
    while pages[-1].older is not None:
        pages.append(await statement.mine(hub, MINA, hangout.id, pages[-1].older))
    return pages


async def test_a_new_member_has_an_empty_page(hub: Hub, hangout: HangoutView, mina: int) -> None:
    page = await statement.mine(hub, MINA, hangout.id)
    assert (page.lines, page.newer, page.older, page.balance, page.member_id) == ((), None, None, 0, mina)


@pytest.mark.parametrize("count", [1, PAGE, PAGE + 1, 3 * PAGE - 1])
async def test_the_pages_hold_every_entry_once_with_its_balance(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock, count: int
) -> None:
    other = await joined(hub, hangout, 43, "رضا")
    await cut(hub, other, Cut("gift", 50, "gift:x"))
    await _cut(hub, mina, count, clock)
    pages = await _walk(hub, hangout)
    lines = [line for page in pages for line in page.lines]
    assert [line.notches for line in lines] == [1 + n % 3 for n in reversed(range(count))]
    assert [line.balance for line in lines] == [sum(x.notches for x in lines[place:]) for place in range(count)]
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
    assert {len(page.lines) for page in pages[:-1]} <= {PAGE}
    assert len(pages) == -(-count // PAGE)


async def test_the_way_back_leads_over_the_same_pages(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    await _cut(hub, mina, 2 * PAGE + 4, clock)
    pages = await _walk(hub, hangout)
    back = pages[-1]
    for expected in reversed(pages[:-1]):
        assert back.newer is not None
        back = await statement.mine(hub, MINA, hangout.id, back.newer)
        assert back == expected
    assert back.newer is None


async def test_an_older_page_stays_the_same_when_entries_come(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock
) -> None:
    await _cut(hub, mina, 15, clock)
    older = (await statement.mine(hub, MINA, hangout.id)).older
    assert older is not None
    before = await statement.mine(hub, MINA, hangout.id, older)
    await cut(hub, mina, Cut("gift", 5, "gift:later"))
    assert (await statement.mine(hub, MINA, hangout.id, older)).lines == before.lines


@pytest.mark.parametrize("first", [-5, 999, 2**62])
async def test_a_place_that_is_not_there_is_the_newest_page(
    hub: Hub, hangout: HangoutView, mina: int, clock: StillClock, first: int
) -> None:
    await _cut(hub, mina, 3, clock)
    assert await statement.mine(hub, MINA, hangout.id, first) == await statement.mine(hub, MINA, hangout.id)


async def test_what_was_taken_back_says_so_on_both_sides(hub: Hub, hangout: HangoutView, mina: int) -> None:
    given = await cut(hub, mina, Cut("gift", 4, "gift:1", OWNER.id, note="تولد"))
    await cut(hub, mina, Cut("claim", -2, "claim:1:0", note="چای"))
    back = Cut("correction", -4, f"correction:{given.entry_id}", OWNER.id, given.entry_id, "دوبار شد")
    await cut(hub, mina, back)
    correction, claim, gift = (await statement.mine(hub, MINA, hangout.id)).lines
    assert correction.takes_back == Deed("gift", "تولد")
    assert (correction.taken_back, correction.open_to_correction, correction.balance) == (False, True, -2)
    assert (claim.open_to_correction, claim.taken_back) == (False, False)
    assert (gift.taken_back, gift.open_to_correction) == (True, False)


async def test_who_may_look(hub: Hub, hangout: HangoutView, mina: int, clock: StillClock) -> None:
    other = await opened(hub, channel=-2001, group=None, owner=OWNER.__class__(9002, "سارا", "fa"))
    clerk = await staff(hub, hangout, 77, "علی")
    await _cut(hub, mina, 2, clock)
    refused: list[tuple[Any, type[Exception]]] = [
        (statement.mine(hub, MINA, other.id), NotFound),
        (statement.mine(hub, 555, hangout.id), NotFound),
        (statement.mine(hub, MINA, 10**9), NotFound),
        (statement.of_guest(hub, clerk, mina), NotAllowed),
        (statement.of_guest(hub, 9002, mina), NotAllowed),
        (statement.of_guest(hub, MINA, mina), NotAllowed),
        (statement.of_guest(hub, OWNER.id, 10**9), NotFound),
    ]
    for attempt, error in refused:
        with pytest.raises(error):
            await attempt
    assert len((await statement.of_guest(hub, OWNER.id, mina)).lines) == 2
    await scanned(hub, mina, clerk)
    assert len((await statement.of_guest(hub, clerk, mina)).lines) == 2
