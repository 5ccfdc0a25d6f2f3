"""Needs against those who try: what is not theirs to see, who may not write, notches for a pair; on both engines."""

import pytest

from hub.context import Hub
from hub.errors import NotFound
from hub.needs import meeting, needs, talks
from hub.needs.asking import DAYS
from hub.needs.errors import NeedOver, OwnNeed, SaidEnough, TalkEnded
from hub.needs.lapsing import expire
from hub.watch.errors import Muted
from hub.watch.mutes import mute
from storage.tables import Entry, Notice, Talk
from tests.conftest import StillClock
from tests.support.hangouts import OWNER
from tests.support.needs import DARA, NIMA, SARA, Scene, asked, scene, told
from tests.support.store import rows


async def test_who_is_muted_does_not_ask_anew(hub: Hub, clock: StillClock) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    clock.pass_by(days=DAYS.days, seconds=1)
    assert await expire(hub, need.id)
    await mute(hub, OWNER.id, place.members[SARA], 1)
    with pytest.raises(Muted):
        await needs.renew(hub, SARA, need.id)
    clock.pass_by(days=1, seconds=1)
    assert (await needs.renew(hub, SARA, need.id)).state == "open"


async def test_what_was_met_is_seen_by_the_two_and_nobody_else(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    talk = await told(hub, need.id, DARA, "من دارم.")
    assert (await needs.one(hub, NIMA, need.id)).state == "open"
    await meeting.meet(hub, SARA, need.id, talk_id=talk.id)
    with pytest.raises(NotFound):
        await needs.one(hub, NIMA, need.id)
    for person in (SARA, DARA, OWNER.id):
        assert (await needs.one(hub, person, need.id)).state == "met"


async def test_an_answer_that_staff_hold_back_is_nothing_to_the_asker(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    talk = await told(hub, need.id, DARA, "زنگ بزنید: 09121234567")
    for act in (
        talks.one(hub, SARA, talk.id),
        talks.share(hub, SARA, talk.id, yes=True),
        talks.block(hub, SARA, talk.id, on=True),
        told(hub, need.id, SARA, "که هستی؟", talk.id),
        meeting.meet(hub, SARA, need.id, talk_id=talk.id),
    ):
        with pytest.raises(NotFound):
            await act
    assert await rows(hub.db, Notice, kind="need_said") == []
    assert (await talks.one(hub, DARA, talk.id)).lines


async def found(hub: Hub, place: Scene, text: str, asker: int, helper: int) -> int:
    """A need that somebody met; the notches that all have for such things."""
    need = await asked(hub, place, text, asker)
    talk = await told(hub, need.id, helper, f"{text}: این است")
    await meeting.meet(hub, asker, need.id, talk_id=talk.id)
    return sum(one.notches for one in await rows(hub.db, Entry, rule="need"))


async def test_a_pair_fills_no_stick_by_looking_for_things_all_day(hub: Hub, clock: StillClock) -> None:
    place = await scene(hub)
    assert await found(hub, place, "چای سفید", SARA, DARA) == 2
    assert await found(hub, place, "قوری", SARA, DARA) == 2, "once a day from the same asker"
    assert await found(hub, place, "قاشق", SARA, NIMA) == 4
    assert await found(hub, place, "لیوان", NIMA, DARA) == 6
    clock.pass_by(days=1)
    assert await found(hub, place, "سماور", SARA, DARA) == 8


async def test_whoever_may_not_say_a_thing_learns_it_before_they_write(hub: Hub, clock: StillClock) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    for person in (DARA, OWNER.id):
        await talks.may_say(hub, person, need.id)
    assert await rows(hub.db, Talk) == [], "a question makes no talk"
    with pytest.raises(OwnNeed):
        await talks.may_say(hub, SARA, need.id)
    for person, need_id in ((DARA, need.id + 1), (10**9, need.id)):
        with pytest.raises(NotFound):
            await talks.may_say(hub, person, need_id)
    await mute(hub, OWNER.id, place.members[DARA], 1)
    with pytest.raises(Muted):
        await talks.may_say(hub, DARA, need.id)
    clock.pass_by(days=1, seconds=1)
    talk = await told(hub, need.id, DARA, "من دارم.")
    await talks.block(hub, DARA, talk.id, on=True)
    for person, talk_id in ((DARA, None), (SARA, talk.id)):
        with pytest.raises(TalkEnded):
            await talks.may_say(hub, person, need.id, talk_id=talk_id)
    other = await asked(hub, place, "قوری")
    with pytest.raises(TalkEnded):
        await talks.may_say(hub, DARA, other.id)
    with pytest.raises(TalkEnded):
        await told(hub, other.id, DARA, "این هم هست.")
    await talks.block(hub, DARA, talk.id, on=False)
    await meeting.meet(hub, SARA, need.id, talk_id=talk.id)
    await talks.may_say(hub, DARA, need.id)  # those who have a talk go on
    with pytest.raises(NeedOver):
        await talks.may_say(hub, NIMA, need.id)


async def test_a_full_side_of_a_talk_hears_so_before_it_writes(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    for n in range(talks.MOST_LINES):
        await talks.may_say(hub, DARA, need.id)
        talk = await told(hub, need.id, DARA, f"خبر {n}")
    with pytest.raises(SaidEnough):
        await talks.may_say(hub, DARA, need.id)
    await talks.may_say(hub, SARA, need.id, talk_id=talk.id)
