"""Decisions: a binding question among ideas or other options."""

from datetime import datetime

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from storage.tables.columns import big, instant, points, serial, words


class Decision(SQLModel, table=True):
    """What its owner lets members decide, on terms that were set before the first vote. See hub.ideas.outcomes."""

    __table_args__ = (Index("decision_of", "hangout_id", "id"),)
    id: int | None = serial()
    hangout_id: int = points("hangout.id")
    text: str = words()
    promise: str = words()
    quorum: int = 0  # fewer voters decide nothing; 0: any number does
    on_tie: str = words()  # both | again | older
    on_missed: str = words()  # nothing | again
    days: int = 0  # it stands beside the daily question for so many; 0: it is the daily question
    opens_at: datetime | None = instant(nullable=True, index=True)  # when it is put on beside, while that waits
    state: str = words("waiting")  # waiting | decided | missed | dropped
    turn: int = 1  # how many times it was asked, with the one that waits
    question_id: int = points("question.id", index=True)  # what asks it, or asked it last
    round_id: int | None = points("round.id", nullable=True)  # the last one that is over
    voters: int = 0  # in that one
    how: str | None = words(nullable=True)  # how it ended, see hub.ideas.outcomes.Verdict
    by_id: int = points("person.id")
    created_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)
    tell_at: datetime | None = instant(nullable=True, index=True)  # those who are for its ideas are still to hear
    told_to: int | None = big(nullable=True)  # persons' ids up to this one have heard
    once_key: str = Field(sa_column=Column(Text, nullable=False, unique=True))


class DecisionOption(SQLModel, table=True):
    """What may win. `idea_id` is None for words of the owner's own."""

    __tablename__ = "decision_option"
    decision_id: int = points("decision.id", primary_key=True)
    place: int = Field(primary_key=True)
    idea_id: int | None = points("idea.id", nullable=True, index=True)
    text: str = words()
    votes: int = 0
    won: bool = False
