"""Queries about questions, rounds, posts and once-a-day runs."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Post, Question, Round, Run, Tally, Vote, columns
from storage.types import from_ms
from storage.upsert import insert_once
from storage.waiting import Waiting

POST, QUESTION, ROUND = columns(Post), columns(Question), columns(Round)
TALLY, VOTE = columns(Tally), columns(Vote)
CHOICES = select(VOTE.choices).where(VOTE.round_id == bindparam("round"), VOTE.member_id == bindparam("member"))
OPEN = select(Round).where(ROUND.hangout_id == bindparam("hangout"), ROUND.state == "open", ROUND.beside.is_(None))
OPEN = OPEN.order_by(ROUND.id.desc()).limit(1)
TO_CLOSE = Waiting(ROUND.id, ROUND.closes_at, (ROUND.state == "open",))


async def queue(session: AsyncSession, hangout_id: int) -> Sequence[Question]:
    """The questions that wait, in their order; one with a day comes on that day, whatever its place."""
    query = select(Question).where(QUESTION.hangout_id == hangout_id, QUESTION.state == "queued")
    return (await session.scalars(query.order_by(QUESTION.position, QUESTION.id))).all()


async def queue_length(session: AsyncSession, hangout_id: int) -> int:
    """How many questions wait."""
    query = select(func.count()).where(QUESTION.hangout_id == hangout_id, QUESTION.state == "queued")
    return await session.scalar(query) or 0


async def open_round(session: AsyncSession, hangout_id: int) -> Round | None:
    """The round of the daily question that takes votes now."""
    found: Round | None = (await session.scalars(OPEN, {"hangout": hangout_id})).first()
    return found


async def open_beside(session: AsyncSession, hangout_ids: Collection[int]) -> Sequence[Round]:
    """The rounds that take votes beside the daily questions of these hangouts, the one that closes first before."""
    query = select(Round).where(ROUND.hangout_id.in_(hangout_ids), ROUND.state == "open", ROUND.beside.is_not(None))
    return (await session.scalars(query.order_by(ROUND.closes_at, ROUND.id))).all()


async def standing(session: AsyncSession, decision_id: int) -> Round | None:
    """The open round that asks a decision beside the daily question."""
    query = select(Round).where(ROUND.beside == decision_id, ROUND.state == "open")
    return (await session.scalars(query)).first()


async def round_for_update(session: AsyncSession, round_id: int) -> Round | None:
    """The round as it is now, held until the transaction ends."""
    return await session.get(Round, round_id, with_for_update=True, populate_existing=True)


async def round_of(session: AsyncSession, round_id: int) -> Round | None:
    """The round."""
    return await session.get(Round, round_id)


async def add_run(session: AsyncSession, job: str, hangout_id: int, day: date, outcome: str, at: datetime) -> bool:
    """Claims a job for a hangout and a local day; False if it has been claimed before."""
    row = {"job": job, "hangout_id": hangout_id, "day": day, "outcome": outcome, "at": at}
    return await insert_once(session, Run, row)


async def last_run(session: AsyncSession, job: str, hangout_id: int) -> date | None:
    """The latest local day that the job has seen."""
    run = columns(Run)
    found: date | None = await session.scalar(
        select(func.max(run.day)).where(run.job == job, run.hangout_id == hangout_id)
    )
    return found


async def posts(session: AsyncSession, round_id: int) -> Sequence[Post]:
    """The messages that show the round, the channel's first."""
    return (await session.scalars(select(Post).where(POST.round_id == round_id).order_by(POST.place))).all()


async def post(session: AsyncSession, round_id: int, place: str) -> Post | None:
    """The message that shows the round in a place."""
    query = select(Post).where(POST.round_id == round_id, POST.place == place)
    return (await session.scalars(query)).first()


async def posts_behind(session: AsyncSession, now: datetime, limit: int) -> Sequence[Post]:
    """Live posts that no longer show their round as it is, and may be edited by now."""
    query = select(Post).join(Round, ROUND.id == POST.round_id)
    query = query.where(POST.state == "live", POST.message_id.is_not(None), ROUND.changes > POST.shown)
    query = query.where((POST.refresh_at.is_(None)) | (POST.refresh_at <= now))
    return (await session.scalars(query.order_by(POST.refresh_at).limit(limit))).all()


async def next_refresh(session: AsyncSession) -> datetime | None:
    """When the earliest post that is behind may be edited; the epoch when at once."""
    query = select(func.min(func.coalesce(POST.refresh_at, 0))).join(Round, ROUND.id == POST.round_id)
    query = query.where(POST.state == "live", POST.message_id.is_not(None), ROUND.changes > POST.shown)
    found = await session.scalar(query)
    return None if found is None else (found if isinstance(found, datetime) else from_ms(found))


async def tally(session: AsyncSession, round_id: int) -> dict[int, int]:
    """Votes by option; options without a vote may be missing."""
    query = select(TALLY.option, TALLY.votes).where(TALLY.round_id == round_id)
    return dict((await session.execute(query)).tuples().all())


async def voters_count(session: AsyncSession, round_id: int) -> int:
    """How many members have an answer in the round now."""
    query = select(func.count()).where(VOTE.round_id == round_id, VOTE.choices != 0)
    return await session.scalar(query) or 0


async def choices_of(session: AsyncSession, round_id: int, member_id: int) -> int:
    """The member's answer; 0 when there is none."""
    return await session.scalar(CHOICES, {"round": round_id, "member": member_id}) or 0
