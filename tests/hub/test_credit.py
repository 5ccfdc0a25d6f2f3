"""The credit stick at the counter: what is written, what is refused, and what nobody can do twice; both engines."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from hub.context import Hub
from hub.credit import book as credit_book
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from hub.credit.errors import CreditOff, DebtMoved, NoCredit, NothingOwed, OverLimit, OverPaid
from hub.credit.writing import Written
from hub.errors import BadAmount, HubError, NotAllowed, NotFound, TextEmpty, TextTooLong
from hub.person.people import Seen
from hub.till import desk
from storage.tables import Account, Act, CreditEntry, Notice
from tests.conftest import StillClock
from tests.support.credit import CLERK, MEMBER, OTHER_CLERK, CreditShop, credit_shop_of, owed
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

FRIEND = Seen(7002, "فرهاد", "fa")


@pytest.fixture
async def shop(hub: Hub) -> CreditShop:
    return await credit_shop_of(hub)


async def _charged(shop: CreditShop, amount: int, once: str = "a", **more: str) -> Written:
    return await credit.charge(shop.hub, CLERK.id, shop.member_id, amount, once, **more)


async def test_a_charge_and_a_payment_are_written_and_told(shop: CreditShop, clock: StillClock) -> None:
    began = clock.at
    charged = await _charged(shop, 400, note="  نان \n و پنیر ")
    assert (charged.fresh, charged.waits, charged.account.owed, charged.account.left) == (True, False, 400, 600)
    clock.pass_by(minutes=5)
    paid = await credit.pay(shop.hub, CLERK.id, shop.member_id, 150, "b")
    assert (paid.account.owed, paid.account.since) == (250, began)
    [first, second] = await rows(shop.hub.db, CreditEntry)
    assert (first.kind, first.amount, first.note, first.by_id) == ("charge", 400, "نان و پنیر", CLERK.id)
    assert (second.kind, second.amount, second.note) == ("payment", -150, None)
    assert await owed(shop.hub.db) == {shop.member_id: 250}
    told = await rows(shop.hub.db, Notice, kind="credit_written")
    assert [(notice.chat_id, notice.public) for notice in told] == [(MEMBER.id, False)] * 2


async def test_the_same_tap_writes_once(shop: CreditShop) -> None:
    assert [(await _charged(shop, 400)).fresh for _ in range(3)] == [True, False, False]
    assert (await _charged(shop, 400, "other")).fresh
    paid = [await credit.pay(shop.hub, OTHER_CLERK.id, shop.member_id, 300, "p") for _ in range(3)]
    assert [written.fresh for written in paid] == [True, False, False]
    assert {written.account.owed for written in paid} == {500}
    assert await owed(shop.hub.db) == {shop.member_id: 500}


async def test_nobody_owes_more_than_their_limit(shop: CreditShop) -> None:
    await _charged(shop, 700)
    with pytest.raises(OverLimit) as refused:
        await _charged(shop, 301, "b")
    assert refused.value.values == {"left": 300, "currency": "toman"}
    assert (await _charged(shop, 300, "c")).account.left == 0
    await credit.limit(shop.hub, OWNER.id, shop.member_id, 500)
    with pytest.raises(OverLimit):
        await _charged(shop, 1, "d")
    assert await owed(shop.hub.db) == {shop.member_id: 1000}


async def test_a_member_has_no_credit_before_the_owner_gives_it(shop: CreditShop) -> None:
    friend = await shop.joins(FRIEND)
    with pytest.raises(NoCredit):
        await credit.charge(shop.hub, CLERK.id, friend, 1, "a")
    assert await row(shop.hub.db, Account, member_id=friend) is None
    await credit_shop.usual(shop.hub, OWNER.id, shop.hangout_id, 50)
    assert (await credit.look(shop.hub, CLERK.id, friend)).left == 50
    assert (await credit.charge(shop.hub, CLERK.id, friend, 50, "a")).account.owed == 50
    await credit_shop.usual(shop.hub, OWNER.id, shop.hangout_id, 0)
    assert (await credit.look(shop.hub, CLERK.id, friend)).ceiling == 50


async def test_payments_never_go_below_nothing(shop: CreditShop) -> None:
    with pytest.raises(NothingOwed):
        await credit.pay(shop.hub, CLERK.id, shop.member_id, 1, "a")
    with pytest.raises(NothingOwed):
        await credit.settle(shop.hub, CLERK.id, shop.member_id, 0, "a")
    await _charged(shop, 400)
    with pytest.raises(OverPaid) as refused:
        await credit.pay(shop.hub, CLERK.id, shop.member_id, 401, "b")
    assert refused.value.values == {"owed": 400, "currency": "toman"}
    with pytest.raises(DebtMoved):
        await credit.settle(shop.hub, CLERK.id, shop.member_id, 300, "c")
    done = [await credit.settle(shop.hub, CLERK.id, shop.member_id, 400, "d") for _ in range(2)]
    assert [(one.fresh, one.account.owed, one.account.since) for one in done] == [(True, 0, None), (False, 0, None)]
    assert await owed(shop.hub.db) == {shop.member_id: 0}


async def test_a_debt_is_as_old_as_its_first_charge(shop: CreditShop, clock: StillClock) -> None:
    began = clock.at
    await _charged(shop, 100)
    clock.pass_by(minutes=3)
    assert (await _charged(shop, 100, "b")).account.since == began
    await credit.pay(shop.hub, CLERK.id, shop.member_id, 200, "c")
    clock.pass_by(minutes=3)
    assert (await _charged(shop, 100, "d")).account.since == clock.at


async def test_an_owner_corrects_with_a_reason(shop: CreditShop) -> None:
    await _charged(shop, 400)
    fixed = await credit.correct(shop.hub, OWNER.id, shop.member_id, 1500, "a", seen=400, reason="از دفتر قدیم")
    assert fixed.account.owed == 1500
    with pytest.raises(DebtMoved):
        await credit.correct(shop.hub, OWNER.id, shop.member_id, 0, "b", seen=400, reason="پرداخت شده بود")
    again = await credit.correct(shop.hub, OWNER.id, shop.member_id, 1500, "a", seen=400, reason="از دفتر قدیم")
    assert not again.fresh
    assert (await row(shop.hub.db, CreditEntry)).note == "از دفتر قدیم"
    noted = (await row(shop.hub.db, Act, what="credit_correction")).about
    assert (noted["member"], noted["before"], noted["after"]) == (shop.member_id, 400, 1500)
    for reason, error in ((" ", TextEmpty), ("ب" * 101, TextTooLong)):
        with pytest.raises(error):
            await credit.correct(shop.hub, OWNER.id, shop.member_id, 1, "c", seen=1500, reason=reason)
    assert await owed(shop.hub.db) == {shop.member_id: 1500}


ACTS: list[Callable[[CreditShop, int], Awaitable[object]]] = [
    lambda shop, who: credit.look(shop.hub, who, shop.member_id),
    lambda shop, who: credit.charge(shop.hub, who, shop.member_id, 1, "x"),
    lambda shop, who: credit.pay(shop.hub, who, shop.member_id, 1, "x"),
    lambda shop, who: credit.settle(shop.hub, who, shop.member_id, 1, "x"),
    lambda shop, who: credit_book.statement_for(shop.hub, who, shop.member_id),
]
OWNERS: list[Callable[[CreditShop, int], Awaitable[object]]] = [
    lambda shop, who: credit.limit(shop.hub, who, shop.member_id, 10**6),
    lambda shop, who: credit.correct(shop.hub, who, shop.member_id, 0, "x", seen=10, reason="دلیل"),
    lambda shop, who: credit_shop.remind(shop.hub, who, shop.member_id),
    lambda shop, who: credit_shop.switch(shop.hub, who, shop.hangout_id, on=False),
    lambda shop, who: credit_shop.usual(shop.hub, who, shop.hangout_id, 9),
    lambda shop, who: credit_shop.confirm_above(shop.hub, who, shop.hangout_id, 9),
    lambda shop, who: credit_shop.terms(shop.hub, who, shop.hangout_id),
    lambda shop, who: credit_shop.debts(shop.hub, who, shop.hangout_id),
]


async def test_who_may_do_what(shop: CreditShop, clock: StillClock) -> None:
    await _charged(shop, 10)
    for act in OWNERS:
        for who in (CLERK.id, MEMBER.id, 424242):
            with pytest.raises(NotAllowed):
                await act(shop, who)
    clock.pass_by(minutes=16)  # the card was scanned too long ago
    for act in ACTS:
        for who in (CLERK.id, MEMBER.id, 424242):
            with pytest.raises(NotAllowed):
                await act(shop, who)
    with pytest.raises(NotFound):
        await credit_book.statement(shop.hub, CLERK.id, shop.member_id)
    with pytest.raises(NotFound):
        await credit.charge(shop.hub, OWNER.id, shop.member_id + 1000, 1, "x")
    assert await owed(shop.hub.db) == {shop.member_id: 10}


async def test_an_owner_of_another_hangout_is_a_stranger(shop: CreditShop) -> None:
    stranger = Seen(9200, "بیژن", "fa")
    await opened(shop.hub, channel=-2001, group=-2002, owner=stranger)
    for act in (*ACTS, *OWNERS):
        with pytest.raises(NotAllowed):
            await act(shop, stranger.id)


async def test_nobody_serves_themself(shop: CreditShop) -> None:
    own = await shop.joins(CLERK)
    with pytest.raises(NotAllowed):
        await credit.charge(shop.hub, CLERK.id, own, 1, "x")


@pytest.mark.parametrize("amount", [0, -5, 10**15 + 1])
async def test_absurd_amounts_are_refused(shop: CreditShop, amount: int) -> None:
    for act in (credit.charge, credit.pay):
        with pytest.raises(BadAmount):
            await act(shop.hub, CLERK.id, shop.member_id, amount, "x")


async def test_off_means_no_new_charges_and_payments_go_on(shop: CreditShop) -> None:
    await _charged(shop, 400)
    for _ in range(2):
        await credit_shop.switch(shop.hub, OWNER.id, shop.hangout_id, on=False)
    with pytest.raises(CreditOff):
        await _charged(shop, 1, "b")
    assert (await credit.pay(shop.hub, CLERK.id, shop.member_id, 100, "c")).account.owed == 300
    assert [view.owed for view in await credit_book.mine(shop.hub, MEMBER.id)] == [300]
    assert (await desk.guest(shop.hub, CLERK.id, shop.member_id)).credit
    assert not (await desk.guest(shop.hub, CLERK.id, await shop.joins(FRIEND))).credit
    noted = [act.what for act in await rows(shop.hub.db, Act)]
    assert noted == ["credit_on", "credit_confirm", "credit_member_limit", "credit_off"]


async def test_two_clerks_and_the_last_of_the_limit(shop: CreditShop) -> None:
    """Whoever comes first has it; the other is told what is left."""
    tries = [credit.charge(shop.hub, clerk.id, shop.member_id, 600, clerk.name) for clerk in (CLERK, OTHER_CLERK) * 5]
    ends = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(end, Written) and end.fresh for end in ends) == 1
    assert sum(isinstance(end, OverLimit) for end in ends) == 5
    assert await owed(shop.hub.db) == {shop.member_id: 600}


async def test_fifty_equal_payments_at_once_act_once(shop: CreditShop) -> None:
    await _charged(shop, 1000)
    paid = await asyncio.gather(*(credit.pay(shop.hub, CLERK.id, shop.member_id, 10, "same") for _ in range(50)))
    assert sum(one.fresh for one in paid) == 1
    assert {one.account.owed for one in paid} == {990}
    assert await owed(shop.hub.db) == {shop.member_id: 990}


async def test_the_first_charges_of_a_new_account_at_once(shop: CreditShop) -> None:
    friend = await shop.joins(FRIEND)
    await credit_shop.usual(shop.hub, OWNER.id, shop.hangout_id, 100)
    tries = [credit.charge(shop.hub, CLERK.id, friend, 30, str(n)) for n in range(8)]
    ends = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(end, Written) for end in ends) == 3
    assert {type(end) for end in ends} == {Written, OverLimit}
    assert (await owed(shop.hub.db))[friend] == 90


async def test_a_statement_shows_what_was_owed_after_each_entry(shop: CreditShop, clock: StillClock) -> None:
    amounts = [100, 200, -50, 300, -250, 40, 60, -400]
    for n, amount in enumerate(amounts):
        act = credit.charge if amount > 0 else credit.pay
        await act(shop.hub, CLERK.id, shop.member_id, abs(amount), str(n))
        clock.pass_by(minutes=1)
    whole = []
    for page in range(2):
        mine = await credit_book.statement(shop.hub, MEMBER.id, shop.member_id, page)
        assert (mine.page, mine.last) == (page, 1)
        assert mine == await credit_book.statement_for(shop.hub, CLERK.id, shop.member_id, page)
        whole += mine.lines
    assert [line.amount for line in whole] == amounts[::-1]
    assert [line.owed for line in whole] == [sum(amounts[: n + 1]) for n in range(len(amounts))][::-1]
    assert {line.by for line in whole} == {CLERK.name}
    assert (await credit_book.statement(shop.hub, MEMBER.id, shop.member_id, 99)).page == 1
    entry = (await rows(shop.hub.db, CreditEntry))[2]
    told, account = await credit_book.line(shop.hub, entry.id)
    assert (told.amount, told.owed, account.owed) == (-50, 250, 0)


async def test_who_owes_what_the_oldest_first(shop: CreditShop, clock: StillClock) -> None:
    await credit_shop.usual(shop.hub, OWNER.id, shop.hangout_id, 1000)
    for n in range(10):
        member = await shop.joins(Seen(7100 + n, f"همراه {n}", "fa"))
        await credit.charge(shop.hub, OWNER.id, member, 100 + n, "a")
        clock.pass_by(days=1)
    await credit.settle(shop.hub, OWNER.id, member, 109, "b")
    first, second = [await credit_shop.debts(shop.hub, OWNER.id, shop.hangout_id, page) for page in (0, 7)]
    assert [debt.owed for debt in (*first.debts, *second.debts)] == list(range(100, 109))
    assert (first.people, first.owed, first.last, second.page) == (9, sum(range(100, 109)), 1, 1)
    assert first.debts[0].since == clock.at - timedelta(days=10)
    assert await credit_shop.terms(shop.hub, OWNER.id, shop.hangout_id) == credit_shop.Terms(
        True, "toman", 1000, 10**12, first.owed, 9
    )


async def test_who_has_no_credit_has_no_account_to_see(shop: CreditShop) -> None:
    await shop.joins(FRIEND)
    assert await credit_book.mine(shop.hub, FRIEND.id) == []
    assert await credit_book.mine(shop.hub, 424242) == []
    assert [view.ceiling for view in await credit_book.mine(shop.hub, MEMBER.id)] == [1000]


async def test_a_refused_act_leaves_no_trace(shop: CreditShop) -> None:
    tries: list[Awaitable[object]] = [
        _charged(shop, 5000),
        credit.pay(shop.hub, CLERK.id, shop.member_id, 5, "x"),
        credit.charge(shop.hub, CLERK.id, shop.member_id, 5, "x", "ب" * 101),
    ]
    for attempt in tries:
        with pytest.raises(HubError):
            await attempt
    assert await rows(shop.hub.db, CreditEntry) == []
    assert await rows(shop.hub.db, Notice) == []
