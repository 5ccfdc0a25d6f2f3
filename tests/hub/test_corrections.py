"""Gifts and corrections: what staff may do by hand, once, with a reason; on both engines."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from hub.context import Hub
from hub.errors import BadNumber, HubError, NotAllowed, NotFound, TextEmpty, TextTooLong, TextTooShort
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.stick import corrections, rulebook
from hub.stick.corrections import Handed
from hub.stick.errors import ByHandOver, GiftsOff, StaysAsItIs
from hub.stick.rulebook import Wish
from hub.stick.rules import Cut
from storage.tables import Act, Entry, Notice
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches
from tests.support.members import cut, joined, scanned, staff
from tests.support.store import row, rows

MINA = 42


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


@pytest.fixture
async def mina(hub: Hub, hangout: HangoutView) -> int:
    return await joined(hub, hangout, MINA, "مینا")


@pytest.fixture
async def clerk(hub: Hub, hangout: HangoutView, mina: int) -> int:
    """A clerk who has just scanned Mina's card."""
    await staff(hub, hangout, 77, "علی")
    await scanned(hub, mina, 77)
    return 77


async def test_a_gift_is_an_entry_a_line_of_history_and_a_word_to_the_member(
    hub: Hub, hangout: HangoutView, mina: int
) -> None:
    done = await corrections.give(hub, OWNER.id, mina, 3, "  کمک در   چیدن میزها ", "t1")
    assert (done.notches, done.balance, done.fresh, done.guest.name) == (3, 3, True, "مینا")
    entry = await row(hub.db, Entry)
    assert (entry.rule, entry.notches, entry.by_id) == ("gift", 3, OWNER.id)
    assert entry.note == "کمک در چیدن میزها"
    act = await row(hub.db, Act)
    assert (act.what, act.by_id, act.about["member"], act.about["notches"]) == ("gift", OWNER.id, mina, 3)
    told = await row(hub.db, Notice, kind="by_hand")
    assert (told.chat_id, told.public, told.payload["reason"]) == (MINA, False, "کمک در چیدن میزها")
    assert await notches(hub.db) == {MINA: 3}


async def test_the_same_token_gives_once(hub: Hub, mina: int) -> None:
    first, again = [await corrections.give(hub, OWNER.id, mina, 2, "مهمان‌نوازی", "t1") for _ in range(2)]
    assert (first.fresh, again.fresh, again.balance) == (True, False, 2)
    assert len(await rows(hub.db, Notice, kind="by_hand")) == 1
    assert len(await rows(hub.db, Act)) == 1


async def test_an_entry_is_taken_back_whole_and_once(hub: Hub, mina: int) -> None:
    entry = await cut(hub, mina, Cut("purchase", 5, "purchase:1", OWNER.id, note="1200000 toman"))
    done = await corrections.take_back(hub, OWNER.id, mina, entry.entry_id, "خرید پس داده شد")
    again = await corrections.take_back(hub, OWNER.id, mina, entry.entry_id, "دوباره")
    assert (done.notches, done.balance, done.fresh) == (-5, 0, True)
    assert (again.balance, again.fresh) == (0, False)
    kept = await row(hub.db, Entry, rule="correction")
    assert (kept.reverses, kept.once_key, kept.note) == (
        entry.entry_id,
        f"correction:{entry.entry_id}",
        "خرید پس داده شد",
    )
    assert (await row(hub.db, Act)).what == "taken_back"


async def test_a_correction_can_be_taken_back_and_may_leave_a_debt(hub: Hub, mina: int) -> None:
    await corrections.adjust(hub, OWNER.id, mina, -4, "دفتر قدیم", "t1")
    assert await notches(hub.db) == {MINA: -4}
    [entry] = await rows(hub.db, Entry)
    done = await corrections.take_back(hub, OWNER.id, mina, entry.id, "اشتباه بود")
    assert done.balance == 0
    assert await notches(hub.db) == {MINA: 0}


@pytest.mark.parametrize("rule", ["claim", "redeem", "undo", "expired"])
async def test_the_handling_of_rewards_is_not_corrected_by_hand(hub: Hub, mina: int, rule: str) -> None:
    entry = await cut(hub, mina, Cut(rule, -1 if rule == "claim" else 1, f"{rule}:1"))
    with pytest.raises(StaysAsItIs):
        await corrections.take_back(hub, OWNER.id, mina, entry.entry_id, "نشد")


async def test_an_entry_of_nothing_and_somebody_elses_entry(hub: Hub, hangout: HangoutView, mina: int) -> None:
    nothing = await cut(hub, mina, Cut("vote", 0, "vote:1"))
    with pytest.raises(StaysAsItIs):
        await corrections.take_back(hub, OWNER.id, mina, nothing.entry_id, "نشد")
    reza = await joined(hub, hangout, 43, "رضا")
    entry = await cut(hub, reza, Cut("vote", 1, "vote:1"))
    for foreign in (entry.entry_id, 10**9):
        with pytest.raises(NotFound):
            await corrections.take_back(hub, OWNER.id, mina, foreign, "نشد")


Deed = Callable[[Hub, int, int], Awaitable[Handed]]
DEEDS: list[Deed] = [
    lambda hub, by, member: corrections.give(hub, by, member, 1, "دلیل", "t1"),
    lambda hub, by, member: corrections.adjust(hub, by, member, -1, "دلیل", "t1"),
    lambda hub, by, member: corrections.take_back(hub, by, member, 1, "دلیل"),
]


@pytest.mark.parametrize("deed", DEEDS)
async def test_nobody_else_acts(hub: Hub, hangout: HangoutView, mina: int, deed: Deed) -> None:
    """A stranger, the member themself, an owner of another hangout, a clerk who has not scanned or long ago did."""
    await cut(hub, mina, Cut("vote", 1, "vote:1"))
    await opened(hub, channel=-2001, group=None, owner=Seen(9002, "سارا", "fa"))
    await staff(hub, hangout, 77, "علی")
    await staff(hub, hangout, MINA, "مینا")
    await scanned(hub, mina, MINA)
    for by in (555, MINA, 9002, 77):
        with pytest.raises(NotAllowed):
            await deed(hub, by, mina)
    assert await notches(hub.db) == {MINA: 1}


async def test_a_clerks_time_with_a_member_ends(hub: Hub, mina: int, clerk: int, clock: StillClock) -> None:
    await corrections.give(hub, clerk, mina, 1, "دلیل", "t1")
    clock.pass_by(minutes=16)
    with pytest.raises(NotAllowed):
        await corrections.give(hub, clerk, mina, 1, "دلیل", "t2")


@pytest.mark.parametrize(
    ("text", "error"), [("", TextEmpty), (" \u200c ", TextEmpty), ("نه", TextTooShort), ("ن" * 201, TextTooLong)]
)
async def test_a_reason_is_needed(hub: Hub, mina: int, text: str, error: type[HubError]) -> None:
    with pytest.raises(error):
        await corrections.give(hub, OWNER.id, mina, 1, text, "t1")
    assert await rows(hub.db, Entry) == []


@pytest.mark.parametrize("amount", [0, -1, 101, 2**40])
async def test_a_gift_has_bounds(hub: Hub, mina: int, amount: int) -> None:
    with pytest.raises(BadNumber):
        await corrections.give(hub, OWNER.id, mina, amount, "دلیل", "t1")


@pytest.mark.parametrize("amount", [0, 1001, -1001, 2**40])
async def test_a_correction_has_bounds(hub: Hub, mina: int, amount: int) -> None:
    with pytest.raises(BadNumber):
        await corrections.adjust(hub, OWNER.id, mina, amount, "دلیل", "t1")


@pytest.mark.parametrize(
    ("text", "value"), [("2", 2), ("+۲", 2), ("-3", -3), ("−۳", -3), ("\u2066−۳\u2069", -3), (" 1000 ", 1000)]
)
def test_a_correction_is_written_with_its_sign(text: str, value: int) -> None:
    assert corrections.correction_of(text) == value


@pytest.mark.parametrize("text", ["", "0", "-", "--2", "1.5", "دو", "1001", "-1001", "+"])
def test_what_is_no_correction(text: str) -> None:
    with pytest.raises(BadNumber):
        corrections.correction_of(text)


async def test_gifts_can_be_switched_off(hub: Hub, hangout: HangoutView, mina: int) -> None:
    await rulebook.change(hub, OWNER.id, hangout.id, "gift", Wish(active=False))
    with pytest.raises(GiftsOff):
        await corrections.give(hub, OWNER.id, mina, 1, "دلیل", "t1")
    await corrections.adjust(hub, OWNER.id, mina, 1, "دلیل", "t2")


async def test_a_clerks_day_has_an_end_for_each_member(
    hub: Hub, hangout: HangoutView, mina: int, clerk: int, clock: StillClock
) -> None:
    reza = await joined(hub, hangout, 43, "رضا")
    await scanned(hub, reza, clerk)
    await cut(hub, mina, Cut("purchase", 9, "purchase:1", clerk))
    await corrections.give(hub, clerk, mina, 2, "دلیل", "t1")
    assert await corrections.may_hand(hub, clerk, mina, 1) == 1
    with pytest.raises(ByHandOver) as refused:
        await corrections.adjust(hub, clerk, mina, -2, "دلیل", "t2")
    assert refused.value.values == {"limit": 3, "left": 1}
    await corrections.adjust(hub, clerk, mina, -1, "دلیل", "t3")
    with pytest.raises(ByHandOver):
        await corrections.take_back(hub, clerk, mina, 1, "دلیل")
    again = await corrections.give(hub, clerk, mina, 2, "دلیل", "t1")
    assert not again.fresh
    await corrections.give(hub, clerk, reza, 3, "دلیل", "t4")
    await corrections.give(hub, OWNER.id, mina, 50, "دلیل", "t5")
    assert await corrections.may_hand(hub, OWNER.id, mina, 500) is None
    clock.pass_by(hours=13)
    await scanned(hub, mina, clerk)
    await corrections.give(hub, clerk, mina, 3, "دلیل", "t6")


async def test_a_moderator_has_a_clerks_limit(hub: Hub, hangout: HangoutView, mina: int) -> None:
    await staff(hub, hangout, 78, "نگار", "moderator")
    await scanned(hub, mina, 78)
    with pytest.raises(ByHandOver):
        await corrections.give(hub, 78, mina, 4, "دلیل", "t1")


async def _all(*attempts: Awaitable[Handed]) -> list[Any]:
    return list(await asyncio.gather(*attempts, return_exceptions=True))


async def test_twenty_take_back_one_entry_at_once(hub: Hub, hangout: HangoutView, mina: int) -> None:
    entry = await cut(hub, mina, Cut("purchase", 5, "purchase:1", OWNER.id))
    attempts = [corrections.take_back(hub, OWNER.id, mina, entry.entry_id, f"دلیل {n}") for n in range(20)]
    done = await _all(*attempts)
    assert sum(one.fresh for one in done) == 1
    assert await notches(hub.db) == {MINA: 0}
    assert len(await rows(hub.db, Entry)) == 2
    assert len(await rows(hub.db, Notice, kind="by_hand")) == 1
    assert len(await rows(hub.db, Act)) == 1


async def test_a_clerks_limit_holds_for_many_gifts_at_once(hub: Hub, mina: int, clerk: int) -> None:
    done = await _all(*(corrections.give(hub, clerk, mina, 1, "دلیل", f"t{n}") for n in range(12)))
    assert sum(isinstance(one, Handed) for one in done) == 3
    assert sum(isinstance(one, ByHandOver) for one in done) == 9
    assert await notches(hub.db) == {MINA: 3}
