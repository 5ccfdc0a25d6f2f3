"""The credit stick (نسیه). Money is whole numbers of the currency's smallest unit."""

from datetime import date, datetime

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, octets, points, serial, words


class Account(SQLModel, table=True):
    """What a member owes, with the head of the chain that says so."""

    member_id: int = points("member.id", primary_key=True)
    hangout_id: int = points("hangout.id", index=True)
    ceiling: int = big(0)  # may owe at most so much
    owed: int = big(0)
    since: datetime | None = instant(nullable=True)  # when the present debt began
    reminded_on: date | None = None  # the last local day on which the owner's reminder left, or will leave
    remind_at: datetime | None = instant(nullable=True, index=True)  # when a reminder that waits for the morning leaves
    entries: int = 0
    head_id: int | None = big(nullable=True)
    head_hash: bytes | None = octets(nullable=True)


class CreditEntry(SQLModel, table=True):
    """One row of a member's credit chain. Insert-only, as the ledger's entries are."""

    __tablename__ = "credit_entry"
    __table_args__ = (Index("credit_entry_once", "once_key", "member_id", unique=True),)
    id: int | None = serial()
    member_id: int = points("member.id", index=True)
    seq: int
    amount: int = big()  # signed: a charge adds, a payment takes away
    kind: str = words()  # charge | payment | settle | correction
    once_key: str = words()
    at: datetime = instant()
    by_id: int | None = big(nullable=True)
    reverses: int | None = big(nullable=True)
    note: str | None = words(nullable=True)
    prev_id: int | None = big(nullable=True)
    hash: bytes = octets()


class Charge(SQLModel, table=True):
    """A charge above the hangout's threshold, which waits for the member's word."""

    __table_args__ = (Index("charge_state", "state", "expires_at"),)
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    member_id: int = points("member.id", index=True)
    amount: int = big()
    note: str | None = words(nullable=True)
    by_id: int = big()
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    state: str = words("waiting")  # waiting | confirmed | refused | lapsed
    at: datetime = instant()
    expires_at: datetime = instant()
