"""The tally stick: members, their entries, what a deed is worth, and what proves it all."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, octets, points, serial, words


class Member(SQLModel, table=True):
    """A person in one hangout, with the head of their ledger chain.

    `entries`, `notches`, `head_id` and `head_hash` repeat what the chain says (its length, its sum, its last
    entry), so that a deed needs no look into the ledger's history.
    """

    __table_args__ = (UniqueConstraint("hangout_id", "person_id"),)
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    person_id: int = points("person.id", index=True)
    joined_at: datetime = instant()
    entries: int = 0
    notches: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    head_id: int | None = big(nullable=True)
    head_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    last_day: date | None = None  # the last local day on which they were present
    streak: int = 0  # present days in a row up to then; see hub.habit.streak
    streak_began: date | None = None
    grace: int = 0  # grace days kept
    alias: str | None = words(nullable=True)  # the name under which they agreed to stand in the ranking
    interests_since: datetime | None = instant(nullable=True)  # earlier answers tell nothing: they were cleared then
    welcomed_on: date | None = None  # the local day on which they were last welcomed back


class Entry(SQLModel, table=True):
    """One row of the ledger. Never updated, never deleted: the database itself refuses (see migrations).

    The once-key leads its unique index, so that a day's votes land side by side instead of all over it.
    """

    __table_args__ = (Index("entry_once", "once_key", "member_id", unique=True),)
    id: int | None = serial()
    member_id: int = points("member.id")
    seq: int  # 1, 2, 3 … within the member's chain
    notches: int  # signed
    rule: str = words()
    once_key: str = words()
    at: datetime = instant()
    by_id: int | None = big(nullable=True)  # the staff person who cut it, if one did
    reverses: int | None = big(nullable=True)  # the entry that this one takes back
    note: str | None = words(nullable=True)
    prev_id: int | None = big(nullable=True)
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class RuleSetting(SQLModel, table=True):
    """What a deed is worth in a hangout, where its owner changed it. See hub.stick.rules."""

    __tablename__ = "rule_setting"
    hangout_id: int = points("hangout.id", primary_key=True)
    rule: str = words(primary_key=True)
    notches: int
    active: bool = True
    step: int | None = big(nullable=True)  # a purchase cuts its notches for every so much money; None: a visit


_ON = text("state = 'on'")


class Goal(SQLModel, table=True):
    """A shared stick: what everybody's deeds add up to between two moments.

    `notches` repeats what the ledger says: the entries of the hangout's members that count (hub.stick.rules.SHARED)
    with `starts_at` <= `at` < `ends_at`. A goal starts at a full minute to come, so that no deed falls between. A
    hangout has one at a time.
    """

    __table_args__ = (
        Index("goal_of", "hangout_id", "ends_at"),
        Index("goal_on", "hangout_id", unique=True, sqlite_where=_ON, postgresql_where=_ON),
    )
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    title: str = words()
    target: int
    notches: int = big(0)
    starts_at: datetime = instant()
    ends_at: datetime = instant()
    state: str = words("on", index=True)  # on | reached | missed | stopped
    by_id: int = big()


class Seal(SQLModel, table=True):
    """A hangout's seal over the heads of all its chains at the end of a local day; each seal holds the one before."""

    hangout_id: int = points("hangout.id", primary_key=True)
    day: date = Field(primary_key=True)
    cut_at: datetime = instant()  # entries before this moment are sealed
    members: int
    entries: int
    previous: bytes = octets()
    root: bytes = octets()
    at: datetime = instant()
