"""How much waits for owners and moderators: each thing while it waits, nobody else's; on both engines."""

import pytest

from hub.context import Hub
from hub.daily import judging, rounds
from hub.errors import NotAllowed
from hub.hangout import desks
from hub.ideas import ideas, triage
from hub.ideas.ideas import Draft as Idea_
from hub.moments import hosting, moments
from hub.moments.moments import Draft as Moment_
from hub.watch import deciding, queue
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.members import joined, staff
from tests.support.words import put_on, say

SARA, CLERK, MODERATOR = 31, 32, 33
NOTHING = {"triage": 0, "moments": 0, "reports": 0, "words": 0}


async def test_a_thing_counts_until_somebody_looked_at_it(hub: Hub, clock: StillClock) -> None:
    hangout = await opened(hub)
    here = hangout.id
    await joined(hub, hangout, SARA, "سارا")
    assert await desks.waiting(hub, OWNER.id, here) == NOTHING
    first, _ = [(await ideas.post(hub, SARA, here, Idea_(text), once=text)).id for text in ("چای به‌لیمو", "نان سنگک")]
    await ideas.post(hub, SARA, here, Idea_("عکس‌ها در kanal.ir هست"), once="held")
    moment = await moments.share(hub, SARA, Moment_(here, "؟", "عصر", None, None), "m")
    asked = await put_on(hub, hangout)
    await say(hub, asked, "آرامش", first=SARA)
    assert await desks.waiting(hub, OWNER.id, here) == NOTHING | {"triage": 2, "moments": 1, "reports": 1}
    clock.pass_by(days=2)
    await rounds.close(hub, asked)
    assert await desks.waiting(hub, OWNER.id, here) == {"triage": 2, "moments": 1, "reports": 1, "words": 1}
    await triage.act(hub, OWNER.id, first, 0, "open")
    await hosting.decide(hub, OWNER.id, moment.id, post=False)
    held = await queue.following(hub, OWNER.id, here)
    assert held is not None
    await deciding.decide(hub, OWNER.id, held.id, hide=True)
    await judging.let_out(hub, OWNER.id, asked)
    assert await desks.waiting(hub, OWNER.id, here) == NOTHING | {"triage": 1}


async def test_for_those_who_look_after_it_and_up_to_a_hundred(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    hangout, other = await opened(hub), await opened(hub, channel=-1003, group=None)
    await staff(hub, hangout, MODERATOR, "گرداننده", "moderator")
    await staff(hub, hangout, CLERK, "فروشنده", "clerk")
    for place in (hangout, other):
        await joined(hub, place, SARA, "سارا")
    for text in ("چای به‌لیمو", "نان سنگک", "صندلی بیرون"):
        await ideas.post(hub, SARA, other.id, Idea_(text), once=text)
    assert await desks.waiting(hub, MODERATOR, hangout.id) == NOTHING
    for person in (SARA, CLERK, 99):
        with pytest.raises(NotAllowed):
            await desks.waiting(hub, person, hangout.id)
    monkeypatch.setattr(desks, "MOST", 2)
    assert (await desks.waiting(hub, OWNER.id, other.id))["triage"] == 2
