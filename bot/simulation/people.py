"""Synthetic people: what each of them is like. Pure; the same seed gives the same people.

The spreads are assumptions, chosen to be plain rather than clever. See docs/simulation.md.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hub.habit.streak import Span
from hub.person.people import Seen

FIRST_ID = 8_000_000_000  # beyond any number that Telegram, or the sandbox, has given
ASKS = 0.05  # those among whom talk to the bot that would ask for cues
PLACES = ("channel", "group", "private")
SHARES = (0.55, 0.2, 0.25)
"""Where people like to answer."""
HOURS = ((8 * 60, 0.2), (13 * 60, 0.2), (20 * 60, 0.45), (23 * 60, 0.15))
"""The hours (local minutes) around which people look at their phones, and their shares."""
WEEKS = (
    ((1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0), 0.5),
    ((1.1, 1.1, 1.1, 1.0, 0.8, 0.9, 1.1), 0.3),  # busy weekdays, a quiet Thursday and Friday
    ((0.8, 0.8, 0.8, 1.1, 1.3, 0.9, 0.8), 0.2),  # the other way round
)
"""Patterns of a week, Monday first, and their shares."""
NAMES = {
    "fa": ("نسرین", "بهرام", "لیلا", "پویا", "مینا", "سیاوش", "ترانه", "فرهاد", "شیرین", "نادر", "گلناز", "یاسر"),
    "en": ("Nora", "Adam", "Lena", "Omid", "Mina", "Sam", "Tara", "Farid", "Shirin", "Nader", "Ella", "Yusuf"),
}


@dataclass(frozen=True, slots=True)
class Habits:
    """What a person is like; it never changes.

    `minute` and `spread`: when in the local day they look at their phone. `week`: how much likelier each weekday is,
    Monday first. `keen`: the chance of an ordinary day before any habit. `settles`: present days until a habit is half
    as strong as it gets. `luck`, `company`, `patience`: tastes from -1 to 1. `place`: where they like to answer.
    `buys`: purchases a day. `cues`: whether they would ask for cues, `heeds` the chance that one brings them.
    `away`: holidays; `tells`: whether they take a pause for them. `quits`: the daily chance of leaving for good,
    `returns` that of coming back. `joins`: their first day. `opens`: whether they talk to the bot in private.
    """

    seen: Seen
    seed: str
    joins: date
    minute: int
    spread: float
    week: tuple[float, ...]
    keen: float
    settles: float
    luck: float
    company: float
    patience: float
    place: str
    buys: float
    cues: bool
    heeds: float
    away: tuple[Span, ...]
    tells: bool
    quits: float
    returns: float
    opens: bool

    def taste(self, topic: str) -> float:
        """How much they care for a topic, or for one option of a question, from -1 to 1."""
        return _number(f"{self.seed}:{topic}") / 2**63 - 1

    def fortune(self, day: date) -> Random:
        """What chance brings them on a day: the same in every scenario, so that scenarios differ by nothing else."""
        return Random(_number(f"{self.seed}:{day.toordinal()}"))


def _number(text: str) -> int:
    """Below 2^64, the same for the same text; far quicker than a generator of random numbers made from it."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def population(seed: int, first: date, days: int, count: int, language: str, *, asks: float = ASKS) -> list[Habits]:
    """So many people, most of them there from the first day on; `asks`: the part of those who talk to the bot that
    would ask for cues."""
    return [person(f"{seed}:{number}", _seen(number, language), first, days, asks) for number in range(count)]


def _seen(number: int, language: str) -> Seen:
    names = NAMES.get(language, NAMES["en"])
    return Seen(FIRST_ID + number, names[number % len(names)], language)


def person(seed: str, seen: Seen, first: date, days: int, asks: float = ASKS) -> Habits:
    """One person, whose everything follows from the seed."""
    chance = Random(seed)
    place = chance.choices(PLACES, SHARES)[0]
    opens = place == "private" or chance.random() < 0.2
    hour = chance.choices([hour for hour, _ in HOURS], [share for _, share in HOURS])[0]
    return Habits(
        seen=seen,
        seed=seed,
        joins=first + timedelta(days=0 if chance.random() < 0.6 else chance.randrange(max(1, days // 2))),
        minute=round(min(max(chance.gauss(hour, 60), 6 * 60), 24 * 60 - 1)),
        spread=chance.uniform(10, 75),
        week=chance.choices([week for week, _ in WEEKS], [share for _, share in WEEKS])[0],
        keen=chance.betavariate(1.6, 2.6),
        settles=chance.uniform(8, 40),
        luck=chance.uniform(-1, 1),
        company=chance.uniform(-1, 1),
        patience=chance.uniform(-1, 1),
        place=place,
        buys=chance.expovariate(40),
        cues=opens and chance.random() < asks,
        heeds=chance.uniform(0.1, 0.8),
        away=_holidays(chance, first, days),
        tells=opens and chance.random() < 0.4,
        quits=chance.uniform(0, 0.02),
        returns=chance.uniform(0, 0.05),
        opens=opens,
    )


def _holidays(chance: Random, first: date, days: int) -> tuple[Span, ...]:
    """About one in two months, from four days to two weeks."""
    found: Sequence[Span] = ()
    for start in range(0, days, 60):
        if chance.random() < 0.6:
            begins = first + timedelta(days=start + chance.randrange(60))
            found = (*found, Span(begins, begins + timedelta(days=chance.randrange(3, 14))))
    return tuple(found)
