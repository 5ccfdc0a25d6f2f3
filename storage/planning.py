"""Queries about what a hangout has asked and will ask: its queue's order, used questions of the bank, past rounds."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Question, Round, Skip, Tally, columns
from storage.upsert import insert_once

QUESTION, ROUND, SKIP, TALLY = columns(Question), columns(Round), columns(Skip), columns(Tally)


async def ends(session: AsyncSession, hangout_id: int) -> tuple[int, int]:
    """The least and the greatest position in the queue; (1, 0) when nothing waits."""
    query = select(func.min(QUESTION.position), func.max(QUESTION.position))
    first, last = (
        await session.execute(query.where(QUESTION.hangout_id == hangout_id, QUESTION.state == "queued"))
    ).one()
    return (1, 0) if first is None else (first, last)


async def question_of(session: AsyncSession, hangout_id: int, once_key: str) -> Question | None:
    """The question that was put in the queue under this key."""
    query = select(Question).where(QUESTION.once_key == once_key, QUESTION.hangout_id == hangout_id)
    return (await session.scalars(query)).first()


async def asked_days(session: AsyncSession, hangout_id: int, since: date) -> dict[str, date]:
    """The last day, from `since` on, of every question of the bank that the hangout was asked."""
    query = select(ROUND.bank_key, func.max(ROUND.day)).where(
        ROUND.hangout_id == hangout_id, ROUND.bank_key.is_not(None), ROUND.day >= since
    )
    return dict((await session.execute(query.group_by(ROUND.bank_key))).tuples().all())


async def recalled_days(session: AsyncSession, hangout_id: int, since: date) -> dict[str, date]:
    """The last day, from `since` on, on which each source that recalls a round was asked."""
    query = select(ROUND.source, func.max(ROUND.day)).where(
        ROUND.hangout_id == hangout_id, ROUND.source.like("recall:%"), ROUND.day >= since
    )
    return dict((await session.execute(query.group_by(ROUND.source))).tuples().all())


async def last_rounds(session: AsyncSession, hangout_id: int, before: date, limit: int) -> Sequence[Round]:
    """The rounds of the hangout's last daily questions before a day, the newest first."""
    query = select(Round).where(ROUND.hangout_id == hangout_id, ROUND.day < before, ROUND.beside.is_(None))
    return (await session.scalars(query.order_by(ROUND.day.desc()).limit(limit))).all()


async def closed_rounds(session: AsyncSession, hangout_id: int, kinds: Sequence[str], until: date) -> Sequence[Round]:
    """Closed rounds of these kinds, the oldest first."""
    query = select(Round).where(ROUND.hangout_id == hangout_id, ROUND.kind.in_(kinds), ROUND.state == "closed")
    return (await session.scalars(query.where(ROUND.day <= until).order_by(ROUND.day, ROUND.id))).all()


async def tallies(
    session: AsyncSession, hangout_id: int, kinds: Sequence[str], until: date
) -> dict[tuple[int, int], int]:
    """Votes by (round, option) of the same rounds."""
    query = select(TALLY.round_id, TALLY.option, TALLY.votes).join(Round, ROUND.id == TALLY.round_id)
    query = query.where(ROUND.hangout_id == hangout_id, ROUND.kind.in_(kinds), ROUND.state == "closed")
    found = (await session.execute(query.where(ROUND.day <= until))).tuples().all()
    return {(round_id, option): votes for round_id, option, votes in found}


async def skipped(session: AsyncSession, hangout_id: int) -> set[str]:
    """Keys of the bank's questions that an owner does not want asked."""
    return set((await session.scalars(select(SKIP.key).where(SKIP.hangout_id == hangout_id))).all())


async def skip(session: AsyncSession, hangout_id: int, key: str, by_id: int, at: datetime) -> bool:
    """False if it was skipped before."""
    return await insert_once(session, Skip, {"hangout_id": hangout_id, "key": key, "by_id": by_id, "at": at})


async def unskip(session: AsyncSession, hangout_id: int) -> None:
    """Every question of the bank may be asked again."""
    await session.execute(delete(Skip).where(SKIP.hangout_id == hangout_id))
