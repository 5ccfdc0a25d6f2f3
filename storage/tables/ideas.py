"""Ideas: what members suggest, who backs it, and how far it has come."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, points, serial, structure, words

UNMADE, MADE = sql("state <> 'made'"), sql("state = 'made'")


class Idea(SQLModel, table=True):
    """What a member suggests. `folded` is what all spellings of its text share (hub.ideas.folding)."""

    __table_args__ = (
        Index("idea_top", "hangout_id", "live", "backings", "id", sqlite_where=UNMADE, postgresql_where=UNMADE),
        Index("idea_rising", "hangout_id", "live", "rise", "id", sqlite_where=UNMADE, postgresql_where=UNMADE),
        Index("idea_new", "hangout_id", "live", "id"),
        Index("idea_state", "hangout_id", "state", "id"),
        Index("idea_pile", "hangout_id", "state", "backings", "id"),
        Index("idea_made", "hangout_id", "changed_at", "id", sqlite_where=MADE, postgresql_where=MADE),
        Index("idea_mine", "member_id", "id"),
        UniqueConstraint("source_chat", "source_message"),
    )
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    member_id: int = points("member.id")
    text: str = words()
    folded: str = words()
    media: list[dict[str, Any]] = structure(list)  # kind (photo | voice | video) and Telegram's file_id
    state: str = words("new")  # see hub.ideas.pipeline
    live: bool = True  # seen on the board: neither held, declined, merged nor withdrawn
    reason: str | None = words(nullable=True)  # why it was declined
    merged_into: int | None = points("idea.id", nullable=True, index=True)
    backings: int = 0  # kept in the transaction of the backings, so always exact
    rise: int = big(0)  # grows with backings and with the moment of the last one; see hub.ideas.rising
    named: bool = False  # the author agrees to be named when it is made
    created_at: datetime = instant()
    changed_at: datetime = instant()  # of its state
    source_chat: int | None = big(nullable=True)  # the group's message that it was written in
    source_message: int | None = big(nullable=True)
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class IdeaTag(SQLModel, table=True):
    """An idea is about one of the hangout's interests. Repeats what orders the board, so that a page is one look;
    `live` only as long as it is not made."""

    __tablename__ = "idea_tag"
    __table_args__: ClassVar[Any] = (
        Index("idea_tag_top", "interest_id", "live", "backings", "idea_id"),
        {"sqlite_with_rowid": False},
    )
    idea_id: int = points("idea.id", primary_key=True)
    interest_id: int = points("interest.id", primary_key=True)
    live: bool = True
    backings: int = 0


class Backing(SQLModel, table=True):
    """A member is for an idea. `by_id`: the staff person to whom they said it at the counter."""

    __table_args__: ClassVar[Any] = (Index("backing_of", "member_id", "at", "idea_id"), {"sqlite_with_rowid": False})
    idea_id: int = points("idea.id", primary_key=True)
    member_id: int = points("member.id", primary_key=True)
    at: datetime = instant()
    by_id: int | None = big(nullable=True)


class Gram(SQLModel, table=True):
    """Where a piece of a word stands, in the ideas that are live: to find what is alike, and to search."""

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    hangout_id: int = points("hangout.id", primary_key=True)
    gram: str = Field(sa_column=Column(Text, primary_key=True))
    idea_id: int = points("idea.id", primary_key=True)


class Move(SQLModel, table=True):
    """A step of an idea through the pipeline. One that was undone within a minute tells nobody."""

    id: int | None = serial()
    idea_id: int = points("idea.id", index=True)
    before: str = words()
    after: str = words()
    by_id: int | None = big(nullable=True)  # None: by a decision
    reason: str | None = words(nullable=True)
    at: datetime = instant()
    undone_at: datetime | None = instant(nullable=True)
    tell_at: datetime | None = instant(nullable=True, index=True)  # when it has settled; None: nothing is left to tell
    told_to: int | None = big(nullable=True)  # the person up to whom those who wait for it have been told
