"""What the people of a month of life say besides answering; each language's are written for its own readers.

Days count from the month's first, 0. People are numbers: 0 is the owner, then the example's own guests, then others.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Step:
    """Where the owner moves an idea, with a `reason` if it is declined, or the key of the one it becomes part of."""

    day: int
    to: str
    reason: str | None = None
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Idea:
    """`liked`: the share of those who are for it once they see it. `named`: its author may be named."""

    key: str
    text: str
    by: int
    day: int
    liked: float
    named: bool = False
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Ideas of the shortlist that are put to the vote as a daily question."""

    day: int
    ideas: tuple[str, ...]
    text: str
    promise: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person, or the shop, says to a need."""

    by: int
    day: int
    text: str


@dataclass(frozen=True, slots=True)
class Met:
    """Whose answer helped."""

    day: int
    by: int


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody looks for."""

    text: str
    by: int
    day: int
    answers: tuple[Answer, ...] = ()
    met: Met | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A line on a prompt, under a name or none; on the day `posted`, or still waiting."""

    by: int
    day: int
    prompt: str
    text: str
    name: str | None = None
    posted: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that somebody asks others about: the question, then what to choose from."""

    by: int
    day: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Those who report an idea."""

    idea: str
    by: tuple[int, ...]
    day: int
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """All of it."""

    ideas: tuple[Idea, ...]
    decision: Decision
    needs: tuple[Need, ...]
    moments: tuple[Moment, ...]
    choice: Choice
    report: Report


@cache
def month_of_life(language: str) -> Told:
    """`FileNotFoundError` for a language we do not speak."""
    source = files("locales").joinpath(language, "month_of_life.toml").read_text("utf-8")
    return TypeAdapter(Told).validate_python(tomllib.loads(source))
