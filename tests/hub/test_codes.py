"""Six typed digits: they open what the QR opens, and can not be guessed."""

import asyncio
from datetime import timedelta

import pytest

from hub.context import Hub
from hub.errors import HubError
from hub.person.people import Seen
from hub.till import counter, tickets
from hub.till.counter import Opened, Place
from hub.till.errors import CardUsed, CodesClosed, NoSuchCode, StaleCard
from storage.tables import Guess, Notice
from tests.conftest import StillClock
from tests.support.counter import CLERK, OTHER_CLERK, SARA, hire, join, visit, wrong_code
from tests.support.hangouts import OWNER, opened
from tests.support.store import rows


async def test_a_code_opens_what_its_qr_opens(hub: Hub) -> None:
    shop = await opened(hub)
    member = await join(hub, shop)
    await hire(hub, shop, CLERK)
    card = await tickets.card(hub, SARA.id, shop.id)
    assert await counter.typed(hub, CLERK.id, card.ticket.code) == Opened(member, shop.id, card.ticket.token, None)


async def test_one_code_in_two_hangouts_asks_which(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets.secrets, "randbelow", lambda _: 123456)
    shop = await opened(hub)
    other = await opened(hub, channel=-2001, group=-2002, owner=Seen(9002, "Nora", "en"))
    for place in (shop, other):
        await hire(hub, place, CLERK)
        await join(hub, place)
        await tickets.card(hub, SARA.id, place.id)
    found = await counter.typed(hub, CLERK.id, "123456")
    assert isinstance(found, list)
    assert {place.hangout_id for place in found} == {shop.id, other.id}
    assert all(isinstance(place, Place) for place in found)
    opened_there = await counter.typed(hub, CLERK.id, "123456", other.id)
    assert isinstance(opened_there, Opened)
    assert opened_there.hangout_id == other.id


async def test_late_and_used_codes_are_named_and_are_no_guesses(hub: Hub, clock: StillClock) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    await hire(hub, shop, OTHER_CLERK)
    card = await tickets.card(hub, SARA.id, shop.id)
    await visit(hub, shop)
    with pytest.raises(CardUsed):
        await counter.typed(hub, CLERK.id, card.ticket.code)
    late = await tickets.card(hub, SARA.id, shop.id)
    clock.pass_by(minutes=6)
    with pytest.raises(StaleCard):
        await counter.typed(hub, CLERK.id, late.ticket.code)
    assert all(guess.wrong == 0 for guess in await rows(hub.db, Guess))
    clock.pass_by(minutes=20)
    with pytest.raises(NoSuchCode):
        await counter.typed(hub, CLERK.id, late.ticket.code)


async def test_wrong_codes_slow_down_and_lock_and_the_owner_is_told_once(hub: Hub, clock: StillClock) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    await hire(hub, shop, OTHER_CLERK)
    card = await tickets.card(hub, SARA.id, shop.id)
    wrong, waits = wrong_code(card.ticket.code), []
    while not waits or waits[-1] < 3600:
        with pytest.raises(NoSuchCode) as refused:
            await counter.typed(hub, CLERK.id, wrong)
        waits.append(int(str(refused.value.values["wait"])))
        if waits[-1]:
            with pytest.raises(CodesClosed):
                await counter.typed(hub, CLERK.id, wrong)
            clock.pass_by(seconds=waits[-1] if waits[-1] < 3600 else 0)
    assert waits == [0, 0, 5, 15, 30, 60, 120, 3600]
    [told] = await rows(hub.db, Notice, kind="guessing")
    assert (told.chat_id, told.payload["by"], told.payload["everybody"]) == (OWNER.id, CLERK.id, False)
    fresh = await tickets.card(hub, SARA.id, shop.id)
    with pytest.raises(CodesClosed) as closed:
        await counter.typed(hub, CLERK.id, fresh.ticket.code)
    assert closed.value.values["until"] == clock.at + timedelta(hours=1)
    assert await counter.scan(hub, CLERK.id, fresh.ticket.token), "a QR can not be guessed"
    assert await counter.typed(hub, OTHER_CLERK.id, fresh.ticket.code), "others go on"
    clock.pass_by(hours=1)
    late = await tickets.card(hub, SARA.id, shop.id)
    assert await counter.typed(hub, CLERK.id, late.ticket.code)
    assert len(await rows(hub.db, Notice, kind="guessing")) == 1


async def test_codes_typed_at_once_are_counted_one_by_one(hub: Hub) -> None:
    """Forty at the same moment: three are taken, the others meet the first wait."""
    shop = await opened(hub)
    await hire(hub, shop, CLERK)
    tries = [counter.typed(hub, CLERK.id, f"{n:06}") for n in range(40)]
    done = [type(one) for one in await asyncio.gather(*tries, return_exceptions=True)]
    assert (done.count(NoSuchCode), done.count(CodesClosed)) == (3, 37)


async def test_many_who_guess_side_by_side_lock_the_hangout(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    clerks = [Seen(9600 + n, f"clerk {n}", "en") for n in range(14)]
    for clerk in clerks:
        await hire(hub, shop, clerk)
    card = await tickets.card(hub, SARA.id, shop.id)
    wrong, refused = wrong_code(card.ticket.code), []
    for clerk in clerks:
        for _ in range(3):
            try:
                await counter.typed(hub, clerk.id, wrong)
            except HubError as error:
                refused.append(type(error))
    assert (refused.count(NoSuchCode), refused.count(CodesClosed)) == (40, 2)
    with pytest.raises(CodesClosed):
        await counter.typed(hub, clerks[0].id, card.ticket.code)
    [told] = await rows(hub.db, Notice, kind="guessing")
    assert told.payload["everybody"]
