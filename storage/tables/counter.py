"""At the counter: tickets that a member shows, rewards and their claims."""

from datetime import datetime

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, points, serial, words


class Ticket(SQLModel, table=True):
    """What a member shows at the counter for five minutes: a QR (`token`) and six digits (`code`); acts once.

    The row of an expired ticket is used again for another with the same code, so a code names one live ticket.
    """

    __table_args__ = (UniqueConstraint("hangout_id", "code"),)
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    code: str = words()
    token: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    member_id: int = points("member.id", index=True)
    claim_id: int | None = points("claim.id", nullable=True)  # a reward to hand over; None: the member's card
    at: datetime = instant()
    expires_at: datetime = instant()
    opened_by: int | None = big(nullable=True)  # the staff person who scanned it last
    opened_at: datetime | None = instant(nullable=True)
    used_by: int | None = big(nullable=True)
    used_at: datetime | None = instant(nullable=True)


class Scan(SQLModel, table=True):
    """A staff person has a member at hand: when they last scanned or typed a ticket of theirs."""

    member_id: int = points("member.id", primary_key=True)
    staff_id: int = big(primary_key=True)
    at: datetime = instant()


class Guess(SQLModel, table=True):
    """Wrong codes typed of late: by one person in a hangout, or (`person_id` 0) in the whole hangout."""

    hangout_id: int = points("hangout.id", primary_key=True)
    person_id: int = big(primary_key=True)
    wrong: int
    since: datetime = instant()
    closed_until: datetime = instant()


class Reward(SQLModel, table=True):
    """What a member may claim for so many notches. The `main` one costs a full stick and comes from the set-up."""

    id: int | None = serial()
    hangout_id: int = points("hangout.id", index=True)
    main: bool = False
    title: str = words()
    notches: int
    picture: str | None = words(nullable=True)  # Telegram's file id
    stock: int | None = None  # None: no end of it
    restocks: int = 0  # how often the owner has counted it anew; a low stock is told of once between two counts
    valid_days: int = 30  # a claim lives so long
    active: bool = True
    created_at: datetime = instant()
    once_key: str | None = Field(default=None, sa_column=Column(Text, unique=True, nullable=True))


class Claim(SQLModel, table=True):
    """A reward that a member asked for. Its notches were cut off the stick by the entry
    `claim:<id>:<reward id>:<expires ms>`."""

    __table_args__ = (Index("claim_state", "state", "expires_at"),)
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    member_id: int = points("member.id", index=True)
    reward_id: int = points("reward.id", index=True)
    title: str = words()
    notches: int
    state: str = words("open")  # open | redeemed | expired
    times: int = 0  # how often it was handed over, undone ones included
    entry_id: int | None = big(nullable=True)
    claimed_at: datetime = instant()
    expires_at: datetime = instant()
    warn_at: datetime | None = instant(nullable=True, index=True)  # None once warned
    redeemed_at: datetime | None = instant(nullable=True)
    redeemed_by: int | None = big(nullable=True)
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))
