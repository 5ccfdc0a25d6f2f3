"""The weekly prompts for moments; each language's are written for its own readers."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a week asks for. `tags` are of hub.daily.seasons; without one it suits the whole year."""

    text: str
    tags: frozenset[str] = frozenset()


@cache
def prompts(language: str) -> tuple[Prompt, ...]:
    """In file order; `FileNotFoundError` for a language we do not speak."""
    told = tomllib.loads(files("locales").joinpath(language, "moments.toml").read_text("utf-8"))
    timely = [Prompt(text, frozenset({tag})) for tag, texts in told["timely"].items() for text in texts]
    return (*(Prompt(text) for text in told["always"]), *timely)
