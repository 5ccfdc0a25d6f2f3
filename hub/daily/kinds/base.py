"""What the hub asks of a kind of question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`check` returns the tidied options or raises a HubError; `accepts` says whether a set of options answers.

    An answer is a bit set: bit i means option i. The empty set takes a vote back.
    """

    code: str
    check: Callable[[Sequence[str]], list[str]]
    accepts: Callable[[int, int], bool]
