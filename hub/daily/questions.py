"""The queue of questions that owners write, import or take from the bank."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.daily.asking import first_day
from hub.daily.errors import Bound
from hub.daily.facts import PLAIN, Facts, read, written
from hub.daily.kinds import KINDS
from hub.daily.planning_days import bookable
from hub.errors import NotFound, QueueFull
from hub.history import note
from hub.wording import required
from storage import decisions, planning, rounds
from storage.tables import Hangout, Question

TEXT_LIMIT = 255  # shorter than a poll's 300, so that the post's own lines fit beside it
THEN_LIMIT = 200
QUEUE_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as somebody writes it. `tags` are keys of the hangout's interests, `bank_key` names the question of
    the bank that it was made from."""

    kind: str
    text: str
    options: tuple[str, ...] = ()
    facts: Facts = PLAIN
    tags: tuple[str, ...] = ()
    bank_key: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question that waits; one with a `day` comes on that day."""

    id: int
    kind: str
    text: str
    options: tuple[str, ...]
    facts: Facts = PLAIN
    tags: tuple[str, ...] = ()
    bank_key: str | None = None
    day: date | None = None

    @property
    def draft(self) -> Draft:
        """The question as it was written."""
        return Draft(self.kind, self.text, self.options, self.facts, self.tags, self.bank_key)


def check_text(text: str) -> str:
    """A question's text as it will be kept, or a HubError."""
    return required(text, TEXT_LIMIT)


def check_then(text: str) -> str:
    """What the owner does with the answers, as it will be kept; TextEmpty or TextTooLong."""
    return required(text, THEN_LIMIT)


def checked(draft: Draft) -> Draft:
    """The question as it will be kept, or a HubError that says what does not fit."""
    if draft.kind not in KINDS:
        raise NotFound
    kind = KINDS[draft.kind]
    options = kind.check(draft.options)
    facts = replace(kind.tidy(draft.facts, len(options)), then=draft.facts.then)
    return replace(draft, text=check_text(draft.text), options=tuple(options), facts=facts)


async def add(
    hub: Hub,
    person_id: int,
    hangout_id: int,
    text: str,
    options: Sequence[str],
    *,
    once_key: str,
    kind: str = "choice",
    facts: Facts = PLAIN,
) -> int:
    """Puts a question at the end of the queue; the same `once_key` only once. Returns the queue's length."""
    draft = Draft(kind, text, tuple(options), facts)
    await put(hub, person_id, hangout_id, draft, once_key=once_key)
    async with hub.db.read() as session:
        return await rounds.queue_length(session, hangout_id)


async def put(
    hub: Hub, person_id: int, hangout_id: int, draft: Draft, *, once_key: str, day: date | None = None
) -> QuestionView:
    """Puts a question at the end of the queue, or on a day; the same `once_key` only once. BadDay for a day that can
    not be planned; a question that stood on the day goes to the head of the queue."""
    kept = checked(draft)
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        before = await planning.question_of(session, hangout_id, once_key)
        return view(before or await added(session, hub, hangout, person_id, kept, once_key, day))


async def added(
    session: AsyncSession,
    hub: Hub,
    hangout: Hangout,
    person_id: int,
    kept: Draft,
    once_key: str,
    day: date | None = None,
) -> Question:
    """A new row for a question that was checked; the hangout is held by the caller."""
    key = hangout.id or 0
    if await rounds.queue_length(session, key) >= QUEUE_LIMIT:
        raise QueueFull(limit=QUEUE_LIMIT)
    await book(session, hub, hangout, day)
    position = (await planning.ends(session, key))[1] + 1
    question = Question(
        hangout_id=key,
        kind=kept.kind,
        text=kept.text,
        options=[],
        position=position,
        day=day,
        author_id=person_id,
        created_at=hub.now(),
        once_key=once_key,
    )
    _write(question, kept)
    session.add(question)
    await session.flush()
    return question


def bind(question: Question, facts: Facts) -> None:
    """The question decides something from now on."""
    question.facts = written(facts)


def _write(question: Question, kept: Draft) -> None:
    question.kind, question.text, question.options = kept.kind, kept.text, list(kept.options)
    question.facts, question.tags, question.bank_key = written(kept.facts), list(kept.tags), kept.bank_key


async def change(hub: Hub, person_id: int, hangout_id: int, question_id: int, draft: Draft) -> QuestionView:
    """A waiting question becomes this one, in its place; NotFound if it does not wait there (any more), Bound if it
    decides something: then its words are a promise."""
    kept = checked(draft)
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        question = await waiting(session, hangout_id, question_id)
        if read(question.facts).decision:
            raise Bound
        _write(question, kept)
        return view(question)


async def queue(hub: Hub, person_id: int, hangout_id: int) -> list[QuestionView]:
    """What waits in its order: the next one without a day first, then those with a day by their days."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = [view(question) for question in await rounds.queue(session, hangout_id)]
    return sorted(found, key=lambda one: (one.day is not None, one.day or date.min))


async def one(hub: Hub, person_id: int, hangout_id: int, question_id: int) -> QuestionView:
    """A question that waits, for its hangout's owner."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        return view(await waiting(session, hangout_id, question_id))


async def remove(hub: Hub, person_id: int, hangout_id: int, question_id: int) -> None:
    """Takes a question out of the queue, and what it would decide with it; NotFound if it does not wait there."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        question = await waiting(session, hangout_id, question_id)
        question.state = "removed"
        if number := read(question.facts).decision:
            await decisions.drop(session, number, hub.now())
            note(session, hub, hangout_id, person_id, "decision_dropped", question=question.text)


async def move(hub: Hub, person_id: int, hangout_id: int, question_id: int, steps: int) -> None:
    """Moves a question so many places among those without a day: down is later, and so is a positive number. As far
    as there are places."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        moved = await waiting(session, hangout_id, question_id)
        line = [one for one in await rounds.queue(session, hangout_id) if one.day is None and one.id != moved.id]
        ahead = [one for one in line if (one.position, one.id or 0) < (moved.position, moved.id or 0)]
        line.insert(min(max(len(ahead) + steps, 0), len(line)), moved)
        for place, question in enumerate(line, start=1):
            question.position = place
        moved.day = None


async def schedule(hub: Hub, person_id: int, hangout_id: int, question_id: int, day: date | None) -> QuestionView:
    """A question comes on a day (BadDay as in `put`), or, for None, at the head of the queue."""
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        question = await waiting(session, hangout_id, question_id)
        await dated(session, hub, hangout, question, day)
        return view(question)


async def dated(session: AsyncSession, hub: Hub, hangout: Hangout, question: Question, day: date | None) -> None:
    """Gives a waiting question its day, or the head of the queue; the hangout is held by the caller."""
    if day != question.day:
        await book(session, hub, hangout, day)
        await _to_head(session, question)
        question.day = day


async def book(session: AsyncSession, hub: Hub, hangout: Hangout, day: date | None) -> None:
    """Makes the day free; BadDay where no question can be planned for it. The hangout is held by the caller."""
    if day is None:
        return
    bookable(day, await first_day(session, hub, hangout))
    for question in await rounds.queue(session, hangout.id or 0):
        if question.day == day:
            await _to_head(session, question)


async def _to_head(session: AsyncSession, question: Question) -> None:
    first = (await planning.ends(session, question.hangout_id))[0]
    question.day, question.position = None, first - 1
    await session.flush()  # the day is another's from here on


async def waiting(session: AsyncSession, hangout_id: int, question_id: int) -> Question:
    """The question, if it waits in that hangout; NotFound otherwise."""
    question = await session.get(Question, question_id)
    if question is None or question.hangout_id != hangout_id or question.state != "queued":
        raise NotFound
    return question


def view(q: Question) -> QuestionView:
    """A row as owners see it."""
    return QuestionView(q.id or 0, q.kind, q.text, tuple(q.options), read(q.facts), tuple(q.tags), q.bank_key, q.day)


def new_key(hangout_id: int) -> str:
    """A key for a question that no message or press names."""
    return f"own:{hangout_id}:{secrets.token_hex(8)}"
