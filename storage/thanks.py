"""Queries about thanks, and about whose messages stand in groups."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Author, Member, Thank, columns, table_of
from storage.upsert import insert_once
from storage.waiting import Waiting

AUTHOR, MEMBER, THANK = columns(Author), columns(Member), columns(Thank)
KEPT = timedelta(days=3)
"""How long a message's author is known: a reaction that comes later thanks nobody."""
SWEEP = timedelta(days=4)
"""When the oldest row is so old, all that are older than KEPT go: about once a day, not at every message."""
TO_FORGET = Waiting(
    MEMBER.hangout_id,
    AUTHOR.at,
    late=SWEEP,
    single=True,
    joined=table_of(Author).join(table_of(Member), MEMBER.id == AUTHOR.member_id),
)
"""Authors to forget, by a hangout of theirs: forgetting them is one act for all."""


async def hold(session: AsyncSession, hangout_id: int, person_ids: Sequence[int]) -> dict[int, Member]:
    """The members of a hangout among these persons, by person; their rows are held, in the order of their keys."""
    query = select(Member).where(MEMBER.hangout_id == hangout_id, MEMBER.person_id.in_(person_ids))
    held = await session.scalars(query.order_by(MEMBER.id).with_for_update())
    return {member.person_id: member for member in held}


async def add(session: AsyncSession, row: dict[str, Any]) -> int | None:
    """Notes thanks; their key, or None if these two had theirs on that day."""
    if not await insert_once(session, Thank, row):
        return None
    same = (THANK.giver_id == row["giver_id"], THANK.receiver_id == row["receiver_id"], THANK.day == row["day"])
    found: int | None = await session.scalar(select(THANK.id).where(*same))
    return found


async def thanked(session: AsyncSession, giver_id: int, since: date) -> set[int]:
    """Whom a member thanked from a day on."""
    query = select(THANK.receiver_id).where(THANK.giver_id == giver_id, THANK.day >= since)
    return set((await session.scalars(query.distinct())).all())


async def days(session: AsyncSession, member_id: int, *, given: bool) -> Sequence[tuple[date, bool]]:
    """The days on which the member gave or was given thanks, and whether they counted."""
    mine = THANK.giver_id if given else THANK.receiver_id
    query = select(THANK.day, THANK.counted).where(mine == member_id).order_by(THANK.id)
    return (await session.execute(query)).tuples().all()


async def wrote(session: AsyncSession, chat_id: int, message_id: int, member_id: int, at: datetime) -> None:
    """The message is the member's."""
    row = {"chat_id": chat_id, "message_id": message_id, "member_id": member_id, "at": at}
    await insert_once(session, Author, row)


async def author(session: AsyncSession, chat_id: int, message_id: int) -> int | None:
    """The person whose message it is, if it is known (still)."""
    query = select(MEMBER.person_id).join_from(table_of(Author), table_of(Member), MEMBER.id == AUTHOR.member_id)
    found: int | None = await session.scalar(query.where(AUTHOR.chat_id == chat_id, AUTHOR.message_id == message_id))
    return found


async def sweep(session: AsyncSession, now: datetime) -> bool:
    """Forgets whose the messages were that are too old to be thanked for."""
    done: Any = await session.execute(delete(Author).where(AUTHOR.at <= now - KEPT))
    return bool(done.rowcount)
