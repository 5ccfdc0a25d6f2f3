"""What the bank's questions are about, as names in each language: what a hangout's interests begin with."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def topics(language: str) -> dict[str, str]:
    """Key (a bank question's `topic-<key>` tag) to its name, in the order they are shown.

    `FileNotFoundError` for a language we do not speak. The caller must not change what it gets.
    """
    source = files("locales").joinpath(language, "topics.toml").read_text("utf-8")
    return {str(key): str(name) for key, name in tomllib.loads(source).items()}
