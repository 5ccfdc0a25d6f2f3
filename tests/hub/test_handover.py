"""Handing over what was claimed: exactly once, by whom may, and back for ten minutes; on both engines."""

import asyncio
from datetime import timedelta

import pytest

from hub import clockwork
from hub.context import Hub
from hub.errors import HubError, NotAllowed, NotFound
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.reward import claims, handover, shelves
from hub.reward.errors import ClaimOver, TicketSpent, TooLateToUndo
from hub.reward.rewards import RewardView
from storage.tables import Act, Claim, Entry, Notice, Ticket
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches
from tests.support.members import scanned, staff
from tests.support.rewards import claimed, holding, offered, ticket
from tests.support.store import row, rows

MINA, CLERK, OTHER = 42, 77, 78


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


@pytest.fixture
async def tea(hub: Hub, hangout: HangoutView) -> RewardView:
    return await offered(hub, hangout, "یک چای", 10)


@pytest.fixture
async def number(hub: Hub, hangout: HangoutView, tea: RewardView) -> int:
    """Mina's claim of a tea, with two clerks in the shop."""
    for person, name in ((CLERK, "سارا"), (OTHER, "کاوه")):
        await staff(hub, hangout, person, name)
    return await claimed(hub, hangout, MINA, tea)


async def _rules(hub: Hub) -> list[tuple[str, int, str]]:
    """The member's entries since the claim."""
    found = [(entry.rule, entry.notches, entry.once_key) for entry in await rows(hub.db, Entry)]
    return [entry for entry in found if entry[0] in ("redeem", "undo", "expired")]


async def test_fifty_clerks_redeem_one_claim(hub: Hub, hangout: HangoutView, number: int) -> None:
    clerks = [await staff(hub, hangout, 500 + n, f"فروشندهٔ {n}") for n in range(50)]
    token = await ticket(hub, number)
    done = await asyncio.gather(*(handover.redeem(hub, clerk, token) for clerk in clerks))
    [first] = [one for one in done if one.fresh]
    assert {(one.by_id, one.claim.state, one.claim.times) for one in done} == {(first.by_id, "redeemed", 1)}
    assert await _rules(hub) == [("redeem", 0, f"redeem:{number}:1")]
    made = await row(hub.db, Claim)
    assert (made.redeemed_by, made.redeemed_at) == (first.by_id, hub.now())
    assert (await row(hub.db, Entry)).by_id == first.by_id
    assert (await row(hub.db, Ticket)).used_by == first.by_id
    assert len(await rows(hub.db, Notice, kind="claim_redeemed")) == 1
    assert await notches(hub.db) == {MINA: 0}


async def test_ticket_and_counter_at_once(hub: Hub, hangout: HangoutView, number: int) -> None:
    """One clerk has the ticket, the other has the guest at hand."""
    member_id = (await row(hub.db, Claim)).member_id
    await scanned(hub, member_id, OTHER)
    token = await ticket(hub, number)
    both = (handover.redeem(hub, CLERK, token), handover.hand_over(hub, OTHER, number, 0))
    done = await asyncio.gather(*both)
    assert sorted(one.fresh for one in done) == [False, True]
    assert len(await _rules(hub)) == 1


async def test_the_second_learns_who_was_first(hub: Hub, clock: StillClock, number: int) -> None:
    token = await ticket(hub, number)
    looked = await handover.at_ticket(hub, CLERK, token)
    assert (looked.name, looked.claim.title, looked.claim.state, looked.by_id) == ("مینا", "یک چای", "open", None)
    first = await handover.redeem(hub, CLERK, token)
    assert first.undo_until == clock.at + timedelta(minutes=10)
    clock.pass_by(minutes=3)
    second = await handover.redeem(hub, OTHER, token)
    assert (second.fresh, second.by, second.at, second.undo_until) == (False, "سارا", first.at, None)
    assert (await handover.at_ticket(hub, OWNER.id, token)).undo_until == first.undo_until
    assert (await handover.redeem(hub, CLERK, token)).undo_until == first.undo_until


async def test_claim_and_expiry_at_once(hub: Hub, clock: StillClock, hangout: HangoutView, tea: RewardView) -> None:
    """At the very moment: never both, whichever comes first."""
    for person in range(100, 108):
        number = await claimed(hub, hangout, person, tea)
        end = (await row(hub.db, Claim)).expires_at
        clock.at = end - timedelta(minutes=1)
        token = await ticket(hub, number)
        early = handover.redeem(hub, OWNER.id, token)
        clock.at = end if person % 2 else end - timedelta(milliseconds=1)
        done = await asyncio.gather(
            claims.expire(hub, number), early, claims.expire(hub, number), return_exceptions=True
        )
        over = isinstance(done[1], ClaimOver)
        assert over == bool(person % 2)
        assert [done[0] or done[2], (await row(hub.db, Claim)).state] == [over, "expired" if over else "redeemed"]
    assert sum((await notches(hub.db)).values()) == 40


async def test_never_lapsed_after_its_hand_over(hub: Hub, clock: StillClock, number: int) -> None:
    await handover.redeem(hub, CLERK, await ticket(hub, number))
    clock.pass_by(days=60)
    assert await claims.expire(hub, number) is False
    while await clockwork.run_due(hub):
        pass
    assert (await row(hub.db, Claim)).state == "redeemed"
    assert await notches(hub.db) == {MINA: 0}


async def test_undo_opens_the_claim_again(hub: Hub, clock: StillClock, number: int) -> None:
    token = await ticket(hub, number)
    await handover.redeem(hub, CLERK, token)
    clock.pass_by(minutes=9, seconds=59)
    done = await asyncio.gather(*(handover.undo(hub, CLERK, number, 1) for _ in range(6)))
    assert sorted(one.fresh for one in done) == [False] * 5 + [True]
    assert {one.claim.state for one in done} == {"open"}
    redeem, undo = (await rows(hub.db, Entry))[-2:]
    assert (undo.rule, undo.notches, undo.reverses, undo.by_id) == ("undo", 0, redeem.id, CLERK)
    assert undo.once_key == f"undo:{number}:1"
    assert [told.chat_id for told in await rows(hub.db, Notice, kind="claim_undone")] == [MINA]
    assert [(act.what, act.about["title"]) for act in await rows(hub.db, Act, by_id=CLERK)] == [
        ("handover_undone", "یک چای")
    ]
    with pytest.raises(TicketSpent):  # what was scanned has done its work
        await handover.redeem(hub, CLERK, token)
    again = await handover.redeem(hub, OTHER, await ticket(hub, number))
    assert (again.fresh, again.claim.times, again.by) == (True, 2, "کاوه")
    assert not (await handover.undo(hub, OWNER.id, number, 1)).fresh  # the first one's button
    assert (await handover.undo(hub, OWNER.id, number, 2)).fresh
    assert [key for _, _, key in await _rules(hub)] == [
        f"redeem:{number}:1",
        f"undo:{number}:1",
        f"redeem:{number}:2",
        f"undo:{number}:2",
    ]
    assert await notches(hub.db) == {MINA: 0}


async def test_undo_is_for_ten_minutes_and_for_who_handed_it_over(hub: Hub, clock: StillClock, number: int) -> None:
    await handover.redeem(hub, CLERK, await ticket(hub, number))
    for person in (OTHER, MINA, 12345):
        with pytest.raises(NotAllowed):
            await handover.undo(hub, person, number, 1)
    clock.pass_by(minutes=10)
    for person in (CLERK, OWNER.id):
        with pytest.raises(TooLateToUndo):
            await handover.undo(hub, person, number, 1)
    with pytest.raises(NotFound):
        await handover.undo(hub, OWNER.id, number + 99)
    assert (await row(hub.db, Claim)).state == "redeemed"


async def test_an_undone_claim_can_still_lapse(hub: Hub, clock: StillClock, number: int) -> None:
    end = (await row(hub.db, Claim)).expires_at
    clock.at = end - timedelta(minutes=1)
    await handover.redeem(hub, CLERK, await ticket(hub, number))
    clock.at = end + timedelta(minutes=1)
    assert await claims.expire(hub, number) is False
    assert (await handover.undo(hub, CLERK, number)).claim.state == "open"
    assert await claims.expire(hub, number)
    assert await notches(hub.db) == {MINA: 10}


async def test_tickets_that_do_not_fit(hub: Hub, clock: StillClock, hangout: HangoutView, number: int) -> None:
    token = await ticket(hub, number)
    elsewhere = await opened(hub, channel=-2001, group=-2002, owner=Seen(9002, "کاوه", "fa"))
    await staff(hub, elsewhere, 79, "رضا")
    await staff(hub, hangout, MINA, "مینا")
    cases: list[tuple[int, str, type[HubError]]] = [
        (79, token, NotAllowed),  # another hangout's clerk
        (MINA, token, NotAllowed),  # a clerk's own claim
        (12345, token, NotAllowed),
        (CLERK, token + "x", TicketSpent),
        (CLERK, "", TicketSpent),
    ]
    for person, shown, error in cases:
        for act in (handover.redeem, handover.at_ticket):
            with pytest.raises(error):
                await act(hub, person, shown)
    clock.pass_by(minutes=5)
    with pytest.raises(TicketSpent):
        await handover.redeem(hub, CLERK, token)
    assert (await row(hub.db, Claim)).state == "open"


async def test_a_ticket_scanned_in_time_serves_a_little_longer(hub: Hub, clock: StillClock, number: int) -> None:
    token = await ticket(hub, number)
    await scanned(hub, (await row(hub.db, Claim)).member_id, CLERK)
    clock.pass_by(minutes=6)
    with pytest.raises(TicketSpent):
        await handover.redeem(hub, OTHER, token)
    assert (await handover.redeem(hub, CLERK, token)).fresh


async def test_who_has_the_guest_at_hand(hub: Hub, clock: StillClock, hangout: HangoutView, number: int) -> None:
    member_id = (await row(hub.db, Claim)).member_id
    with pytest.raises(NotAllowed):
        await handover.hand_over(hub, CLERK, number, 0)
    await scanned(hub, member_id, CLERK)
    assert [one.claim.id for one in await handover.of_guest(hub, CLERK, member_id)] == [number]
    done = await handover.hand_over(hub, CLERK, number, 0)
    assert (done.fresh, done.name) == (True, "مینا")
    assert not (await handover.hand_over(hub, CLERK, number, 0)).fresh
    [late] = await handover.of_guest(hub, CLERK, member_id)
    assert (late.by_id, late.undo_until) == (CLERK, done.undo_until)
    assert [one.name for one in await handover.lately(hub, OWNER.id, hangout.id)] == ["مینا"]
    with pytest.raises(NotAllowed):
        await handover.lately(hub, CLERK, hangout.id)
    await handover.undo(hub, OWNER.id, number, 1)
    with pytest.raises(TicketSpent):  # the button of before
        await handover.hand_over(hub, CLERK, number, 0)
    clock.pass_by(minutes=11)
    assert [one.claim.state for one in await handover.of_guest(hub, CLERK, member_id)] == ["open"]
    assert await handover.lately(hub, OWNER.id, hangout.id) == []


async def test_a_ticket_is_the_members_own(hub: Hub, hangout: HangoutView, number: int) -> None:
    claim, card = await shelves.ticket(hub, MINA, number)
    assert (claim.id, card.name, card.title, len(card.ticket.code)) == (number, "مینا", hangout.title, 6)
    assert (await row(hub.db, Ticket)).claim_id == number
    await holding(hub, hangout, 43, 0, "دانیال")
    for person in (43, CLERK, OWNER.id):
        with pytest.raises(NotFound):
            await shelves.ticket(hub, person, number)
    await handover.redeem(hub, CLERK, card.ticket.token)
    with pytest.raises(ClaimOver):
        await shelves.ticket(hub, MINA, number)
