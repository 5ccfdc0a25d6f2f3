"""Charges that wait for the member's word; both engines."""

import asyncio
from datetime import timedelta

import pytest

from hub import clockwork
from hub.context import Hub
from hub.credit import charges
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from hub.credit.charges import Answered
from hub.credit.errors import CreditOff, OverLimit
from hub.errors import NotFound
from storage.tables import Charge, CreditEntry, Notice
from tests.conftest import StillClock
from tests.support.credit import CLERK, MEMBER, OTHER_CLERK, CreditShop, credit_shop_of, owed
from tests.support.hangouts import OWNER
from tests.support.store import row, rows


@pytest.fixture
async def shop(hub: Hub) -> CreditShop:
    return await credit_shop_of(hub, confirm_above=100)


async def _waiting(shop: CreditShop, amount: int = 400, once: str = "a") -> int:
    written = await credit.charge(shop.hub, CLERK.id, shop.member_id, amount, once, "برنج")
    assert written.waits
    return (await row(shop.hub.db, Charge, once_key=f"{shop.member_id}:charge:{once}")).id or 0


async def _answer(shop: CreditShop, charge_id: int, *, yes: bool = True) -> Answered:
    return await charges.answer(shop.hub, MEMBER.id, charge_id, yes=yes)


async def _told(shop: CreditShop) -> list[tuple[str, int]]:
    """Who was told of the charge, and how often."""
    notices = await rows(shop.hub.db, Notice, public=False)
    return [(notice.kind, notice.chat_id) for notice in notices]


async def test_only_above_the_threshold(shop: CreditShop) -> None:
    at_once = await credit.charge(shop.hub, CLERK.id, shop.member_id, 100, "small")
    assert not at_once.waits
    written = await credit.charge(shop.hub, CLERK.id, shop.member_id, 101, "big", "برنج")
    assert (written.waits, written.fresh, written.account.owed, written.account.left) == (True, True, 100, 799)
    assert await owed(shop.hub.db) == {shop.member_id: 100}
    again = await credit.charge(shop.hub, CLERK.id, shop.member_id, 101, "big", "برنج")
    assert (again.waits, again.fresh) == (True, False)
    assert len(await rows(shop.hub.db, Charge)) == 1
    assert await _told(shop) == [("credit_written", MEMBER.id), ("charge_waits", MEMBER.id)]


async def test_confirmed_once_in_the_name_of_who_charged(shop: CreditShop, clock: StillClock) -> None:
    number = await _waiting(shop)
    clock.pass_by(hours=2)
    ends = [await _answer(shop, number), await _answer(shop, number), await _answer(shop, number, yes=False)]
    assert [(end.fresh, end.charge.state) for end in ends] == [(True, "confirmed")] + [(False, "confirmed")] * 2
    entry = await row(shop.hub.db, CreditEntry)
    assert (entry.amount, entry.by_id, entry.note, entry.at) == (400, CLERK.id, "برنج", clock.at)
    assert await owed(shop.hub.db) == {shop.member_id: 400}
    assert await _told(shop) == [("charge_waits", MEMBER.id), ("charge_answered", CLERK.id)]
    await shop.joins(MEMBER)  # scanned again
    after = await credit.charge(shop.hub, CLERK.id, shop.member_id, 400, "a", "برنج")
    assert (after.waits, after.fresh, after.account.owed) == (False, False, 400)


async def test_refused_once(shop: CreditShop) -> None:
    number = await _waiting(shop)
    ends = [await _answer(shop, number, yes=False), await _answer(shop, number)]
    assert [(end.fresh, end.charge.state) for end in ends] == [(True, "refused"), (False, "refused")]
    assert await owed(shop.hub.db) == {shop.member_id: 0}
    assert await _told(shop) == [("charge_waits", MEMBER.id), ("charge_answered", CLERK.id)]


async def test_a_day_later_it_has_lapsed(shop: CreditShop, clock: StillClock) -> None:
    number = await _waiting(shop)
    assert await clockwork.next_moment(shop.hub) <= clock.at + timedelta(days=1)  # type: ignore[operator]
    clock.pass_by(days=1, seconds=-1)
    assert not await charges.lapse(shop.hub, number)
    clock.pass_by(seconds=1)
    assert await clockwork.run_due(shop.hub) >= 1
    assert (await charges.view(shop.hub, number)).state == "lapsed"
    end = await _answer(shop, number)
    assert (end.fresh, end.charge.state) == (False, "lapsed")
    assert await _told(shop) == [("charge_waits", MEMBER.id), ("charge_answered", CLERK.id)]
    assert await owed(shop.hub.db) == {shop.member_id: 0}


async def test_a_late_word_lapses_it_before_the_clock_does(shop: CreditShop, clock: StillClock) -> None:
    number = await _waiting(shop)
    clock.pass_by(days=1)
    end = await _answer(shop, number)
    assert (end.fresh, end.charge.state) == (False, "lapsed")
    assert not await charges.lapse(shop.hub, number)
    assert await _told(shop) == [("charge_waits", MEMBER.id), ("charge_answered", CLERK.id)]


async def test_what_waits_counts_against_the_limit(shop: CreditShop, clock: StillClock) -> None:
    await _waiting(shop, 600)
    with pytest.raises(OverLimit) as refused:
        await credit.charge(shop.hub, OTHER_CLERK.id, shop.member_id, 401, "b")
    assert refused.value.values["left"] == 400
    clock.pass_by(days=1)
    await shop.joins(MEMBER)
    assert (await credit.charge(shop.hub, CLERK.id, shop.member_id, 1000, "c")).waits


async def test_the_shop_may_change_its_mind(shop: CreditShop) -> None:
    number = await _waiting(shop)
    await credit.limit(shop.hub, OWNER.id, shop.member_id, 300)
    with pytest.raises(OverLimit):
        await _answer(shop, number)
    await credit.limit(shop.hub, OWNER.id, shop.member_id, 1000)
    await credit_shop.switch(shop.hub, OWNER.id, shop.hangout_id, on=False)
    with pytest.raises(CreditOff):
        await _answer(shop, number)
    assert (await _answer(shop, number, yes=False)).charge.state == "refused"


async def test_nobody_answers_for_another(shop: CreditShop) -> None:
    number = await _waiting(shop)
    for who, what in ((CLERK.id, number), (OWNER.id, number), (MEMBER.id, number + 1), (424242, number)):
        with pytest.raises(NotFound):
            await charges.answer(shop.hub, who, what, yes=True)
    assert await owed(shop.hub.db) == {shop.member_id: 0}


async def test_confirmed_and_refused_at_once_is_one_of_the_two(shop: CreditShop) -> None:
    number = await _waiting(shop)
    ends = await asyncio.gather(*(_answer(shop, number, yes=bool(n % 2)) for n in range(20)))
    assert sum(end.fresh for end in ends) == 1
    [state] = {end.charge.state for end in ends}
    assert await owed(shop.hub.db) == {shop.member_id: 400 if state == "confirmed" else 0}
    assert await _told(shop) == [("charge_waits", MEMBER.id), ("charge_answered", CLERK.id)]


async def test_a_word_and_the_clock_at_once(shop: CreditShop, clock: StillClock) -> None:
    """Some answer a moment before the end, the clock ends it: whatever wins, it is told once and adds up."""
    number = await _waiting(shop)
    early = [_answer(shop, number) for _ in range(4)]
    first = asyncio.create_task(early[0])
    await asyncio.sleep(0)
    clock.pass_by(days=1)
    ends = await asyncio.gather(first, *early[1:], *(charges.lapse(shop.hub, number) for _ in range(4)))
    answered = [end for end in ends if isinstance(end, Answered)]
    state = (await charges.view(shop.hub, number)).state
    assert sum(end.fresh for end in answered) == (state == "confirmed")
    assert state in ("confirmed", "lapsed")
    assert await owed(shop.hub.db) == {shop.member_id: 400 if state == "confirmed" else 0}
    assert await _told(shop) == [("charge_waits", MEMBER.id), ("charge_answered", CLERK.id)]


async def test_many_wait_and_all_are_confirmed_at_once(shop: CreditShop) -> None:
    numbers = [await _waiting(shop, 200, str(n)) for n in range(5)]
    await asyncio.gather(*(_answer(shop, number) for number in numbers * 3))
    assert await owed(shop.hub.db) == {shop.member_id: 1000}
