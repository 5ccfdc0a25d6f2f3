"""Which question comes next: the queue first, then the bank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.daily.facts import PLAIN, Facts, read
from hub.daily.seasons import in_season
from hub.days import local_day
from storage import rounds
from storage.tables import Hangout, Question


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


async def take(session: AsyncSession, hub: Hub, hangout: Hangout, day: date) -> Asked:
    """The next question, which leaves the queue with this."""
    asked = await _next(session, hub, hangout, day)
    place, _, number = asked.source.partition(":")
    if place == "question":
        question = await session.get_one(Question, int(number))
        question.state = "used"
    return asked


async def coming(hub: Hub, person_id: int, hangout_id: int) -> Asked:
    """What the next question will be as things stand, for the hangout's owner."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        return await _next(session, hub, hangout, local_day(hub.now(), hangout.timezone))


async def _next(session: AsyncSession, hub: Hub, hangout: Hangout, day: date) -> Asked:
    """The head of the queue, else one of the bank's that were asked longest ago; which, differs between hangouts."""
    for question in (await rounds.queue(session, hangout.id or 0))[:1]:
        return _queued(question)
    past = await rounds.sources(session, hangout.id or 0)
    age = {source: turns for turns, source in reversed(list(enumerate(past)))}
    bank = [entry for entry in hub.bank(hangout.language) if in_season(entry.tags, day)]
    ages = [age.get(f"bank:{entry.key}", len(past)) for entry in bank]
    oldest = [entry for entry, turns in zip(bank, ages, strict=True) if turns == max(ages)]
    chosen = oldest[((hangout.id or 0) * 7 + len(past)) % len(oldest)]
    return Asked("choice", chosen.text, chosen.options, f"bank:{chosen.key}", bank_key=chosen.key)


def _queued(question: Question) -> Asked:
    source, facts = f"question:{question.id}", read(question.facts)
    return Asked(question.kind, question.text, question.options, source, facts, question.tags, question.bank_key)
