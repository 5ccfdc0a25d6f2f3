"""Queries about the outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.held import held
from storage.tables import Notice, Rhythm, columns, table_of
from storage.types import Instant
from storage.upsert import insert_once

NOTICE, RHYTHM = columns(Notice), columns(Rhythm)
PENDING = ("waiting", "leased", "sending")
HELD = ("leased", "sending")
NOW = bindparam("now", type_=Instant())


def _whole() -> ColumnElement[bool]:
    """Not a letter of somebody whose cue is being thought about at this moment."""
    cue = select(RHYTHM.person_id).where(RHYTHM.person_id == NOTICE.chat_id, RHYTHM.state == "on")
    return or_(NOTICE.kind != "letter", ~cue.where(RHYTHM.next_at <= NOW).exists())


def _free() -> Select[Any]:
    """Pending notices that are due, but for those behind an earlier one to the same chat."""
    earlier = table_of(Notice).alias().c
    begun = or_(earlier.state != "waiting", earlier.attempts > 0, earlier.due_at <= NOW)
    blocked = select(earlier.id).where(
        earlier.chat_id == NOTICE.chat_id, earlier.state.in_(PENDING), begun, earlier.id < NOTICE.id
    )
    return select(NOTICE.id).where(NOTICE.state == "waiting", NOTICE.due_at <= NOW, ~blocked.exists(), _whole())


def _earliest(moment: Any, *where: Any) -> Any:
    return select(func.min(moment)).where(*where).scalar_subquery()


FREE = _free().order_by(NOTICE.id).limit(bindparam("most")).with_for_update(skip_locked=True)
LEASE = update(table_of(Notice)).where(NOTICE.id.in_(bindparam("ids", expanding=True)))
LEASE = LEASE.values(state="leased", lease_until=bindparam("until"))
LEASED = select(Notice).where(NOTICE.id.in_(bindparam("ids", expanding=True))).order_by(NOTICE.id)
LEASED = LEASED.execution_options(populate_existing=True)
NEXT = select(
    _earliest(NOTICE.due_at, NOTICE.state == "waiting", _whole()), _earliest(NOTICE.lease_until, NOTICE.state.in_(HELD))
)
BY_KEY = select(Notice).where(NOTICE.dedupe_key == bindparam("key")).with_for_update()
BY_KEY = BY_KEY.execution_options(populate_existing=True)
PARTS = select(Notice).where(NOTICE.part_of == bindparam("letter"), NOTICE.state == "part").order_by(NOTICE.id)


async def add(session: AsyncSession, row: dict[str, Any]) -> bool:
    """Queues a notice; False if its dedupe key has been queued before."""
    return await insert_once(session, Notice, row)


async def lease(session: AsyncSession, now: datetime, until: datetime, limit: int) -> Sequence[Notice]:
    """Takes the oldest pending notice of each chat that is due, for this process alone until `until`.

    One at a time a chat keeps a chat's notices in their order; one whose hour has not come yet holds up nobody. The
    day's letter waits until it is settled whether a cue joins it.
    """
    ids = (await session.scalars(FREE, {"now": now, "most": limit})).all()
    if not ids:
        return []
    await session.execute(LEASE, {"ids": ids, "until": until})
    return (await session.scalars(LEASED, {"ids": ids})).all()


async def expired(session: AsyncSession, now: datetime) -> Sequence[Notice]:
    """Notices whose lease ended without an outcome: the process that held them died or hangs."""
    query = select(Notice).where(NOTICE.state.in_(HELD), NOTICE.lease_until <= now)
    return (await session.scalars(query.with_for_update(skip_locked=True))).all()


async def notice(session: AsyncSession, notice_id: int) -> Notice | None:
    """One notice, held until the transaction ends."""
    return await held(session, Notice, notice_id)


async def by_key(session: AsyncSession, key: str) -> Notice:
    """The notice that was queued under this key, held until the transaction ends."""
    await session.flush()
    found: Notice = (await session.scalars(BY_KEY, {"key": key})).one()
    return found


async def parts(session: AsyncSession, letter_id: int) -> Sequence[Notice]:
    """What a letter brings, in the order in which it was queued; what it left out is not there."""
    await session.flush()
    return (await session.scalars(PARTS, {"letter": letter_id})).all()


async def defer_chat(session: AsyncSession, chat_id: int, until: datetime) -> None:
    """Nothing leaves for the chat before `until`."""
    where = (NOTICE.chat_id == chat_id, NOTICE.state == "waiting", NOTICE.due_at < until)
    await session.execute(update(Notice).where(*where).values(due_at=until))


async def next_due(session: AsyncSession, now: datetime) -> datetime | None:
    """When the earliest waiting notice may leave, or the earliest lease ends."""
    moments = (await session.execute(NEXT, {"now": now})).one()
    return min((moment for moment in moments if moment is not None), default=None)


async def pending(session: AsyncSession) -> int:
    """How many notices have no outcome yet."""
    return await session.scalar(select(func.count()).where(NOTICE.state.in_(PENDING))) or 0
