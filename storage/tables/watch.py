"""Looking after what members write: what waits for staff, who reported it, and who may not write for a time."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel

from storage.tables.columns import big, instant, points, serial, words


class Case(SQLModel, table=True):
    """A thing that was reported, or that waits because of what is in it. One a thing, opened anew when need be."""

    __tablename__ = "watch_case"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("kind", "thing"),
        Index("case_state", "hangout_id", "state", "id"),
    )
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    kind: str = words()  # see hub.watch.REPORTABLE
    thing: int = big()
    member_id: int | None = points("member.id", nullable=True, index=True)  # who wrote it; None: several did
    cause: str = words()  # report | held
    state: str = words("open")  # open | kept | hidden | gone (its author took it back meanwhile)
    shown: bool = True  # whether others saw the thing before the decision: what an undo goes back to
    reports: int = 0  # by so many members since it was opened
    turn: int = 0  # grows with each decision and each undo
    looked: str | None = words(nullable=True)  # the digest of what staff saw when they decided
    opened_at: datetime = instant()
    decided_at: datetime | None = instant(nullable=True)
    by_id: int | None = big(nullable=True)


class Report(SQLModel, table=True):
    """A member's word that a thing should be looked at. Staff see the reasons, never who gave them."""

    __table_args__: ClassVar[Any] = (Index("report_of", "member_id", "at"), {"sqlite_with_rowid": False})
    case_id: int = points("watch_case.id", primary_key=True)
    member_id: int = points("member.id", primary_key=True)
    reason: str = words()  # see hub.watch.reports.REASONS
    at: datetime = instant()


class Mute(SQLModel, table=True):
    """A member writes nothing for others until a moment; what they have written stays. Muted for a thing without a
    name, they are so apart from any other time, lest one told who wrote the other."""

    member_id: int = points("member.id", primary_key=True)
    case_id: int = big(primary_key=True)  # the nameless thing that led to it; 0: whoever did it knew the name
    hangout_id: int = points("hangout.id", index=True)
    until: datetime = instant()
    by_id: int = big()
    at: datetime = instant()
