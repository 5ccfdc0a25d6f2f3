"""What an owner sees of the attention that was spent: their own hangout's part of it, nobody else's words."""

import pytest

from hub import clockwork, outbox
from hub.context import Hub
from hub.errors import NotAllowed
from hub.habit import budget, cues
from hub.habit.budget import Spent
from hub.hangout.hangouts import HangoutView
from hub.person import people
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.letters import came, deliver
from tests.support.members import joined

MINA, SARA, FAR = 7101, 7102, 7103


async def _queue(hub: Hub, hangout: HangoutView, kind: str, person_id: int, key: str, **other: bool) -> None:
    notice = {"kind": kind, "hangout_id": hangout.id, "chat_id": person_id, "public": False, "payload": {}}
    async with hub.db.begin() as session:
        await outbox.queue(session, hub, notice | {"dedupe_key": key} | other)


async def test_what_was_spent(hub: Hub, clock: StillClock) -> None:
    """Mina is reminded and comes, Sara hears of another shop, which is not ours to know; a third can not be written
    to."""
    ours, theirs = await opened(hub), await opened(hub, channel=-1011, group=-1012)
    member = await joined(hub, ours, MINA, "مینا")
    await joined(hub, ours, FAR, "دور")
    for hangout in (ours, theirs):
        await joined(hub, hangout, SARA, "سارا")
    for person_id in (MINA, SARA):
        await people.set_reach(hub, person_id, reachable=True)
    await cues.turn_on(hub, MINA)
    await _queue(hub, theirs, "claim_expired", SARA, "a")
    await _queue(hub, ours, "cut", SARA, "b", there=True)
    await _queue(hub, ours, "low_stock", OWNER.id, "c")
    await deliver(hub)
    await _queue(hub, ours, "credit_reminder", SARA, "d")
    clock.pass_by(hours=7, minutes=31)
    await clockwork.run_due(hub)
    await deliver(hub)
    await came(hub, member)
    spent = await budget.spent(hub, OWNER.id, ours.id)
    assert spent == Spent(reached=2, lettered=1, waiting=1, letters=1, parts={"cue": 1}, followed=1, beside=1, asked=1)
    other = await budget.spent(hub, OWNER.id, theirs.id)
    assert (other.letters, other.parts, other.lettered, other.beside) == (1, {"claim_expired": 1}, 1, 0)


async def test_a_week_later_it_is_forgotten(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    await joined(hub, hangout, SARA, "سارا")
    await people.set_reach(hub, SARA, reachable=True)
    await _queue(hub, hangout, "claim_expired", SARA, "a")
    await deliver(hub)
    clock.pass_by(days=6)
    assert (await budget.spent(hub, OWNER.id, hangout.id)).letters == 1
    clock.pass_by(days=1)
    assert await budget.spent(hub, OWNER.id, hangout.id) == Spent(1, 0, 0, 0, {}, 0, 0, 0)


async def test_only_an_owner_sees_it(hub: Hub) -> None:
    hangout = await opened(hub)
    await joined(hub, hangout, SARA, "سارا")
    with pytest.raises(NotAllowed):
        await budget.spent(hub, SARA, hangout.id)
