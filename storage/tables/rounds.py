"""Questions, the rounds they are put on in, votes and the posts that show them."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, octets, points, serial, structure, words

DATED = "state = 'queued' AND day IS NOT NULL"
DAILY = "beside IS NULL"
STANDING = "state = 'open' AND beside IS NOT NULL"


class Question(SQLModel, table=True):
    """A question that waits in a hangout's queue, in order of `position`; one with a `day` comes on that day."""

    __table_args__ = (
        Index(
            "question_day",
            "hangout_id",
            "day",
            unique=True,
            sqlite_where=sql(DATED),
            postgresql_where=sql(DATED),
        ),
    )
    id: int | None = serial()
    hangout_id: int = points("hangout.id", index=True)
    kind: str = words()
    text: str = words()
    options: list[str] = structure()
    facts: dict[str, Any] = structure(dict)  # see hub.daily.facts
    tags: list[str] = structure(list)  # keys of the hangout's interests
    bank_key: str | None = words(nullable=True)  # the question of the bank that it was made from
    position: int = 0
    day: date | None = None
    state: str = words("queued")  # queued | beside (a decision that is in no queue) | used | removed
    author_id: int = points("person.id")
    created_at: datetime = instant()
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class Round(SQLModel, table=True):
    """A question put on a given local day. Keeps its own copy of the words: the queue may change later.

    One that stands `beside` is not the day's question: it asks a decision, and may be open for days.
    """

    __table_args__ = (
        Index("round_day", "hangout_id", "day", unique=True, sqlite_where=sql(DAILY), postgresql_where=sql(DAILY)),
        Index("round_beside", "beside", unique=True, sqlite_where=sql(STANDING), postgresql_where=sql(STANDING)),
        Index("round_of", "hangout_id", "day"),
        Index("round_state", "state", "closes_at"),
    )
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    day: date
    kind: str = words()
    text: str = words()
    options: list[str] = structure()
    facts: dict[str, Any] = structure(dict)  # see hub.daily.facts
    tags: list[str] = structure(list)
    source: str = words()  # question:<id> | bank:<key> | recall:<round>
    bank_key: str | None = words(nullable=True)
    state: str = words("open")  # open | closed
    opens_at: datetime = instant()
    closes_at: datetime = instant()
    changes: int = 0  # grows whenever what a post should show has changed
    photo: str | None = words(nullable=True)  # Telegram's file id of its picture, once it has been sent
    lucky_permille: int = 0  # as it was at the opening; see hub.scenario.draw
    secret: bytes | None = octets(nullable=True)  # what the draw is made of; told after the close
    approved_at: datetime | None = instant(nullable=True)  # when somebody let a *word* question's result go out
    subject: str | None = words(nullable=True)  # what it is about in the guide, see hub.guide.subjects
    beside: int | None = big(nullable=True)  # the decision that it asks beside the day's question


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
    shape: str = words("text")  # text | photo | poll (a native one)
    state: str = words("waiting")  # waiting | live | final | uncertain | failed
    shown: int = 0  # the round's `changes` that the message shows
    refresh_at: datetime | None = instant(nullable=True)  # not before; None: at once
    pace_ms: int = 3000  # least time between two edits


class Word(SQLModel, table=True):
    """A word that members gave in a round. `folded` is what all its spellings share, `label` the one that is shown.

    `members` is kept in the transaction of the answers, so always exact.
    """

    round_id: int = points("round.id", primary_key=True)
    folded: str = Field(sa_column=Column(Text, primary_key=True))
    label: str = words()
    members: int = 0
    state: str = words("new")  # new | shown | hidden


class Said(SQLModel, table=True):
    """A member's word in a round, as they wrote it."""

    round_id: int = points("round.id", primary_key=True)
    member_id: int = points("member.id", primary_key=True)
    folded: str = words()
    text: str = words()
    at: datetime = instant()


class PutAway(SQLModel, table=True):
    """A vote for an added option that staff took out of sight, as long as they may bring the option back.

    `at` is the vote's own moment: whoever has voted anew since then has another.
    """

    __tablename__ = "put_away"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    round_id: int = points("round.id", primary_key=True)
    option: int = Field(primary_key=True)
    member_id: int = points("member.id", primary_key=True, index=True)
    at: datetime = instant()


class Added(SQLModel, table=True):
    """An option that a member added to a round whose options are open."""

    round_id: int = points("round.id", primary_key=True)
    option: int = Field(primary_key=True)
    member_id: int = points("member.id", index=True)
    at: datetime = instant()
