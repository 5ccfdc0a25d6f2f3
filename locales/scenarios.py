"""Scenarios and the plain questions in words; each language's are written for its own readers."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class ScenarioWords:
    """`name` is a button's; `line` says in one line what it is like, `story` whom it suits, `reward` which reward fits
    it; `shared` is the name of the shared stick that it proposes, as everybody will read it."""

    name: str
    line: str
    story: str
    reward: str
    shared: str = ""


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A plain question and its three answers: one end of a dial, the middle, the other end."""

    ask: str
    answers: tuple[str, str, str]


@cache
def scenarios(language: str) -> Mapping[str, ScenarioWords]:
    """By the scenario's code; `FileNotFoundError` for a language we do not speak."""
    return {code: ScenarioWords(**told) for code, told in _file(language)["scenario"].items()}


@cache
def questions(language: str) -> Mapping[str, QuestionWords]:
    """By the question's code; `FileNotFoundError` for a language we do not speak."""
    found = {}
    for code, told in _file(language)["question"].items():
        low, middle, high = told["answers"]
        found[code] = QuestionWords(told["ask"], (low, middle, high))
    return found


def _file(language: str) -> dict[str, Any]:
    return tomllib.loads(files("locales").joinpath(language, "scenarios.toml").read_text("utf-8"))
