"""A half that is given back: the same, parted, broken, altered; and whose business it is. On both engines."""

from datetime import date

import pytest
from sqlalchemy import text

from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.proof import halves
from hub.proof.errors import HalfDamaged, HalfElsewhere
from hub.proof.matching import Match, Spot, give, hold
from hub.stick.chain import GENESIS
from hub.stick.ledger import cut_one, terms_of
from hub.stick.members import join
from hub.stick.rules import Cut
from storage.tables import Entry, Hangout, Member
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows
from tests.support.tampering import tampering

NAZANIN, KAVEH = Seen(11, "نازنین", "fa"), Seen(12, "کاوه", "fa")


async def cut(hub: Hub, clock: StillClock, hangout: HangoutView, times: int) -> None:
    """So many notches for Nazanin, a day each."""
    member = await row(hub.db, Member, hangout_id=hangout.id, person_id=NAZANIN.id)
    for _ in range(times):
        clock.pass_by(days=1)
        async with hub.db.begin() as session:
            terms = terms_of(await session.get_one(Hangout, hangout.id))
            await cut_one(session, terms, member.id, Cut("gift", 2, f"gift:{clock.at}", OWNER.id), hub.now())


@pytest.fixture
async def hangout(hub: Hub, clock: StillClock) -> HangoutView:
    """With Nazanin, who has twenty entries, a day each from 22 November on."""
    made = await opened(hub)
    await join(hub, NAZANIN, made.slug)
    await cut(hub, clock, made, 20)
    return made


async def given(hub: Hub) -> str:
    [half] = await give(hub, NAZANIN.id)
    return half.code


async def test_both_halves_match_and_what_came_since(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    [half] = await give(hub, NAZANIN.id)
    assert (half.title, half.balance, half.entries, half.day) == (hangout.title, 40, 20, date(2026, 12, 11))
    await cut(hub, clock, hangout, 3)
    found = await hold(hub, NAZANIN.id, half.code)
    assert (found.verdict, found.given, found.balance, found.seq) == ("same", date(2026, 12, 11), 40, 20)
    assert (found.balance_now, found.now) == (46, Spot(23, date(2026, 12, 14)))
    assert (found.mine, found.same) == (True, Spot(20, date(2026, 12, 11)))


async def test_a_half_of_nothing_matches_whatever_came_later(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await join(hub, NAZANIN, hangout.slug)
    code = await given(hub)
    assert (await hold(hub, NAZANIN.id, code)).verdict == "same"
    await cut(hub, clock, hangout, 2)
    found = await hold(hub, NAZANIN.id, code)
    assert (found.verdict, found.seq, found.now.seq) == ("same", 0, 2)


async def test_the_owner_may_hold_it_and_sees_whose_it_is(hub: Hub, hangout: HangoutView) -> None:
    found = await hold(hub, OWNER.id, await given(hub))
    assert (found.verdict, found.mine, found.name, found.hangout_id) == ("same", False, "نازنین", hangout.id)


async def test_for_anybody_else_it_is_not_here(hub: Hub, hangout: HangoutView) -> None:
    await join(hub, KAVEH, hangout.slug)
    with pytest.raises(HalfElsewhere):
        await hold(hub, KAVEH.id, await given(hub))
    nobody = halves.encode(halves.cut(99, 0, 0, 1, {}, GENESIS))
    with pytest.raises(HalfElsewhere):
        await hold(hub, NAZANIN.id, nobody)


@pytest.mark.usefixtures("hangout")
async def test_a_mistyped_code_is_damaged_not_different(hub: Hub) -> None:
    code = await given(hub)
    for typed in (code[:-1], code[:9] + ("A" if code[9] != "A" else "B") + code[10:], "H" * 40, ""):
        with pytest.raises(HalfDamaged):
            await hold(hub, NAZANIN.id, typed)


@pytest.mark.usefixtures("hangout")
async def test_numbers_that_do_not_go_with_the_head_were_made_up(hub: Hub) -> None:
    half = halves.decode(await given(hub))
    found = await hold(hub, NAZANIN.id, halves.encode(half._replace(balance=400)))
    assert (found.verdict, found.balance, found.balance_now) == ("altered", 400, 40)


async def broken(hub: Hub, statement: str) -> Match:
    code = await given(hub)
    async with tampering(hub.db) as connection:
        await connection.execute(text(statement))
    return await hold(hub, NAZANIN.id, code)


@pytest.mark.usefixtures("hangout")
@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE entry SET notches = 9 WHERE seq = 7", 7),
        ("UPDATE entry SET prev_id = NULL WHERE seq = 7", 7),
        ("DELETE FROM entry WHERE seq = 7", 7),
        ("DELETE FROM entry WHERE seq = 20", 20),
        ("UPDATE entry SET seq = seq + 100 WHERE seq > 12", 13),
        ("UPDATE member SET notches = notches + 1", 20),
    ],
)
async def test_a_chain_that_is_broken_is_told_to_the_entry(hub: Hub, statement: str, place: int) -> None:
    found = await broken(hub, statement)
    assert (found.verdict, found.differs and found.differs.seq) == ("broken", place)


async def test_a_rewritten_chain_is_bracketed_in_dates(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    """Somebody took out the last ten entries and wrote others, with seals that fit."""
    code = await given(hub)
    member = await row(hub.db, Member)
    kept = [entry for entry in await rows(hub.db, Entry) if entry.seq <= 10][-1]
    async with tampering(hub.db) as connection:
        await connection.execute(text("DELETE FROM entry WHERE seq > 10"))
        said = "UPDATE member SET entries = 10, notches = 20, head_id = :id, head_hash = :hash WHERE id = :member"
        await connection.execute(text(said), {"id": kept.id, "hash": kept.hash, "member": member.id})
    found = await hold(hub, NAZANIN.id, code)
    assert (found.verdict, found.same, found.differs) == ("parted", Spot(4, date(2026, 11, 25)), Spot(12, None))
    await cut(hub, clock, hangout, 10)
    found = await hold(hub, NAZANIN.id, code)
    assert found.verdict == "parted"
    assert (found.same, found.differs) == (Spot(4, date(2026, 11, 25)), Spot(12, date(2026, 12, 13)))
