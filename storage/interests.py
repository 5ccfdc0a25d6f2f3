"""Queries about a hangout's tags, who picked them, and which questions carried them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Interest, Pick, Round, Tally, Vote, columns, table_of
from storage.upsert import insert

INTEREST, PICK, TALLY = columns(Interest), columns(Pick), columns(Tally)
ROUND, VOTE = columns(Round), columns(Vote)


class Tagged(NamedTuple):
    """A round that has had its opening, with its tags."""

    id: int
    opens_at: datetime
    tags: list[str]
    state: str
    several: bool


async def all_of(session: AsyncSession, hangout_id: int) -> Sequence[Interest]:
    """The hangout's tags, those that are switched off too, the oldest first."""
    return (
        await session.scalars(select(Interest).where(INTEREST.hangout_id == hangout_id).order_by(INTEREST.id))
    ).all()


async def picked(session: AsyncSession, member_id: int) -> set[int]:
    """The interests (by id) that the member picked."""
    return set(await session.scalars(select(PICK.interest_id).where(PICK.member_id == member_id)))


async def pick(session: AsyncSession, member_id: int, interest_id: int, at: datetime) -> None:
    """The member's word; once is enough."""
    row = {"member_id": member_id, "interest_id": interest_id, "at": at}
    await session.execute(insert(session, Pick).values(**row).on_conflict_do_nothing())


async def unpick(session: AsyncSession, member_id: int, interest_id: int) -> None:
    """Takes it back."""
    await session.execute(delete(Pick).where(PICK.member_id == member_id, PICK.interest_id == interest_id))


async def clear(session: AsyncSession, member_id: int) -> None:
    """Everything that the member picked."""
    await session.execute(delete(Pick).where(PICK.member_id == member_id))


async def pickers(session: AsyncSession, hangout_id: int) -> tuple[dict[int, int], int]:
    """How many members picked each interest (by id), and how many picked any."""
    mine = select(PICK.interest_id, func.count()).join_from(table_of(Pick), table_of(Interest))
    mine = mine.where(INTEREST.hangout_id == hangout_id, INTEREST.active).group_by(PICK.interest_id)
    by_interest: dict[int, int] = dict((await session.execute(mine)).tuples().all())
    anybody = select(func.count(PICK.member_id.distinct())).join_from(table_of(Pick), table_of(Interest))
    people = await session.scalar(anybody.where(INTEREST.hangout_id == hangout_id, INTEREST.active))
    return by_interest, people or 0


async def tagged(session: AsyncSession, hangout_id: int, span: timedelta) -> list[Tagged]:
    """The rounds of the hangout's daily questions of a span up to its latest one, the oldest first."""
    daily = (ROUND.hangout_id == hangout_id, ROUND.beside.is_(None))
    latest = await session.scalar(select(func.max(ROUND.day)).where(*daily))
    if latest is None:
        return []
    shown = (ROUND.id, ROUND.opens_at, ROUND.tags, ROUND.state, ROUND.facts)
    query = select(*shown).where(*daily, ROUND.day > latest - span).order_by(ROUND.day)
    found = (await session.execute(query)).tuples()
    return [Tagged(key, at, tags, state, bool(facts.get("several"))) for key, at, tags, state, facts in found]


async def answered(session: AsyncSession, member_id: int, round_ids: Collection[int]) -> set[int]:
    """Which of the rounds the member has an answer in."""
    query = select(VOTE.round_id).where(VOTE.round_id.in_(round_ids), VOTE.member_id == member_id, VOTE.choices > 0)
    return set(await session.scalars(query)) if round_ids else set()


async def turnout(session: AsyncSession, rounds: Sequence[Tagged]) -> dict[int, int]:
    """How many members answered in each of the rounds. Votes are counted one by one only where a member has several;
    elsewhere the tally says it."""
    several = [one.id for one in rounds if one.several]
    single = [one.id for one in rounds if not one.several]
    tallied = select(TALLY.round_id, func.sum(TALLY.votes)).where(TALLY.round_id.in_(single)).group_by(TALLY.round_id)
    counted = select(VOTE.round_id, func.count()).where(VOTE.round_id.in_(several), VOTE.choices > 0)
    found: dict[int, int] = {}
    for wanted, query in ((single, tallied), (several, counted.group_by(VOTE.round_id))):
        if wanted:
            found |= {round_id: int(n) for round_id, n in (await session.execute(query)).tuples()}
    return found
