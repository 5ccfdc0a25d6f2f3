"""Queries about votes, written for many at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.ledger import HEAD, Head
from storage.tables import Hangout, Member, Person, Post, Round, Tally, Vote, columns, table_of
from storage.upsert import insert

HANGOUT, MEMBER, PERSON = columns(Hangout), columns(Member), columns(Person)
POST, ROUND, TALLY, VOTE = columns(Post), columns(Round), columns(Tally), columns(Vote)


class OpenRound(NamedTuple):
    """What a vote must know of its round and hangout. `closes_at` is a UTC instant."""

    id: int
    hangout_id: int
    kind: str
    options: list[str]
    state: str
    closes_at: Any
    stick_length: int
    hangout_state: str


class Voter(NamedTuple):
    """A member as the vote finds them; `choices` is their answer so far, None before the first."""

    person_id: int
    name: str
    language: str
    choices: int | None
    head: Head


async def rounds(session: AsyncSession, ids: Iterable[int]) -> dict[int, OpenRound]:
    """The rounds by id; those that do not exist are missing."""
    query = select(
        ROUND.id, ROUND.hangout_id, ROUND.kind, ROUND.options, ROUND.state, ROUND.closes_at,
        HANGOUT.stick_length, HANGOUT.state,
    ).join_from(table_of(Round), table_of(Hangout), HANGOUT.id == ROUND.hangout_id)  # fmt: skip
    # Held until the commit, so that a close either sees these votes or is seen by them.
    held = query.where(ROUND.id.in_(list(ids))).order_by(ROUND.id)
    found = await session.execute(held.with_for_update(of=table_of(Round), key_share=True))
    return {row[0]: OpenRound(*row) for row in found}


async def rounds_of_polls(session: AsyncSession, poll_ids: Iterable[str]) -> dict[str, int]:
    """Which round a native poll shows."""
    query = select(POST.poll_id, POST.round_id).where(POST.poll_id.in_(list(poll_ids)))
    return dict((await session.execute(query)).tuples().all())


async def places(session: AsyncSession, round_ids: Iterable[int]) -> dict[tuple[int, int], int | None]:
    """The chats in which rounds are posted: (round, chat) -> message, None while it is not known."""
    query = select(POST.round_id, POST.chat_id, POST.message_id).where(POST.round_id.in_(list(round_ids)))
    return {(round_id, chat_id): message for round_id, chat_id, message in await session.execute(query)}


async def adopt(session: AsyncSession, round_id: int, chat_id: int, message_id: int) -> None:
    """A press has shown where a post of unknown outcome stands."""
    where = (POST.round_id == round_id, POST.chat_id == chat_id, POST.message_id.is_(None))
    await session.execute(update(Post).where(*where).values(message_id=message_id, state="live"))


async def voters(session: AsyncSession, open_round: OpenRound, person_ids: Iterable[int]) -> dict[int, Voter]:
    """The members among the persons, by person, locked until the transaction ends."""
    voted = and_(VOTE.round_id == open_round.id, VOTE.member_id == MEMBER.id)
    query = (
        select(PERSON.id, PERSON.name, PERSON.language, VOTE.choices, *HEAD)
        .join_from(table_of(Member), table_of(Person), PERSON.id == MEMBER.person_id)
        .outerjoin(table_of(Vote), voted)
        .where(MEMBER.hangout_id == open_round.hangout_id, MEMBER.person_id.in_(list(person_ids)))
        .order_by(MEMBER.id)
        .with_for_update(of=table_of(Member))
    )
    return {row[0]: Voter(row[0], row[1], row[2], row[3], Head(*row[4:])) for row in await session.execute(query)}


async def write(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Writes answers: the newest of a member in a round replaces the one before."""
    statement = insert(session, table_of(Vote))
    changed = {"choices": statement.excluded.choices, "at": statement.excluded.at}
    keys = ["round_id", "member_id"]
    await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), rows)


async def add_to_tally(session: AsyncSession, deltas: Mapping[tuple[int, int], int]) -> None:
    """Moves the counts of (round, option) and marks the rounds' posts as behind."""
    if not deltas:  # votes that moved crosswise
        return
    statement = insert(session, table_of(Tally))
    moved = {"votes": TALLY.votes + statement.excluded.votes}
    rows = [{"round_id": r, "option": o, "votes": n} for (r, o), n in sorted(deltas.items())]
    await session.execute(statement.on_conflict_do_update(index_elements=["round_id", "option"], set_=moved), rows)
    touched = [{"of": round_id} for round_id in sorted({round_id for round_id, _ in deltas})]
    behind = update(table_of(Round)).where(ROUND.id == bindparam("of")).values(changes=ROUND.changes + 1)
    await session.execute(behind, touched)


async def tally(session: AsyncSession, round_id: int) -> dict[int, int]:
    """Votes by option; options without a vote may be missing."""
    query = select(TALLY.option, TALLY.votes).where(TALLY.round_id == round_id)
    return dict((await session.execute(query)).tuples().all())


async def voters_count(session: AsyncSession, round_id: int) -> int:
    """How many members have an answer in the round now."""
    query = select(func.count()).select_from(table_of(Vote))
    return await session.scalar(query.where(VOTE.round_id == round_id, VOTE.choices != 0)) or 0


async def choices_of(session: AsyncSession, round_id: int, member_id: int) -> int:
    """The member's answer; 0 when there is none."""
    query = select(VOTE.choices).where(VOTE.round_id == round_id, VOTE.member_id == member_id)
    return await session.scalar(query) or 0
