"""Needs: what members look for, who helps with what, and what is said between the two, who stay nameless."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, points, serial, words


class Need(SQLModel, table=True):
    """What a member looks for. `shown` is false while staff hold it back, whatever its state is."""

    __table_args__ = (
        Index("need_of_hangout", "hangout_id", "state", "id"),
        Index("need_expiry", "state", "expires_at"),
        Index("need_of_member", "member_id", "id"),
    )
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    member_id: int = points("member.id")
    text: str = words()
    photo: str | None = words(nullable=True)  # Telegram's file id
    state: str = words("open")  # open | met | expired | withdrawn
    shown: bool = True
    met_by: str | None = words(nullable=True)  # member | shop | else
    renewals: int = 0
    warned: bool = False  # that it will expire
    created_at: datetime = instant()
    expires_at: datetime = instant()
    met_at: datetime | None = instant(nullable=True)
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class NeedTag(SQLModel, table=True):
    """A need is about one of the hangout's interests."""

    __tablename__ = "need_tag"
    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    need_id: int = points("need.id", primary_key=True)
    interest_id: int = points("interest.id", primary_key=True)


class NeedHelp(SQLModel, table=True):
    """A member said that they can be asked about an interest."""

    __tablename__ = "need_help"
    __table_args__: ClassVar[Any] = (Index("need_help_in", "interest_id"), {"sqlite_with_rowid": False})
    member_id: int = points("member.id", primary_key=True)
    interest_id: int = points("interest.id", primary_key=True)
    at: datetime = instant()


class NeedAsked(SQLModel, table=True):
    """A member was asked about a need."""

    __tablename__ = "need_asked"
    __table_args__: ClassVar[Any] = (Index("need_asked_of", "member_id", "at"), {"sqlite_with_rowid": False})
    need_id: int = points("need.id", primary_key=True)
    member_id: int = points("member.id", primary_key=True)
    at: datetime = instant()


class Talk(SQLModel, table=True):
    """What one member, or the shop (no member), and the one who asks say to each other about a need."""

    __tablename__ = "need_talk"
    __table_args__ = (Index("need_talk_of", "need_id", "member_id"),)
    id: int | None = serial()
    need_id: int = points("need.id")
    member_id: int | None = points("member.id", nullable=True, index=True)
    asker_yes: bool = False  # to their names being told to each other
    giver_yes: bool = False
    helped: bool = False
    over: bool = False  # the asker wants no more of the shop's answers; members have NeedBlock
    opened_at: datetime = instant()


class Line(SQLModel, table=True):
    """One message in a talk. `shown` is false while staff hold it back."""

    __tablename__ = "need_line"
    __table_args__ = (Index("need_line_of", "talk_id", "id"),)
    id: int | None = serial()
    talk_id: int = points("need_talk.id")
    by_asker: bool
    by_id: int | None = big(nullable=True)  # the staff person who wrote it for the shop
    text: str = words()
    photo: str | None = words(nullable=True)
    shown: bool = True
    at: datetime = instant()
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class NeedBlock(SQLModel, table=True):
    """A member wants to hear nothing more from another about needs, and asks them nothing."""

    __tablename__ = "need_block"
    __table_args__: ClassVar[Any] = (Index("need_block_by", "other_id"), {"sqlite_with_rowid": False})
    member_id: int = points("member.id", primary_key=True)
    other_id: int = points("member.id", primary_key=True)
    at: datetime = instant()
