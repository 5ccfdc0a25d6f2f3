"""The question bank: what is asked on a day whose queue is empty.

Each language has its own questions, written for its readers; a key that two languages share asks about
the same thing. Tags that start with `season-` or `occasion-` limit a question to that time of the year,
the other tags say whom it suits best and what it is about.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A *choice* question; its key stays the same for good, so that a hangout is not asked twice."""

    key: str
    text: str
    options: tuple[str, ...]
    tags: frozenset[str]


@cache
def bank(language: str) -> tuple[BankQuestion, ...]:
    """All questions of a language in file order; `FileNotFoundError` for a language we do not speak."""
    source = files("locales").joinpath(language, "bank.toml").read_text("utf-8")
    return tuple(
        BankQuestion(
            key=entry["key"],
            text=entry["text"],
            options=tuple(entry["options"]),
            tags=frozenset(entry["tags"]),
        )
        for entry in tomllib.loads(source)["question"]
    )
