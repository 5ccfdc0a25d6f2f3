"""Queries about what is said about needs, and who wants to hear nothing from whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Line, Need, NeedBlock, Talk, columns, table_of
from storage.upsert import insert_once

BLOCK, LINE, NEED, TALK = columns(NeedBlock), columns(Line), columns(Need), columns(Talk)


def between(one: Any, other: Any) -> Any:
    """A block between the two, whoever made it."""
    either = and_(BLOCK.member_id == one, BLOCK.other_id == other)
    return select(BLOCK.member_id).where(or_(either, and_(BLOCK.member_id == other, BLOCK.other_id == one)))


async def blocked(session: AsyncSession, one: int, other: int) -> bool:
    """Whether one of two members blocked the other."""
    return (await session.scalar(between(one, other).limit(1))) is not None


async def block(session: AsyncSession, member_id: int, other_id: int, at: datetime) -> None:
    """From now on nothing passes between the two."""
    await insert_once(session, NeedBlock, {"member_id": member_id, "other_id": other_id, "at": at})


async def unblock(session: AsyncSession, member_id: int, other_id: int) -> None:
    """Takes the member's own block back."""
    await session.execute(delete(NeedBlock).where(BLOCK.member_id == member_id, BLOCK.other_id == other_id))


async def talk(session: AsyncSession, talk_id: int) -> Talk | None:
    """One talk."""
    return await session.get(Talk, talk_id)


async def talk_with(session: AsyncSession, need_id: int, member_id: int | None) -> Talk | None:
    """The talk of a need's asker with a member; with the shop, if that is None."""
    giver = TALK.member_id.is_(None) if member_id is None else TALK.member_id == member_id
    return (await session.scalars(select(Talk).where(TALK.need_id == need_id, giver))).first()


async def talks(session: AsyncSession, need_id: int) -> Sequence[Talk]:
    """The talks that have something to read in them, in the order in which they began."""
    said = select(LINE.id).where(LINE.talk_id == TALK.id, LINE.shown, LINE.by_asker.is_(False))
    query = select(Talk).where(TALK.need_id == need_id, said.exists())
    return (await session.scalars(query.order_by(TALK.id))).all()


async def helped_since(session: AsyncSession, need: Need, member_id: int, since: datetime) -> bool:
    """Whether the member met another need of the same asker's from a moment on."""
    query = select(TALK.id).join_from(table_of(Talk), table_of(Need), NEED.id == TALK.need_id)
    query = query.where(TALK.member_id == member_id, TALK.helped, NEED.member_id == need.member_id)
    return (await session.scalar(query.where(NEED.id != need.id, NEED.met_at >= since).limit(1))) is not None


async def answered(session: AsyncSession, need_ids: Sequence[int]) -> set[int]:
    """Those of the needs that the shop has answered."""
    return set(await session.scalars(select(TALK.need_id).where(TALK.need_id.in_(need_ids), TALK.member_id.is_(None))))


async def lines(session: AsyncSession, talk_id: int) -> Sequence[Line]:
    """What was said in a talk, held back or not, the oldest first."""
    return (await session.scalars(select(Line).where(LINE.talk_id == talk_id).order_by(LINE.id))).all()


async def line(session: AsyncSession, line_id: int, *, lock: bool = False) -> Line | None:
    """One line; `lock` holds it until the transaction ends."""
    return await session.get(Line, line_id, with_for_update=lock or None, populate_existing=lock)


async def line_by_once(session: AsyncSession, key: str) -> Line | None:
    """The line that was written with this key, if it was."""
    return (await session.scalars(select(Line).where(LINE.once_key == key))).first()
