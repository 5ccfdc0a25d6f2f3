"""What a vote that binds comes to, by the terms that stood there before the first vote. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOTH, AGAIN, OLDER, NOTHING = "both", "again", "older", "nothing"
ON_TIE = (OLDER, AGAIN, BOTH)
"""Where several stand side by side: the one that is older wins, those are asked again, or all of them win."""
ON_MISSED = (NOTHING, AGAIN)
"""Where too few voted: nothing is decided, or all is asked again."""
TURNS = 3
"""So many times it is asked at most; after the last a tie goes to the older one, and too few votes decide nothing."""

WON, SHARED, ELDEST, TIED, MISSED, REPEATED = "won", "shared", "eldest", "tied", "missed", "repeated"
OVER = frozenset({WON, SHARED, ELDEST, MISSED})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`how`: one has won, several share it, the eldest of several won, those in `stay` are asked again after a tie,
    too few voted, or too few voted and all is asked again. `winners` and `stay` are places of options."""

    how: str
    winners: tuple[int, ...] = ()
    stay: tuple[int, ...] = ()

    @property
    def over(self) -> bool:
        """Nothing is asked again."""
        return self.how in OVER


def judge(
    counts: Mapping[int, int],
    voters: int,
    *,
    quorum: int,
    on_tie: str,
    on_missed: str,
    turn: int,
    ages: Mapping[int, int],
) -> Verdict:
    """`counts` are votes by the place of an option; `turn` is how many times it was asked with this one; `ages` give
    the order in which options came into the world."""
    places = tuple(sorted(ages))
    if voters < max(quorum, 1):
        return Verdict(REPEATED, stay=places) if on_missed == AGAIN and turn < TURNS else Verdict(MISSED)
    best = max(counts.get(place, 0) for place in places)
    ahead = tuple(place for place in places if counts.get(place, 0) == best)
    if len(ahead) == 1:
        return Verdict(WON, ahead)
    if on_tie == BOTH:
        return Verdict(SHARED, ahead)
    if on_tie == AGAIN and turn < TURNS:
        return Verdict(TIED, stay=ahead)
    return Verdict(ELDEST, (min(ahead, key=lambda place: ages[place]),))


def ages(ideas: Sequence[int | None]) -> dict[int, int]:
    """The order of options by their places: ideas as they were suggested, then words of the owner's own as they stand.
    `ideas` are their ids."""
    ranked = sorted(range(len(ideas)), key=lambda place: (ideas[place] is None, ideas[place] or place))
    return {place: age for age, place in enumerate(ranked)}
