"""Which question comes next: the one for that day, the queue, the bank, a look back at the hangout's own past."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import BankQuestion, Hub
from hub.daily.choosing import AGAIN, YEAR, Ready, Taste, fits, free, stale, worth
from hub.daily.facts import PLAIN, Facts, read
from hub.daily.recalling import Past, recalls
from hub.daily.tags import topics
from hub.days import local_day, next_opening
from hub.habit.interests import weights
from storage import planning, rounds
from storage.tables import Hangout, Question, Round

AHEAD = 14  # days that a plan shows: with fewer ready questions, past rounds are looked up too


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to put on. `source` is `question:<id>`, `bank:<key>` or `recall:<round>`; `tags` are keys of the
    hangout's interests."""

    kind: str
    text: str
    options: Sequence[str]
    source: str
    facts: Facts = PLAIN
    tags: Sequence[str] = ()
    bank_key: str | None = None


@dataclass
class Supply:
    """What a hangout can ask as things stand. Each question leaves it when it is taken, so that taking day after day
    shows what will come. `asked` is the last day of each question of the bank."""

    taste: Taste
    waiting: list[Question]
    bank: dict[str, BankQuestion]
    asked: dict[str, date]
    recent: list[Ready] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)

    def take(self, day: date) -> Asked | None:
        """The question of a day; None when there is nothing left to ask."""
        found = self._queued(day) or self._ready(day) or self._recalled(day)
        if found is not None:
            self._note(found, day)
        return found

    def _queued(self, day: date) -> Asked | None:
        """One for the very day, one whose day went by while the hangout was closed, or the first without a day."""
        dated = sorted((one for one in self.waiting if one.day and one.day <= day), key=lambda one: one.day != day)
        chosen = next(iter([*dated, *(one for one in self.waiting if one.day is None)]), None)
        if chosen is None:
            return None
        self.waiting.remove(chosen)
        return queued(chosen)

    def _ready(self, day: date) -> Asked | None:
        ranked = self.ranked(day)
        if not ranked:
            return None
        return ready(ranked[0])

    def may(self, day: date) -> list[BankQuestion]:
        """The bank's questions that may come on a day."""
        held = {one.bank_key for one in self.waiting}
        return [
            one
            for key, one in self.bank.items()
            if key not in held and free(key, day, self.asked) and fits(one.tags, self.taste.trade, day)
        ]

    def ranked(self, day: date) -> list[BankQuestion]:
        """The bank's questions that may come on a day, the one that suits it best first."""
        may = self.may(day)
        score = {one.key: worth(_seen(one), self.taste) - stale(_seen(one), self.recent) for one in may}
        return sorted(may, key=lambda one: (-score[one.key], one.key))

    def _recalled(self, day: date) -> Asked | None:
        found = next((one for one in self.past if one.may_come(day)), None)
        if found is None:
            return None
        self.past.remove(found)
        return Asked("guess", found.text, found.options, found.source, found.facts, found.tags)

    def _note(self, asked: Asked, day: date) -> None:
        if asked.bank_key is not None:
            self.asked[asked.bank_key] = day
        known = self.bank.get(asked.bank_key or "")
        tags = known.tags if known else frozenset(f"topic-{tag}" for tag in asked.tags)
        self.recent = [Ready(asked.source, asked.kind, tags), *self.recent][: len(AGAIN)]


def _seen(entry: BankQuestion) -> Ready:
    return Ready(entry.key, entry.kind, entry.tags)


def queued(question: Question) -> Asked:
    """A question that waits."""
    source, facts = f"question:{question.id}", read(question.facts)
    return Asked(question.kind, question.text, question.options, source, facts, question.tags, question.bank_key)


def ready(entry: BankQuestion) -> Asked:
    """A question of the bank."""
    source, facts, about = f"bank:{entry.key}", read(entry.facts), topics(entry.tags)
    return Asked(entry.kind, entry.text, entry.options, source, facts, about, entry.key)


async def supply(session: AsyncSession, hub: Hub, hangout: Hangout, day: date) -> Supply:
    """What the hangout can ask from that day on."""
    key = hangout.id or 0
    dials = {"together": hangout.together, "lucky": hangout.lucky, "far": hangout.far}
    taste = Taste(key, hangout.trade, dials, await weights(session, key))
    skipped = await planning.skipped(session, key)
    bank = {entry.key: entry for entry in hub.bank(hangout.language)}
    kept = {name: entry for name, entry in bank.items() if name not in skipped}
    asked = await planning.asked_days(session, key, day - YEAR)
    found = Supply(taste, list(await rounds.queue(session, key)), kept, asked)
    found.recent = [_of_round(one, bank) for one in await planning.last_rounds(session, key, day, len(AGAIN))]
    if len(found.may(day)) < AHEAD:
        found.past = await recalls(session, hub, hangout, day)
    return found


def _of_round(one: Round, bank: dict[str, BankQuestion]) -> Ready:
    known = bank.get(one.bank_key or "")
    return Ready(one.source, one.kind, known.tags if known else frozenset(f"topic-{tag}" for tag in one.tags))


async def take(session: AsyncSession, hub: Hub, hangout: Hangout, day: date) -> Asked | None:
    """The question of a day, which leaves the queue with this; None when there is nothing left to ask."""
    asked = (await supply(session, hub, hangout, day)).take(day)
    place, _, number = asked.source.partition(":") if asked else ("", "", "")
    if place == "question":
        question = await session.get_one(Question, int(number))
        question.state = "used"
    return asked


async def first_day(session: AsyncSession, hub: Hub, hangout: Hangout) -> date:
    """The day whose question comes next by the clock; while the hangout is closed, if it were opened now."""
    last = await rounds.last_run(session, "round", hangout.id or 0)
    opens = hangout.next_opening or next_opening(hub.now(), hangout.opens_minute, hangout.timezone, last)
    return local_day(max(opens, hub.now()), hangout.timezone)


async def coming(hub: Hub, person_id: int, hangout_id: int) -> Asked | None:
    """What the next question will be as things stand, for the hangout's owner."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        day = await first_day(session, hub, hangout)
        return (await supply(session, hub, hangout, day)).take(day)
