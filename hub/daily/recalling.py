"""Looking back: a guess made of a question that the hangout itself was asked before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.daily.choosing import YEAR
from hub.daily.facts import Facts, read
from storage import planning
from storage.tables import Hangout, Round

AGE = timedelta(days=28)  # before that everybody still knows
KINDS = ("choice", "versus")
LEAST_VOTES = 3  # fewer would tell who chose what
LONGEST = 180  # letters of a question that leave room for the words around it


@dataclass(frozen=True, slots=True)
class Past:
    """A round to look back at. `day` is when it was asked, `recalled` when it was last looked back at."""

    source: str
    text: str
    options: tuple[str, ...]
    right: int
    tags: tuple[str, ...]
    day: date
    recalled: date | None

    @property
    def facts(self) -> Facts:
        """The winner is the right answer."""
        return Facts(hidden=True, right=self.right)

    def may_come(self, day: date) -> bool:
        """Once a year, and not too soon."""
        return day - self.day >= AGE and (self.recalled is None or day - self.recalled >= YEAR)


async def recalls(session: AsyncSession, hub: Hub, hangout: Hangout, day: date) -> list[Past]:
    """The rounds that can be looked back at, the oldest first; within the coming weeks others may join them."""
    key = hangout.id or 0
    asked = await planning.closed_rounds(session, key, KINDS, day)
    votes = await planning.tallies(session, key, KINDS, day)
    recalled = await planning.recalled_days(session, key, day - YEAR)
    found = [_past(hub, hangout.language, one, votes, recalled) for one in asked]
    return [past for past in found if past is not None]


def _past(
    hub: Hub, language: str, one: Round, votes: Mapping[tuple[int, int], int], recalled: Mapping[str, date]
) -> Past | None:
    """None where no single option came first, or too few answered."""
    gone = read(one.facts).gone
    kept = [option for option in range(len(one.options)) if option not in gone]
    counts = [votes.get((one.id or 0, option), 0) for option in kept]
    right = _winner(counts)
    if right is None or read(one.facts).several or len(one.text) > LONGEST:
        return None
    source, options = f"recall:{one.id}", tuple(one.options[option] for option in kept)
    text = hub.recall(language, one.text)
    return Past(source, text, options, right, tuple(one.tags), one.day, recalled.get(source))


def _winner(counts: Sequence[int]) -> int | None:
    best = max(counts, default=0)
    if len(counts) < 2 or sum(counts) < LEAST_VOTES or counts.count(best) > 1:
        return None
    return counts.index(best)
