"""The counter: who may open which card, purchases that act once, and codes that can not be guessed."""

import asyncio

import pytest

from hub.context import Hub
from hub.errors import NotAllowed, NotFound
from hub.person.people import Seen, set_reach
from hub.stick.errors import NoNotch, RuleOff, TooManyNotches
from hub.till import counter, cutting, desk, tickets
from hub.till.cutting import Cutting, buy
from hub.till.errors import CardUsed, NoSuchCode, NotAtHand, OwnCard, StaffOnly, StaleCard
from storage.tables import Entry, Notice, Ticket
from tests.conftest import StillClock
from tests.support.counter import (
    CLERK,
    OTHER_CLERK,
    SARA,
    carded,
    hire,
    join,
    rule,
    set_hangout,
    visit,
    wrong_code,
)
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

RIAL = 1_000_000  # a step of 100,000 toman


async def test_a_visit_cuts_by_the_rule_and_tells_the_member(hub: Hub) -> None:
    shop = await opened(hub)
    member = await join(hub, shop)
    await hire(hub, shop, CLERK)
    await rule(hub, shop, notches=2)
    done = await visit(hub, shop)
    assert (done.notches, done.due, done.fresh, done.guest.balance, done.guest.name) == (2, 2, True, 2, SARA.name)
    entry = await row(hub.db, Entry, member_id=member)
    assert (entry.rule, entry.by_id, entry.once_key.split(":")[0]) == ("purchase", CLERK.id, "purchase")
    told = await row(hub.db, Notice, kind="cut", chat_id=SARA.id)
    assert told.payload["notches"] == 2
    assert (await row(hub.db, Ticket, member_id=member)).used_by == CLERK.id


async def test_who_never_opened_the_private_chat_is_not_written_to(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    await set_reach(hub, SARA.id, reachable=False)
    assert (await visit(hub, shop)).notches == 1
    assert await row(hub.db, Notice, kind="cut") is None


async def test_money_is_cut_by_whole_steps(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    await rule(hub, shop, notches=2, step=RIAL)
    there = await carded(hub, shop)
    for amount, refused in ((None, NoNotch), (RIAL - 1, NoNotch), (501 * RIAL, TooManyNotches)):
        with pytest.raises(refused):
            await buy(hub, CLERK.id, there.member_id, there.token, amount=amount)
    tapped = await cutting.quote(hub, CLERK.id, there.member_id, 3 * RIAL)
    typed = await cutting.quote(hub, CLERK.id, there.member_id, "۳۰۰ هزار تومان")
    assert tapped == typed == cutting.Quote(3 * RIAL, "toman", 6)
    done = await buy(hub, CLERK.id, there.member_id, there.token, amount=3 * RIAL + 5)
    assert (done.notches, (await row(hub.db, Entry)).note) == (6, f"{3 * RIAL + 5} toman")


async def test_the_last_amounts_are_offered_first(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    await rule(hub, shop, step=RIAL)
    for amount in (RIAL, 7 * RIAL, 4 * RIAL):
        there = await carded(hub, shop)
        await buy(hub, CLERK.id, there.member_id, there.token, amount=amount)
    there = await carded(hub, shop)
    offer = await cutting.offer(hub, CLERK.id, there.member_id)
    assert offer
    assert (offer.visit, offer.amounts[:3]) == (there.token, (4 * RIAL, 7 * RIAL, RIAL))
    assert cutting.presets(RIAL, ()) == (RIAL, 2 * RIAL, 3 * RIAL, 5 * RIAL, 10 * RIAL)
    await rule(hub, shop, active=False)
    assert await cutting.offer(hub, CLERK.id, there.member_id) is None
    with pytest.raises(RuleOff):
        await buy(hub, CLERK.id, there.member_id, there.token)


async def test_a_ceiling_shortens_and_says_so(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    await rule(hub, shop, notches=4)
    await set_hangout(hub, shop, day_ceiling=5)
    cut = [await visit(hub, shop) for _ in range(3)]
    assert [(c.notches, c.due) for c in cut] == [(4, 4), (1, 4), (0, 4)]
    assert [n.payload["notches"] for n in await rows(hub.db, Notice, kind="cut")] == [4, 1, 0]


async def test_a_stick_that_becomes_full_is_told_of(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    await rule(hub, shop, notches=9)
    assert [(await visit(hub, shop)).filled for _ in range(3)] == [False, True, True]


async def test_one_card_is_one_purchase(hub: Hub) -> None:
    """The same person's second tap is the same purchase; somebody else hears who served and when."""
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    await hire(hub, shop, OTHER_CLERK)
    there = await carded(hub, shop)
    await counter.scan(hub, OTHER_CLERK.id, there.token)
    first = await buy(hub, CLERK.id, there.member_id, there.token)
    again = await buy(hub, CLERK.id, there.member_id, there.token)
    assert (first.fresh, again.fresh, again.notches, again.guest.balance) == (True, False, 1, 1)
    for act in (
        buy(hub, OTHER_CLERK.id, there.member_id, there.token),
        counter.scan(hub, OTHER_CLERK.id, there.token),
        counter.scan(hub, CLERK.id, there.token),
    ):
        with pytest.raises(CardUsed) as refused:
            await act
        assert (refused.value.values["name"], refused.value.values["at"]) == (CLERK.name, hub.now())
    assert [entry.notches for entry in await rows(hub.db, Entry)] == [1]


async def test_fifty_clerks_at_once_serve_one_card_once(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    clerks = [Seen(9400 + n, f"clerk {n}", "en") for n in range(50)]
    for clerk in clerks:
        await hire(hub, shop, clerk)
    card = await tickets.card(hub, SARA.id, shop.id)
    open_ = [await counter.scan(hub, clerk.id, card.ticket.token) for clerk in clerks]
    acts = [buy(hub, clerk.id, open_[0].member_id, card.ticket.token) for clerk in clerks]
    done = await asyncio.gather(*acts, return_exceptions=True)
    assert [type(one) for one in done].count(Cutting) == 1
    refused = [one for one in done if isinstance(one, CardUsed)]
    served_by = next(clerk.name for clerk, one in zip(clerks, done, strict=True) if isinstance(one, Cutting))
    assert len(refused) == 49
    assert {one.values["name"] for one in refused} == {served_by}
    assert len(await rows(hub.db, Entry)) == 1
    assert len(await rows(hub.db, Notice, kind="cut")) == 1


async def test_a_hundred_taps_of_one_clerk_are_one_purchase(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    there = await carded(hub, shop)
    done = await asyncio.gather(*(buy(hub, CLERK.id, there.member_id, there.token) for _ in range(100)))
    assert [one.fresh for one in done].count(True) == 1
    assert {one.guest.balance for one in done} == {1}


async def test_time_runs_out_for_a_card_and_for_who_scanned_it(hub: Hub, clock: StillClock) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    await hire(hub, shop, OTHER_CLERK)
    there = await carded(hub, shop)
    clock.pass_by(minutes=5)
    with pytest.raises(StaleCard):
        await counter.scan(hub, OTHER_CLERK.id, there.token)
    assert await counter.scan(hub, CLERK.id, there.token), "who opened it in time may look again"
    clock.pass_by(minutes=15, seconds=1)
    with pytest.raises(NotAtHand):
        await buy(hub, CLERK.id, there.member_id, there.token)
    assert await rows(hub.db, Entry) == []


async def test_nobody_serves_themself(hub: Hub) -> None:
    shop = await opened(hub)
    await hire(hub, shop, CLERK)
    mine = await join(hub, shop, CLERK)
    card = await tickets.card(hub, CLERK.id, shop.id)
    for act in (
        counter.scan(hub, CLERK.id, card.ticket.token),
        counter.typed(hub, CLERK.id, card.ticket.code),
        buy(hub, CLERK.id, mine, card.ticket.token),
        desk.guest(hub, CLERK.id, mine),
        cutting.by_reply(hub, CLERK.id, shop.id, CLERK, "g1:1", amount=None, visits=1),
    ):
        with pytest.raises(OwnCard):
            await act
    assert await rows(hub.db, Entry) == []


async def test_the_staff_of_another_hangout_get_the_answer_of_a_wrong_code(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    other = await opened(hub, channel=-2001, group=-2002, owner=Seen(9002, "Nora", "en"))
    await hire(hub, other, CLERK)
    card = await tickets.card(hub, SARA.id, shop.id)
    for act in (
        counter.scan(hub, CLERK.id, card.ticket.token),
        counter.scan(hub, CLERK.id, "made-up-token-xx"),
        counter.typed(hub, CLERK.id, card.ticket.code),
        counter.typed(hub, CLERK.id, wrong_code(card.ticket.code)),
    ):
        with pytest.raises(NoSuchCode) as refused:
            await act
        assert refused.value.values == {"wait": 0}
    with pytest.raises(NotAllowed):
        await buy(hub, CLERK.id, (await row(hub.db, Ticket)).member_id, card.ticket.token)


async def test_who_is_nobodys_staff_opens_nothing(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    stranger = Seen(9500, "رهگذر", "fa")
    card = await tickets.card(hub, SARA.id, shop.id)
    for act in (
        counter.scan(hub, stranger.id, card.ticket.token),
        counter.scan(hub, stranger.id, "made-up-token-xx"),
        counter.typed(hub, stranger.id, card.ticket.code),
    ):
        with pytest.raises(StaffOnly):
            await act
    with pytest.raises(OwnCard):
        await counter.scan(hub, SARA.id, card.ticket.token)
    assert (await row(hub.db, Ticket)).opened_by is None


async def test_a_made_up_purchase_is_refused(hub: Hub) -> None:
    """A clerk without a card, with a card nobody opened, with one of another member, with a reward's ticket."""
    shop = await opened(hub)
    member = await join(hub, shop)
    other = await join(hub, shop, Seen(9201, "نیما", "fa"))
    await hire(hub, shop, CLERK)
    await carded(hub, shop)
    with pytest.raises(StaleCard):
        await buy(hub, CLERK.id, member, "made-up-token-xx")
    unopened = await tickets.card(hub, SARA.id, shop.id, anew=True)
    with pytest.raises(NotFound):
        await buy(hub, CLERK.id, member, unopened.ticket.token)
    with pytest.raises(NotAtHand):
        await buy(hub, CLERK.id, other, unopened.ticket.token)
    assert await rows(hub.db, Entry) == []


async def test_an_owner_sells_without_a_card_once_for_each_screen(hub: Hub) -> None:
    shop = await opened(hub)
    member = await join(hub, shop)
    offer = await cutting.offer(hub, OWNER.id, member)
    assert offer
    assert offer.visit
    await asyncio.gather(*(buy(hub, OWNER.id, member, offer.visit) for _ in range(3)))
    await buy(hub, OWNER.id, member, "another-visit", visits=3)
    assert [entry.notches for entry in await rows(hub.db, Entry)] == [1, 3]
    done = await buy(hub, OWNER.id, member, "many", visits=10**9)
    assert done.notches == cutting.MOST_VISITS


async def test_what_a_member_did_is_rewarded_by_its_rule_with_a_reason(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    moderator = Seen(9102, "گلی", "fa")
    await hire(hub, shop, moderator, "moderator")
    there = await carded(hub, shop, moderator)
    assert set(await cutting.deeds(hub, moderator.id, there.member_id)) == {"idea", "need", "thanks"}
    await rule(hub, shop, "need", active=False)
    assert set(await cutting.deeds(hub, moderator.id, there.member_id)) == {"idea", "thanks"}
    for _ in range(2):
        done = await cutting.deed(hub, moderator.id, there.member_id, "idea", "x1", " صندلی\nبیرون ")
    assert (done.notches, done.fresh) == (3, False)
    assert (await row(hub.db, Entry)).note == "صندلی بیرون"
    with pytest.raises(RuleOff):
        await cutting.deed(hub, moderator.id, there.member_id, "need", "x2", "کمک")
    with pytest.raises(NotFound):
        await cutting.deed(hub, moderator.id, there.member_id, "vote", "x3", "رأی")
    await carded(hub, shop, CLERK)
    assert await cutting.deeds(hub, CLERK.id, there.member_id) == {}
    with pytest.raises(NotAllowed):
        await cutting.deed(hub, CLERK.id, there.member_id, "idea", "x4", "صندلی")
    assert len(await rows(hub.db, Entry)) == 1


async def test_a_reply_in_the_group_makes_a_member_and_cuts_once_a_message(hub: Hub) -> None:
    shop = await opened(hub)
    await hire(hub, shop, CLERK)
    for _ in range(2):
        done = await cutting.by_reply(hub, CLERK.id, shop.id, SARA, "g-1002:55", amount=None, visits=2)
    assert (done.notches, done.guest.balance, done.fresh, done.guest.name) == (2, 2, False, SARA.name)
    assert [entry.once_key for entry in await rows(hub.db, Entry)] == ["purchase:g-1002:55"]
    with pytest.raises(NotAllowed):
        await cutting.by_reply(hub, OTHER_CLERK.id, shop.id, SARA, "g-1002:56", amount=None, visits=1)
