"""The owner chooses what the guide is made of: which closed questions, and what they are about."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history
from hub.access import owned
from hub.context import Hub
from hub.errors import NotFound
from hub.guide.guide import BACK, closed_of, taste_of
from hub.guide.subjects import KINDS, OUT, Closed, told
from hub.wording import required
from storage import rounds
from storage.tables import Hangout, Round

PAGE = 6
SUBJECT_LIMIT = 60
OFFERED = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A closed question and whether the guide tells of it."""

    question: Closed
    told: bool


@dataclass(frozen=True, slots=True)
class Entries:
    """A page of closed questions, the newest first. Pages count from 0 to `last`."""

    entries: tuple[Entry, ...]
    page: int
    last: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A closed question with what it may be about besides: subjects that others have, by the round of one of them."""

    entry: Entry
    subjects: tuple[tuple[int, str], ...]


async def entries(hub: Hub, person_id: int, hangout_id: int, page: int = 0) -> Entries:
    """A page of closed questions that can be advice, for the owner; one that is not there is the nearest."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        taste = taste_of(hub, hangout)
        found = [Entry(one, told(one, taste)) for one in await closed_of(session, hangout_id, BACK) if one.votes]
    last = max(0, (len(found) - 1) // PAGE)
    page = min(max(page, 0), last)
    return Entries(tuple(found[page * PAGE :][:PAGE]), page, last)


async def entry(hub: Hub, person_id: int, hangout_id: int, round_id: int) -> Chosen:
    """A closed question for the hangout's owner."""
    async with hub.db.read() as session:
        _, hangout = await _of_owner(session, person_id, hangout_id, round_id)
        taste, closed = taste_of(hub, hangout), await closed_of(session, hangout_id, BACK)
        found = next((seen for seen in closed if seen.round == round_id), None)
        if found is None:
            raise NotFound
        return Chosen(Entry(found, told(found, taste)), _subjects(closed, found))


def _subjects(closed: list[Closed], own: Closed) -> tuple[tuple[int, str], ...]:
    others: dict[str, int] = {}
    for one in closed:
        if one.subject and one.subject not in (own.subject, one.text):
            others.setdefault(one.subject, one.round)
    return tuple((number, subject) for subject, number in others.items())[:OFFERED]


async def keep(hub: Hub, person_id: int, hangout_id: int, round_id: int, *, told: bool) -> None:
    """The guide tells of a question, or does no more."""
    async with hub.db.begin() as session:
        one, hangout = await _of_owner(session, person_id, hangout_id, round_id, lock=True)
        own = None if one.bank_key in taste_of(hub, hangout) else one.text
        _note(session, hub, one, person_id, own if told else OUT)


async def name(hub: Hub, person_id: int, hangout_id: int, round_id: int, subject: str) -> None:
    """What a question is about, in the owner's words: all of one subject add up. TextEmpty or TextTooLong."""
    words = required(subject, SUBJECT_LIMIT)
    async with hub.db.begin() as session:
        one, _ = await _of_owner(session, person_id, hangout_id, round_id, lock=True)
        _note(session, hub, one, person_id, words)


async def name_as(hub: Hub, person_id: int, hangout_id: int, round_id: int, other_id: int) -> None:
    """It is about what another of the hangout's questions is about; NotFound if that has no subject."""
    async with hub.db.begin() as session:
        one, _ = await _of_owner(session, person_id, hangout_id, round_id, lock=True)
        other = await rounds.round_of(session, other_id)
        if other is None or other.hangout_id != hangout_id or not other.subject:
            raise NotFound
        _note(session, hub, one, person_id, other.subject)


def _note(session: AsyncSession, hub: Hub, one: Round, person_id: int, subject: str | None) -> None:
    if one.subject == subject:
        return
    one.subject = subject
    about = {"question": one.text, "subject": subject or "", "told": subject != OUT}
    history.note(session, hub, one.hangout_id, person_id, "guide_changed", **about)


async def _of_owner(
    session: AsyncSession, person_id: int, hangout_id: int, round_id: int, *, lock: bool = False
) -> tuple[Round, Hangout]:
    """A closed round that can be advice, with its hangout, for an owner of it; NotFound for another hangout's."""
    hangout, one = await owned(session, person_id, hangout_id), await rounds.round_of(session, round_id)
    if one is None or one.hangout_id != hangout_id or one.state != "closed" or one.kind not in KINDS:
        raise NotFound
    held = await rounds.round_for_update(session, round_id) if lock else one
    return held or one, hangout
