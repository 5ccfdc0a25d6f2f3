"""Owners let their members decide among ideas on the shortlist or other options, on terms set before the first vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history
from hub.access import owned
from hub.context import Hub
from hub.daily import questions
from hub.daily.facts import Facts
from hub.daily.kinds.choice import OPTION_LIMIT, distinct
from hub.errors import BadNumber, NotFound
from hub.ideas import beside
from hub.ideas.errors import NotShortlisted, UpAlready
from hub.ideas.outcomes import ON_MISSED, ON_TIE
from hub.quiet import leaves
from hub.wording import required
from storage import decisions, planning, rounds, triage
from storage.tables import Decision, DecisionOption, Hangout, Question

PROMISE_LIMIT = 200
QUORUM_MOST = 100_000
SHOWN = 12
"""So many decisions are listed, the newest."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision as its owner puts it together: `ideas` by id, then `options` in their own words. `on_tie` is one of
    ON_TIE, `on_missed` one of ON_MISSED; a `quorum` of 0 asks for no number of voters. It is the daily question, or
    stands beside it for so many `days`."""

    text: str
    promise: str
    ideas: tuple[int, ...] = ()
    options: tuple[str, ...] = ()
    quorum: int = 0
    on_tie: str = ON_TIE[0]
    on_missed: str = ON_MISSED[0]
    days: int = 0


@dataclass(frozen=True, slots=True)
class OptionView:
    """What may win, with the votes of the last round."""

    text: str
    votes: int
    won: bool


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision. `waits`: its question stands in the queue, or goes out beside the daily one at `opens_at`, and it can
    be dropped; `closes_at` is when the vote beside ends that is on; `how` is how it ended, or how the last round did
    that made it be asked again."""

    id: int
    hangout_id: int
    text: str
    promise: str
    quorum: int
    on_tie: str
    on_missed: str
    days: int
    opens_at: datetime | None
    closes_at: datetime | None
    state: str
    waits: bool
    turn: int
    voters: int
    how: str | None
    created_at: datetime
    ended_at: datetime | None
    options: tuple[OptionView, ...] = ()


def fitting(text: str) -> str:
    """An idea's words in the room that an option has, without the stop at their end."""
    text = text.removesuffix(".") if not text.endswith("..") else text
    return text if len(text) <= OPTION_LIMIT else text[: OPTION_LIMIT - 1].rstrip() + "…"


def check_promise(text: str) -> str:
    """A promise as it will be kept; TextEmpty or TextTooLong."""
    return required(text, PROMISE_LIMIT)


def check_quorum(number: int) -> int:
    """A number of voters; BadNumber."""
    if not 0 <= number <= QUORUM_MOST:
        raise BadNumber(least=0, most=QUORUM_MOST)
    return number


async def begin(hub: Hub, person_id: int, hangout_id: int, draft: Draft, *, once: str) -> DecisionView:
    """Puts it to a vote: its question comes next, or goes out beside the daily one, see hub.ideas.beside. A repeated
    `once` finds the one that it made. NotShortlisted or UpAlready for an idea that is not to be decided on, TooManyUp
    beside, and what a question's words may be refused for."""
    promise, quorum = check_promise(draft.promise), check_quorum(draft.quorum)
    days = beside.check_days(draft.days) if draft.days else 0
    if draft.on_tie not in ON_TIE or draft.on_missed not in ON_MISSED:
        raise NotFound
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        key = f"{hangout_id}:{once}"
        if before := await decisions.by_once(session, key):
            return await _view(session, before)
        texts, ideas = await _options(session, hangout_id, draft)
        plain = questions.checked(questions.Draft("choice", draft.text, tuple(texts)))
        place = beside.added if days else questions.added
        question = await place(session, hub, hangout, person_id, plain, f"decision:{key}")
        made = Decision(
            hangout_id=hangout_id,
            text=plain.text,
            promise=promise,
            quorum=quorum,
            on_tie=draft.on_tie,
            on_missed=draft.on_missed,
            days=days,
            opens_at=leaves(hub.now(), hangout.timezone) if days else None,
            question_id=question.id or 0,
            by_id=person_id,
            created_at=hub.now(),
            once_key=key,
        )
        session.add(made)
        await session.flush()
        await _up(session, hub, hangout, made, question, list(zip(plain.options, ideas, strict=True)))
        shown = await _view(session, made)
    hub.wake()
    return shown


async def _options(session: AsyncSession, hangout_id: int, draft: Draft) -> tuple[list[str], list[int | None]]:
    """The words to choose from, with the ideas that they are."""
    held = await triage.hold(session, draft.ideas)
    for idea in held.values():
        if idea.hangout_id != hangout_id or idea.state != "shortlisted":
            raise NotShortlisted
    if len(held) != len(set(draft.ideas)):
        raise NotShortlisted
    if await decisions.undecided(session, list(held)):
        raise UpAlready
    own = distinct(draft.options)
    numbers = list(dict.fromkeys(draft.ideas))
    return [fitting(held[number].text) for number in numbers] + own, [*numbers, *(None for _ in own)]


async def _up(
    session: AsyncSession,
    hub: Hub,
    hangout: Hangout,
    made: Decision,
    question: Question,
    options: Sequence[tuple[str, int | None]],
) -> None:
    """The question knows what it decides, and comes before the others in the queue."""
    facts = Facts(decision=made.id or 0, quorum=made.quorum, promise=made.promise)
    questions.bind(question, facts)
    if not made.days:
        question.position = (await planning.ends(session, hangout.id or 0))[0] - 1
    for place, (text, idea_id) in enumerate(options):
        session.add(DecisionOption(decision_id=made.id or 0, place=place, idea_id=idea_id, text=text))
    await session.flush()
    history.note(session, hub, hangout.id or 0, made.by_id, "decision_begun", question=made.text)


async def listed(hub: Hub, person_id: int, hangout_id: int) -> list[DecisionView]:
    """The hangout's last decisions, the newest first, for its owner; without their options."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        return [await _view(session, one) for one in await decisions.of_hangout(session, hangout_id, SHOWN)]


async def one(hub: Hub, person_id: int, decision_id: int) -> DecisionView:
    """A decision with its options, for the hangout's owner."""
    async with hub.db.read() as session:
        found = await decisions.decision(session, decision_id)
        if found is None:
            raise NotFound
        await owned(session, person_id, found.hangout_id)
        return await _view(session, found)


async def drop(hub: Hub, person_id: int, decision_id: int) -> None:
    """Nobody is asked, as long as nobody has been: its question leaves the queue. NotFound once it is out."""
    async with hub.db.read() as session:
        found = await decisions.decision(session, decision_id)
    if found is None:
        raise NotFound
    if found.days:
        await beside.drop(hub, person_id, found.hangout_id, decision_id)
    else:
        await questions.remove(hub, person_id, found.hangout_id, found.question_id)


async def _view(session: AsyncSession, found: Decision) -> DecisionView:
    options = await decisions.options(session, found.id or 0)
    on = await rounds.standing(session, found.id or 0) if found.days else None
    queued = found.state == "waiting" and not found.days and await decisions.waits(session, found.question_id)
    return DecisionView(
        id=found.id or 0,
        hangout_id=found.hangout_id,
        text=found.text,
        promise=found.promise,
        quorum=found.quorum,
        on_tie=found.on_tie,
        on_missed=found.on_missed,
        days=found.days,
        opens_at=found.opens_at,
        closes_at=on.closes_at if on else None,
        state=found.state,
        waits=queued or found.opens_at is not None,
        turn=found.turn,
        voters=found.voters,
        how=found.how,
        created_at=found.created_at,
        ended_at=found.ended_at,
        options=tuple(OptionView(option.text, option.votes, option.won) for option in options),
    )
