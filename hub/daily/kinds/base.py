"""What the hub asks of a kind of question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.daily.facts import Facts


def replaced(before: int, option: int, facts: Facts) -> int:
    """A tap answers with that option alone."""
    return 1 << option


def as_given(facts: Facts, options: int) -> Facts:
    """Nothing to check."""
    return facts


@dataclass(frozen=True, slots=True)
class Kind:
    """An answer is a bit set: bit i means option i. The empty set takes a vote back.

    `check` returns the tidied options or raises a HubError, `tidy` does the same for the facts, given how many options
    there are. `accepts` says whether a set of options answers. `press` is what a tap on an option makes of the answer
    before (0: none). `final`: the first answer stays. `poll`: whether a group gets a native poll. `worded`: the answer
    is a text; its bit set is 1.
    """

    code: str
    check: Callable[[Sequence[str]], list[str]]
    accepts: Callable[[int, int, Facts], bool]
    press: Callable[[int, int, Facts], int] = replaced
    tidy: Callable[[Facts, int], Facts] = as_given
    final: bool = False
    poll: Callable[[Facts], bool] = lambda facts: not facts.open
    worded: bool = False
