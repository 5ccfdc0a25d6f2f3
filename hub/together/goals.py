"""Shared sticks: an owner sets one, everybody's deeds fill it (hub.stick.ledger counts them), the clock judges it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history, outbox
from hub.access import owned
from hub.context import Hub
from hub.days import local_day, midnight
from hub.errors import NoChat, NotFound, NotOpen
from hub.hangout.chats import public_chats
from hub.together.errors import BadTarget, GoalOn, PostedToday
from hub.together.terms import LEAST, MOST, TITLE_LIMIT, minute_to_come, within
from hub.together.views import GoalView, view
from hub.wording import required
from storage import goals, hangouts
from storage.tables import Goal, Hangout

SETTLING = timedelta(seconds=30)
"""After its end a shared stick waits so long for deeds of its last moments whose transactions are still under way."""
TO_JUDGE = goals.TO_JUDGE._replace(late=SETTLING)


async def start(hub: Hub, person_id: int, hangout_id: int, target: int, last_day: date, title: str) -> GoalView:
    """Sets a shared stick: deeds count from the next full minute through the last local day.

    GoalOn while the hangout has another one; saying the same again shows the one that is there.
    """
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        wanted = _wanted(hub, hangout, target, last_day, title, person_id)
        before = await goals.latest(session, hangout_id)
        if before is not None and before.state == "on":
            if not _same(before, wanted):
                raise GoalOn
            return await view(session, before, person_id)
        if before is not None:
            wanted.starts_at = max(wanted.starts_at, before.ends_at)
        session.add(wanted)
        history.note(session, hub, hangout_id, person_id, "goal_started", title=wanted.title, notches=target)
        await session.flush()
        shown = await view(session, wanted, person_id)
    hub.wake()
    return shown


def _wanted(hub: Hub, hangout: Hangout, target: int, last_day: date, title: str, by_id: int) -> Goal:
    """The shared stick as it will stand; a HubError for one that can not be."""
    if hangout.state == "draft":
        raise NotOpen
    if not LEAST <= target <= MOST:
        raise BadTarget(least=LEAST, most=MOST)
    day = within(last_day, local_day(hub.now(), hangout.timezone))
    return Goal(
        hangout_id=hangout.id or 0,
        title=required(title, TITLE_LIMIT),
        target=target,
        starts_at=minute_to_come(hub.now()),
        ends_at=midnight(day + timedelta(days=1), hangout.timezone),
        by_id=by_id,
    )


def _same(one: Goal, other: Goal) -> bool:
    return (one.title, one.target, one.ends_at, one.by_id) == (other.title, other.target, other.ends_at, other.by_id)


async def stop(hub: Hub, person_id: int, goal_id: int) -> GoalView:
    """Ends a shared stick at the next full minute. One that is full by now has been reached all the same; one that
    has ended stays as it is."""
    async with hub.db.begin() as session:
        held = await _owned(session, person_id, goal_id)
        if held.state == "on" and held.notches >= held.target:
            await _reached(session, hub, held)
        elif held.state == "on":
            _end(hub, held, "stopped")
            history.note(session, hub, held.hangout_id, person_id, "goal_stopped", title=held.title)
        await session.flush()
        shown = await view(session, held, person_id)
    hub.wake()
    return shown


async def post(hub: Hub, person_id: int, goal_id: int) -> None:
    """Shows how far it has come in the channel and the group: PostedToday if it went there on this local day, NoChat
    if there is no place to show it."""
    async with hub.db.begin() as session:
        held = await _owned(session, person_id, goal_id)
        if held.state != "on":
            raise NotFound
        if not await public_chats(session, held.hangout_id):
            raise NoChat
        hangout = await session.get_one(Hangout, held.hangout_id)
        day = local_day(hub.now(), hangout.timezone)
        if not await _publish(session, hub, held, "goal_post", f"goal_post:{held.id}:{day.isoformat()}"):
            raise PostedToday
        history.note(session, hub, held.hangout_id, person_id, "goal_posted", title=held.title)
    hub.wake()


async def _owned(session: AsyncSession, person_id: int, goal_id: int) -> Goal:
    """The shared stick, held, for an owner of its hangout."""
    found = await goals.goal(session, goal_id)
    if found is None:
        raise NotFound
    await owned(session, person_id, found.hangout_id, lock=True)
    return await goals.goal(session, goal_id, lock=True) or found


def _end(hub: Hub, held: Goal, state: str) -> None:
    """Over from the next full minute on; the last moments' deeds still count, as everywhere."""
    held.state, held.ends_at = state, min(held.ends_at, minute_to_come(hub.now()))


async def judge(hub: Hub, goal_id: int) -> bool:
    """Full: everybody celebrates, once. Over without that: its owners are told, nobody else."""
    async with hub.db.begin() as session:
        held = await goals.goal(session, goal_id, lock=True)
        if held is None or held.state != "on":
            return False
        if held.notches >= held.target:
            await _reached(session, hub, held)
        elif held.ends_at <= hub.now() - SETTLING:
            held.state = "missed"
            await _tell_owners(session, hub, held, "goal_missed", {})
        else:
            return False
    hub.wake()
    return True


async def _reached(session: AsyncSession, hub: Hub, held: Goal) -> None:
    planned = held.ends_at
    _end(hub, held, "reached")
    early = max(0, (planned - hub.now()).days)
    await _publish(session, hub, held, "goal_reached", f"goal_reached:{held.id}", early=early)
    await _tell_owners(session, hub, held, "goal_won", {"early": early})


async def _publish(session: AsyncSession, hub: Hub, held: Goal, kind: str, key: str, **about: Any) -> bool:
    """Queues it for the channel and the group; whether anything is on its way because of this."""
    queued = False
    for chat in await public_chats(session, held.hangout_id):
        notice = {"kind": kind, "hangout_id": held.hangout_id, "chat_id": chat.telegram_id, "public": True}
        notice |= {"payload": {"goal_id": held.id, "place": chat.place} | about, "dedupe_key": f"{key}:{chat.place}"}
        queued |= await outbox.queue(session, hub, notice)
    return queued


async def _tell_owners(session: AsyncSession, hub: Hub, held: Goal, kind: str, about: dict[str, Any]) -> None:
    for person_id in await hangouts.owners(session, held.hangout_id):
        notice = {"kind": kind, "hangout_id": held.hangout_id, "chat_id": person_id, "public": False}
        notice |= {"payload": {"goal_id": held.id} | about, "dedupe_key": f"{kind}:{held.id}:{person_id}"}
        await outbox.queue(session, hub, notice)
