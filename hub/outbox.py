"""Notices: queued by the transaction that causes them, leased by a courier, each with one known outcome."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import attention
from hub.access import owned
from hub.context import Hub
from hub.errors import NotFound
from storage import hangouts, outbox, people, rounds
from storage.tables import Notice

LEASE = timedelta(seconds=90)  # longer than a slow upload with its retries
ATTEMPTS = 8  # of a private notice whose outcome stays unknown
ARRIVED: dict[str, Callable[[AsyncSession, Notice], Awaitable[None]]] = {}
"""What a part notes when a notice of its kind stands in the chat, in the transaction that learns it."""
REPEATABLE: set[str] = set()
"""Public kinds that change nothing the second time: they may be sent again when nobody knows what became of one."""
PAUSES = (2, 5, 15, 60, 300, 900, 1800)  # seconds before each further attempt


@dataclass(frozen=True, slots=True)
class Parcel:
    """A leased notice. `public`: to a channel or group, where nothing may appear twice."""

    id: int
    kind: str
    hangout_id: int
    chat_id: int
    public: bool
    payload: dict[str, Any]
    attempts: int


async def queue(session: AsyncSession, hub: Hub, notice: dict[str, Any]) -> bool:
    """Adds a notice (kind, hangout_id, chat_id, public, payload, dedupe_key) to the outbox; once per dedupe key.

    A private one passes the attention budget, see `hub.attention`: some say for it whether their reader is `there`.
    One to a person who was forgotten is none: their id is negative, and Telegram would take it for a group's.
    """
    notice = dict(notice)
    if not notice["public"]:
        if notice["chat_id"] < 0:
            return False
        if attention.is_crumb(notice):
            return await attention.enclose(session, hub, notice)
    now = hub.now()
    return await outbox.add(session, {"state": "waiting", "attempts": 0, "due_at": now, "created_at": now} | notice)


async def lease(hub: Hub, limit: int) -> list[Parcel]:
    """Notices that are due, for this process alone, the oldest of each chat first. What a dead process left behind
    is settled before: never begun or private, it waits again; begun in public, its outcome is uncertain."""
    now = hub.now()
    async with hub.db.begin() as session:
        for lapsed in await outbox.expired(session, now):
            if lapsed.public and lapsed.state == "sending":
                await _uncertain(session, hub, lapsed)
            else:
                lapsed.state = "waiting"
                session.add(lapsed)
        await session.flush()
        leased = await outbox.lease(session, now, now + LEASE, limit)
        return [
            Parcel(n.id or 0, n.kind, n.hangout_id or 0, n.chat_id, n.public, n.payload, n.attempts) for n in leased
        ]


async def renew(hub: Hub, parcel: Parcel) -> None:
    """It is still in hand: nobody else takes it for another lease."""
    async with hub.db.begin() as session:
        notice = await _held(session, parcel.id)
        if notice.state in ("leased", "sending"):
            notice.lease_until = hub.now() + LEASE


async def begin_sending(hub: Hub, parcel: Parcel) -> None:
    """Marks the last moment at which nothing has left. Without this mark a public post could not be judged later."""
    async with hub.db.begin() as session:
        notice = await _held(session, parcel.id)
        notice.state, notice.attempts, notice.lease_until = "sending", notice.attempts + 1, hub.now() + LEASE


async def sent(hub: Hub, parcel: Parcel, message_id: int, poll_id: str | None, shown: int) -> None:
    """It stands in the chat; a post learns its message, its native poll if it is one, and the state it shows."""
    async with hub.db.begin() as session:
        notice = await _held(session, parcel.id)
        notice.state, notice.sent_at, notice.message_id, notice.error = "sent", hub.now(), message_id, None
        if parcel.kind == "round":
            post = await rounds.post(session, parcel.payload["round_id"], parcel.payload["place"])
            if post is not None:
                post.state, post.message_id, post.poll_id = "live", message_id, poll_id
                post.shown, post.chat_id = shown, notice.chat_id
        if parcel.kind in ARRIVED:
            await ARRIVED[parcel.kind](session, notice)
        await attention.ended(session, notice)


async def later(hub: Hub, parcel: Parcel, seconds: float, *, error: str) -> None:
    """Known not to have arrived, and worth another try: the whole chat waits, so that its order stays."""
    until = hub.now() + timedelta(seconds=seconds)
    async with hub.db.begin() as session:
        notice = await _held(session, parcel.id)
        notice.state, notice.due_at, notice.error = "waiting", until, error
        await session.flush()
        await outbox.defer_chat(session, notice.chat_id, until)


async def failed(hub: Hub, parcel: Parcel, *, error: str, unreachable: bool = False) -> None:
    """Known not to have arrived, and not worth another try. A person who blocked the bot becomes unreachable."""
    async with hub.db.begin() as session:
        notice = await _held(session, parcel.id)
        notice.state, notice.error = "failed", error
        if unreachable and not notice.public:
            await people.set_reach(session, notice.chat_id, "closed")
        if parcel.kind == "round":
            await _mark_post(session, parcel.payload, "failed")
        await attention.ended(session, notice, spent=False)


async def drop(hub: Hub, parcel: Parcel) -> None:
    """Its moment has passed: nothing is sent."""
    async with hub.db.begin() as session:
        notice = await _held(session, parcel.id)
        notice.state = "dropped"
        await attention.ended(session, notice, spent=False)


async def uncertain(hub: Hub, parcel: Parcel) -> None:
    """Nobody knows whether it arrived. A private notice is sent again; a public one is shown to the owner."""
    async with hub.db.begin() as session:
        notice = await _held(session, parcel.id)
        if notice.public:
            await _uncertain(session, hub, notice)
        elif notice.attempts >= ATTEMPTS:
            notice.state = "failed"  # it may have arrived each time
            await attention.ended(session, notice)
        else:
            notice.state, notice.due_at = "waiting", hub.now() + timedelta(seconds=pause(parcel.attempts))


def pause(attempts: int) -> int:
    """Seconds to wait after so many attempts."""
    return PAUSES[min(attempts, len(PAUSES) - 1)]


async def hangout_of(hub: Hub, notice_id: int) -> int:
    """The hangout that a notice belongs to; NotFound if there is no such notice."""
    async with hub.db.read() as session:
        found = await session.get(Notice, notice_id)
    if found is None or found.hangout_id is None:
        raise NotFound
    return found.hangout_id


async def settle(hub: Hub, person_id: int, notice_id: int, *, arrived: bool) -> bool:
    """The owner has looked: the uncertain post stands there, or is to be sent again. Whether it is on its way again
    now; a second tap, or one that comes after the post was found by its votes, changes nothing."""
    async with hub.db.begin() as session:
        notice = await outbox.notice(session, notice_id)
        if notice is None or notice.hangout_id is None:
            raise NotFound
        await owned(session, person_id, notice.hangout_id)
        if notice.state == "uncertain":
            notice.state, notice.due_at = "sent" if arrived else "waiting", hub.now()
            if notice.kind == "round":
                await _mark_post(session, notice.payload, "live" if arrived else "waiting")
        again = notice.state == "waiting"
    hub.wake()
    return again


async def _held(session: AsyncSession, notice_id: int) -> Notice:
    found = await outbox.notice(session, notice_id)
    if found is None:
        raise NotFound
    return found


async def _mark_post(session: AsyncSession, payload: dict[str, Any], state: str) -> None:
    post = await rounds.post(session, payload["round_id"], payload["place"])
    if post is not None and post.message_id is None:
        post.state = state


async def _is_known(session: AsyncSession, payload: dict[str, Any]) -> bool:
    """Whether votes have shown meanwhile that the post stands there."""
    post = await rounds.post(session, payload["round_id"], payload["place"])
    return post is not None and (post.message_id is not None or post.poll_id is not None)


async def _uncertain(session: AsyncSession, hub: Hub, notice: Notice) -> None:
    if notice.kind == "round" and await _is_known(session, notice.payload):
        notice.state = "sent"
        return
    if notice.kind in REPEATABLE:
        notice.state = "waiting" if notice.attempts < ATTEMPTS else "failed"
        notice.due_at = hub.now() + timedelta(seconds=pause(notice.attempts))
        return
    notice.state = "uncertain"
    if notice.kind == "round":
        await _mark_post(session, notice.payload, "uncertain")
    for person_id in await hangouts.owners(session, notice.hangout_id or 0):
        key = f"uncertain:{notice.id}:{notice.attempts}:{person_id}"
        told: dict[str, Any] = {
            "kind": "uncertain",
            "hangout_id": notice.hangout_id,
            "chat_id": person_id,
            "public": False,
        }
        chat = await hangouts.chat_by_telegram(session, notice.chat_id)
        told |= {"payload": {"notice_id": notice.id, "title": chat.title if chat else ""}}
        await queue(session, hub, told | {"dedupe_key": key})


async def next_due(hub: Hub) -> datetime | None:
    """When there will be something to do."""
    async with hub.db.read() as session:
        return await outbox.next_due(session, hub.now())


async def pending(hub: Hub) -> int:
    """How many notices have no outcome yet."""
    async with hub.db.read() as session:
        return await outbox.pending(session)
