"""What waits for its moment, said once for the clock's two questions: what is due, and when will something be?"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, literal_column, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from storage.types import Instant


class Waiting(NamedTuple):
    """Rows that are due at their `moment`, if all of `where` holds; `key` names what is to be done.

    `late`: so long after the moment, or before it where that is less than nothing. `at_once`: due whatever the moment
    is. `joined`: the tables, where it is more than one. `single`: one of them is enough, since one act does all.
    """

    key: Any
    moment: Any
    where: Sequence[Any] = ()
    late: timedelta = timedelta()
    at_once: Any = None
    joined: Any = None
    single: bool = False


class Agenda:
    """Several kinds of waiting, each named by its place, looked at in one statement."""

    def __init__(self, kinds: Sequence[Waiting]) -> None:
        self._kinds = kinds
        looks = [_due(place, kind).subquery() for place, kind in enumerate(kinds)]
        found = union_all(*(select(look.c.place, look.c.moment, look.c.key) for look in looks))
        self._due = found.order_by("place", "moment", "key")
        self._next = select(*(_earliest(kind) for kind in kinds))

    async def due(self, session: AsyncSession, now: datetime) -> list[tuple[int, int]]:
        """(place of the kind, key) of all that is due by now, kind by kind, what waits longest before the others."""
        by = {_name(place): now - kind.late for place, kind in enumerate(self._kinds)}
        return [(place, key) for place, _, key in await session.execute(self._due, by)]

    async def next_moment(self, session: AsyncSession) -> datetime | None:
        """When the earliest of all will be due, but for what is due at once."""
        first = (await session.execute(self._next)).one()
        moments = [moment + kind.late for moment, kind in zip(first, self._kinds, strict=True) if moment is not None]
        return min(moments, default=None)


def _name(place: int) -> str:
    return f"by_{place}"


def _due(place: int, kind: Waiting) -> Select[Any]:
    over = kind.moment <= bindparam(_name(place), type_=Instant())
    query = select(literal_column(str(place)).label("place"), kind.moment.label("moment"), kind.key.label("key"))
    query = _of(kind, query).where(over if kind.at_once is None else or_(over, kind.at_once))
    return query.order_by(kind.moment).limit(1) if kind.single else query


def _earliest(kind: Waiting) -> Any:
    return _of(kind, select(func.min(kind.moment))).scalar_subquery()


def _of(kind: Waiting, query: Select[Any]) -> Select[Any]:
    return (query if kind.joined is None else query.select_from(kind.joined)).where(*kind.where)
