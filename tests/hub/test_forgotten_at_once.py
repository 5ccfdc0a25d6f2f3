"""Somebody is forgotten while all others act on what they wrote: nobody waits for ever, nothing half stays; on both
engines."""

import asyncio
from collections.abc import Awaitable

import pytest

from hub import clockwork
from hub.context import Hub
from hub.errors import HubError
from hub.guide import dilemmas
from hub.ideas import backing, ideas, triage
from hub.ideas.ideas import Draft as Idea_
from hub.moments import hosting, moments
from hub.moments.moments import Draft as Moment_
from hub.needs import meeting, talks
from hub.needs.talks import Words
from hub.person import forgetting
from hub.thanks import thanks
from hub.watch import deciding, queue, reports
from storage.tables import Idea, Member, Moment, Need, Person, Talk
from tests.conftest import StillClock
from tests.support.hangouts import OWNER
from tests.support.needs import DARA, NIMA, SARA, Scene, asked, scene, told
from tests.support.store import row, rows
from tests.support.verified import faults

LINKED = "عکس‌ها در kanal.ir هست"


async def acts(hub: Hub, place: Scene, clock: StillClock) -> list[Awaitable[object]]:
    """What others are about to do with what Sara wrote, and she with theirs."""
    here = place.hangout.id
    plain = (await ideas.post(hub, SARA, here, Idea_("چای به‌لیمو"), once="i")).id
    theirs = (await ideas.post(hub, DARA, here, Idea_("صندلی بیرون"), once="j")).id
    await ideas.post(hub, SARA, here, Idea_(LINKED), once="k")
    merged = (await ideas.post(hub, SARA, here, Idea_("نان سنگک"), once="l")).id
    await backing.back(hub, NIMA, merged)
    await triage.act(hub, OWNER.id, merged, 0, "merged", into=theirs)
    held = await queue.following(hub, OWNER.id, here)
    assert held is not None
    moment = await moments.share(hub, SARA, Moment_(here, "؟", "عصر", None, None), "m")
    need, other = await asked(hub, place), await asked(hub, place, "قاشق عسل", DARA)
    talk, mine = await told(hub, need.id, DARA, "سر کوچه"), await told(hub, other.id, SARA, "ته کوچه")
    choice = await dilemmas.ask(hub, SARA, here, ("کدام؟", "شمع", "گلدان"), once="c")
    clock.pass_by(minutes=2)
    return [
        triage.act(hub, OWNER.id, plain, 0, "shortlisted"),
        backing.back(hub, NIMA, plain),
        backing.back(hub, SARA, theirs),
        clockwork.run_due(hub),
        deciding.decide(hub, OWNER.id, held.id, hide=False),
        reports.report(hub, NIMA, "idea", plain, "rude"),
        hosting.decide(hub, OWNER.id, moment.id, post=True),
        talks.say(hub, DARA, need.id, Words("باز هم"), once="again"),
        talks.share(hub, DARA, talk.id, yes=True),
        meeting.meet(hub, DARA, other.id, talk_id=mine.id),
        dilemmas.answer(hub, NIMA, choice.id, 1),
        thanks.reply(hub, DARA, SARA, -1002),
    ]


@pytest.mark.parametrize("place_of_it", [0, 5, 12])
async def test_nothing_waits_for_ever_and_nothing_half_stays(hub: Hub, clock: StillClock, place_of_it: int) -> None:
    place = await scene(hub)
    doing = await acts(hub, place, clock)
    doing.insert(place_of_it, forgetting.forget(hub, SARA))
    ends = await asyncio.wait_for(asyncio.gather(*doing, return_exceptions=True), 30)
    assert [end for end in ends if isinstance(end, BaseException) and not isinstance(end, HubError)] == []
    clock.pass_by(days=3)
    while await clockwork.run_due(hub):
        pass
    assert await row(hub.db, Person, id=SARA) is None
    member = await row(hub.db, Member, id=place.members[SARA])
    assert member.person_id < 0
    for model in (Moment, Need, Talk):
        assert await rows(hub.db, model, member_id=member.id) == []
    for one in await rows(hub.db, Idea):
        assert one.text or not one.live
        assert one.backings >= 0
    assert await faults(hub.db) == []
