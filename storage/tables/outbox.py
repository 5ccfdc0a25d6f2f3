"""What waits to be sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, points, serial, structure, words


class Notice(SQLModel, table=True):
    """An outgoing message waiting in the outbox, put there by the transaction that caused it."""

    __table_args__ = (Index("notice_due", "state", "due_at"), Index("notice_chat", "chat_id", "state"))
    id: int | None = serial()
    kind: str = words()
    hangout_id: int | None = points("hangout.id", nullable=True)
    chat_id: int = big()
    public: bool  # to a channel or group: an unknown outcome is marked uncertain, never resent blindly
    payload: dict[str, Any] = structure()
    dedupe_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    state: str = words("waiting")  # waiting | leased | sending | sent | failed | uncertain | dropped | part
    due_at: datetime = instant()
    lease_until: datetime | None = instant(nullable=True)
    attempts: int = 0
    error: str | None = words(nullable=True)
    created_at: datetime = instant()
    sent_at: datetime | None = instant(nullable=True)
    message_id: int | None = big(nullable=True)
    part_of: int | None = big(nullable=True, index=True)  # the letter that brings it, with others; see hub.attention
    latest: datetime | None = instant(nullable=True)  # a part that no letter can bring before it goes by itself
