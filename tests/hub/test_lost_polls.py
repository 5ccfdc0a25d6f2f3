"""Answers to polls whose ids are not known yet: never counted in another hangout."""

from collections.abc import Iterable

import pytest
from sqlalchemy import Connection, text

from hub import outbox
from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot, Ended, NotYet
from hub.person.people import Seen
from storage import votes as stored
from tests.support.hangouts import OWNER, opened

OTHER = Seen(9002, "کاوه", "fa")
ANSWER = Ballot(Seen(1, "آرش", "fa"), 1, poll_id="poll-1")


async def _sending(hub: Hub, group: int, owner: Seen) -> outbox.Parcel:
    """A hangout whose poll is on its way."""
    hangout = await opened(hub, channel=None, group=group, owner=owner)
    await rounds.open_now(hub, owner.id, hangout.id)
    parcel = next(parcel for parcel in await outbox.lease(hub, 10) if parcel.kind == "round")
    await outbox.begin_sending(hub, parcel)
    return parcel


async def test_the_only_poll_on_its_way_is_meant(hub: Hub) -> None:
    await _sending(hub, -1, OWNER)
    assert [outcome.ended for outcome in await votes.cast(hub, [ANSWER])] == [Ended.COUNTED]


async def test_between_two_nothing_is_guessed(hub: Hub) -> None:
    await _sending(hub, -1, OWNER)
    second = await _sending(hub, -2, OTHER)
    with pytest.raises(NotYet):
        await votes.cast(hub, [ANSWER])
    await outbox.sent(hub, second, 77, "poll-1", 0)
    assert [outcome.ended for outcome in await votes.cast(hub, [ANSWER])] == [Ended.COUNTED]
    async with hub.db.read() as session:
        assert (await session.scalars(text("SELECT round_id FROM vote"))).all() == [second.payload["round_id"]]


@pytest.fixture
def told_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram's answer to a poll is noted just after the first look at it."""
    real, looked = stored.rounds_of_polls, []

    def late(connection: Connection, polls: Iterable[str]) -> dict[str, int]:
        looked.append(1)
        return real(connection, polls) if len(looked) > 1 else {}

    monkeypatch.setattr(stored, "rounds_of_polls", late)


@pytest.mark.usefixtures("told_in_between")
async def test_a_poll_that_becomes_known_while_it_is_looked_for_is_found(hub: Hub) -> None:
    first, second = await _sending(hub, -1, OWNER), await _sending(hub, -2, OTHER)
    await outbox.sent(hub, first, 76, "poll-1", 0)
    assert [outcome.ended for outcome in await votes.cast(hub, [ANSWER])] == [Ended.COUNTED]
    await outbox.sent(hub, second, 77, "poll-2", 0)
    async with hub.db.read() as session:
        assert (await session.scalars(text("SELECT round_id FROM vote"))).all() == [first.payload["round_id"]]


async def test_between_two_of_unknown_fate_it_is_not_counted(hub: Hub) -> None:
    for group, owner in ((-1, OWNER), (-2, OTHER)):
        await outbox.uncertain(hub, await _sending(hub, group, owner))
    assert [outcome.ended for outcome in await votes.cast(hub, [ANSWER])] == [Ended.ELSEWHERE]
