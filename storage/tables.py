"""Every table. Times are UTC instants; a `day` is the hangout's own local date."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

from storage.types import Instant

# SQLite only numbers rows by itself for INTEGER keys; PostgreSQL needs 64 bits for what Telegram sends.
Serial = BigInteger().with_variant(Integer(), "sqlite")


METADATA = SQLModel.metadata


def _serial() -> Any:
    return Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))


def _big(*, nullable: bool = False, **options: Any) -> Any:
    return Field(default=None if nullable else ..., sa_column=Column(BigInteger, nullable=nullable, **options))


def _points(target: str, *, nullable: bool = False, **options: Any) -> Any:
    column = Column(BigInteger, ForeignKey(target), nullable=nullable, **options)
    return Field(default=None if nullable else ..., sa_column=column)


def _text(default: Any = ..., *, nullable: bool = False) -> Any:
    return Field(default=default, sa_column=Column(Text, nullable=nullable))


def _instant(*, nullable: bool = False, index: bool = False) -> Any:
    column = Column(Instant, nullable=nullable, index=index)
    return Field(default=None if nullable else ..., sa_column=column)


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


class Person(SQLModel, table=True):
    """A Telegram user, known across hangouts. `id` is Telegram's."""

    id: int = Field(sa_column=Column(Serial, primary_key=True, autoincrement=False))
    name: str = _text()
    language: str = _text()
    language_chosen: bool = False
    reach: str = _text("unknown")  # unknown (never pressed start) | open | closed (blocked, gone)
    created_at: datetime = _instant()


class Hangout(SQLModel, table=True):
    """One brand's channel + group + private chat: one tenant."""

    id: int | None = _serial()
    slug: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    title: str = _text("")
    language: str = _text()
    timezone: str = _text()
    opens_minute: int = 19 * 60  # local minute of the day at which the question opens and the last one closes
    stick_length: int = 10
    reward: str = _text("")
    state: str = _text("draft")  # draft | open | paused
    next_opening: datetime | None = _instant(nullable=True, index=True)
    created_at: datetime = _instant()


class Chat(SQLModel, table=True):
    """A hangout's channel or group. `telegram_id` changes when a group becomes a supergroup."""

    __table_args__ = (UniqueConstraint("hangout_id", "place"),)
    id: int | None = _serial()
    telegram_id: int = _big(unique=True)
    hangout_id: int = _points("hangout.id")
    place: str = _text()  # channel | group
    title: str = _text("")
    username: str | None = _text(None, nullable=True)
    linked_id: int | None = _big(nullable=True)  # Telegram's id of the channel's discussion group, or of its channel
    lost: bool = False  # the bot was removed or lost what it needs there


class Staff(SQLModel, table=True):
    """Who runs a hangout."""

    hangout_id: int = _points("hangout.id", primary_key=True)
    person_id: int = _points("person.id", primary_key=True, index=True)
    role: str = _text()  # owner | moderator | clerk
    since: datetime = _instant()


class Member(SQLModel, table=True):
    """A person in one hangout, with the head of their ledger chain.

    `entries`, `notches`, `head_id` and `head_hash` repeat what the chain says (its length, its sum, its last
    entry), so that a deed needs no look into the ledger's history.
    """

    __table_args__ = (UniqueConstraint("hangout_id", "person_id"),)
    id: int | None = _serial()
    hangout_id: int = _points("hangout.id")
    person_id: int = _points("person.id", index=True)
    joined_at: datetime = _instant()
    entries: int = 0
    notches: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    head_id: int | None = _big(nullable=True)
    head_hash: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class Entry(SQLModel, table=True):
    """One row of the ledger. Never updated, never deleted: the database itself refuses (see migrations).

    The once-key leads its unique index, so that a day's votes land side by side instead of all over it.
    """

    __table_args__ = (Index("entry_once", "once_key", "member_id", unique=True),)
    id: int | None = _serial()
    member_id: int = _points("member.id")
    seq: int  # 1, 2, 3 … within the member's chain
    notches: int  # signed
    rule: str = _text()
    once_key: str = _text()
    at: datetime = _instant()
    by_id: int | None = _big(nullable=True)  # the staff person who cut it, if one did
    reverses: int | None = _big(nullable=True)  # the entry that this one takes back
    note: str | None = _text(None, nullable=True)
    prev_id: int | None = _big(nullable=True)
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Question(SQLModel, table=True):
    """A question that waits in a hangout's queue, in order of `id`."""

    id: int | None = _serial()
    hangout_id: int = _points("hangout.id", index=True)
    kind: str = _text()
    text: str = _text()
    options: list[str] = _json()
    state: str = _text("queued")  # queued | used | removed
    author_id: int = _points("person.id")
    created_at: datetime = _instant()
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class Round(SQLModel, table=True):
    """A question put on a given local day. Keeps its own copy of the words: the queue may change later."""

    __table_args__ = (UniqueConstraint("hangout_id", "day"), Index("round_state", "state", "closes_at"))
    id: int | None = _serial()
    hangout_id: int = _points("hangout.id")
    day: date
    kind: str = _text()
    text: str = _text()
    options: list[str] = _json()
    source: str = _text()  # question:<id> | bank:<key>
    state: str = _text("open")  # open | closed
    opens_at: datetime = _instant()
    closes_at: datetime = _instant()
    changes: int = 0  # grows whenever what a post should show has changed


class Tally(SQLModel, table=True):
    """How many votes an option of a round has now; kept in the transaction of the votes, so always exact."""

    round_id: int = _points("round.id", primary_key=True)
    option: int = Field(primary_key=True)
    votes: int = 0


class Vote(SQLModel, table=True):
    """A member's current answer: bit i of `choices` is option i; 0 is a vote taken back."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    round_id: int = _points("round.id", primary_key=True)
    member_id: int = _points("member.id", primary_key=True)
    choices: int
    at: datetime = _instant()


class Post(SQLModel, table=True):
    """One message that shows a round in a channel or a group."""

    __table_args__ = (UniqueConstraint("round_id", "place"),)
    id: int | None = _serial()
    round_id: int = _points("round.id")
    place: str = _text()
    chat_id: int = _big()  # Telegram's
    message_id: int | None = _big(nullable=True)
    poll_id: str | None = Field(default=None, sa_column=Column(Text, unique=True, nullable=True))
    state: str = _text("waiting")  # waiting | live | final | uncertain | failed
    shown: int = 0  # the round's `changes` that the message shows
    refresh_at: datetime | None = _instant(nullable=True)  # not before; None: at once
    pace_ms: int = 3000  # least time between two edits


class Run(SQLModel, table=True):
    """A once-a-day job's row: inserted with its work, so that it runs once for a hangout and a local day."""

    job: str = Field(sa_column=Column(Text, primary_key=True))
    hangout_id: int = _points("hangout.id", primary_key=True)
    day: date = Field(primary_key=True)
    outcome: str = _text()  # done | skipped
    at: datetime = _instant()


class Notice(SQLModel, table=True):
    """An outgoing message waiting in the outbox, put there by the transaction that caused it."""

    __table_args__ = (Index("notice_due", "state", "due_at"), Index("notice_chat", "chat_id", "state"))
    id: int | None = _serial()
    kind: str = _text()
    hangout_id: int | None = _points("hangout.id", nullable=True)
    chat_id: int = _big()
    public: bool  # to a channel or group: an unknown outcome is marked uncertain, never resent blindly
    payload: dict[str, Any] = _json()
    dedupe_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    state: str = _text("waiting")  # waiting | leased | sending | sent | failed | uncertain | dropped
    due_at: datetime = _instant()
    lease_until: datetime | None = _instant(nullable=True)
    attempts: int = 0
    error: str | None = _text(None, nullable=True)
    created_at: datetime = _instant()
    sent_at: datetime | None = _instant(nullable=True)
    message_id: int | None = _big(nullable=True)


class Wizard(SQLModel, table=True):
    """Where a person is in a conversation of several steps, so that a restart loses nothing."""

    person_id: int = Field(sa_column=Column(Serial, primary_key=True, autoincrement=False))
    state: str = _text()
    data: dict[str, Any] = _json()
    updated_at: datetime = _instant()


def table_of(model: type[SQLModel]) -> Table:
    """The plain table, for statements over many rows: they skip the object mapper."""
    return METADATA.tables[str(model.__tablename__)]


def columns(model: type[SQLModel]) -> Any:
    """The columns to build queries of; SQLModel types a class's attributes as plain values, which they are not."""
    return table_of(model).c
