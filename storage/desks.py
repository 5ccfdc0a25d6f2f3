"""How much waits for owners and moderators."""

from collections.abc import Collection

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Case, Idea, Moment, Round, Word, columns

CASE, IDEA, MOMENT, ROUND, WORD = (columns(model) for model in (Case, Idea, Moment, Round, Word))


async def waiting(
    session: AsyncSession, hangout_id: int, states: Collection[str], kinds: Collection[str], most: int, latest: int
) -> tuple[int, int, int, int]:
    """A hangout's ideas of these states, its waiting moments, its open cases, and those of its latest rounds of these
    kinds whose words wait to be let out. Of each not more than `most` are counted."""
    ideas = [select(IDEA.id).where(IDEA.hangout_id == hangout_id, IDEA.state == state) for state in sorted(states)]
    moments = select(MOMENT.id).where(MOMENT.hangout_id == hangout_id, MOMENT.state == "waiting")
    cases = select(CASE.id).where(CASE.hangout_id == hangout_id, CASE.state == "open")
    said = select(WORD.round_id).where(WORD.round_id == ROUND.id, WORD.members > 0).exists()
    asked = select(ROUND.id, ROUND.state, ROUND.approved_at).where(ROUND.hangout_id == hangout_id)
    last = asked.where(ROUND.kind.in_(kinds), said).order_by(ROUND.id.desc()).limit(latest).subquery()
    words = select(last.c.id).where(last.c.state == "closed", last.c.approved_at.is_(None))
    piles = [_some(pile, most) for pile in (*ideas, moments, cases, words)]
    *of_ideas, of_moments, of_cases, of_words = (await session.execute(select(*piles))).one()
    return min(sum(of_ideas), most), of_moments, of_cases, of_words


def _some(pile: Select[tuple[int | None]], most: int) -> ScalarSelect[int]:
    return select(func.count()).select_from(pile.limit(most).subquery()).scalar_subquery()
