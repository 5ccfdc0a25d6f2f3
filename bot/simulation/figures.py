"""What a simulated time came to: read from the store at its end, then plain values."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.simulation.town import Town
from hub.attention import LETTER
from hub.days import local_day
from hub.habit.streak import CHELLEH
from storage import simulation

WINDOW = 28  # local days that continuity looks back on
LEVELS = (("continuous", 20), ("regular", 12), ("occasional", 4), ("drifting", 1), ("gone", 0))
"""How members are called by the present days of a whole window, from so many on."""
TAKES = frozenset({"claim"})
"""Rules by which members give notches back for a reward."""


@dataclass(frozen=True, slots=True)
class Figures:
    """`days` are local, and what stands by day is in their order. `present`: members who were there; `members`: those
    who had joined; `given`: notches cut. `levels`: members by how continuous the last window was. `rules`: notches by
    rule. `letters`: days' letters to members; `most`: the most that one person had in a day. `other`: private messages
    that somebody had asked for or waited for."""

    days: tuple[date, ...]
    present: tuple[int, ...]
    members: tuple[int, ...]
    given: tuple[int, ...]
    levels: Mapping[str, int]
    rules: Mapping[str, int]
    questions: int
    chelleh: int
    letters: int
    most: int
    other: int

    @property
    def typical(self) -> float:
        """Members present on a day of the last window, in the mean."""
        late = self.present[-WINDOW:]
        return sum(late) / len(late)

    @property
    def notches(self) -> int:
        """All that were given."""
        return sum(self.given)

    @property
    def rewards(self) -> int:
        """Notches that were given back for rewards."""
        return -sum(notches for rule, notches in self.rules.items() if rule in TAKES)


async def of_town(town: Town, first: date, days: int) -> Figures:
    """Everything about so many days."""
    key, zone = town.hangout.id, town.hangout.timezone
    async with town.hub.db.read() as session:
        there = await simulation.presence(session, key)
        since = await simulation.joined(session, key)
        cut = await simulation.notches(session, key)
        sent = await simulation.private_messages(session, key)
        questions = await simulation.rounds_asked(session, key)
        chelleh = await simulation.times(session, key, "milestone", f"milestone:%:{CHELLEH}")
    span = [first + timedelta(days=n) for n in range(days)]
    came = Counter(day for day, _ in there)
    given = Counter[date]()
    for entry in cut:
        if entry.notches > 0:
            given[local_day(entry.at, zone)] += entry.notches
    letters = Counter((person, local_day(at, zone)) for kind, person, at in sent if kind == LETTER)
    return Figures(
        days=tuple(span),
        present=tuple(came[day] for day in span),
        members=_grown([local_day(at, zone) for at in since.values()], span),
        given=tuple(given[day] for day in span),
        levels=levels(_late(there, span[-1]), len(since), min(WINDOW, days)),
        rules=_sums(cut),
        questions=questions,
        chelleh=chelleh,
        letters=letters.total(),
        most=max(letters.values(), default=0),
        other=len(sent) - letters.total(),
    )


def _grown(joined: Iterable[date], span: Iterable[date]) -> tuple[int, ...]:
    fresh = Counter(joined)
    total, found = 0, []
    for day in span:
        total += fresh[day]
        found.append(total)
    return tuple(found)


def _late(there: Iterable[tuple[date, int]], last: date) -> Counter[int]:
    """Present days of the last window, by member."""
    since = last - timedelta(days=WINDOW - 1)
    return Counter(member for day, member in there if day >= since)


def _sums(cut: Iterable[simulation.Notches]) -> dict[str, int]:
    sums = Counter[str]()
    for entry in cut:
        sums[entry.rule] += entry.notches
    return dict(sorted(sums.items()))


def levels(present: Mapping[int, int], members: int, window: int) -> dict[str, int]:
    """Members by level, given the present days of those who have any; a shorter window asks for as large a part."""
    found = dict.fromkeys((name for name, _ in LEVELS), 0)
    for days in present.values():
        whole = days * WINDOW / window
        found[next(name for name, least in LEVELS if whole >= least)] += 1
    found["gone"] += members - len(present)
    return found
