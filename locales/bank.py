"""The question bank: what is asked on a day whose queue is empty.

Each language has its own questions, written for its readers; a key that two languages share asks about
the same thing. What tags mean is in `hub.daily.tags`; what facts are, in `hub.daily.facts`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

# Questions whose options are the same whatever is asked say none.
USUAL_OPTIONS = {"scale": ("1", "2", "3", "4", "5"), "word": ()}


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A shipped question; its key stays the same for good, so that a hangout is not asked twice within a year.

    `facts` is as `hub.daily.facts.written` gives it; `read` makes facts of it.
    """

    key: str
    kind: str
    text: str
    options: tuple[str, ...]
    facts: Mapping[str, Any] = field(hash=False)
    tags: frozenset[str] = frozenset()


@cache
def bank(language: str) -> tuple[BankQuestion, ...]:
    """All questions of a language in file order; `FileNotFoundError` for a language we do not speak."""
    source = files("locales").joinpath(language, "bank.toml").read_text("utf-8")
    return tuple(map(_question, tomllib.loads(source)["question"]))


def _question(entry: dict[str, Any]) -> BankQuestion:
    kind = entry.get("kind", "choice")
    return BankQuestion(
        key=entry["key"],
        kind=kind,
        text=entry["text"],
        options=tuple(entry["options"]) if "options" in entry else USUAL_OPTIONS[kind],
        facts=MappingProxyType(entry.get("facts", {})),
        tags=frozenset(entry["tags"]),
    )
