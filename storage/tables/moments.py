"""Moments: what members share of their days."""

from datetime import datetime

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, points, serial, words


class Moment(SQLModel, table=True):
    """A photo or a line of a member's, on a week's prompt. What its author takes back keeps neither of them."""

    __table_args__ = (
        Index("moment_state", "hangout_id", "state", "id"),
        Index("moment_place", "chat_id", "message_id"),
    )
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    member_id: int = points("member.id", index=True)
    prompt: str = words()  # as its author read it
    text: str = words()
    photo: str | None = words(nullable=True)  # Telegram's file id
    name: str | None = words(nullable=True)  # under which it is shown; None: without one
    state: str = words("waiting")  # waiting | posted | declined | removed | hidden (reported) | withdrawn
    turn: int = 0  # grows with each change of the state: what was queued for an earlier one is void
    chat_id: int | None = big(nullable=True)  # where it stands
    message_id: int | None = big(nullable=True)
    created_at: datetime = instant()
    decided_at: datetime | None = instant(nullable=True)
    decided_by: int | None = big(nullable=True)
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))
