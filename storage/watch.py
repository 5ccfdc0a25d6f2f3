"""Queries about what staff look after, and who may not write for a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Case, Member, Mute, Person, Report, columns, table_of
from storage.upsert import insert, insert_once

CASE, MUTE, REPORT = columns(Case), columns(Mute), columns(Report)
MEMBER, PERSON = columns(Member), columns(Person)


async def case(session: AsyncSession, case_id: int, *, lock: bool = False) -> Case | None:
    """A case; `lock` reads it anew and holds it until the transaction ends."""
    return await session.get(Case, case_id, with_for_update=lock or None, populate_existing=lock)


async def case_of(session: AsyncSession, kind: str, thing: int) -> Case | None:
    """The case of a thing, read anew and held until the transaction ends; None if nobody ever looked at it."""
    query = select(Case).where(CASE.kind == kind, CASE.thing == thing).with_for_update()
    found: Case | None = await session.scalar(query.execution_options(populate_existing=True))
    return found


async def begin(session: AsyncSession, row: dict[str, Any]) -> Case:
    """The thing's case, new if it has none; held either way."""
    await insert_once(session, Case, row)
    found = await case_of(session, row["kind"], row["thing"])
    if found is None:
        raise LookupError(row["kind"])
    return found


async def waiting(session: AsyncSession, hangout_id: int, after: int, limit: int) -> Sequence[Case]:
    """Open cases that came after that one, the oldest first."""
    query = select(Case).where(CASE.hangout_id == hangout_id, CASE.state == "open", CASE.id > after)
    return (await session.scalars(query.order_by(CASE.id).limit(limit))).all()


async def how_many(session: AsyncSession, hangout_id: int) -> int:
    """Open cases of a hangout."""
    query = select(func.count()).where(CASE.hangout_id == hangout_id, CASE.state == "open")
    return await session.scalar(query) or 0


async def decided(session: AsyncSession, hangout_id: int, limit: int) -> Sequence[Case]:
    """The cases that were decided last, the latest first."""
    query = select(Case).where(CASE.hangout_id == hangout_id, CASE.state.in_(("kept", "hidden")))
    return (await session.scalars(query.order_by(CASE.decided_at.desc(), CASE.id.desc()).limit(limit))).all()


async def reasons(session: AsyncSession, case_id: int, since: datetime) -> dict[str, int]:
    """How many members gave each reason from then on."""
    query = select(REPORT.reason, func.count()).where(REPORT.case_id == case_id, REPORT.at >= since)
    return dict((await session.execute(query.group_by(REPORT.reason))).tuples().all())


async def report(session: AsyncSession, row: dict[str, Any]) -> bool:
    """Keeps a member's report; False if they have reported the thing before."""
    return await insert_once(session, Report, row)


async def clear_reports(session: AsyncSession, case_id: int) -> None:
    """The thing is another one now: whoever reported it before may do so again."""
    await session.execute(delete(Report).where(REPORT.case_id == case_id))


async def reported_by(session: AsyncSession, member_id: int, since: datetime) -> int:
    """How many things the member has reported from then on."""
    query = select(func.count()).where(REPORT.member_id == member_id, REPORT.at >= since)
    return await session.scalar(query) or 0


async def name_of(session: AsyncSession, member_id: int) -> tuple[int, str]:
    """A member's person and name; a forgotten person's name is empty."""
    query = select(MEMBER.person_id, PERSON.name).join_from(Member, Person, PERSON.id == MEMBER.person_id)
    return (await session.execute(query.where(MEMBER.id == member_id))).tuples().one()


async def muted_until(session: AsyncSession, member_id: int, case_id: int | None = None) -> datetime | None:
    """Until when the member writes nothing for others, if somebody said so, or said so for that case; it may be
    over."""
    query = select(MUTE.until).where(MUTE.member_id == member_id).order_by(MUTE.until.desc()).limit(1)
    query = query if case_id is None else query.where(MUTE.case_id == case_id)
    found: datetime | None = await session.scalar(query)
    return found


async def mute(session: AsyncSession, row: dict[str, Any]) -> None:
    """The member is mute; what was said before about it, for the same case, does not hold any more."""
    new = insert(session, table_of(Mute)).values(**row)
    kept = {name: new.excluded[name] for name in ("until", "by_id", "at")}
    await session.execute(new.on_conflict_do_update(index_elements=["member_id", "case_id"], set_=kept))


async def unmute(session: AsyncSession, member_id: int) -> bool:
    """The member, muted by name, is so no longer; False if they were not."""
    done = await session.execute(delete(Mute).where(MUTE.member_id == member_id, MUTE.case_id == 0))
    return bool(getattr(done, "rowcount", 0))


async def unmute_for(session: AsyncSession, case_id: int) -> bool:
    """Whoever was muted for a nameless thing is so no longer; False if nobody was."""
    done = await session.execute(delete(Mute).where(MUTE.case_id == case_id))
    return bool(getattr(done, "rowcount", 0))


async def mutes(
    session: AsyncSession, hangout_id: int, now: datetime, limit: int
) -> Sequence[tuple[Mute, str, str | None]]:
    """Who is mute now, with their names and the kind of the nameless thing that led to it, if one did; who may write
    soonest comes first."""
    query = select(Mute, PERSON.name, CASE.kind).join(Member, MEMBER.id == MUTE.member_id)
    query = query.join(Person, PERSON.id == MEMBER.person_id).outerjoin(Case, CASE.id == MUTE.case_id)
    query = query.where(MUTE.hangout_id == hangout_id, MUTE.until > now)
    query = query.order_by(MUTE.until, MUTE.member_id, MUTE.case_id)
    return (await session.execute(query.limit(limit))).tuples().all()


async def how_many_mute(session: AsyncSession, hangout_id: int, now: datetime) -> int:
    """Members of a hangout who are mute now."""
    query = select(func.count()).where(MUTE.hangout_id == hangout_id, MUTE.until > now)
    return await session.scalar(query) or 0


async def reports_of(session: AsyncSession, member_id: int) -> Sequence[tuple[datetime, str, str]]:
    """What the member reported: when, what kind of thing, why."""
    query = select(REPORT.at, CASE.kind, REPORT.reason).join_from(Report, Case, CASE.id == REPORT.case_id)
    return (await session.execute(query.where(REPORT.member_id == member_id).order_by(REPORT.at))).tuples().all()


async def cases_of(session: AsyncSession, member_id: int) -> Sequence[Case]:
    """What of the member's was looked at."""
    return (await session.scalars(select(Case).where(CASE.member_id == member_id).order_by(CASE.id))).all()


async def forget(session: AsyncSession, member_ids: Sequence[int]) -> None:
    """What the members reported is still counted, but nobody's any more; and nobody is mute."""
    await session.execute(delete(Report).where(REPORT.member_id.in_(member_ids)))
    await session.execute(delete(Mute).where(MUTE.member_id.in_(member_ids)))
