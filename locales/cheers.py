"""The short lines of encouragement in the toast after a vote."""

import tomllib
from functools import cache
from importlib.resources import files
from zlib import crc32


@cache
def cheers(language: str) -> dict[str, tuple[str, ...]]:
    """Occasion to its lines; `FileNotFoundError` for a language we do not speak."""
    source = files("locales").joinpath(language, "cheers.toml").read_text("utf-8")
    return {occasion: tuple(lines) for occasion, lines in tomllib.loads(source).items()}


def cheer(language: str, occasion: str, seed: int) -> str:
    """The line for this seed, the same in every process, so that a repeated tap hears the same words.

    Seeds are often ids or sums of ids that share a divisor with the number of lines, which would leave
    some lines unheard: they are mixed first. `KeyError` for an occasion that has no lines.
    """
    lines = cheers(language)[occasion]
    return lines[crc32(b"%d" % seed) % len(lines)]
