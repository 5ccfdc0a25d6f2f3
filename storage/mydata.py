"""Queries about what is kept of somebody's habit, to show it to them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import (
    Added,
    Hangout,
    Interest,
    Pause,
    Pick,
    PutAway,
    Rhythm,
    Round,
    Said,
    Skip,
    columns,
    table_of,
)

ADDED, HANGOUT, INTEREST, PAUSE = columns(Added), columns(Hangout), columns(Interest), columns(Pause)
AWAY = columns(PutAway)
PICK, ROUND, SAID, SKIP = columns(Pick), columns(Round), columns(Said), columns(Skip)


async def pauses(session: AsyncSession, member_id: int) -> Sequence[tuple[date, date]]:
    """First and last days of the member's pauses."""
    query = select(PAUSE.first, PAUSE.last).where(PAUSE.member_id == member_id).order_by(PAUSE.first)
    return (await session.execute(query)).tuples().all()


async def picks(session: AsyncSession, member_id: int) -> Sequence[tuple[datetime, str]]:
    """What the member said interests them, and when."""
    query = select(PICK.at, INTEREST.name).join_from(table_of(Pick), table_of(Interest))
    return (await session.execute(query.where(PICK.member_id == member_id).order_by(PICK.at))).tuples().all()


async def said(session: AsyncSession, member_id: int) -> Sequence[tuple[datetime, str, str]]:
    """The member's words: when, the question, what they wrote."""
    query = select(SAID.at, ROUND.text, SAID.text).join_from(table_of(Said), table_of(Round))
    return (await session.execute(query.where(SAID.member_id == member_id).order_by(SAID.at))).tuples().all()


async def added(session: AsyncSession, member_id: int) -> Sequence[tuple[datetime, str, list[str], int]]:
    """The options that the member added: when, the question, its options, which of them."""
    query = select(ADDED.at, ROUND.text, ROUND.options, ADDED.option).join_from(table_of(Added), table_of(Round))
    return (await session.execute(query.where(ADDED.member_id == member_id).order_by(ADDED.at))).tuples().all()


async def put_away(session: AsyncSession, member_id: int) -> Sequence[tuple[datetime, str, list[str], int]]:
    """The member's answers that count no more while an option is out of sight: when, the question, its options, which
    of them."""
    query = select(AWAY.at, ROUND.text, ROUND.options, AWAY.option).join_from(table_of(PutAway), table_of(Round))
    return (await session.execute(query.where(AWAY.member_id == member_id).order_by(AWAY.at))).tuples().all()


async def rhythm(session: AsyncSession, person_id: int) -> Rhythm | None:
    """The person's cues."""
    return await session.get(Rhythm, person_id)


async def skips(session: AsyncSession, person_id: int) -> Sequence[tuple[datetime, str, str]]:
    """The ready questions that the person did not want asked: when, which, and the hangout's title."""
    query = select(SKIP.at, SKIP.key, HANGOUT.title).join_from(table_of(Skip), table_of(Hangout))
    return (await session.execute(query.where(SKIP.by_id == person_id).order_by(SKIP.at))).tuples().all()
