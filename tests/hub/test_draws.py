"""/draw: what is told of a draw, to whom and when; on both engines."""

import pytest
from sqlalchemy import delete, update

from bot.verify import plain
from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.errors import NotFound
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen
from hub.scenario import draws, scenarios, switches
from hub.scenario.draw import wins
from hub.stick import rulebook
from hub.stick.ledger import cut_one, terms_of
from hub.stick.members import join
from hub.stick.rulebook import Wish
from hub.stick.rules import lucky
from storage.tables import Entry, Hangout, Member, Round, columns
from tests.conftest import StillClock
from tests.support.drawing import redrawn
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows
from tests.support.tampering import tampering
from tests.support.verified import faults

SARA, OMID = Seen(701, "سارا", "fa"), Seen(702, "امید", "fa")


async def _played(hub: Hub, clock: StillClock, hangout: HangoutView, people: range, days: int = 1) -> list[Round]:
    """So many days of the lucky scenario with everybody's answers; the last round is open."""
    await scenarios.apply(hub, OWNER.id, hangout.id, "fal")
    for _ in range(days):
        clock.pass_by(days=1)
        await rounds.turn(hub, hangout.id)
        on: Round = await row(hub.db, Round)
        await votes.cast(hub, [Ballot(Seen(p, "همراه", "fa"), 1, on.id or 0, -1001) for p in people])
    return await rows(hub.db, Round)


async def test_a_hangout_without_luck_has_no_draw(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await join(hub, SARA, hangout.slug)
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    assert await draws.of_person(hub, SARA.id) == []


async def test_the_commitment_is_told_at_once_and_the_secret_at_the_close(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    [on] = await _played(hub, clock, hangout, range(600, 640))
    [shown] = await draws.of_person(hub, 600)
    assert shown.drawn is None
    assert shown.coming is not None
    assert not shown.coming.chained
    assert (on.secret or b"").hex() not in repr(shown)
    told = shown.coming.commitment
    await _played(hub, clock, hangout, range(600, 640))
    [shown] = await draws.of_person(hub, 600)
    assert shown.drawn is not None
    assert shown.coming is not None
    assert (shown.drawn.commitment, shown.drawn.secret) == (told, (on.secret or b"").hex())
    assert shown.coming.chained
    assert shown.coming.commitment == shown.drawn.secret
    numbers = {member.person_id: member.id or 0 for member in await rows(hub.db, Member)}
    winners = redrawn(told, shown.drawn.secret, shown.drawn.permille, numbers.values())
    assert (shown.drawn.winners, shown.drawn.voters) == (len(winners), 40)
    for person in (600, 610, 639):
        [seen] = await draws.of_person(hub, person)
        assert seen.drawn is not None
        assert seen.number == numbers[person]
        assert seen.drawn.won == (seen.number in winners) == (seen.drawn.ticket[:8] < seen.drawn.bound)
        assert seen.drawn.cut == (1 if seen.drawn.won else None)


async def test_who_did_not_answer_sees_their_ticket_and_no_notch(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await join(hub, SARA, hangout.slug)
    await _played(hub, clock, hangout, range(600, 603), days=2)
    [shown] = await draws.of_person(hub, SARA.id)
    assert shown.drawn is not None
    assert (shown.drawn.answered, shown.drawn.cut) == (False, None)


async def test_a_ceiling_holds_a_drawn_notch_back_and_it_is_said(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await scenarios.apply(hub, OWNER.id, hangout.id, "fal")
    await rulebook.limit(hub, OWNER.id, hangout.id, "day_ceiling", 1)
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    on: Round = await row(hub.db, Round)
    await votes.cast(hub, [Ballot(Seen(p, "همراه", "fa"), 1, on.id or 0, -1001) for p in range(600, 640)])
    held = await rows(hub.db, Entry, rule="lucky")
    assert held
    assert {entry.notches for entry in held} == {0}
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    lucky = next(m for m in await rows(hub.db, Member) if m.id == held[0].member_id)
    shown = await draws.page(hub, lucky.person_id, hangout.id, 0)
    assert shown.drawn is not None
    assert (shown.drawn.won, shown.drawn.cut) == (True, 0)


async def test_luck_is_told_even_where_votes_cut_nothing_by_themselves(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await scenarios.apply(hub, OWNER.id, hangout.id, "fal")
    await rulebook.change(hub, OWNER.id, hangout.id, "vote", Wish(active=False))
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    on: Round = await row(hub.db, Round)
    done = await votes.cast(hub, [Ballot(Seen(p, "همراه", "fa"), 1, on.id or 0, -1001) for p in range(600, 640)])
    assert sum(one.lucky for one in done) == len(await rows(hub.db, Entry, rule="lucky")) > 0
    assert all(one.notch == bool(one.lucky) for one in done)


async def test_a_lucky_notch_that_no_draw_gave_is_found(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    [on] = await _played(hub, clock, hangout, range(600, 630))
    assert await faults(hub.db) == []
    secret = on.secret or b""
    loser = next(m.id or 0 for m in await rows(hub.db, Member) if not wins(secret, m.id or 0, on.lucky_permille))
    async with hub.db.begin() as session:
        there = terms_of(await session.get_one(Hangout, hangout.id))
        await cut_one(session, there, loser, lucky(on.id or 0), hub.now())
    [found] = await faults(hub.db)
    assert (found.what, found.member, found.entry) == ("not_drawn", loser, 2)
    assert plain(found)


async def test_a_lucky_notch_that_was_left_out_is_found(hub: Hub, clock: StillClock) -> None:
    """Whoever keeps the store writes the chain anew without it: nothing in the chain tells. A ceiling's entry of no
    notches is one."""
    hangout = await opened(hub)
    [on] = await _played(hub, clock, hangout, range(600, 630))
    await rulebook.limit(hub, OWNER.id, hangout.id, "day_ceiling", 1)
    await votes.cast(hub, [Ballot(Seen(p, "همراه", "fa"), 1, on.id or 0, -1001) for p in range(630, 700)])
    await votes.cast(hub, [Ballot(Seen(600, "همراه", "fa"), 0, on.id or 0, -1001)])
    assert {entry.notches for entry in await rows(hub.db, Entry, rule="lucky")} == {0, 1}
    assert await faults(hub.db) == []
    gone = (await rows(hub.db, Entry, rule="lucky"))[0]
    left = await row(hub.db, Entry, id=gone.prev_id)
    head = {"entries": left.seq, "notches": left.notches, "head_id": left.id, "head_hash": left.hash}
    async with tampering(hub.db) as connection:
        await connection.execute(update(Member).where(columns(Member).id == gone.member_id).values(**head))
        await connection.execute(delete(Entry).where(columns(Entry).id == gone.id))
    for only in (None, hangout.slug):
        [found] = await faults(hub.db, only)
        assert (found.what, found.member, found.about["round"]) == ("left_out", gone.member_id, str(on.id))
        assert plain(found)


async def test_pages_go_back_in_time_and_end(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    found = await _played(hub, clock, hangout, range(600, 601), days=4)
    seen = []
    for number in range(3):
        page = await draws.page(hub, 600, hangout.id, number)
        assert page.drawn is not None
        assert (page.coming is None) == (number > 0)
        assert page.older == (number < 2)
        seen.append(page.drawn.secret)
    assert seen == [(past.secret or b"").hex() for past in reversed(found[:3])]
    for beyond in (3, -1):
        with pytest.raises(NotFound):
            await draws.page(hub, 600, hangout.id, beyond)


async def test_a_stranger_sees_nothing(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await _played(hub, clock, hangout, range(600, 601), days=2)
    assert await draws.of_person(hub, OMID.id) == []
    with pytest.raises(NotFound):
        await draws.page(hub, OMID.id, hangout.id, 0)
    with pytest.raises(NotFound):
        await draws.page(hub, 600, hangout.id + 1, 0)


async def test_the_last_draw_is_still_told_after_luck_was_switched_off(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    [on] = await _played(hub, clock, hangout, range(600, 601))
    await switches.chance(hub, OWNER.id, hangout.id, 0)
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    [shown] = await draws.of_person(hub, 600)
    assert shown.coming is None
    assert shown.drawn is not None
    assert shown.drawn.secret == (on.secret or b"").hex()
