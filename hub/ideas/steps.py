"""How far an idea has come, and where it may go from there. Pure."""

from datetime import timedelta

UNDO = timedelta(minutes=1)
"""So long a step can be taken back; nobody hears of it before."""
REASON_LIMIT = 200

HELD, NEW, OPEN = "held", "new", "open"
SHORTLISTED, PLANNED, MAKING, MADE = "shortlisted", "planned", "making", "made"
DECLINED, MERGED = "declined", "merged"

STEPS: dict[str, tuple[str, ...]] = {
    HELD: (OPEN, SHORTLISTED, DECLINED, MERGED),
    NEW: (OPEN, SHORTLISTED, DECLINED, MERGED),
    OPEN: (SHORTLISTED, PLANNED, DECLINED, MERGED),
    SHORTLISTED: (PLANNED, MAKING, OPEN, DECLINED, MERGED),
    PLANNED: (MAKING, MADE, SHORTLISTED, DECLINED),
    MAKING: (MADE, PLANNED, DECLINED),
    MADE: (MAKING,),
    DECLINED: (OPEN,),
}
"""Where staff, or a decision, may move an idea. What its author took back or has not posted yet is nobody else's, and
what became part of another idea stays that."""
ACCEPTED = SHORTLISTED
"""From here on it is the hangout's own plan, and its author has earned notches."""
LIVE = frozenset({NEW, OPEN, SHORTLISTED, PLANNED, MAKING, MADE})
"""States in which an idea stands on the board."""
VOTED = frozenset({SHORTLISTED, PLANNED, MAKING, MADE})
"""States in which an idea that is up for a vote may stand: from any other one it could not win."""
PILES: dict[str, tuple[str, ...]] = {
    NEW: (HELD, NEW),
    OPEN: (OPEN,),
    SHORTLISTED: (SHORTLISTED,),
    PLANNED: (PLANNED,),
    MAKING: (MAKING,),
    DECLINED: (DECLINED,),
}
"""What is looked through together."""
WAITING = frozenset({NEW})
"""Piles in which the oldest comes first; in the others the one that most are for."""


WAY = (HELD, NEW, OPEN, SHORTLISTED, PLANNED, MAKING, MADE)


def leads_back(before: str, after: str) -> bool:
    """Whether a step takes an idea off its way, or to where it had been already."""
    return not (before in WAY and after in WAY and WAY.index(before) < WAY.index(after))


def may(before: str, after: str) -> bool:
    """Whether an idea may be moved so."""
    return after in STEPS.get(before, ())
