"""Words of thanks. In a group all languages are read side by side."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def thanks(language: str) -> dict[str, tuple[str, ...]]:
    """`words`, `without` and `signs` of a language; `FileNotFoundError` for one that we do not speak."""
    source = files("locales").joinpath(language, "thanks.toml").read_text("utf-8")
    return {name: tuple(found) for name, found in tomllib.loads(source).items()}
