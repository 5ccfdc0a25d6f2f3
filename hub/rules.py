"""Deed -> notches, with the key that lets it act once. Pure functions in one registry."""

from collections.abc import Callable
from typing import NamedTuple


class Cut(NamedTuple):
    """Notches for a deed. The same `once_key` never cuts twice for one member."""

    rule: str
    notches: int
    once_key: str


def vote(round_id: int) -> Cut:
    """The first answer of a member in a round; moving it later is the same deed."""
    return Cut("vote", 1, f"vote:{round_id}")


RULES: dict[str, Callable[..., Cut]] = {"vote": vote}
