"""Opening and closing rounds, by the clock or by the owner."""

from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.daily import words
from hub.daily.announcing import announce
from hub.daily.asking import take
from hub.daily.errors import NothingLeft
from hub.daily.kinds import KINDS
from hub.daily.planning import rest, warn
from hub.daily.putting import made, put_out
from hub.daily.viewing import RoundView, view_of
from hub.days import day_in_play, local_day, next_opening
from hub.errors import AlreadyToday, NotOpen
from hub.ideas import deciding
from hub.scenario.luck import next_secret
from storage import hangouts, rounds
from storage.tables import Hangout, Round

__all__ = ["RoundView", "close", "for_member", "for_person", "open_now", "today", "turn", "view"]
JOB = "round"
MISSED_MOST = 60  # days of a long absence that get a row of their own


async def turn(hub: Hub, hangout_id: int) -> bool:
    """Puts today's question on, if the hangout's hour has come: once a local day, whatever happens.

    Days that passed while nobody was there are noted as skipped; the latest is put on late, since its window is open
    until the next one's hour. False when there was nothing to do.
    """
    async with hub.db.begin() as session:
        hangout = await hangouts.hangout(session, hangout_id, lock=True)
        now = hub.now()
        if hangout is None or hangout.state != "open" or hangout.next_opening is None or hangout.next_opening > now:
            return False
        day = day_in_play(now, hangout.opens_minute, hangout.timezone)
        await _note_missed(session, hangout, day, now)
        if await rounds.add_run(session, JOB, hangout_id, day, "done", now):
            await _put_on(session, hub, hangout, day)
        else:
            hangout.next_opening = next_opening(now, hangout.opens_minute, hangout.timezone, day)
    hub.wake()
    return True


async def _note_missed(session: AsyncSession, hangout: Hangout, day: date, now: datetime) -> None:
    first = local_day(hangout.next_opening or now, hangout.timezone)
    missed = max(first, day - timedelta(days=MISSED_MOST))
    while missed < day:
        await rounds.add_run(session, JOB, hangout.id or 0, missed, "skipped", now)
        missed += timedelta(days=1)


async def open_now(hub: Hub, person_id: int, hangout_id: int, *, after: int | None = None) -> None:
    """The owner wants a question out at once: AlreadyToday if one came out today; NothingLeft if there is none.

    `after` names today's round that the next one may end on the owner's word; that round must still be open.
    """
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        if hangout.state != "open":
            raise NotOpen
        day = await _claim_day(session, hub, hangout, after)
        if not await _put_on(session, hub, hangout, day):
            raise NothingLeft
    hub.wake()


async def _claim_day(session: AsyncSession, hub: Hub, hangout: Hangout, after: int | None) -> date:
    """The day in play if it has had no question yet, so that the coming hour keeps its own; else today, early."""
    now = hub.now()
    on = await rounds.open_round(session, hangout.id or 0)
    came_today = on is not None and local_day(on.opens_at, hangout.timezone) == local_day(now, hangout.timezone)
    if came_today if after is None else on is None or on.id != after:
        raise AlreadyToday
    for day in (day_in_play(now, hangout.opens_minute, hangout.timezone), local_day(now, hangout.timezone)):
        if await rounds.add_run(session, JOB, hangout.id or 0, day, "done", now):
            return day
    raise AlreadyToday


async def _put_on(session: AsyncSession, hub: Hub, hangout: Hangout, day: date) -> bool:
    """Closes what is open, opens the day's round and queues its posts; False on a day that has nothing to ask, which
    rests: nobody can be missed."""
    key, now = hangout.id or 0, hub.now()
    if (before := await rounds.open_round(session, key)) is not None:
        await _close(session, hub, before)
    hangout.next_opening = next_opening(now, hangout.opens_minute, hangout.timezone, day)
    asked = await take(session, hub, hangout, day)
    if asked is None:
        await rest(session, hub, hangout, day)
        return False
    opened = made(hangout, asked, day, now, hangout.next_opening)
    opened.lucky_permille, opened.secret = hangout.lucky_permille, next_secret(hangout)
    await put_out(session, hub, opened)
    await warn(session, hub, hangout, day)
    return True


async def close(hub: Hub, round_id: int) -> bool:
    """Ends a round whose time is over; False if it was closed before. Its result goes out, or waits for a moderator."""
    async with hub.db.begin() as session:
        playing = await rounds.round_for_update(session, round_id)
        if playing is None or playing.state != "open" or playing.closes_at > hub.now():
            return False
        await _close(session, hub, playing)
    hub.wake()
    return True


async def _close(session: AsyncSession, hub: Hub, playing: Round) -> None:
    held = await rounds.round_for_update(session, playing.id or 0)
    if held is None:
        return
    held.state, held.closes_at, held.changes = "closed", min(held.closes_at, hub.now()), held.changes + 1
    await deciding.settle(session, hub, held)
    if not await rounds.voters_count(session, held.id or 0):
        return  # an empty card would only be noise; the post itself says that nobody answered
    if KINDS[held.kind].worded:
        await words.closing(session, hub, held)
    else:
        await announce(session, hub, held)


async def view(hub: Hub, round_id: int) -> RoundView | None:
    """A round as it stands now."""
    async with hub.db.read() as session:
        found = await rounds.round_of(session, round_id)
        return await view_of(session, found) if found else None


async def today(hub: Hub, person_id: int) -> list[RoundView]:
    """The open rounds of the person's hangouts, with their own answers: daily questions, then what stands beside."""
    async with hub.db.read() as session:
        mine = [hangout.id or 0 for hangout in await hangouts.of_member(session, person_id)]
        daily = [await rounds.open_round(session, hangout_id) for hangout_id in mine]
        found = [*daily, *await rounds.open_beside(session, mine)]
        return [
            await view_of(session, playing, person_id)
            for playing in found
            if playing is not None and playing.closes_at > hub.now()
        ]


async def for_person(hub: Hub, round_id: int, person_id: int) -> RoundView | None:
    """A round with the person's own answer."""
    async with hub.db.read() as session:
        found = await rounds.round_of(session, round_id)
        return await view_of(session, found, person_id) if found else None


async def for_member(hub: Hub, round_id: int, person_id: int) -> RoundView | None:
    """The same, for members of its hangout alone."""
    async with hub.db.read() as session:
        found = await rounds.round_of(session, round_id)
        if found is None or await hangouts.member(session, found.hangout_id, person_id) is None:
            return None
        return await view_of(session, found, person_id)
