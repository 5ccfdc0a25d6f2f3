"""A member's choice between two or three things, in which others help."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from storage.tables.columns import instant, points, serial, structure, words


class Dilemma(SQLModel, table=True):
    """What a member asks of the hangout's next voters. See hub.guide.dilemmas."""

    __table_args__ = (Index("dilemma_state", "hangout_id", "state", "id"), Index("dilemma_end", "state", "closes_at"))
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    member_id: int = points("member.id", index=True)
    text: str = words()
    options: list[str] = structure()
    state: str = words("open")  # held | open | hidden | over | dropped
    created_at: datetime = instant()
    closes_at: datetime = instant()
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class DilemmaVote(SQLModel, table=True):
    """A member's advice: one of the options."""

    __tablename__ = "dilemma_vote"
    __table_args__: ClassVar[dict[str, bool]] = {"sqlite_with_rowid": False}
    dilemma_id: int = points("dilemma.id", primary_key=True)
    member_id: int = points("member.id", primary_key=True, index=True)
    option: int
    at: datetime = instant()
