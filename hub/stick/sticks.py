"""From a balance of notches to the stick in hand. Pure."""

from dataclasses import dataclass

LEAST, MOST = 5, 100


@dataclass(frozen=True, slots=True)
class Stick:
    """`notches` of `length` on the current stick, after `full` whole ones."""

    notches: int
    length: int
    full: int


def stick(balance: int, length: int) -> Stick:
    """Surplus carries over to the next stick; a balance below zero shows an empty one."""
    full, notches = divmod(max(balance, 0), length)
    return Stick(notches, length, full)


def fills(before: int, after: int, length: int) -> bool:
    """Whether going from one balance to another filled a stick."""
    return max(after, 0) // length > max(before, 0) // length
