"""The bank for tests that are not about it: a tap on any option answers each of its questions."""

from functools import cache

from locales.bank import BankQuestion, bank


@cache
def simple(language: str) -> tuple[BankQuestion, ...]:
    """The shipped questions with one answer out of several."""
    return tuple(q for q in bank(language) if q.kind == "choice" and not q.facts)
