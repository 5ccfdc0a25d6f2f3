"""Queries about the options that members added to a round."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Added, Member, Person, PutAway, Tally, Vote, columns
from storage.upsert import insert

AWAY = columns(PutAway)
ADDED, MEMBER, PERSON, TALLY, VOTE = columns(Added), columns(Member), columns(Person), columns(Tally), columns(Vote)


async def of_member(session: AsyncSession, round_id: int, member_id: int) -> Sequence[Added]:
    """The options that a member added, those taken away included."""
    query = select(Added).where(ADDED.round_id == round_id, ADDED.member_id == member_id)
    return (await session.scalars(query.order_by(ADDED.option))).all()


async def one(session: AsyncSession, round_id: int, option: int) -> Added | None:
    """Who added an option; None for one that the question came with."""
    return await session.get(Added, (round_id, option))


async def named(session: AsyncSession, round_id: int) -> Sequence[tuple[int, str]]:
    """The added options with the names of those who added them, in order; a forgotten person's name is empty."""
    query = select(ADDED.option, PERSON.name).join_from(Added, Member, MEMBER.id == ADDED.member_id)
    query = query.outerjoin(Person, PERSON.id == MEMBER.person_id).where(ADDED.round_id == round_id)
    found = (await session.execute(query.order_by(ADDED.option))).tuples().all()
    return [(option, name or "") for option, name in found]


async def put_away(session: AsyncSession, round_id: int, option: int) -> None:
    """Keeps who has chosen the option now; before `clear_votes`, to be undone by `bring_back`."""
    chosen = select(VOTE.round_id, literal(option), VOTE.member_id, VOTE.at).where(VOTE.round_id == round_id)
    chosen = chosen.where(VOTE.choices.op("&")(1 << option) != 0)
    await session.execute(insert(session, PutAway).from_select(["round_id", "option", "member_id", "at"], chosen))


async def bring_back(session: AsyncSession, round_id: int, option: int) -> None:
    """The votes that were put away count again; not those of members who have touched their answer since then. The
    round is locked by this transaction."""
    kept = select(AWAY.member_id).where(AWAY.round_id == round_id, AWAY.option == option)
    same = kept.where(AWAY.member_id == VOTE.member_id, AWAY.at == VOTE.at)
    again = update(Vote).where(VOTE.round_id == round_id, same.exists())
    done: Any = await session.execute(again.values(choices=VOTE.choices.op("+")(1 << option)))
    await session.execute(delete(PutAway).where(AWAY.round_id == round_id, AWAY.option == option))
    if done.rowcount:
        session.add(Tally(round_id=round_id, option=option, votes=done.rowcount))


async def clear_votes(session: AsyncSession, round_id: int, option: int) -> None:
    """Nobody has chosen the option any more; what else they chose stays. The round is locked by this transaction."""
    chosen = VOTE.choices.op("&")(1 << option) != 0
    left = VOTE.choices.op("-")(1 << option)
    await session.execute(update(Vote).where(VOTE.round_id == round_id, chosen).values(choices=left))
    await session.execute(delete(Tally).where(TALLY.round_id == round_id, TALLY.option == option))
