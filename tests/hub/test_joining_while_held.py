"""A hangout that its owner is changing can be joined meanwhile: nobody waits for another in a circle."""

import asyncio

from hub.access import owned
from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.person.people import Seen
from storage import rounds as stored
from storage.tables import Round
from tests.support.hangouts import OWNER, opened
from tests.support.ledger import notches
from tests.support.store import row


async def test_a_first_vote_and_a_close_do_not_wait_for_each_other(hub: Hub) -> None:
    """The close holds the hangout and comes for the round; the vote holds the round and makes a member."""
    hangout = await opened(hub, group=None)
    await rounds.open_now(hub, OWNER.id, hangout.id)
    asked = (await row(hub.db, Round)).id
    ballot = Ballot(Seen(1, "آرش", "fa"), 1, round_id=asked, chat_id=-1001)
    async with hub.db.begin() as session:
        await owned(session, OWNER.id, hangout.id, lock=True)
        vote = asyncio.create_task(votes.cast(hub, [ballot]))
        if not hub.db.is_sqlite:  # which has one writer: there the vote's turn comes after
            [outcome] = await vote
        assert await stored.round_for_update(session, asked)
    [outcome] = await vote
    assert outcome.notch
    assert await notches(hub.db) == {1: 1}
