"""Tickets: shown again while they live, one code a live ticket, made anew when asked."""

import asyncio
from collections.abc import Callable
from itertools import cycle

import pytest

from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Seen
from hub.till import tickets
from hub.till.cutting import buy
from hub.till.errors import StaleCard
from storage.tables import Ticket
from tests.conftest import StillClock
from tests.support.counter import CLERK, SARA, carded, hire, join, scan, visit
from tests.support.hangouts import opened
from tests.support.store import rows


async def test_a_live_card_is_shown_again_while_more_than_a_minute_is_left(hub: Hub, clock: StillClock) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    first = await tickets.card(hub, SARA.id, shop.id)
    assert first.ticket.expires_at == clock.at + tickets.LIFE
    clock.pass_by(minutes=3, seconds=59)
    assert (await tickets.card(hub, SARA.id, shop.id)).ticket == first.ticket
    clock.pass_by(seconds=1)
    second = await tickets.card(hub, SARA.id, shop.id)
    assert second.ticket.token != first.ticket.token
    await hire(hub, shop, CLERK)
    assert await scan(hub, CLERK.id, first.ticket.token), "the old one is good to its end"


async def test_a_new_code_ends_the_old_one(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    first = await tickets.card(hub, SARA.id, shop.id)
    second = await tickets.card(hub, SARA.id, shop.id, anew=True)
    assert second.ticket.token != first.ticket.token
    with pytest.raises(StaleCard):
        await scan(hub, CLERK.id, first.ticket.token)
    assert await scan(hub, CLERK.id, second.ticket.token)


async def test_a_card_that_was_scanned_in_time_serves_although_a_new_one_was_made(hub: Hub, clock: StillClock) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    there = await carded(hub, shop)
    await tickets.card(hub, SARA.id, shop.id, anew=True)
    clock.pass_by(minutes=14)
    assert (await buy(hub, CLERK.id, there.member_id, there.token)).notches == 1


async def test_a_used_card_gives_a_new_one(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    await hire(hub, shop, CLERK)
    first = await tickets.card(hub, SARA.id, shop.id)
    await visit(hub, shop)
    assert (await tickets.card(hub, SARA.id, shop.id)).ticket.token != first.ticket.token


async def test_only_members_have_cards(hub: Hub) -> None:
    shop = await opened(hub)
    with pytest.raises(NotFound):
        await tickets.card(hub, SARA.id, shop.id)
    with pytest.raises(NotFound):
        await tickets.card(hub, SARA.id, 10**9)


async def test_a_code_means_one_live_card_even_where_few_codes_are_free(
    hub: Hub, clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of four codes, three are live; the fourth is found, a fifth card is not; an hour later all are free again."""
    monkeypatch.setattr(tickets, "TRIES", 400)
    monkeypatch.setattr(tickets.secrets, "randbelow", _cycle(4))
    shop = await opened(hub)
    people = [Seen(9300 + n, f"m{n}", "fa") for n in range(5)]
    for seen in people:
        await join(hub, shop, seen)
    cards = await asyncio.gather(*(tickets.card(hub, seen.id, shop.id) for seen in people[:4]))
    assert len({card.ticket.code for card in cards}) == 4
    with pytest.raises(RuntimeError, match="no code"):
        await tickets.card(hub, people[4].id, shop.id)
    clock.pass_by(hours=2)
    late = await tickets.card(hub, people[4].id, shop.id)
    assert late.ticket.code in {card.ticket.code for card in cards}
    assert len(await rows(hub.db, Ticket)) == 4


def _cycle(most: int) -> Callable[[int], int]:
    drawn = cycle(range(most))
    return lambda _: next(drawn)


async def test_a_member_leaves_no_trail_of_old_tickets(hub: Hub, clock: StillClock) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    for _ in range(5):
        await tickets.card(hub, SARA.id, shop.id)
        clock.pass_by(hours=2)
    assert len(await rows(hub.db, Ticket)) == 1


async def test_many_taps_at_once_make_one_card(hub: Hub) -> None:
    shop = await opened(hub)
    await join(hub, shop)
    cards = await asyncio.gather(*(tickets.card(hub, SARA.id, shop.id) for _ in range(20)))
    assert len({card.ticket.token for card in cards}) == 1
