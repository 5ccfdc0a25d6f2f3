"""Queries about a hangout's seals, and where its chains ended at a moment. Chains are walked back from their heads."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from heapq import merge
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.audit import SEAL_JOB, stream
from storage.tables import Account, CreditEntry, Entry, Hangout, Member, Run, Seal, columns, table_of
from storage.upsert import insert_once
from storage.waiting import Waiting

ACCOUNT, CREDIT = columns(Account), columns(CreditEntry)
ENTRY, HANGOUT = columns(Entry), columns(Hangout)
MEMBER, SEAL = columns(Member), columns(Seal)
KINDS = ("notches", "credit")
End = tuple[int, int, int, bytes]
"""A member's number, the chain's kind by its place in KINDS, the place and the hash at which it ended."""

TO_SEAL = Waiting(HANGOUT.id, HANGOUT.next_seal, (HANGOUT.state != "draft",), at_once=HANGOUT.next_seal.is_(None))
"""Hangouts, open or paused; those that never had a seal at once."""


async def latest(session: AsyncSession, hangout_id: int) -> Seal | None:
    """The hangout's newest seal."""
    query = select(Seal).where(SEAL.hangout_id == hangout_id).order_by(SEAL.day.desc()).limit(1)
    return (await session.scalars(query)).first()


async def of_day(session: AsyncSession, hangout_id: int, day: date) -> Seal | None:
    """The hangout's seal of a local day."""
    return await session.get(Seal, (hangout_id, day))


async def page(session: AsyncSession, hangout_id: int, offset: int, limit: int) -> Sequence[Seal]:
    """The hangout's seals, the newest first."""
    query = select(Seal).where(SEAL.hangout_id == hangout_id).order_by(SEAL.day.desc())
    return (await session.scalars(query.offset(offset).limit(limit))).all()


async def add(session: AsyncSession, made: Seal) -> bool:
    """Adds a seal with the row that says the clock made it; False where another process was quicker."""
    run = {"job": SEAL_JOB, "hangout_id": made.hangout_id, "day": made.day, "outcome": "done", "at": made.at}
    if not await insert_once(session, Run, run):
        return False
    session.add(made)
    return True


def moved(connection: Connection, hangout_id: int, since: datetime | None, cut: datetime) -> Iterator[End]:
    """Where the hangout's chains ended at `cut`, those alone that were longer then than at `since`; by member."""
    found = (_ends(kind, hangout_id, cut, since).order_by("member_id") for kind in range(len(KINDS)))
    return merge(*(map(tuple, stream(connection, query)) for query in found))


def totals(connection: Connection, hangout_id: int, cut: datetime) -> tuple[int, int]:
    """How many members had entries before `cut`, and how many entries that were, in both chains."""
    both = _ends(0, hangout_id, cut).union_all(_ends(1, hangout_id, cut)).subquery()
    query = select(func.count(both.c.member_id.distinct()), func.coalesce(func.sum(both.c.seq), 0))
    members, entries = connection.execute(query).one()
    return int(members), int(entries)


def _ends(kind: int, hangout_id: int, cut: datetime, since: datetime | None = None) -> Select[Any]:
    """Each chain's last entry before the cut: from the head back over those that came later."""
    table, c = ((table_of(Entry), ENTRY), (table_of(CreditEntry), CREDIT))[kind]
    owner = (MEMBER, ACCOUNT)[kind]
    link = (c.id, c.prev_id, c.member_id, c.seq, c.hash, c.at)
    heads = select(*link).select_from(table).join((table_of(Member), table_of(Account))[kind], owner.head_id == c.id)
    heads = heads.where(owner.hangout_id == hangout_id)
    back = (heads if since is None else heads.where(c.at >= since)).cte(f"back{kind}", recursive=True)
    walked = back.union_all(select(*link).where(c.id == back.c.prev_id, back.c.at >= cut, c.seq < back.c.seq))
    place = select(walked.c.member_id, func.abs(kind).label("kind"), walked.c.seq, walked.c.hash)
    ended = place.where(walked.c.at < cut)
    return ended if since is None else ended.where(walked.c.at >= since)
