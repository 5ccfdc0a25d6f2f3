"""Queries about a round's words for those who read them: the moderator's pass, the result, a member's own word."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Post, Round, Said, Staff, Word, columns

POST, ROUND = columns(Post), columns(Round)
SAID, STAFF, WORD = columns(Said), columns(Staff), columns(Word)


class Spelling(NamedTuple):
    """A word's folded form, one way in which members wrote it, how many did, and when the first of them."""

    folded: str
    text: str
    members: int
    first: datetime


async def ranked(session: AsyncSession, round_id: int, *, hidden: bool = True) -> Sequence[Word]:
    """The words that somebody's answer is now, the commonest first; without those that are hidden if so asked."""
    query = select(Word).where(WORD.round_id == round_id, WORD.members > 0)
    if not hidden:
        query = query.where(WORD.state != "hidden")
    return (await session.scalars(query.order_by(WORD.members.desc(), WORD.folded))).all()


async def spellings(session: AsyncSession, round_id: int, folded: str | None = None) -> Sequence[Spelling]:
    """How the words (or one of them) were written, the commonest spelling of each first."""
    how_many, first = func.count(), func.min(SAID.at)
    query = select(SAID.folded, SAID.text, how_many, first).where(SAID.round_id == round_id)
    if folded is not None:
        query = query.where(SAID.folded == folded)
    query = query.group_by(SAID.folded, SAID.text).order_by(SAID.folded, how_many.desc(), first, SAID.text)
    return [Spelling(*row) for row in (await session.execute(query)).tuples().all()]


async def said_by(session: AsyncSession, round_id: int, member_id: int) -> str:
    """The member's word as they wrote it; empty if they gave none."""
    query = select(SAID.text).where(SAID.round_id == round_id, SAID.member_id == member_id)
    return await session.scalar(query) or ""


async def sayers(session: AsyncSession, round_id: int, folded: str, limit: int) -> Sequence[int]:
    """Members whose answer the word is, who said it first before."""
    query = select(SAID.member_id).where(SAID.round_id == round_id, SAID.folded == folded)
    return (await session.scalars(query.order_by(SAID.at, SAID.member_id).limit(limit))).all()


async def move(session: AsyncSession, round_id: int, folded: str, texts: Collection[str], into: str) -> int:
    """Members who wrote the word in one of these spellings count for another word from now on; how many they are."""
    query = update(Said).where(SAID.round_id == round_id, SAID.folded == folded, SAID.text.in_(texts))
    moved = await session.execute(query.values(folded=into).execution_options(synchronize_session=False))
    return int(getattr(moved, "rowcount", 0))


async def move_all(session: AsyncSession, round_id: int, folded: str, into: str) -> None:
    """Whoever said the word counts for another from now on."""
    query = update(Said).where(SAID.round_id == round_id, SAID.folded == folded)
    await session.execute(query.values(folded=into).execution_options(synchronize_session=False))


async def drop(session: AsyncSession, round_id: int, folded: str) -> None:
    """The word is part of another."""
    await session.execute(delete(Word).where(WORD.round_id == round_id, WORD.folded == folded))


async def show_again(session: AsyncSession, round_id: int) -> None:
    """A closed round's posts are to be brought up to date once more."""
    query = update(Post).where(POST.round_id == round_id, POST.state == "final", POST.message_id.is_not(None))
    await session.execute(query.values(state="live", refresh_at=None).execution_options(synchronize_session=False))


async def gathered(session: AsyncSession, hangout_id: int, kinds: Collection[str], limit: int) -> Sequence[Round]:
    """The hangout's latest rounds of these kinds in which somebody said something, the newest first."""
    query = select(Round).where(ROUND.hangout_id == hangout_id, ROUND.kind.in_(kinds))
    query = query.where(select(WORD.round_id).where(WORD.round_id == ROUND.id, WORD.members > 0).exists())
    return (await session.scalars(query.order_by(ROUND.id.desc()).limit(limit))).all()


async def readers(session: AsyncSession, hangout_id: int, roles: Collection[str]) -> Sequence[int]:
    """The persons who look words through."""
    query = select(STAFF.person_id).where(STAFF.hangout_id == hangout_id, STAFF.role.in_(roles))
    return (await session.scalars(query.order_by(STAFF.person_id))).all()
