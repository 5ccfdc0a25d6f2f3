"""An option that staff hid and show again has its votes again, all but those that were touched; on both engines."""

from hub.context import Hub
from hub.daily import rounds, votes
from hub.daily.ballots import Ballot
from hub.person import forgetting, mydata
from hub.person.people import Seen
from hub.watch import deciding, queue, reports
from storage.tables import PutAway
from tests.conftest import StillClock
from tests.support.hangouts import OWNER
from tests.support.ledger import notches
from tests.support.store import rows
from tests.support.verified import faults
from tests.support.watched import BABAK, DARA, KEEPER, SARA, Scene, scene, wrote


async def tap(hub: Hub, at: Scene, seen: Seen, option: int) -> None:
    await votes.cast(hub, [Ballot(seen, 1 << option, round_id=at.round_id, chat_id=seen.id)])


async def counted(hub: Hub, at: Scene) -> tuple[tuple[int, ...], int]:
    shown = await rounds.view(hub, at.round_id)
    assert shown is not None
    return tuple(shown.counts), shown.voters


async def reported(hub: Hub, at: Scene) -> int:
    """An option of Sara's that all have chosen; its case."""
    number = await wrote(hub, at)
    for seen in (SARA, DARA, BABAK, KEEPER):
        await tap(hub, at, seen, 2)
    await reports.report(hub, DARA.id, "option", number, "rude")
    case = await queue.following(hub, OWNER.id, at.hangout.id)
    assert case is not None
    return case.id


async def test_undone_at_once_nothing_has_happened(hub: Hub) -> None:
    at = await scene(hub)
    case, before = await reported(hub, at), await notches(hub.db)
    for _ in range(2):
        await deciding.decide(hub, OWNER.id, case, hide=True)
        assert await counted(hub, at) == ((0, 0, 0), 0)
        assert len(await rows(hub.db, PutAway)) == 4
        await deciding.undo(hub, OWNER.id, case)
        assert await counted(hub, at) == ((0, 0, 4), 4)
        assert await rows(hub.db, PutAway) == []
    assert await notches(hub.db) == before
    assert await faults(hub.db) == []


async def test_who_has_chosen_anew_or_is_forgotten_stays_so(hub: Hub, clock: StillClock) -> None:
    at = await scene(hub)
    case = await reported(hub, at)
    await deciding.decide(hub, OWNER.id, case, hide=True)
    clock.pass_by(minutes=1)
    [kept] = (await mydata.of(hub, DARA.id))["memberships"][0]["answers_out_of_sight"]
    assert kept["answer"] == "به‌لیمو"
    await tap(hub, at, DARA, 0)
    await tap(hub, at, KEEPER, 0)
    await votes.cast(hub, [Ballot(KEEPER, 0, round_id=at.round_id, chat_id=KEEPER.id)])
    await forgetting.forget(hub, BABAK.id)
    await deciding.undo(hub, OWNER.id, case)
    assert await counted(hub, at) == ((1, 0, 1), 2), "Dara chose anew, Kivan nothing, Babak is nobody"
    await tap(hub, at, KEEPER, 2)
    assert await counted(hub, at) == ((1, 0, 2), 3)


async def test_after_the_close_all_votes_come_back(hub: Hub, clock: StillClock) -> None:
    at = await scene(hub)
    case = await reported(hub, at)
    clock.pass_by(days=2)
    await rounds.close(hub, at.round_id)
    await deciding.decide(hub, OWNER.id, case, hide=True)
    assert (await counted(hub, at))[1] == 0
    await deciding.undo(hub, OWNER.id, case)
    assert await counted(hub, at) == ((0, 0, 4), 4)
