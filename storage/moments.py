"""Queries about moments."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Hangout, Member, Moment, Notice, columns
from storage.upsert import insert_once

HANGOUT, MEMBER, MOMENT, NOTICE = columns(Hangout), columns(Member), columns(Moment), columns(Notice)


async def moment(session: AsyncSession, moment_id: int, *, lock: bool = False) -> Moment | None:
    """One moment as it stands now; `lock` holds it until the transaction ends."""
    query = select(Moment).where(MOMENT.id == moment_id).execution_options(populate_existing=True)
    return (await session.scalars(query.with_for_update() if lock else query)).first()


async def hold_member(session: AsyncSession, hangout_id: int, person_id: int) -> Member | None:
    """The person's membership, held."""
    query = select(Member).where(MEMBER.hangout_id == hangout_id, MEMBER.person_id == person_id)
    return (await session.scalars(query.with_for_update())).first()


async def add(session: AsyncSession, row: dict[str, Any]) -> tuple[Moment, bool]:
    """A new moment; the one that was added before under its once-key, and False, if there is one."""
    fresh = await insert_once(session, Moment, row)
    return (await session.scalars(select(Moment).where(MOMENT.once_key == row["once_key"]))).one(), fresh


async def by_once(session: AsyncSession, once_key: str) -> Moment | None:
    """The moment that was added under this once-key."""
    return (await session.scalars(select(Moment).where(MOMENT.once_key == once_key))).first()


async def waiting_of(session: AsyncSession, member_id: int) -> int:
    """How many of the member's moments wait for staff."""
    query = select(func.count()).where(MOMENT.member_id == member_id, MOMENT.state == "waiting")
    return await session.scalar(query) or 0


async def of_person(session: AsyncSession, person_id: int, skip: int, most: int) -> Sequence[tuple[Moment, Hangout]]:
    """What the person has not taken back, with its hangouts: first what stands or waits, each the newest first."""
    query = select(Moment, Hangout).join(Member, MOMENT.member_id == MEMBER.id)
    query = query.join(Hangout, MOMENT.hangout_id == HANGOUT.id)
    query = query.where(MEMBER.person_id == person_id, MOMENT.state != "withdrawn")
    ended = case((MOMENT.state.in_(("posted", "waiting")), 0), else_=1)
    found = await session.execute(query.order_by(ended, MOMENT.id.desc()).offset(skip).limit(most))
    return [(moment, hangout) for moment, hangout in found]


async def all_of(session: AsyncSession, member_ids: Sequence[int], *, lock: bool = False) -> Sequence[Moment]:
    """Everything that the members shared, the oldest first."""
    query = select(Moment).where(MOMENT.member_id.in_(member_ids)).order_by(MOMENT.id)
    return (await session.scalars(query.with_for_update() if lock else query)).all()


async def waiting(session: AsyncSession, hangout_id: int) -> int:
    """How many moments wait for the hangout's staff."""
    return (
        await session.scalar(select(func.count()).where(MOMENT.hangout_id == hangout_id, MOMENT.state == "waiting"))
        or 0
    )


async def following(session: AsyncSession, hangout_id: int, after: int) -> Moment | None:
    """The oldest that waits behind this one."""
    query = select(Moment).where(MOMENT.hangout_id == hangout_id, MOMENT.state == "waiting", MOMENT.id > after)
    return (await session.scalars(query.order_by(MOMENT.id).limit(1))).first()


async def standing(session: AsyncSession, hangout_id: int, behind: Moment | None) -> Moment | None:
    """The post that was decided last, or last before that one."""
    query = select(Moment).where(MOMENT.hangout_id == hangout_id, MOMENT.state == "posted")
    if behind is not None:
        same = and_(MOMENT.decided_at == behind.decided_at, MOMENT.id < behind.id)
        query = query.where(or_(MOMENT.decided_at < behind.decided_at, same))
    return (await session.scalars(query.order_by(MOMENT.decided_at.desc(), MOMENT.id.desc()).limit(1))).first()


async def at(session: AsyncSession, chat_id: int, message_id: int) -> int | None:
    """The moment that a message shows."""
    query = select(MOMENT.id).where(MOMENT.chat_id == chat_id, MOMENT.message_id == message_id)
    found: int | None = await session.scalar(query)
    return found


async def post(session: AsyncSession, dedupe_key: str) -> Notice | None:
    """The notice that brought a moment out, if it was queued."""
    return (await session.scalars(select(Notice).where(NOTICE.dedupe_key == dedupe_key))).first()
