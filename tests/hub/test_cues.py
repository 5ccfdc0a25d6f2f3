"""Cues: at one's own hour, one a day, where most is at stake, ever more seldom in vain; on both engines."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub import attention, clockwork
from hub.context import Hub
from hub.daily.ballots import Ballot
from hub.daily.votes import cast
from hub.errors import NotFound
from hub.habit import cues
from hub.hangout import settings
from hub.hangout.hangouts import HangoutView
from hub.person import people
from hub.person.people import Seen
from hub.stick import members
from storage.tables import Member, Notice, Pause, Presence, Rhythm, Round
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.letters import came, deliver
from tests.support.members import joined
from tests.support.store import row, rows

MINA = Seen(7101, "مینا", "fa")
TEHRAN = ZoneInfo("Asia/Tehran")
DAY = timedelta(days=1)


def _at(hour: int, minute: int = 0, day: int = 21) -> datetime:
    return (datetime(2026, 11, 1, hour, minute, tzinfo=TEHRAN) + timedelta(days=day - 1)).astimezone(UTC)


async def _member(hub: Hub, hangout: HangoutView) -> int:
    found = await joined(hub, hangout, MINA.id, MINA.name)
    await people.set_reach(hub, MINA.id, reachable=True)
    return found


async def _tick(hub: Hub, clock: StillClock, at: datetime) -> int:
    """The clock runs up to a moment, with all that falls due on its way; how many cues were delivered."""
    brought = 0
    while True:
        moments = [await clockwork.next_moment(hub), await cues.outbox.next_due(hub)]
        due = min((moment for moment in moments if moment), default=at)
        if due > at:
            break
        clock.at = max(clock.at, due)
        await clockwork.run_due(hub)
        brought += sum(kinds.count("cue") for kinds in await deliver(hub))
    clock.at = at
    return brought


async def _evenings(hub: Hub, clock: StillClock, days: range) -> list[int]:
    """The clock looks in at 19:31 of each day; the days on which a cue was delivered."""
    found = []
    for day in days:
        clock.at = _at(19, 31, day)
        await clockwork.run_due(hub)
        if sum(kinds.count("cue") for kinds in await deliver(hub)):
            found.append(day)
    return found


async def _vote(hub: Hub, hangout: HangoutView) -> None:
    playing = await row(hub.db, Round, hangout_id=hangout.id, state="open")
    await cast(hub, [Ballot(MINA, 1, round_id=playing.id, chat_id=MINA.id)])


async def _said(hub: Hub) -> Any:
    return await row(hub.db, Rhythm, person_id=MINA.id)


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    """Open, its question of 19:00 is what kind of tea; Mina is with it and private messages reach her."""
    made = await opened(hub)
    await _member(hub, made)
    return made


async def test_nobody_is_reminded_who_did_not_ask(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    assert await _evenings(hub, clock, range(21, 24)) == []


async def test_half_an_hour_after_the_question_at_first(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    view = await cues.turn_on(hub, MINA.id)
    assert (view.state, view.minute, view.chosen, view.learned) == ("on", 19 * 60 + 30, False, False)
    assert await _tick(hub, clock, _at(19, 29)) == 0
    assert await _tick(hub, clock, _at(19, 30)) == 1
    assert await _tick(hub, clock, _at(18, 0, 22)) == 0


async def test_who_has_been_there_is_not_reminded(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    await cues.turn_on(hub, MINA.id)
    await _tick(hub, clock, _at(19, 10))
    await _vote(hub, hangout)
    assert await _tick(hub, clock, _at(23)) == 0
    assert await rows(hub.db, Notice, kind="cue") == []


async def test_who_comes_at_the_last_minute_is_not_reminded(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    """It was queued already; what the letter would say is looked at when it leaves."""
    await cues.turn_on(hub, MINA.id)
    await _tick(hub, clock, _at(19, 27))
    [queued] = await rows(hub.db, Notice, kind="cue")
    assert await cues.compose(hub, MINA.id, queued.hangout_id, last=False) is not None
    await _vote(hub, hangout)
    assert await cues.compose(hub, MINA.id, queued.hangout_id, last=False) is None


async def test_in_vain_it_slows_down_and_ends(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    await cues.turn_on(hub, MINA.id)
    assert await _evenings(hub, clock, range(21, 40)) == [21, 22, 24, 28, 36]
    queued = await rows(hub.db, Notice, kind="cue")
    assert [notice.payload["last"] for notice in queued] == [False] * 4 + [True]
    assert (await cues.look(hub, MINA.id)).state == "stopped"


async def test_any_deed_begins_it_anew(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    await cues.turn_on(hub, MINA.id)
    member = await row(hub.db, Member, person_id=MINA.id)
    assert await _evenings(hub, clock, range(21, 26)) == [21, 22, 24]
    clock.at = _at(12, 0, 26)
    await came(hub, member.id)
    assert await _evenings(hub, clock, range(26, 32)) == [27, 28, 30]


async def test_who_comes_by_themselves_is_reminded_again(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    """Even after the last one."""
    await cues.turn_on(hub, MINA.id)
    member = await row(hub.db, Member, person_id=MINA.id)
    assert await _evenings(hub, clock, range(21, 22)) == [21]
    async with hub.db.begin() as session:
        said = await session.get_one(Rhythm, MINA.id)
        said.ignored = 5
    assert await _evenings(hub, clock, range(22, 24)) == []
    assert (await _said(hub)).state == "stopped"
    clock.at = _at(12, 0, 24)
    await came(hub, member.id)
    assert await _evenings(hub, clock, range(24, 27)) == [25, 26]
    assert (await _said(hub)).state == "on"


async def test_an_answered_cue_is_followed_by_tomorrows(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    """More than five in a row, since none of them was in vain."""
    await cues.choose(hub, MINA.id, 19 * 60 + 30)
    for day in range(21, 28):
        assert await _evenings(hub, clock, range(day, day + 1)) == [day]
        await _vote(hub, hangout)
    assert (await _said(hub)).ignored == 1


async def test_the_hour_is_learned(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    """She comes at ten in the morning, once at night: on a day without her she is reminded at ten."""
    member = await row(hub.db, Member, person_id=MINA.id)
    async with hub.db.begin() as session:
        for n in range(1, 9):
            minute = 23 * 60 + 50 if n == 3 else 10 * 60 + n % 3
            session.add(Presence(day=date(2026, 11, 21) - n * DAY, member_id=member.id, minute=minute))
    view = await cues.turn_on(hub, MINA.id)
    assert (view.minute, view.learned) == (10 * 60, True)
    assert await _tick(hub, clock, _at(9, 59, 22)) == 0
    assert await _tick(hub, clock, _at(10, 0, 22)) == 1


async def test_ones_own_hour_comes_first(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    view = await cues.choose(hub, MINA.id, 13 * 60)
    assert (view.state, view.minute, view.chosen) == ("on", 13 * 60, True)
    assert (await cues.choose(hub, MINA.id, None)).minute == 19 * 60 + 30
    for minute in (8 * 60, 22 * 60, -60, 10**6, 13 * 60 + 1):
        with pytest.raises(NotFound):
            await cues.choose(hub, MINA.id, minute)


async def test_a_question_that_comes_after_the_hour(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    """At one's hour everything is answered; what comes later that day is told soon after it came."""
    await cues.choose(hub, MINA.id, 13 * 60)
    assert await _tick(hub, clock, _at(19, 29)) == 0
    assert await _tick(hub, clock, _at(19, 30)) == 1


async def test_no_cue_on_leave(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    await cues.turn_on(hub, MINA.id)
    member = await row(hub.db, Member, person_id=MINA.id)
    async with hub.db.begin() as session:
        session.add(Pause(member_id=member.id, first=date(2026, 11, 21), last=date(2026, 11, 25)))
    assert await _evenings(hub, clock, range(21, 28)) == [26, 27]


async def test_no_cue_when_off_or_out_of_reach(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    await cues.turn_on(hub, MINA.id)
    assert (await cues.turn_off(hub, MINA.id)).state == "off"
    assert await _tick(hub, clock, _at(23)) == 0
    await cues.turn_on(hub, MINA.id)
    await people.set_reach(hub, MINA.id, reachable=False)
    assert await _tick(hub, clock, _at(23, 0, 22)) == 0


async def test_a_closed_hangout_reminds_nobody(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    await cues.turn_on(hub, MINA.id)
    await _tick(hub, clock, _at(19, 5))
    await settings.pause(hub, OWNER.id, hangout.id)
    assert await _tick(hub, clock, _at(23, 0, 24)) == 0


async def test_one_a_day_where_most_is_at_stake(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    """Two hangouts: that of the longer streak; then, with that one answered, not the one where nothing is lost."""
    other = await opened(hub, channel=-1011, group=-1012)
    second = await _member(hub, other)
    await cues.turn_on(hub, MINA.id)
    await _tick(hub, clock, _at(19, 10))
    await _vote(hub, other)
    assert await _tick(hub, clock, _at(23)) == 0
    assert await _tick(hub, clock, _at(23, 0, 22)) == 1
    [cue] = await rows(hub.db, Notice, kind="cue")
    assert cue.hangout_id == other.id
    await _tick(hub, clock, _at(12, 0, 23))
    await came(hub, second)
    assert await _tick(hub, clock, _at(23, 0, 23)) == 0
    composed = await cues.compose(hub, MINA.id, hangout.id, last=True)
    assert composed is None


async def test_the_cue_tells_what_waits(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    other = await opened(hub, channel=-1011, group=-1012)
    await _member(hub, other)
    await cues.turn_on(hub, MINA.id)
    await _tick(hub, clock, _at(19, 10))
    cue = await cues.compose(hub, MINA.id, other.id, last=True)
    assert cue is not None
    assert (cue.round.hangout_id, cue.days, cue.others, cue.last) == (other.id, 0, 1, True)
    assert await cues.compose(hub, 999, other.id, last=True) is None


async def test_it_joins_the_letter_of_the_hour(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    await cues.turn_on(hub, MINA.id)
    async with hub.db.begin() as session:
        crumb = {"kind": "claim_expired", "hangout_id": None, "chat_id": MINA.id, "public": False, "payload": {}}
        await cues.outbox.queue(session, hub, crumb | {"dedupe_key": "x"})
    await _tick(hub, clock, _at(19, 29))
    clock.at = _at(19, 30)
    assert await deliver(hub) == [["claim_expired", "cue"]]


async def test_one_that_finds_no_room_in_its_letter_does_not_come_a_day_late(
    hub: Hub, clock: StillClock, hangout: HangoutView
) -> None:
    """Nobody saw it, so it counts as none: the next day has a cue of its own, and one alone."""
    await cues.turn_on(hub, MINA.id)
    async with hub.db.begin() as session:
        crumb = {"kind": "claim_expired", "hangout_id": None, "chat_id": MINA.id, "public": False, "payload": {}}
        await cues.outbox.queue(session, hub, crumb | {"dedupe_key": "x"})
    await _tick(hub, clock, _at(19, 29))
    clock.at = _at(19, 30)
    [letter] = await cues.outbox.lease(hub, 10)
    [_, cue] = await attention.contents(hub, letter.id)
    await attention.put_off(hub, letter.id, [cue.id])
    await cues.outbox.sent(hub, letter, 5, None, 0)
    assert (await row(hub.db, Notice, id=cue.id)).state == "dropped"
    assert await _tick(hub, clock, _at(23, 0, 22)) == 1
    assert (await _said(hub)).ignored == 1


async def test_after_the_days_letter_there_is_no_cue(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    """The letter went before she asked for cues; the next day's is hers."""
    async with hub.db.begin() as session:
        crumb = {"kind": "claim_expired", "hangout_id": None, "chat_id": MINA.id, "public": False, "payload": {}}
        await cues.outbox.queue(session, hub, crumb | {"dedupe_key": "x"})
    assert await deliver(hub) == [["claim_expired"]]
    await cues.turn_on(hub, MINA.id)
    assert await _tick(hub, clock, _at(23)) == 0
    said = await _said(hub)
    assert (said.ignored, said.cued_on) == (0, None)
    assert await _tick(hub, clock, _at(23, 0, 22)) == 1


async def test_a_clock_that_wakes_late(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    """Late by day is late; by night it is not at all."""
    await cues.turn_on(hub, MINA.id)
    for at, brought in ((_at(21, 40), 1), (_at(23, 30, 22), 0), (_at(21, 0, 23), 1)):
        clock.at = at
        await clockwork.run_due(hub)
        await clockwork.run_due(hub)
        assert sum(kinds.count("cue") for kinds in await deliver(hub)) == brought


async def test_turning_on_again_makes_no_second_cue(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    await cues.turn_on(hub, MINA.id)
    assert await _tick(hub, clock, _at(19, 31)) == 1
    await cues.choose(hub, MINA.id, 21 * 60)
    assert await _tick(hub, clock, _at(23)) == 0


async def test_the_offer_is_made_on_one_day(hub: Hub, clock: StillClock, hangout: HangoutView) -> None:
    assert await cues.offer(hub, MINA.id)
    assert await cues.offer(hub, MINA.id)
    assert (await cues.look(hub, MINA.id)).state == "off"
    assert await _tick(hub, clock, _at(12, 0, 22)) == 0
    assert not await cues.offer(hub, MINA.id)
    await cues.turn_on(hub, MINA.id)
    assert not await cues.offer(hub, MINA.id)


async def test_who_is_with_nobody_has_no_cues(hub: Hub, clock: StillClock) -> None:
    for act in (cues.look, cues.turn_on, cues.turn_off):
        with pytest.raises(NotFound):
            await act(hub, 4711)
    assert await rows(hub.db, Rhythm) == []
    assert not await cues.turn(hub, 4711)


async def test_the_time_zone_of_the_first_hangout(hub: Hub, clock: StillClock) -> None:
    first, second = await opened(hub), await opened(hub, channel=-1011, group=-1012)
    await settings.change(hub, OWNER.id, second.id, "timezone", "Europe/Berlin")
    for made in (second, first):
        await members.join(hub, MINA, made.slug)
    view = await cues.turn_on(hub, MINA.id)
    assert (view.timezone, view.minute) == ("Europe/Berlin", 19 * 60 + 30)
    assert (await _said(hub)).next_at.astimezone(ZoneInfo("Europe/Berlin")).hour == 19
