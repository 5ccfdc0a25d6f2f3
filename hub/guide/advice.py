"""Answers to several questions about one thing, added up to advice that claims no more than they say. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from hub.daily.facts import Facts
from hub.ideas.folding import folded

LEAST = 5
"""With fewer people it is too early to advise."""
SURE = 1.64
"""How many times its own chance error a lead must be: nineteen of twenty such leads are real."""
SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Asked:
    """A closed question and what was answered: people by their bit set of options. Each person stands in one question
    of those that are added up, the newest that they answered; `votes` are all that it had."""

    round: int
    kind: str
    text: str
    options: tuple[str, ...]
    facts: Facts
    day: date
    answers: tuple[tuple[int, int], ...] = ()
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody may choose, and how many people did."""

    label: str
    people: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What the questions about `subject` come to: the choices that anybody made, the most chosen first. `people` is
    how many answered, each once; `questions` how many there were from the day `since` on. `mean` is a scale's, 1 to 5,
    and None for every other kind. `round` is the newest of them."""

    round: int
    subject: str
    choices: tuple[Choice, ...]
    people: int
    questions: int
    since: date
    mean: float | None = None

    @property
    def early(self) -> bool:
        """Too few people to advise anybody."""
        return self.people < LEAST

    @property
    def clear(self) -> bool:
        """One choice leads by more than chance would have it; a scale's mean is always what it is."""
        return self.mean is not None or leads([one.people for one in self.choices], self.people)

    def share(self, choice: Choice) -> float:
        """The part of the people who chose it, 0..1."""
        return choice.people / self.people if self.people else 0.0


def leads(counts: Sequence[int], people: int) -> bool:
    """Whether the first of these counts, the greatest, is ahead of the second by more than chance would have it."""
    if not people or not counts or not counts[0]:
        return False
    first, second = counts[0] / people, (counts[1] if len(counts) > 1 else 0) / people
    error = sqrt(max(first + second - (first - second) ** 2, 0.0) / people)
    return first - second > SURE * error


def key_of(label: str) -> str:
    """What all spellings of a choice or a subject share."""
    return folded(label) or label.strip()


def add_up(subject: str, asked: Sequence[Asked]) -> Advice:
    """Advice from questions of which the first is the newest."""
    labels: dict[str, str] = {}
    people: dict[str, int] = {}
    answered = 0
    for one in asked:
        for bits, number in one.answers:
            chosen = {key_of(label): label for label in _chosen(one, bits)}
            answered += number if chosen else 0
            for found, label in chosen.items():
                labels.setdefault(found, label)
                people[found] = people.get(found, 0) + number
    ranked = sorted(people, key=lambda found: (-people[found], found))
    choices = tuple(Choice(labels[found], people[found]) for found in ranked)
    since = min(one.day for one in asked)
    return Advice(asked[0].round, subject, choices, answered, len(asked), since, _mean(asked))


def _chosen(one: Asked, bits: int) -> Iterable[str]:
    """The options of an answer that still stand."""
    return (text for at, text in enumerate(one.options) if bits >> at & 1 and at not in one.facts.gone)


def _mean(asked: Sequence[Asked]) -> float | None:
    if asked[0].kind != SCALE:
        return None
    given = [(bits.bit_length(), number) for one in asked for bits, number in one.answers if bits]
    people = sum(number for _, number in given)
    return sum(step * number for step, number in given) / people if people else None
