"""What is voted, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from hub.context import StoreDown
from hub.daily.facts import PLAIN, Facts
from hub.person.people import Seen
from hub.stick.sticks import Stick


class Ended(StrEnum):
    """How a ballot ended."""

    COUNTED = "counted"
    MOVED = "moved"
    SAME = "same"
    TAKEN_BACK = "taken_back"
    FINAL = "final"  # an answer of this kind stays as it was first given
    LATE = "late"  # the round is closed
    ELSEWHERE = "elsewhere"  # the button does not belong to this chat, or nothing like it exists


ACTS = frozenset({Ended.COUNTED, Ended.MOVED, Ended.TAKEN_BACK})
"""Ends that make a present day."""


class NotYet(StoreDown):
    """Several polls are on their way, their ids not known yet: nothing was counted, a repeat in a moment will be."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A person's answer to a round: a bit set of options as a poll tells it (0 takes the vote back), the option whose
    button they tapped, or the `text` they wrote.

    `chat_id` and `message_id` say where a button was pressed, `poll_id` which native poll was answered; the round is
    named by the button (and believed only where it belongs) or found by the poll.
    """

    seen: Seen
    choices: int = 0
    round_id: int = 0
    chat_id: int = 0
    message_id: int | None = None
    poll_id: str | None = None
    tap: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`notch` is true when this ballot cut one; `stick` and `language` are the member's, `choices` is their
    answer as it stands now. `gained` counts all notches
    that it cut, `lucky` those of them that a draw gave. `streak`: days in a row now; `milestone`: the one that this
    ballot reached; `away`: days since the present day before, 0 if there was none or it is today;
    `together`: the hangout's dial, for how it speaks."""

    ended: Ended
    language: str
    stick: Stick | None = None
    notch: bool = False
    filled: bool = False
    choices: int = 0
    options: tuple[str, ...] = ()
    seed: int = 0
    gained: int = 0
    lucky: int = 0
    streak: int = 0
    milestone: int | None = None
    away: int = 0
    kind: str = ""
    facts: Facts = PLAIN
    together: int = 0
