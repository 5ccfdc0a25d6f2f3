"""Queries about presence, pauses and rests, written for many members at once.

They take a plain connection and do not await: a group of votes is one visit to the writer's thread.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Member, Pause, Presence, Rest, columns, table_of
from storage.upsert import by_engine, insert

MEMBER, PAUSE, REST = columns(Member), columns(Pause), columns(Rest)
IDS: Any = bindparam("ids", expanding=True)
STREAK = (MEMBER.last_day, MEMBER.streak, MEMBER.streak_began, MEMBER.grace)
STREAK_OF = select(MEMBER.id, *STREAK).where(MEMBER.id == bindparam("of")).with_for_update()
PAUSES = select(PAUSE.member_id, PAUSE.first, PAUSE.last).where(PAUSE.member_id.in_(IDS), PAUSE.last >= bindparam("by"))
RESTS = select(REST.hangout_id, REST.first, REST.last).where(
    REST.hangout_id.in_(IDS), or_(REST.last.is_(None), REST.last >= bindparam("by"))
)
ADD = by_engine(lambda insert: insert(table_of(Presence)).on_conflict_do_nothing())
MOVE = update(table_of(Member)).where(MEMBER.id == bindparam("of"))


class Kept(NamedTuple):
    """A member's streak as their row keeps it; days are the hangout's local dates."""

    last_day: date | None
    streak: int
    streak_began: date | None
    grace: int


class Held(NamedTuple):
    """Days, both included, on which nobody is missed; `of` is a member or a hangout, `last` None: it goes on."""

    of: int
    first: date
    last: date | None


def kept(connection: Connection, member_id: int) -> Kept:
    """The member's streak, locked until the transaction ends."""
    return Kept(*connection.execute(STREAK_OF, {"of": member_id}).one()[1:])


def pauses(connection: Connection, member_ids: Iterable[int], since: date) -> list[Held]:
    """The members' pauses that last to that day or longer."""
    return [Held(*row) for row in connection.execute(PAUSES, {"ids": list(member_ids), "by": since})]


def rests(connection: Connection, hangout_ids: Iterable[int], since: date) -> list[Held]:
    """The hangouts' rests that last to that day or longer."""
    return [Held(*row) for row in connection.execute(RESTS, {"ids": list(hangout_ids), "by": since})]


def add(connection: Connection, rows: Sequence[dict[str, Any]], streaks: Sequence[dict[str, Any]]) -> None:
    """Writes who was there, and the streaks that moved by it; `streaks` name the member as `of`."""
    connection.execute(ADD(connection.dialect.name), rows)
    connection.execute(MOVE, streaks)


async def begin_rest(session: AsyncSession, hangout_id: int, first: date, last: date | None = None) -> None:
    """Nobody is missed from that day on; until `last`, or until `end_rest`. What was to rest longer still does."""
    statement = insert(session, Rest).values(hangout_id=hangout_id, first=first, last=last)
    longer = case((or_(REST.last.is_(None), REST.last > statement.excluded.last), REST.last), else_=last)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["hangout_id", "first"], set_={"last": longer})
    )


async def end_rest(session: AsyncSession, hangout_id: int, last: date) -> None:
    """Ends what goes on, after that day."""
    going = update(Rest).where(REST.hangout_id == hangout_id, REST.last.is_(None))
    await session.execute(going.values(last=last))
