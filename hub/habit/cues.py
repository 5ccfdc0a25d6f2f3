"""Cues: one private reminder a day at most, at a person's own hour, for those who asked for it.

Whoever follows none of them is reminded ever more seldom, and then no more; any deed of theirs begins it anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.daily import rounds
from hub.daily.rounds import RoundView
from hub.days import local_day, opening
from hub.errors import NotFound
from hub.habit import hours
from hub.habit.hours import Places
from hub.habit.rhythm import gap, is_last, waking
from hub.habit.stakes import later, stakes
from hub.quiet import leaves
from storage import people, rhythm
from storage.rhythm import Act
from storage.tables import Rhythm

AHEAD = timedelta(minutes=5)
"""So long before somebody's hour it is thought about, so that a letter of that hour can still take the cue along."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CuesView:
    """What a person said about cues. `state`: on | off | stopped (nobody followed the last ones). `minute`: the local
    one of their hour, their own word if `chosen`; `learned`: it comes from what they did."""

    state: str
    minute: int
    timezone: str
    chosen: bool
    learned: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A reminder as it leaves: today's question of one hangout. `days` in a row are at stake there; `others`: how many
    more of the person's hangouts have an open question for them."""

    round: RoundView
    days: int
    others: int
    last: bool


async def look(hub: Hub, person_id: int) -> CuesView:
    """What the person said, or would have; NotFound for one who is with no hangout."""
    async with hub.db.read() as session:
        said = await rhythm.rhythm(session, person_id) or Rhythm(person_id=person_id, state="off")
        places = await _places(session, person_id)
        return _view(said, places, await hours.acts(session, places, hub.now()))


async def turn_on(hub: Hub, person_id: int) -> CuesView:
    """The person wants to be reminded, from the next time their hour comes."""
    return await _say(hub, person_id, "on")


async def turn_off(hub: Hub, person_id: int) -> CuesView:
    """The person wants no more reminders."""
    return await _say(hub, person_id, "off")


async def choose(hub: Hub, person_id: int, minute: int | None) -> CuesView:
    """The person's own hour, or None for the usual one; whoever chooses wants to be reminded. NotFound for a minute at
    which nobody is."""
    if minute is not None and waking(minute) != minute:
        raise NotFound
    return await _say(hub, person_id, "on", minute, chosen=True)


async def offer(hub: Hub, person_id: int) -> bool:
    """Whether to ask the person now if they want cues: on one day, if they have never said anything."""
    today = local_day(hub.now(), hub.timezone)
    async with hub.db.read() as session:
        said = await rhythm.rhythm(session, person_id)
    if said is None:
        async with hub.db.begin() as session:
            await rhythm.add(session, person_id, "offered", today)
        return True
    return said.state == "offered" and said.cued_on == today


async def _say(hub: Hub, person_id: int, state: str, minute: int | None = None, *, chosen: bool = False) -> CuesView:
    async with hub.db.begin() as session:
        places = await _places(session, person_id)
        await rhythm.add(session, person_id)
        said = await rhythm.rhythm(session, person_id, lock=True)
        if said is None:
            raise NotFound
        said.state, said.ignored, said.cued_on = state, 0, None
        said.minute = minute if chosen else said.minute
        view = _view(said, places, await hours.acts(session, places, hub.now()))
        said.next_at = _next(hub.now(), view) if state == "on" else None
    hub.wake()
    return view


def _next(now: datetime, view: CuesView) -> datetime:
    """When to think about the person's next cue."""
    today = local_day(now, view.timezone)
    at = opening(today, view.minute, view.timezone)
    return max(now, at - AHEAD) if now < at else opening(today + DAY, view.minute, view.timezone) - AHEAD


async def _places(session: AsyncSession, person_id: int) -> Places:
    if found := await rhythm.places(session, person_id):
        return found
    raise NotFound


def _view(said: Rhythm, places: Places, acts: Sequence[Act]) -> CuesView:
    minute, learned = hours.minute(said, places, acts)
    state = said.state if said.state in rhythm.LOOKED_AT else "off"
    return CuesView(state, minute, places[0][1].timezone, said.minute is not None, learned)


async def turn(hub: Hub, person_id: int) -> bool:
    """The person's hour is near: queues a cue if they are to have one today. False if it is not their time."""
    async with hub.db.begin() as session:
        said = await rhythm.rhythm(session, person_id, lock=True)
        now = hub.now()
        if said is None or said.state not in rhythm.LOOKED_AT or said.next_at is None or said.next_at > now:
            return False
        places = await rhythm.places(session, person_id)
        if not places:
            said.next_at = now + DAY
            return True
        acts = await hours.acts(session, places, now)
        view = _view(said, places, acts)
        today, sooner = local_day(now, view.timezone), None
        if now >= opening(today, view.minute, view.timezone) - AHEAD:
            await _judge(session, said, acts, today)
            if said.state == "on" and _is_its_day(said, today):
                sooner = await _cue(session, hub, said, places, view)
        said.next_at = sooner or _next(now + AHEAD, view)
    hub.wake()
    return True


async def _judge(session: AsyncSession, said: Rhythm, acts: Sequence[Act], today: date) -> None:
    """What became of the last cue: followed by a deed, never seen, or ignored once too often."""
    if said.cued_on is None:
        return
    queued = await rhythm.cue(session, _key(said.person_id, said.cued_on))
    if queued is None:
        said.cued_on, said.ignored = None, 0
        return
    since = (queued.sent_at or queued.created_at).replace(second=0, microsecond=0)
    if any(hours.moment(act) >= since for act in acts):
        said.state, said.ignored = "on", 0
    elif queued.state in ("dropped", "failed"):
        said.cued_on, said.ignored = None, max(0, said.ignored - 1)
    elif gap(said.ignored) is None and today > said.cued_on:
        said.state = "stopped"


def _is_its_day(said: Rhythm, today: date) -> bool:
    days = gap(said.ignored)
    return said.cued_on is None or (days is not None and today >= said.cued_on + days * DAY)


def _key(person_id: int, day: date) -> str:
    return f"cue:{person_id}:{day.isoformat()}"


async def _cue(session: AsyncSession, hub: Hub, said: Rhythm, places: Places, view: CuesView) -> datetime | None:
    """Queues a cue where one is wanted; when to think about another today, where the question is still to come."""
    now, today = hub.now(), local_day(hub.now(), view.timezone)
    person = await people.person(session, said.person_id)
    if person is None or person.reach == "closed" or leaves(now, view.timezone) != now:
        return None
    open_now = await stakes(session, hub, places)
    if not open_now:
        return await later(session, hub, places, view.timezone)
    notice: dict[str, Any] = {"kind": "cue", "chat_id": said.person_id, "public": False}
    notice |= {"hangout_id": open_now[0].hangout.id, "payload": {"last": is_last(said.ignored + 1)}}
    notice |= {"dedupe_key": _key(said.person_id, today)}
    due = max(now, opening(today, view.minute, view.timezone))
    if await outbox.queue(session, hub, notice | {"due_at": due}):
        said.cued_on, said.ignored = today, said.ignored + 1
    return None


async def compose(hub: Hub, person_id: int, hangout_id: int, *, last: bool) -> Cue | None:
    """The cue as it should leave now; None if the person has been there meanwhile, or wants none any more."""
    async with hub.db.read() as session:
        said = await rhythm.rhythm(session, person_id)
        open_now = await stakes(session, hub, await rhythm.places(session, person_id))
    chosen = next((stake for stake in open_now if stake.hangout.id == hangout_id), None)
    if said is None or said.state != "on" or chosen is None:
        return None
    shown = await rounds.for_person(hub, chosen.round_id, person_id)
    return Cue(shown, chosen.days, len(open_now) - 1, last) if shown is not None and shown.open else None
