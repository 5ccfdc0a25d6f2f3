"""Queries about cues: who asked for them, when these people act, what they have been sent."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.held import held
from storage.tables import Hangout, Member, Notice, Pause, Presence, Rhythm, columns, table_of
from storage.upsert import insert
from storage.waiting import Waiting

HANGOUT, MEMBER, NOTICE, PAUSE, PRESENCE, RHYTHM = (
    columns(model) for model in (Hangout, Member, Notice, Pause, Presence, Rhythm)
)
LOOKED_AT = ("on", "stopped")
TO_CUE = Waiting(RHYTHM.person_id, RHYTHM.next_at, (RHYTHM.state.in_(LOOKED_AT),))
"""Persons, until their cue should be thought about."""


TIMEZONE = (
    select(HANGOUT.timezone)
    .join_from(table_of(Member), table_of(Hangout), HANGOUT.id == MEMBER.hangout_id)
    .where(MEMBER.person_id == bindparam("of"), HANGOUT.state != "draft")
    .order_by(MEMBER.id)
    .limit(1)
)

PAUSED = select(PAUSE.member_id).where(
    PAUSE.member_id == bindparam("member"), PAUSE.first <= bindparam("day"), PAUSE.last >= bindparam("day")
)
CUE = select(Notice).where(NOTICE.dedupe_key == bindparam("key"))


class Act(NamedTuple):
    """The first act of a member's local day."""

    day: date
    minute: int
    timezone: str


async def rhythm(session: AsyncSession, person_id: int, *, lock: bool = False) -> Rhythm | None:
    """What the person said about cues; `lock` holds it until the transaction ends."""
    return await (held(session, Rhythm, person_id) if lock else session.get(Rhythm, person_id))


async def add(session: AsyncSession, person_id: int, state: str = "off", day: date | None = None) -> None:
    """Makes room for what the person will say; what they said before stays."""
    row = {"person_id": person_id, "state": state, "ignored": 0, "cued_on": day}
    await session.execute(insert(session, Rhythm).values(**row).on_conflict_do_nothing())


async def places(session: AsyncSession, person_id: int) -> Sequence[tuple[Member, Hangout]]:
    """The person's memberships with their hangouts, drafts left out, the first joined first."""
    query = select(Member, Hangout).join(Hangout, HANGOUT.id == MEMBER.hangout_id)
    query = query.where(MEMBER.person_id == person_id, HANGOUT.state != "draft").order_by(MEMBER.id)
    return [(member, hangout) for member, hangout in (await session.execute(query)).all()]


async def timezone(session: AsyncSession, person_id: int) -> str | None:
    """That of the hangout that the person joined first."""
    found: str | None = await session.scalar(TIMEZONE, {"of": person_id})
    return found


async def acts(session: AsyncSession, members: Sequence[int], last: date, days: int) -> Sequence[Act]:
    """The first acts of the members' days up to `last`, the latest day first."""
    if not members:
        return []
    named: dict[str, Any] = {f"day_{n}": last - timedelta(days=n) for n in range(days)}
    return [Act(*found) for found in await session.execute(_acts(days), {"members": members, **named})]


@cache
def _acts(days: int) -> Select[Any]:
    """The days are named one by one, since a day leads the key: each is a look at one place in a table of any size."""
    named = PRESENCE.day.in_([bindparam(f"day_{n}") for n in range(days)])
    query = select(PRESENCE.day, PRESENCE.minute, HANGOUT.timezone)
    query = query.join_from(table_of(Presence), table_of(Member), MEMBER.id == PRESENCE.member_id)
    query = query.join(table_of(Hangout), HANGOUT.id == MEMBER.hangout_id).order_by(PRESENCE.day.desc())
    return query.where(named, PRESENCE.member_id.in_(bindparam("members", expanding=True)))


async def paused(session: AsyncSession, member_id: int, day: date) -> bool:
    """Whether the member's streak is held on that day by a pause of theirs."""
    return await session.scalar(PAUSED, {"member": member_id, "day": day}) is not None


async def cue(session: AsyncSession, key: str) -> Notice | None:
    """The cue that was queued under this key."""
    found: Notice | None = (await session.scalars(CUE, {"key": key})).first()
    return found
