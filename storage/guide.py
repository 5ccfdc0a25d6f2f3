"""Queries about what closed questions say of people's taste."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Round, Tally, Vote, columns, table_of

ROUND, TALLY, VOTE = columns(Round), columns(Tally), columns(Vote)


async def closed(session: AsyncSession, hangout_id: int, kinds: Sequence[str], limit: int) -> Sequence[Round]:
    """The hangout's last closed rounds of these kinds, the newest first."""
    query = select(Round).where(ROUND.hangout_id == hangout_id, ROUND.state == "closed", ROUND.kind.in_(kinds))
    return (await session.scalars(query.order_by(ROUND.day.desc(), ROUND.id.desc()).limit(limit))).all()


async def votes(session: AsyncSession, rounds: Sequence[int]) -> dict[int, int]:
    """All votes of the rounds' options, by round; one without a vote may be missing."""
    query = select(TALLY.round_id, func.sum(TALLY.votes)).where(TALLY.round_id.in_(rounds)).group_by(TALLY.round_id)
    return {round_id: int(number) for round_id, number in (await session.execute(query)).tuples()}


async def answers(session: AsyncSession, rounds: Sequence[int]) -> Sequence[tuple[int, int, int]]:
    """How many members gave which answer: (round, bit set of options, members). Who answered several of the rounds
    counts in the newest of them alone."""
    later = table_of(Vote).alias().c
    newer = exists().where(
        later.member_id == VOTE.member_id,
        later.round_id.in_(rounds),
        later.round_id > VOTE.round_id,
        later.choices != 0,
    )
    query = select(VOTE.round_id, VOTE.choices, func.count()).where(VOTE.round_id.in_(rounds), VOTE.choices != 0)
    query = query.where(~newer) if len(rounds) > 1 else query
    return (await session.execute(query.group_by(VOTE.round_id, VOTE.choices))).tuples().all()
