"""Queries about what stands in the ledger: a member's pages, and a hangout's whole ledger row by row."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Entry, Member, Person, columns, table_of

ENTRY, MEMBER, PERSON = columns(Entry), columns(Member), columns(Person)
CHUNK = 250  # rows that are in memory at once while a whole ledger is read


class Line(NamedTuple):
    """An entry of a member's chain with the balance after it. `at` is aware UTC."""

    id: int
    seq: int
    at: datetime
    notches: int
    rule: str
    by_id: int | None
    reverses: int | None
    note: str | None
    balance: int


class Booked(NamedTuple):
    """An entry of a hangout's ledger, with whose it is."""

    member_id: int
    name: str
    at: datetime
    notches: int
    rule: str
    reverses: int | None
    note: str | None
    by: str | None  # the name of the staff person who cut it by hand
    reversed_rule: str | None
    reversed_note: str | None


class Listed(NamedTuple):
    """A member in a list."""

    member_id: int
    name: str
    notches: int
    entries: int
    joined_at: datetime


def _walk() -> Any:
    """From a member's head back along the chain, the balance going with it: pages need no index of their own."""
    shown = (ENTRY.id, ENTRY.seq, ENTRY.at, ENTRY.notches, ENTRY.rule, ENTRY.by_id, ENTRY.reverses, ENTRY.note)
    head = select(*shown, MEMBER.notches.label("balance"), ENTRY.prev_id)
    head = head.join_from(table_of(Member), table_of(Entry), ENTRY.id == MEMBER.head_id)
    back = head.where(MEMBER.id == bindparam("of")).cte("back", recursive=True)
    before = select(*shown, back.c.balance - back.c.notches, ENTRY.prev_id)
    before = before.where(ENTRY.id == back.c.prev_id, back.c.seq > bindparam("last"))
    walked = back.union_all(before)
    page = select(*(walked.c[name] for name in Line._fields)).where(walked.c.seq <= bindparam("first"))
    return page.order_by(walked.c.seq.desc())


PAGE = _walk()


async def page(session: AsyncSession, member_id: int, first: int, last: int) -> list[Line]:
    """The member's entries from the place `first` in the chain down to `last`, the newest first."""
    rows = await session.execute(PAGE, {"of": member_id, "first": first, "last": last})
    return [Line(*row) for row in rows]


async def entries(session: AsyncSession, member_id: int, ids: Iterable[int]) -> dict[int, Entry]:
    """Entries of the member by id; an id of another member's is left out."""
    wanted = sorted(set(ids))
    query = select(Entry).where(ENTRY.id.in_(wanted), ENTRY.member_id == member_id)
    return {found.id or 0: found for found in await session.scalars(query)} if wanted else {}


async def acted(session: AsyncSession, member_id: int, once_keys: Sequence[str]) -> set[str]:
    """Which of the once-keys have acted for the member."""
    query = select(ENTRY.once_key).where(ENTRY.once_key.in_(once_keys), ENTRY.member_id == member_id)
    return set(await session.scalars(query)) if once_keys else set()


async def one_view(session: AsyncSession) -> None:
    """Everything that the session reads from here on is of one moment, however long it takes."""
    if session.get_bind().dialect.name == "postgresql":
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


async def opening(session: AsyncSession, hangout_id: int, before: datetime) -> dict[int, int]:
    """The balances of the hangout's members as they were at a moment."""
    query = select(ENTRY.member_id, func.sum(ENTRY.notches)).where(ENTRY.at < before, _of(hangout_id))
    return {member_id: int(total) for member_id, total in await session.execute(query.group_by(ENTRY.member_id))}


async def booked(
    session: AsyncSession, hangout_id: int, since: datetime | None, until: datetime | None
) -> AsyncIterator[list[Booked]]:
    """The hangout's entries of a period in their order, in chunks. The ledger is read once, from its beginning."""
    query = _bookings(hangout_id)
    if since is not None:
        query = query.where(ENTRY.at >= since)
    if until is not None:
        query = query.where(ENTRY.at < until)
    stream = await session.stream(query.order_by(ENTRY.id).execution_options(yield_per=CHUNK))
    async for rows in stream.partitions():
        yield [Booked(*row) for row in rows]


async def listed(session: AsyncSession, hangout_id: int, *, but: int | None = None) -> AsyncIterator[list[Listed]]:
    """The hangout's members with most notches first, in chunks; whoever was forgotten stands there without a name.
    With `but`, all except that person and those who were forgotten."""
    query = _members(hangout_id) if but is None else _known(hangout_id, but)
    stream = await session.stream(query.execution_options(yield_per=CHUNK))
    async for rows in stream.partitions():
        yield [Listed(*row) for row in rows]


async def members(session: AsyncSession, hangout_id: int, but: int, offset: int, limit: int) -> list[Listed]:
    """Some of the members, with most notches first: all but that person and those who were forgotten."""
    query = _known(hangout_id, but).offset(offset).limit(limit)
    return [Listed(*row) for row in await session.execute(query)]


def _known(hangout_id: int, but: int) -> Any:
    return _members(hangout_id).where(PERSON.id > 0, PERSON.id != but)


def _bookings(hangout_id: int) -> Any:
    taken, staff = table_of(Entry).alias(), table_of(Person).alias()
    shown = (MEMBER.id, PERSON.name, ENTRY.at, ENTRY.notches, ENTRY.rule, ENTRY.reverses, ENTRY.note)
    query = select(*shown, staff.c.name, taken.c.rule, taken.c.note)
    query = query.join_from(table_of(Entry), table_of(Member), _member())
    query = query.join(table_of(Person), PERSON.id == MEMBER.person_id).outerjoin(staff, staff.c.id == ENTRY.by_id)
    return query.outerjoin(taken, taken.c.id == ENTRY.reverses).where(MEMBER.hangout_id == hangout_id)


def _members(hangout_id: int) -> Any:
    shown = (MEMBER.id, PERSON.name, MEMBER.notches, MEMBER.entries, MEMBER.joined_at)
    query = select(*shown).join_from(table_of(Member), table_of(Person), PERSON.id == MEMBER.person_id)
    return query.where(MEMBER.hangout_id == hangout_id).order_by(MEMBER.notches.desc(), MEMBER.id)


def _member() -> Any:
    return MEMBER.id == ENTRY.member_id


def _of(hangout_id: int) -> Any:
    return select(MEMBER.id).where(_member(), MEMBER.hangout_id == hangout_id).exists()
