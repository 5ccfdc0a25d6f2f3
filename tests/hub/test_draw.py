"""The draw of the lucky notch: chains of secrets, tickets, and the same draw done again by another script."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.person.people import Seen
from hub.scenario.draw import DIGITS, LENGTH, Chain, bound, commitment, draw_on, new_chain, ticket, wins
from storage.tables import Entry, Hangout, Member, Round
from tests.conftest import StillClock
from tests.support.drawing import redrawn
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

SECRETS = st.binary(min_size=32, max_size=32)


def test_each_commitment_is_the_secret_told_before() -> None:
    chain, told = Chain(bytes(range(32)), 4), []
    while chain.left:
        secret, chain = draw_on(chain)
        told.append(secret)
    assert len(told) == 4
    assert told[-1] == bytes(range(32))
    for before, after in pairwise(told):
        assert commitment(after) == before.hex() == hashlib.sha256(after).hexdigest()


def test_a_chain_that_is_used_up_is_followed_by_a_new_one() -> None:
    last, over = draw_on(Chain(bytes(32), 1))
    assert (last, over.left) == (bytes(32), 0)
    secret, fresh = draw_on(over)
    assert fresh.left == LENGTH - 1
    assert fresh.seed != bytes(32)
    assert commitment(secret) != last.hex()


def test_chains_are_not_alike() -> None:
    assert new_chain().seed != new_chain().seed
    assert len(new_chain().seed) == 32


@given(SECRETS, st.integers(1, 2**40), st.integers(0, 1000))
def test_the_bound_says_the_same_as_the_draw(secret: bytes, member: int, permille: int) -> None:
    below = int(ticket(secret, member)[:DIGITS], 16) < int(bound(permille), 16)
    assert wins(secret, member, permille) is below


@pytest.mark.parametrize("permille", [0, 50, 100, 333, 1000])
def test_tickets_win_as_often_as_they_are_said_to(permille: int) -> None:
    secret = hashlib.sha256(b"a fixed one").digest()
    won = sum(wins(secret, member, permille) for member in range(1, 20_001))
    assert abs(won - 20 * permille) <= 5 * (20 * permille * (1 - permille / 1000)) ** 0.5


def test_another_script_draws_the_same_and_knows_a_false_secret() -> None:
    secret, permille, members = hashlib.sha256(b"another").digest(), 150, range(1, 400)
    mine = [member for member in members if wins(secret, member, permille)]
    assert redrawn(commitment(secret), secret.hex(), permille, members) == mine
    with pytest.raises(AssertionError, match="not the secret"):
        redrawn(commitment(bytes(32)), secret.hex(), permille, members)


async def _lucky(hub: Hub, hangout_id: int, permille: int) -> None:
    async with hub.db.begin() as session:
        found = await session.get_one(Hangout, hangout_id)
        found.lucky_permille = permille
        session.add(found)


async def _vote(hub: Hub, round_id: int, people: range, choices: int = 1) -> None:
    await votes.cast(hub, [Ballot(Seen(p, "همراه", "fa"), choices, round_id, -1001) for p in people])


async def test_the_notches_of_a_round_are_those_that_anybody_draws_again(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await _lucky(hub, hangout.id, 250)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    first: Round = await row(hub.db, Round)
    told = commitment(first.secret or b"")
    await _vote(hub, first.id or 0, range(500, 540))
    await _vote(hub, first.id or 0, range(500, 540), choices=2)  # a moved vote draws nothing again
    clock.pass_by(days=1)
    await rounds.turn(hub, hangout.id)
    members: list[Member] = await rows(hub.db, Member)
    again = redrawn(told, (first.secret or b"").hex(), 250, [member.id or 0 for member in members])
    drawn: list[Entry] = await rows(hub.db, Entry, rule="lucky")
    assert sorted(entry.member_id for entry in drawn) == again
    assert 0 < len(again) < len(members)
    assert {(entry.notches, entry.once_key) for entry in drawn} == {(1, f"lucky:{first.id}")}


async def test_rounds_move_along_one_chain_and_keep_their_own_chance(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    found: list[Round] = []
    for permille in (100, 0, 200):
        await _lucky(hub, hangout.id, permille)
        clock.pass_by(days=1)
        await rounds.turn(hub, hangout.id)
        found.append(await row(hub.db, Round))
    first, without, second = found
    assert (first.lucky_permille, without.lucky_permille, second.lucky_permille) == (100, 0, 200)
    assert without.secret is None
    assert commitment(second.secret or b"") == (first.secret or b"").hex()
    kept: Hangout = await row(hub.db, Hangout)
    assert kept.draw_left == LENGTH - 2
    assert kept.draw_seed not in (first.secret, second.secret)
