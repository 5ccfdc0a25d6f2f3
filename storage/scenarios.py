"""Queries for scenarios and draws."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.audit import by_member, stream
from storage.tables import Entry, Member, Round, Vote, columns, table_of

ENTRY, MEMBER, ROUND, VOTE = columns(Entry), columns(Member), columns(Round), columns(Vote)


async def whole_sticks(session: AsyncSession, hangout_id: int, length: int) -> int:
    """Whole sticks of so many notches that the hangout's members hold together."""
    query = select(func.sum(MEMBER.notches // length)).where(MEMBER.hangout_id == hangout_id, MEMBER.notches >= length)
    return int(await session.scalar(query) or 0)


async def members(session: AsyncSession, hangout_id: int) -> int:
    """How many members the hangout has."""
    query = select(func.count()).select_from(Member).where(MEMBER.hangout_id == hangout_id)
    return await session.scalar(query) or 0


async def deeds(session: AsyncSession, hangout_id: int, rules: Collection[str], since: datetime) -> Mapping[str, int]:
    """How many entries of each rule the hangout's members have from a moment on; walks back along their chains."""
    link = (ENTRY.id, ENTRY.prev_id, ENTRY.rule)
    heads = select(*link).join(Member, MEMBER.head_id == ENTRY.id)
    late = heads.where(MEMBER.hangout_id == hangout_id, ENTRY.at >= since).cte("late", recursive=True)
    walked = late.union_all(select(*link).where(ENTRY.id == late.c.prev_id, ENTRY.at >= since))
    counted = select(walked.c.rule, func.count()).where(walked.c.rule.in_(rules)).group_by(walked.c.rule)
    return dict((await session.execute(counted)).tuples().all())


async def drawn(session: AsyncSession, hangout_id: int, state: str, skip: int, most: int) -> Sequence[Round]:
    """The hangout's rounds in a state that had a draw, the newest first."""
    query = select(Round).where(ROUND.hangout_id == hangout_id, ROUND.state == state, ROUND.secret.is_not(None))
    return (await session.scalars(query.order_by(ROUND.id.desc()).offset(skip).limit(most))).all()


async def answered(session: AsyncSession, round_id: int, member_id: int) -> bool:
    """Whether the member has ever answered in the round, be it that they took it back."""
    return await session.get(Vote, (round_id, member_id)) is not None


def secrets(connection: Connection, hangout_id: int) -> Mapping[str, tuple[bytes, int]]:
    """What the hangout's rounds drew with, by the once-key of the notches that they gave."""
    query = select(ROUND.id, ROUND.secret, ROUND.lucky_permille)
    found = connection.execute(query.where(ROUND.hangout_id == hangout_id, ROUND.secret.is_not(None)))
    return {f"lucky:{number}": (secret, permille) for number, secret, permille in found}


def answers(connection: Connection, hangout_id: int | None) -> Iterator[Sequence[Any]]:
    """Member and once-key of each first answer that a draw looked at, by hangout and member."""
    query = select(VOTE.member_id, VOTE.round_id).join(table_of(Round), ROUND.id == VOTE.round_id)
    query = by_member(query.where(ROUND.secret.is_not(None)), VOTE, hangout_id, VOTE.round_id)
    return ((member_id, f"lucky:{number}") for member_id, number in stream(connection, query))


async def winners(session: AsyncSession, round_id: int) -> int:
    """How many members a round's draw gave a notch to."""
    query = select(func.count()).select_from(Entry).where(ENTRY.once_key == f"lucky:{round_id}")
    return await session.scalar(query) or 0


async def won(session: AsyncSession, round_id: int, member_id: int) -> int | None:
    """What the draw cut for a member: 0 where a ceiling held it back, None where it cut nothing."""
    query = select(ENTRY.notches).where(ENTRY.once_key == f"lucky:{round_id}", ENTRY.member_id == member_id)
    found: int | None = await session.scalar(query)
    return found
