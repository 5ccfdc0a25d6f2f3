"""What members write in the daily question, as it can be reported and held: words, and options of their own."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.daily.facts import read, written
from hub.daily.kinds import KINDS
from hub.daily.words import SHOWN
from hub.watch.things import REPORTABLE, Reportable, Thing
from storage import added, rounds, spoken
from storage.tables import Round, Word

ROOM = 32
"""Numbers kept for a round's options where one number names both: more than it can have."""
HALF = 32
"""Bits of a word's number that name the word; the rest name its round."""


def option_number(round_id: int, option: int) -> int:
    """An added option as one number."""
    return round_id * ROOM + option


async def put_out(session: AsyncSession, playing: Round, option: int) -> None:
    """Nobody sees the option any more, and the votes for it go. The round is locked by this transaction."""
    facts = read(playing.facts)
    playing.facts = written(replace(facts, gone=(*facts.gone, option)))
    playing.changes += 1
    await added.clear_votes(session, playing.id or 0, option)


async def _round(session: AsyncSession, round_id: int, *, lock: bool) -> Round | None:
    return await (rounds.round_for_update if lock else rounds.round_of)(session, round_id)


async def _option(session: AsyncSession, number: int, *, lock: bool = False) -> Thing | None:
    round_id, option = divmod(number, ROOM)
    found, author = await _round(session, round_id, lock=lock), await added.one(session, round_id, option)
    if found is None or author is None:
        return None
    shown = option not in read(found.facts).gone
    return Thing(found.hangout_id, author.member_id, found.options[option], shown=shown)


async def _option_out(session: AsyncSession, _: Hub, number: int) -> None:
    round_id, option = divmod(number, ROOM)
    found = await rounds.round_of(session, round_id)
    if found is not None and option not in read(found.facts).gone:
        await added.put_away(session, round_id, option)
        await put_out(session, found, option)
        await _again(session, found)


async def _option_in(session: AsyncSession, _: Hub, number: int) -> None:
    """With the votes for it, but of those who have chosen anew since then."""
    round_id, option = divmod(number, ROOM)
    found = await rounds.round_of(session, round_id)
    if found is not None and option in (facts := read(found.facts)).gone:
        found.facts = written(replace(facts, gone=tuple(one for one in facts.gone if one != option)))
        found.changes += 1
        await added.bring_back(session, round_id, option)
        await _again(session, found)


async def _again(session: AsyncSession, found: Round) -> None:
    """A closed question's posts were final."""
    if found.state == "closed":
        await spoken.show_again(session, found.id or 0)


async def _options(session: AsyncSession, hangout_id: int) -> Sequence[tuple[int, str]]:
    playing = await rounds.open_round(session, hangout_id)
    if playing is None:
        return []
    gone, key = read(playing.facts).gone, playing.id or 0
    places = [option for option, _ in await added.named(session, key) if option not in gone]
    return [(option_number(key, option), playing.options[option]) for option in places]


def word_number(round_id: int, folded: str) -> int:
    """A word of a round as one number."""
    return round_id << HALF | int.from_bytes(blake2b(folded.encode(), digest_size=HALF // 8).digest())


async def _said(session: AsyncSession, number: int, *, lock: bool) -> tuple[Round, Word] | None:
    found = await _round(session, number >> HALF, lock=lock)
    if found is None or not KINDS[found.kind].worded:
        return None
    words = await spoken.ranked(session, found.id or 0)
    word = next((one for one in words if word_number(found.id or 0, one.folded) == number), None)
    return None if word is None else (found, word)


async def _word(session: AsyncSession, number: int, *, lock: bool = False) -> Thing | None:
    """Others see it once the result was let out. It is its author's only while nobody else said it."""
    pair = await _said(session, number, lock=lock)
    if pair is None:
        return None
    found, word = pair
    authors = await spoken.sayers(session, found.id or 0, word.folded, 2)
    shown = found.approved_at is not None and word.state != "hidden"
    return Thing(found.hangout_id, authors[0] if len(authors) == 1 else None, word.label, shown=shown)


async def _turn_word(session: AsyncSession, number: int, state: str) -> None:
    pair = await _said(session, number, lock=False)
    if pair is not None and (pair[1].state == "hidden") != (state == "hidden"):
        found, word = pair
        word.state = state
        found.changes += 1
        await _again(session, found)


async def _word_out(session: AsyncSession, _: Hub, number: int) -> None:
    await _turn_word(session, number, "hidden")


async def _word_in(session: AsyncSession, _: Hub, number: int) -> None:
    await _turn_word(session, number, "shown")


async def _words(session: AsyncSession, hangout_id: int) -> Sequence[tuple[int, str]]:
    """Those of the latest question whose result is out."""
    kinds = [code for code, kind in KINDS.items() if kind.worded]
    latest = await spoken.gathered(session, hangout_id, kinds, 2)
    out = next((one.id or 0 for one in latest if one.approved_at is not None), None)
    if out is None:
        return []
    shown = await spoken.ranked(session, out, hidden=False)
    return [(word_number(out, word.folded), word.label) for word in shown[:SHOWN]]


REPORTABLE["option"] = Reportable(_option, _option_out, _option_in, offers=_options, whole=False)
REPORTABLE["word"] = Reportable(_word, _word_out, _word_in, offers=_words, nameless=True)
