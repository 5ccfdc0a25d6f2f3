"""Thanks between members, and who wrote what in a group, so that a reaction finds whom it thanks."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from storage.tables.columns import big, instant, points, serial


class Thank(SQLModel, table=True):
    """One member thanked another on a local day: once a day. `counted` is False between two who only ever thank each
    other: it is known, and brings nothing."""

    __table_args__ = (UniqueConstraint("giver_id", "receiver_id", "day"),)
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    giver_id: int = points("member.id")
    receiver_id: int = points("member.id", index=True)
    day: date
    counted: bool
    at: datetime = instant()


class Author(SQLModel, table=True):
    """Whose a message in a hangout's group is. Telegram tells of a reaction without saying to whom it was given.

    Only members' messages, and only for as long as a reaction can count (hub.thanks.authors).
    """

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    chat_id: int = big(primary_key=True)
    message_id: int = big(primary_key=True)
    member_id: int = points("member.id", index=True)
    at: datetime = instant(index=True)
