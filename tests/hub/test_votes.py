"""Votes: one a member, one notch, whatever order they come in; on both engines."""

import asyncio
import random

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot, Ended
from hub.daily.crowd import Crowd
from hub.person.people import Seen
from hub.stick.chain import GENESIS, Link, seal
from storage.tables import Entry, Member, Tally, Vote
from storage.types import to_ms
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened

CHANNEL, GROUP = -1001, -1002


async def _round(hub: Hub) -> int:
    hangout = await opened(hub)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    async with hub.db.read() as session:
        return int(await session.scalar(text("SELECT max(id) FROM round")) or 0)


def _ballot(person: int, option: int | None, round_id: int, chat: int = CHANNEL) -> Ballot:
    choices = 0 if option is None else 1 << option
    return Ballot(Seen(person, f"p{person}", "en"), choices, round_id=round_id, chat_id=chat, message_id=7)


async def test_first_vote_joins_and_cuts_one_notch(hub: Hub) -> None:
    round_id = await _round(hub)
    [outcome] = await votes.cast(hub, [_ballot(1, 0, round_id)])
    assert (outcome.ended, outcome.notch, outcome.language) == (Ended.COUNTED, True, "en")
    assert outcome.stick is not None
    assert outcome.stick.notches == 1


async def test_moving_counts_once_and_cuts_nothing(hub: Hub) -> None:
    round_id = await _round(hub)
    ballots = [_ballot(1, option, round_id) for option in (0, 1, 1, 0)]
    ends = [(await votes.cast(hub, [ballot]))[0] for ballot in ballots]
    assert [end.ended for end in ends] == [Ended.COUNTED, Ended.MOVED, Ended.SAME, Ended.MOVED]
    assert [end.notch for end in ends] == [True, False, False, False]
    view = await rounds.view(hub, round_id)
    assert view is not None
    assert (view.counts[0], view.counts[1], view.voters) == (1, 0, 1)


async def test_retraction_is_counted_and_the_notch_stays(hub: Hub) -> None:
    round_id = await _round(hub)
    for option, ended in ((0, Ended.COUNTED), (None, Ended.TAKEN_BACK), (None, Ended.SAME), (1, Ended.COUNTED)):
        [outcome] = await votes.cast(hub, [_ballot(1, option, round_id)])
        assert outcome.ended is ended
    assert outcome.stick is not None
    assert outcome.stick.notches == 1
    assert not outcome.notch


async def test_late_and_foreign_ballots_are_refused(hub: Hub, clock: StillClock) -> None:
    round_id = await _round(hub)
    stranger_in_private = _ballot(5, 0, round_id, chat=5)
    forged = [_ballot(1, 0, round_id, chat=-999), _ballot(1, 11, round_id), _ballot(1, 0, 10**9), stranger_in_private]
    assert {o.ended for o in await votes.cast(hub, forged)} == {Ended.ELSEWHERE}
    clock.pass_by(days=2)
    assert [o.ended for o in await votes.cast(hub, [_ballot(1, 0, round_id)])] == [Ended.LATE]
    async with hub.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(Vote)) == 0


@pytest.mark.parametrize("seed", range(4))
async def test_a_crowd_in_groups_equals_the_same_votes_one_by_one(hub: Hub, seed: int) -> None:
    """Whatever the grouping: the last answer counts, tallies are exact, one notch each, every chain verifies."""
    round_id, chance = await _round(hub), random.Random(seed)
    ballots = [_ballot(chance.randint(1, 12), chance.choice([0, 1, None]), round_id) for _ in range(80)]
    last: dict[int, int] = {}
    while ballots:
        size = chance.randint(1, 20)
        group, ballots = ballots[:size], ballots[size:]
        for ballot, outcome in zip(group, await votes.cast(hub, group), strict=True):
            last[ballot.seen.id] = outcome.choices
    expected = [sum(choices >> option & 1 for choices in last.values()) for option in (0, 1)]
    view = await rounds.view(hub, round_id)
    assert view is not None
    assert list(view.counts[:2]) == expected
    await _ledger_is_whole(hub)


async def test_many_at_once_lose_nothing(hub: Hub) -> None:
    round_id, crowd = await _round(hub), Crowd(hub)
    ballots = [_ballot(person, person % 2, round_id) for person in range(1, 301) for _ in range(2)]
    outcomes = await asyncio.gather(*(crowd.cast(ballot) for ballot in ballots))
    assert sum(outcome.notch for outcome in outcomes) == 300
    async with hub.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(Vote)) == 300
        assert await session.scalar(select(func.sum(Tally.__table__.c.votes))) == 300  # type: ignore[attr-defined]
    await _ledger_is_whole(hub)


async def test_two_processes_at_once_cut_one_notch(hub: Hub) -> None:
    round_id = await _round(hub)
    outcomes = await asyncio.gather(*(votes.cast(hub, [_ballot(1, n % 2, round_id)]) for n in range(20)))
    assert sum(outcome[0].notch for outcome in outcomes) == 1
    await _ledger_is_whole(hub)


async def test_the_database_itself_protects_the_ledger(hub: Hub) -> None:
    round_id = await _round(hub)
    await votes.cast(hub, [_ballot(1, 0, round_id)])
    for statement in ("UPDATE entry SET notches = 9", "DELETE FROM entry"):
        with pytest.raises(DBAPIError, match="never"):
            async with hub.db.begin() as session:
                await session.execute(text(statement))
    await _ledger_is_whole(hub)


async def _ledger_is_whole(hub: Hub) -> None:
    async with hub.db.read() as session:
        entries = list((await session.scalars(select(Entry).order_by(text("member_id, seq")))).all())
        members = {member.id: member for member in (await session.scalars(select(Member))).all()}
    sums: dict[int, int] = {}
    heads: dict[int, tuple[int | None, bytes]] = {}
    for entry in entries:
        before = heads.get(entry.member_id, (None, GENESIS))
        link = Link(entry.member_id, entry.seq, entry.notches, entry.rule, entry.once_key, to_ms(entry.at))
        assert (entry.prev_id, entry.hash) == (before[0], seal(before[1], link))
        heads[entry.member_id] = (entry.id, entry.hash)
        sums[entry.member_id] = sums.get(entry.member_id, 0) + entry.notches
    for key, member in members.items():
        assert member.notches == sums.get(key or 0, 0)
        assert (member.head_id, member.head_hash or GENESIS) == heads.get(key or 0, (None, GENESIS))
