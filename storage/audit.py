"""Queries that read a whole store in order, many rows at a time, for what proves it. Moments are milliseconds since
1970 UTC here: they go into hashes as they stand.

Chains are read by their place, never along `prev_id`: a forged row leads nobody astray.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Connection, Select, func, select, type_coerce

from storage.tables import (
    Account,
    Charge,
    Claim,
    CreditEntry,
    Entry,
    Goal,
    Hangout,
    Member,
    Reward,
    Run,
    Seal,
    columns,
    table_of,
)

ACCOUNT, CHARGE, CLAIM, CREDIT = columns(Account), columns(Charge), columns(Claim), columns(CreditEntry)
ENTRY, GOAL, HANGOUT, MEMBER = columns(Entry), columns(Goal), columns(Hangout), columns(Member)
REWARD, RUN, SEAL = columns(Reward), columns(Run), columns(Seal)
AT_ONCE = 1000
SEAL_JOB = "seal"
Row = Sequence[Any]


class Link(NamedTuple):
    """An entry of either chain as it stands in the store."""

    id: int
    member_id: int
    seq: int
    amount: int
    rule: str
    once_key: str
    at: int
    by_id: int | None
    reverses: int | None
    note: str | None
    prev_id: int | None
    hash: bytes


def _ms(column: Any) -> Any:
    return type_coerce(column, BigInteger)


def _link(c: Any, amount: Any, rule: Any) -> list[Any]:
    return [
        *(c.id, c.member_id, c.seq, amount, rule, c.once_key, _ms(c.at)),
        *(c.by_id, c.reverses, c.note, c.prev_id, c.hash),
    ]


NOTCH_LINK = _link(ENTRY, ENTRY.notches, ENTRY.rule)
CREDIT_LINK = _link(CREDIT, CREDIT.amount, CREDIT.kind)


class Holder(NamedTuple):
    """A member with what their row and their credit account's repeat of the chains; `account_of` is the account's
    hangout, None without an account."""

    hangout_id: int
    id: int
    entries: int
    notches: int
    head_id: int | None
    head_hash: bytes | None
    account_of: int | None
    credit_entries: int | None
    owed: int | None
    credit_head_id: int | None
    credit_head_hash: bytes | None
    since: int | None


class ClaimRow(NamedTuple):
    """A claim; `reward_of` is the hangout whose reward it is."""

    member_id: int
    id: int
    hangout_id: int
    reward_of: int | None
    reward_id: int
    title: str
    notches: int
    state: str
    times: int
    entry_id: int | None
    claimed_at: int
    expires_at: int
    redeemed_at: int | None
    redeemed_by: int | None


class ChargeRow(NamedTuple):
    """A charge that waited, or waits, for the member's word."""

    member_id: int
    id: int
    hangout_id: int
    amount: int
    note: str | None
    by_id: int
    state: str
    once_key: str


class Orphan(NamedTuple):
    """A row whose owner is not there; `seq` of an entry."""

    kind: str
    id: int
    owner_id: int
    seq: int | None = None


def shops(connection: Connection, slug: str | None = None) -> list[tuple[int, str]]:
    """Hangouts by number, with their slugs; one alone if it is named."""
    query = select(HANGOUT.id, HANGOUT.slug).order_by(HANGOUT.id)
    query = query if slug is None else query.where(HANGOUT.slug == slug)
    return [(number, name) for number, name in connection.execute(query)]


def count(connection: Connection, hangout_id: int | None = None) -> int:
    """Entries of both chains."""
    found = 0
    for table, c in ((table_of(Entry), ENTRY), (table_of(CreditEntry), CREDIT)):
        query = select(func.count()).select_from(table)
        query = query if hangout_id is None else query.where(_within(c, hangout_id))
        found += connection.execute(query).scalar_one()
    return found


def members(connection: Connection, hangout_id: int | None) -> Iterator[Row]:
    """Every member as a `Holder`, by hangout and number."""
    account = (
        ACCOUNT.hangout_id,
        ACCOUNT.entries,
        ACCOUNT.owed,
        ACCOUNT.head_id,
        ACCOUNT.head_hash,
        _ms(ACCOUNT.since),
    )
    own = (MEMBER.hangout_id, MEMBER.id, MEMBER.entries, MEMBER.notches, MEMBER.head_id, MEMBER.head_hash)
    query = select(*own, *account).select_from(table_of(Member)).outerjoin(table_of(Account))
    query = query if hangout_id is None else query.where(MEMBER.hangout_id == hangout_id)
    return stream(connection, query.order_by(MEMBER.hangout_id, MEMBER.id))


def entries(connection: Connection, hangout_id: int | None) -> Iterator[Row]:
    """Every entry of the ledger as a `Link`, by hangout, member and place."""
    return stream(connection, by_member(select(*NOTCH_LINK), ENTRY, hangout_id, ENTRY.seq, ENTRY.id))


def credit_entries(connection: Connection, hangout_id: int | None) -> Iterator[Row]:
    """Every entry of the credit chains as a `Link`, in the same order."""
    return stream(connection, by_member(select(*CREDIT_LINK), CREDIT, hangout_id, CREDIT.seq, CREDIT.id))


def claims(connection: Connection, hangout_id: int | None) -> Iterator[Row]:
    """Every claim as a `ClaimRow`, by hangout and member."""
    c = CLAIM
    said = (c.reward_id, c.title, c.notches, c.state, c.times, c.entry_id, _ms(c.claimed_at), _ms(c.expires_at))
    query = select(c.member_id, c.id, c.hangout_id, REWARD.hangout_id, *said, _ms(c.redeemed_at), c.redeemed_by)
    query = query.select_from(table_of(Claim)).outerjoin(table_of(Reward), REWARD.id == c.reward_id)
    return stream(connection, by_member(query, c, hangout_id, c.id))


def charges(connection: Connection, hangout_id: int | None) -> Iterator[Row]:
    """Every charge as a `ChargeRow`, by hangout and member."""
    c = CHARGE
    query = select(c.member_id, c.id, c.hangout_id, c.amount, c.note, c.by_id, c.state, c.once_key)
    return stream(connection, by_member(query.select_from(table_of(Charge)), c, hangout_id, c.id))


def goals(connection: Connection, hangout_id: int) -> list[Row]:
    """The hangout's shared sticks: id, notches, starts_at, ends_at."""
    query = select(GOAL.id, GOAL.notches, _ms(GOAL.starts_at), _ms(GOAL.ends_at))
    return list(connection.execute(query.where(GOAL.hangout_id == hangout_id).order_by(GOAL.id)))


def seals(connection: Connection, hangout_id: int) -> list[Row]:
    """The hangout's seals: day, cut_at, members, entries, previous, root, at; the oldest first."""
    query = select(SEAL.day, _ms(SEAL.cut_at), SEAL.members, SEAL.entries, SEAL.previous, SEAL.root, _ms(SEAL.at))
    return list(connection.execute(query.where(SEAL.hangout_id == hangout_id).order_by(SEAL.day)))


def sealed_days(connection: Connection, hangout_id: int) -> list[Any]:
    """The days on which the clock made a seal."""
    query = select(RUN.day).where(RUN.job == SEAL_JOB, RUN.hangout_id == hangout_id, RUN.outcome == "done")
    return list(connection.execute(query.order_by(RUN.day)).scalars())


def orphans(connection: Connection) -> Iterator[Orphan]:
    """Rows of members that are not there, and what belongs to no hangout."""
    for kind, table, c in (("entry", table_of(Entry), ENTRY), ("credit entry", table_of(CreditEntry), CREDIT)):
        query = (
            select(c.id, c.member_id, c.seq).select_from(table).outerjoin(table_of(Member), MEMBER.id == c.member_id)
        )
        for row in stream(connection, query.where(MEMBER.id.is_(None)).order_by(c.member_id, c.seq)):
            yield Orphan(kind, *row)
    for kind, table, c in (("claim", table_of(Claim), CLAIM), ("charge", table_of(Charge), CHARGE)):
        query = select(c.id, c.member_id).select_from(table).outerjoin(table_of(Member), MEMBER.id == c.member_id)
        for row in stream(connection, query.where(MEMBER.id.is_(None)).order_by(c.id)):
            yield Orphan(kind, *row)
    lone = select(ACCOUNT.member_id, ACCOUNT.member_id).outerjoin(table_of(Member), MEMBER.id == ACCOUNT.member_id)
    for row in stream(connection, lone.where(MEMBER.id.is_(None))):
        yield Orphan("account", *row)
    yield from _of_no_hangout(connection)


def _of_no_hangout(connection: Connection) -> Iterator[Orphan]:
    for kind, table, c, key in (
        ("member", table_of(Member), MEMBER, MEMBER.id),
        ("goal", table_of(Goal), GOAL, GOAL.id),
        ("seal", table_of(Seal), SEAL, SEAL.hangout_id),
    ):
        query = select(key, c.hangout_id).select_from(table).outerjoin(table_of(Hangout), HANGOUT.id == c.hangout_id)
        for row in stream(connection, query.where(HANGOUT.id.is_(None))):
            yield Orphan(kind, *row)


def _within(c: Any, hangout_id: int) -> Any:
    return c.member_id.in_(select(MEMBER.id).where(MEMBER.hangout_id == hangout_id))


def by_member(query: Select[Any], c: Any, hangout_id: int | None, *order: Any) -> Select[Any]:
    """Of every hangout, or of one: there without a join, which SQLite would begin at the wrong end."""
    if hangout_id is None:
        joined = query.join(table_of(Member), MEMBER.id == c.member_id)
        return joined.order_by(MEMBER.hangout_id, c.member_id, *order)
    return query.where(_within(c, hangout_id)).order_by(c.member_id, *order)


def stream(connection: Connection, query: Select[Any]) -> Iterator[Row]:
    """Rows as the database sorts them out, never all of them in memory."""
    found = connection.execute(query, execution_options={"stream_results": True, "yield_per": AT_ONCE})
    for rows in found.partitions():
        yield from rows
