"""The habit: who was there on which day, pauses, cues, interests."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Serial, big, instant, points, serial, words


class Presence(SQLModel, table=True):
    """A member acted on a local day. `minute` is the local minute of the day's first act: what cues learn from.

    The day leads the key, so that a day's rows land side by side.
    """

    __table_args__: ClassVar[Any] = {"sqlite_with_rowid": False}
    day: date = Field(primary_key=True)
    member_id: int = points("member.id", primary_key=True)
    minute: int


class Pause(SQLModel, table=True):
    """Local days, first and last included, on which a member's streak is held."""

    member_id: int = points("member.id", primary_key=True)
    first: date = Field(primary_key=True)
    last: date


class Rhythm(SQLModel, table=True):
    """A person who asked for cues: one a day at most, whatever the number of their hangouts."""

    person_id: int = Field(sa_column=Column(Serial, primary_key=True, autoincrement=False))
    state: str = words("on")  # on | off (by their word) | stopped (nobody followed the last cues) | offered (once)
    minute: int | None = None  # the local minute that they chose; None: learned from their acts
    next_at: datetime | None = instant(nullable=True, index=True)
    cued_on: date | None = None  # the local day of the last cue, or of the offer
    ignored: int = 0  # cues in a row that no act followed


class Interest(SQLModel, table=True):
    """One of a hangout's own tags. `key` is a topic's of the shipped list, or `own-<number>`."""

    __table_args__ = (UniqueConstraint("hangout_id", "key"),)
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    key: str = words()
    name: str = words()
    active: bool = True


class Pick(SQLModel, table=True):
    """A member said that something interests them."""

    __table_args__ = (Index("pick_of", "interest_id"),)
    member_id: int = points("member.id", primary_key=True)
    interest_id: int = points("interest.id", primary_key=True)
    at: datetime = instant()


class Skip(SQLModel, table=True):
    """A question of the bank that an owner does not want asked."""

    hangout_id: int = points("hangout.id", primary_key=True)
    key: str = Field(sa_column=Column(Text, primary_key=True))
    by_id: int = big()
    at: datetime = instant()
