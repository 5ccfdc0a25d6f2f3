"""What members are deciding about is not taken from them, and how it ended is told as it was; on both engines."""

import pytest

from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.ideas import authoring, deciding, triage
from hub.ideas.errors import TooFar, UpForVote
from hub.watch import reports
from storage.tables import Idea
from tests.conftest import StillClock
from tests.hub.test_decisions import DARA, NIMA, SARA, begun, hangout, shortlisted, told, voted
from tests.support.hangouts import OWNER
from tests.support.members import joined, staff
from tests.support.store import row, rows

__all__ = ["hangout", "shortlisted"]
KEEPER = 21


@pytest.fixture
async def up(hub: Hub, hangout: HangoutView, shortlisted: list[int]) -> list[int]:
    """Both ideas are put to a vote; there is a moderator."""
    await staff(hub, hangout, KEEPER, "گرداننده", "moderator")
    await begun(hub, hangout, shortlisted)
    return shortlisted


async def test_staff_do_not_take_it_from_those_who_vote(hub: Hub, up: list[int], clock: StillClock) -> None:
    tea, chairs = up
    card = await triage.this(hub, KEEPER, chairs, "shortlisted")
    assert (card.up, card.ways) == (True, ("planned", "making"))
    for after, more in (("declined", {"reason": "نه"}), ("merged", {"into": tea}), ("open", {})):
        with pytest.raises(UpForVote):
            await triage.act(hub, KEEPER, chairs, card.seen, after, **more)  # type: ignore[arg-type]
    planned = await triage.act(hub, KEEPER, chairs, card.seen, "planned")
    with pytest.raises(UpForVote):
        await triage.act(hub, KEEPER, chairs, planned.step, "declined", "نه")
    assert (await triage.undo(hub, KEEPER, planned.step)).idea.state == "shortlisted"
    await voted(hub, clock, {SARA: 1, DARA: 1})
    assert {one.id: one.state for one in await rows(hub.db, Idea)} == {tea: "shortlisted", chairs: "planned"}
    free = await triage.this(hub, KEEPER, tea, "shortlisted")
    assert (free.up, "declined" in free.ways) == (False, True)
    await triage.act(hub, KEEPER, tea, free.seen, "declined", "نه")


async def test_the_step_to_the_shortlist_is_not_undone_under_the_vote(
    hub: Hub, hangout: HangoutView, shortlisted: list[int]
) -> None:
    seen = (await triage.this(hub, OWNER.id, shortlisted[0], "shortlisted")).seen
    back = await triage.act(hub, OWNER.id, shortlisted[0], seen, "open")
    again = await triage.act(hub, OWNER.id, shortlisted[0], back.step, "shortlisted")
    await begun(hub, hangout, shortlisted)
    with pytest.raises(UpForVote):
        await triage.undo(hub, OWNER.id, again.step)


async def test_its_author_neither_changes_it_nor_takes_it_back(hub: Hub, up: list[int]) -> None:
    with pytest.raises(TooFar):
        await authoring.change(hub, SARA, up[0], "چیز دیگر")
    with pytest.raises(TooFar):
        await authoring.withdraw(hub, SARA, up[0])


async def test_a_winner_that_is_out_of_sight_is_told_of_as_it_is(
    hub: Hub, hangout: HangoutView, up: list[int], clock: StillClock
) -> None:
    _, chairs = up
    for person in (31, 32, 33):
        await joined(hub, hangout, person, f"همراه {person}")
        await reports.report(hub, person, "idea", chairs, "rude")
    assert (await row(hub.db, Idea, id=chairs)).state == "hidden"
    with pytest.raises(TooFar):
        await authoring.change(hub, DARA, chairs, "چیز دیگر")
    await voted(hub, clock, {SARA: 1, DARA: 1})
    assert await told(hub, clock) == {(who, "decision_over") for who in (SARA, DARA, NIMA)}
    for person, stays in ((SARA, True), (DARA, False), (NIMA, False)):
        over = await deciding.over(hub, person, 1)
        assert over is not None
        assert (over.winners, over.stuck, over.stays) == (("صندلی بیرون",), ("صندلی بیرون",), stays)
