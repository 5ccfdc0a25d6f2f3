"""Owners and moderators look the words of a question through. What they do with them is in hub.daily.judging."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import kept
from hub.context import Hub
from hub.daily import words
from hub.daily.errors import NotReader
from hub.daily.folding import folded
from hub.daily.kinds import KINDS
from hub.daily.words import Counted
from hub.errors import NotFound
from storage import rounds, spoken
from storage.tables import Hangout, Round, Word

PAGE = 8
NEAR = 7
"""So many words are offered to join one with."""
COMPARED = 500  # of the commonest words, when looking for near ones
LATEST = 6
"""So many questions for a word are listed."""


@dataclass(frozen=True, slots=True)
class WordView:
    """A word; `mark` names it in a button. `hidden`: it is left out of the result."""

    mark: str
    label: str
    members: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """A question for a word; `title` is its hangout's. `open`: it still takes answers; `out`: its result was let out.
    `different` words, of which `hidden` are left out, were given by `members`."""

    round_id: int
    hangout_id: int
    title: str
    text: str
    open: bool
    out: bool
    different: int
    hidden: int
    members: int


@dataclass(frozen=True, slots=True)
class WordsPage:
    """A page of the words, the commonest first. Pages count from 0 to `last`."""

    of: Gathered
    words: tuple[WordView, ...]
    page: int
    last: int


@dataclass(frozen=True, slots=True)
class WordWhole:
    """A word with the ways in which it was written; `joined`: some of them are other words by themselves."""

    of: Gathered
    word: WordView
    spellings: tuple[Counted, ...]
    joined: bool


def mark_of(word: str) -> str:
    """A short name for a folded word, as buttons have little room."""
    return blake2b(word.encode(), digest_size=6).hexdigest()


async def hangout_of(hub: Hub, person_id: int, round_id: int) -> int:
    """The hangout of a question for a word, for those who look its words through."""
    async with hub.db.read() as session:
        return (await look(session, person_id, round_id)).hangout_id


async def waiting(hub: Hub, person_id: int, hangout_id: int) -> list[Gathered]:
    """The hangout's latest questions for a word that somebody has answered, the newest first; NotReader for those who
    do not look words through."""
    async with hub.db.read() as session:
        await kept(session, person_id, hangout_id, refusal=NotReader)
        kinds = [code for code, kind in KINDS.items() if kind.worded]
        found = await spoken.gathered(session, hangout_id, kinds, LATEST)
        return [await _gathered(session, one, await spoken.ranked(session, one.id or 0)) for one in found]


async def listed(hub: Hub, person_id: int, round_id: int, page: int = 0) -> WordsPage:
    """A page of a question's words; one that is not there is the nearest that is."""
    async with hub.db.read() as session:
        found = await look(session, person_id, round_id)
        all_ = await spoken.ranked(session, round_id)
        of = await _gathered(session, found, all_)
    last = max(0, (len(all_) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = tuple(_view(word) for word in all_[page * PAGE : (page + 1) * PAGE])
    return WordsPage(of, shown, page, last)


async def one(hub: Hub, person_id: int, round_id: int, mark: str) -> WordWhole:
    """A word with its spellings; NotFound if it was joined with another meanwhile."""
    async with hub.db.read() as session:
        found = await look(session, person_id, round_id)
        all_ = await spoken.ranked(session, round_id)
        word = named(all_, mark)
        written = await spoken.spellings(session, round_id, word.folded)
        of = await _gathered(session, found, all_)
    joined = any(folded(spelling.text) != word.folded for spelling in written)
    spellings = tuple(Counted(spelling.text, spelling.members) for spelling in written)
    return WordWhole(of, _view(word), spellings, joined)


async def near(hub: Hub, person_id: int, round_id: int, mark: str) -> list[WordView]:
    """The words that this one may be another spelling of, the likeliest first."""
    async with hub.db.read() as session:
        await look(session, person_id, round_id)
        all_ = (await spoken.ranked(session, round_id))[:COMPARED]
        word = named(await spoken.ranked(session, round_id), mark)
    alike = SequenceMatcher(b=word.folded, autojunk=False)
    others = [(_likeness(alike, other), other) for other in all_ if other.folded != word.folded]
    others.sort(key=lambda pair: -pair[0])  # stable: among equals the commonest first
    return [_view(other) for _, other in others[:NEAR]]


async def preview(hub: Hub, person_id: int, round_id: int) -> tuple[Gathered, tuple[Counted, ...]]:
    """What the result would show as things stand."""
    async with hub.db.read() as session:
        found = await look(session, person_id, round_id)
        all_ = await spoken.ranked(session, round_id)
        of = await _gathered(session, found, all_)
    return of, words.best([word for word in all_ if word.state != "hidden"])


async def look(session: AsyncSession, person_id: int, round_id: int, *, lock: bool = False) -> Round:
    """The round, for those who look its words through; NotReader for anybody else, NotFound if it asks for none."""
    found = await (rounds.round_for_update if lock else rounds.round_of)(session, round_id)
    if found is None or not KINDS[found.kind].worded:
        raise NotFound
    await kept(session, person_id, found.hangout_id, refusal=NotReader)
    return found


def named(all_: Sequence[Word], mark: str) -> Word:
    """The word of a mark; NotFound if there is none (any more)."""
    for word in all_:
        if mark_of(word.folded) == mark:
            return word
    raise NotFound


def _likeness(alike: SequenceMatcher[str], other: Word) -> float:
    alike.set_seq1(other.folded)
    return alike.ratio() if alike.real_quick_ratio() > 0.3 else 0.0


def _view(word: Word) -> WordView:
    return WordView(mark_of(word.folded), word.label, word.members, word.state == "hidden")


async def _gathered(session: AsyncSession, found: Round, all_: Sequence[Word]) -> Gathered:
    hangout = await session.get_one(Hangout, found.hangout_id)
    return Gathered(
        round_id=found.id or 0,
        hangout_id=found.hangout_id,
        title=hangout.title,
        text=found.text,
        open=found.state == "open",
        out=found.approved_at is not None,
        different=len(all_),
        hidden=sum(word.state == "hidden" for word in all_),
        members=sum(word.members for word in all_),
    )
