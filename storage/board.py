"""Queries about the board of ideas: its pages, each one look into an index, however long the board is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, and_, delete, exists, func, literal_column, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession

from storage import ideas
from storage.tables import Backing, Gram, Idea, IdeaTag, columns, table_of
from storage.upsert import insert_once

BACKING, GRAM, IDEA, IDEA_TAG = columns(Backing), columns(Gram), columns(Idea), columns(IdeaTag)
AT = type_coerce(BACKING.at, BigInteger)
UNMADE = IDEA.state != literal_column("'made'")
"""Word for word as the indexes have it that leave out what is made."""
Key = tuple[int, ...]
"""What places an idea in an order: the values of the order's columns."""


class Edge(NamedTuple):
    """Where a page begins: after the idea with this key, or, going `back`, before it."""

    key: Key
    back: bool = False


class Order(NamedTuple):
    """Keys from the greatest to the least, of which the last part is the idea's number: they are all that is asked of
    the index, so that no engine is led to read the ideas themselves in some other way. `least` says where it ends, if
    it ends before the last one: whoever goes back from an idea is past that anyway, and two bounds on one side are one
    too many for SQLite. Of several `queries` by the same columns an idea stands once."""

    queries: tuple[Select[Any], ...]
    by: tuple[Any, ...]
    least: Any = None

    def where(self, *conditions: Any) -> "Order":
        """Only those for which all of these hold."""
        return self._replace(queries=tuple(query.where(*conditions) for query in self.queries))


class Line(NamedTuple):
    """An idea and its key in the order."""

    idea: Idea
    key: Key


def _order(*by: Any) -> Order:
    return Order((select(*by),), by)


def top(hangout_id: int) -> Order:
    """Those that most are for."""
    return _order(IDEA.backings, IDEA.id).where(IDEA.hangout_id == hangout_id, IDEA.live, UNMADE)


def rising(hangout_id: int) -> Order:
    """Those that most are for of late; none that nobody is for."""
    order = _order(IDEA.rise, IDEA.id).where(IDEA.hangout_id == hangout_id, IDEA.live, UNMADE)
    return order._replace(least=IDEA.rise > 0)


def new(hangout_id: int) -> Order:
    """The newest."""
    return _order(IDEA.id).where(IDEA.hangout_id == hangout_id, IDEA.live)


def in_state(hangout_id: int, state: str) -> Order:
    """The newest of those that have come so far."""
    return _order(IDEA.id).where(IDEA.hangout_id == hangout_id, IDEA.state == state, IDEA.live)


def in_pile(hangout_id: int, state: str) -> Order:
    """Those of a state that most are for, whether they are on the board or off it."""
    return _order(IDEA.backings, IDEA.id).where(IDEA.hangout_id == hangout_id, IDEA.state == state)


def about(*interests: int) -> Order:
    """Those about any of these interests that most are for."""
    by = (IDEA_TAG.backings, IDEA_TAG.idea_id)
    return Order(tuple(select(*by).where(IDEA_TAG.interest_id == one, IDEA_TAG.live) for one in interests), by)


def of_author(member_id: int) -> Order:
    """The newest of a member's own, wherever they stand."""
    return _order(IDEA.id).where(IDEA.member_id == member_id)


def backed(member_id: int) -> Order:
    """Those that a member is for, the latest first."""
    by = (AT, BACKING.idea_id)
    query = select(*by).join_from(table_of(Backing), table_of(Idea), BACKING.idea_id == IDEA.id)
    return Order((query.where(BACKING.member_id == member_id, IDEA.live),), by)


async def page(session: AsyncSession, order: Order, edge: Edge | None, limit: int) -> list[Line]:
    """So many ideas from the edge on, in the order; going back those before it, the nearest first."""
    back = edge is not None and edge.back
    if order.least is not None and not back:
        order = order.where(order.least)
    placed: set[Key] = set()
    for query in order.queries:
        placed |= set(await _keys(session, query, order.by, edge, limit))
    keys = sorted(placed, reverse=not back)[:limit]
    found = await ideas.some(session, [key[-1] for key in keys])
    return [Line(idea, key) for idea, key in zip(found, keys, strict=True)]


async def _keys(
    session: AsyncSession, query: Select[Any], by: tuple[Any, ...], edge: Edge | None, limit: int
) -> list[Key]:
    back = edge is not None and edge.back
    keys: list[Key] = []
    for cut in _cuts(query, by, edge):
        if len(keys) < limit:
            placed = cut.order_by(*(part.asc() if back else part.desc() for part in by)).limit(limit - len(keys))
            keys += [tuple(row) for row in await session.execute(placed)]
    return keys


def _cuts(query: Select[Any], by: tuple[Any, ...], edge: Edge | None) -> list[Select[Any]]:
    """What lies beyond the edge, the nearer first: those that share all of its key but the last part, then those that
    share less. Each is a stretch of an index; comparing whole keys at once would be none on SQLite, which reads all
    that share the first part then."""
    if edge is None:
        return [query]
    cuts = []
    for at in reversed(range(len(by))):
        part, value = by[at], edge.key[at]
        same = [column == known for column, known in zip(by[:at], edge.key[:at], strict=True)]
        cuts.append(query.where(*same, part > value if edge.back else part < value))
    return cuts


class Window(NamedTuple):
    """Ideas in which a piece of a word stands, from a place in the order of their numbers on."""

    hangout_id: int
    piece: str
    edge: Edge | None

    def bounds(self, place: Any, last: int | None) -> list[Any]:
        """That a number lies between the edge and `last`, as far as there are such."""
        back = self.edge is not None and self.edge.back
        found = [place <= last if back else place >= last] if last is not None else []
        if self.edge is not None:
            found.append(place > self.edge.key[0] if back else place < self.edge.key[0])
        return found

    def places(self, last: int | None = None) -> Select[Any]:
        """The ideas' numbers, in the direction of the edge, up to the `last`."""
        query = select(GRAM.idea_id).where(GRAM.hangout_id == self.hangout_id, GRAM.gram == self.piece)
        back = self.edge is not None and self.edge.back
        query = query.where(*self.bounds(GRAM.idea_id, last))
        return query.order_by(GRAM.idea_id if back else GRAM.idea_id.desc())


async def reach(session: AsyncSession, window: Window, size: int) -> int | None:
    """The last of so many places; None where fewer are left."""
    found: int | None = await session.scalar(window.places().offset(size - 1).limit(1))
    return found


async def holding(
    session: AsyncSession, window: Window, last: int | None, besides: Sequence[str], limit: int
) -> Sequence[tuple[int, str]]:
    """Number and folded text of the ideas of a window, up to its `last` place, that have the other pieces too."""
    query = window.places(last)
    for number, piece in enumerate(besides):
        other = table_of(Gram).alias(f"other{number}")
        same = and_(other.c.hangout_id == window.hangout_id, other.c.gram == piece, other.c.idea_id == GRAM.idea_id)
        # said again of each piece, PostgreSQL reads no more of it than it needs where it goes along two at once
        query = query.where(exists(select(other.c.idea_id).where(same, *window.bounds(other.c.idea_id, last))))
    joined = query.add_columns(IDEA.folded).join(table_of(Idea), IDEA.id == GRAM.idea_id)
    return (await session.execute(joined.limit(limit))).tuples().all()


async def back(session: AsyncSession, idea_id: int, member_id: int, at: datetime, by_id: int | None) -> bool:
    """The member is for the idea from now on; False if they were already."""
    row = {"idea_id": idea_id, "member_id": member_id, "at": at, "by_id": by_id}
    return await insert_once(session, Backing, row)


async def backing(session: AsyncSession, idea_id: int, member_id: int) -> Backing | None:
    """The member's backing of the idea, if they are for it."""
    query = select(Backing).where(BACKING.idea_id == idea_id, BACKING.member_id == member_id)
    return (await session.scalars(query)).first()


async def unback(session: AsyncSession, idea_id: int, member_id: int) -> datetime | None:
    """The member is for it no more: when they had been for it, None if they were not."""
    gone = delete(table_of(Backing)).where(BACKING.idea_id == idea_id, BACKING.member_id == member_id)
    at: datetime | None = await session.scalar(gone.returning(BACKING.at))
    return at


async def spent(session: AsyncSession, member_id: int, since: datetime, most: int) -> int:
    """How many of the ideas that are on the board the member came to be for since then; counting ends at `most`."""
    query = select(BACKING.idea_id).join_from(table_of(Backing), table_of(Idea), IDEA.id == BACKING.idea_id)
    query = query.where(BACKING.member_id == member_id, BACKING.at >= since, IDEA.live).limit(most)
    return await session.scalar(select(func.count()).select_from(query.subquery())) or 0
