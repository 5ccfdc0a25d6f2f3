"""Questions, the rounds they are put on in, votes and the posts that show them."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, points, serial, structure, words


class Question(SQLModel, table=True):
    """A question that waits in a hangout's queue, in order of `id`."""

    id: int | None = serial()
    hangout_id: int = points("hangout.id", index=True)
    kind: str = words()
    text: str = words()
    options: list[str] = structure()
    state: str = words("queued")  # queued | used | removed
    author_id: int = points("person.id")
    created_at: datetime = instant()
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class Round(SQLModel, table=True):
    """A question put on a given local day. Keeps its own copy of the words: the queue may change later."""

    __table_args__ = (UniqueConstraint("hangout_id", "day"), Index("round_state", "state", "closes_at"))
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    day: date
    kind: str = words()
    text: str = words()
    options: list[str] = structure()
    source: str = words()  # question:<id> | bank:<key>
    state: str = words("open")  # open | closed
    opens_at: datetime = instant()
    closes_at: datetime = instant()
    changes: int = 0  # grows whenever what a post should show has changed


class Tally(SQLModel, table=True):
    """How many votes an option of a round has now; kept in the transaction of the votes, so always exact."""

    round_id: int = points("round.id", primary_key=True)
    option: int = Field(primary_key=True)
    votes: int = 0


class Vote(SQLModel, table=True):
    """A member's current answer: bit i of `choices` is option i; 0 is a vote taken back."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    round_id: int = points("round.id", primary_key=True)
    member_id: int = points("member.id", primary_key=True)
    choices: int
    at: datetime = instant()


class Post(SQLModel, table=True):
    """One message that shows a round in a channel or a group."""

    __table_args__ = (UniqueConstraint("round_id", "place"),)
    id: int | None = serial()
    round_id: int = points("round.id")
    place: str = words()
    chat_id: int = big()  # Telegram's
    message_id: int | None = big(nullable=True)
    poll_id: str | None = Field(default=None, sa_column=Column(Text, unique=True, nullable=True))
    state: str = words("waiting")  # waiting | live | final | uncertain | failed
    shown: int = 0  # the round's `changes` that the message shows
    refresh_at: datetime | None = instant(nullable=True)  # not before; None: at once
    pace_ms: int = 3000  # least time between two edits
