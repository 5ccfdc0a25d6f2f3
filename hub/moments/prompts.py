"""Which prompt a week has. Pure: the words come from outside."""

from collections.abc import Sequence, Set
from datetime import date, timedelta
from typing import Protocol, TypeVar

from hub.daily.seasons import in_season
from hub.days import week_start

STEP = 7  # hangouts that are open side by side ask for different things
WEEK = timedelta(days=7)


class Timed(Protocol):
    """Something with tags of hub.daily.seasons, or none: for any time of the year."""

    @property
    def tags(self) -> Set[str]: ...


Prompt = TypeVar("Prompt", bound=Timed)


def weekly(prompts: Sequence[Prompt], hangout_id: int, day: date, language: str) -> Prompt:
    """The prompt of the week in which a hangout's local day lies. What belongs to the days of that week comes first;
    all others take turns, so that none comes twice before all have."""
    first = week_start(day, language)
    count = first.toordinal() // 7 + hangout_id * STEP
    timely = [one for one in prompts if one.tags and _within(one.tags, first)]
    chosen = timely or [one for one in prompts if not one.tags]
    return chosen[count % len(chosen)]


def _within(tags: Set[str], first: date) -> bool:
    return any(in_season(tags, first + timedelta(days=n)) for n in range(WEEK.days))
