"""Queries about choices in which members help each other."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Dilemma, DilemmaVote, columns, table_of
from storage.upsert import insert_once
from storage.waiting import Waiting

DILEMMA, VOTE = columns(Dilemma), columns(DilemmaVote)
TO_CLOSE = Waiting(DILEMMA.id, DILEMMA.closes_at, (DILEMMA.state == "open",))


async def dilemma(session: AsyncSession, number: int, *, lock: bool = False) -> Dilemma | None:
    """One of them; `lock` holds it until the transaction ends."""
    return await session.get(Dilemma, number, with_for_update=lock, populate_existing=lock)


async def by_once(session: AsyncSession, key: str) -> Dilemma | None:
    """The one that was asked under a key."""
    return (await session.scalars(select(Dilemma).where(DILEMMA.once_key == key))).first()


async def of_member(session: AsyncSession, member_id: int) -> Dilemma | None:
    """What the member asks now, whether others see it yet or not."""
    query = select(Dilemma).where(DILEMMA.member_id == member_id, DILEMMA.state.in_(["open", "held"]))
    return (await session.scalars(query.order_by(DILEMMA.id.desc()).limit(1))).first()


async def next_for(session: AsyncSession, hangout_id: int, member_id: int, now: datetime) -> Dilemma | None:
    """The one that has waited longest for this member's advice."""
    given = exists().where(VOTE.dilemma_id == DILEMMA.id, VOTE.member_id == member_id)
    query = select(Dilemma).where(DILEMMA.hangout_id == hangout_id, DILEMMA.state == "open", DILEMMA.closes_at > now)
    query = query.where(DILEMMA.member_id != member_id, ~given).order_by(DILEMMA.id).limit(1)
    return (await session.scalars(query)).first()


async def add_vote(session: AsyncSession, row: dict[str, Any]) -> bool:
    """False where the member has advised before."""
    return await insert_once(session, DilemmaVote, row)


async def counts(session: AsyncSession, number: int) -> dict[int, int]:
    """Votes by option; an option without any is missing."""
    query = select(VOTE.option, func.count()).where(VOTE.dilemma_id == number).group_by(VOTE.option)
    return dict((await session.execute(query)).tuples().all())


async def forget(session: AsyncSession, member_ids: Collection[int]) -> None:
    """What the members asked goes with all its advice, and theirs to others too."""
    own = select(DILEMMA.id).where(DILEMMA.member_id.in_(member_ids))
    await session.execute(
        delete(table_of(DilemmaVote)).where(or_(VOTE.member_id.in_(member_ids), VOTE.dilemma_id.in_(own)))
    )
    await session.execute(delete(table_of(Dilemma)).where(DILEMMA.member_id.in_(member_ids)))


async def of_members(session: AsyncSession, member_id: int) -> Sequence[Dilemma]:
    """All that a member ever asked, the oldest first."""
    return (await session.scalars(select(Dilemma).where(DILEMMA.member_id == member_id).order_by(DILEMMA.id))).all()


async def answered(session: AsyncSession, member_id: int) -> list[tuple[datetime, str, str]]:
    """The member's answers to what others asked: when, the question, which option."""
    query = select(VOTE.at, DILEMMA.text, DILEMMA.options, VOTE.option).join_from(
        table_of(DilemmaVote), table_of(Dilemma), DILEMMA.id == VOTE.dilemma_id
    )
    found = await session.execute(query.where(VOTE.member_id == member_id).order_by(VOTE.at))
    return [(at, text, options[option]) for at, text, options, option in found.tuples()]
