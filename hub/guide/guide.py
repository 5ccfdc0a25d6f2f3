"""The guide as members read it: what those who answered like, with the numbers behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.daily.facts import read
from hub.errors import NotFound
from hub.guide.advice import Advice, Asked, add_up, key_of
from hub.guide.errors import NoGuide
from hub.guide.subjects import KINDS, TASTE, Closed, Group, grouped, matches
from storage import guide as stored
from storage import hangouts, interests
from storage.tables import Hangout, Round

PAGE = 6
BACK = 400
"""So many closed questions are read, the newest: more than a year of them."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that advice is about: one of our topics, or an owner's own word `name`; `many` subjects are."""

    key: str
    name: str
    many: int


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of a hangout's guide, what most people answered first. `topic` is the key of the one that was asked for,
    empty for all; pages count from 0 to `last`."""

    hangout_id: int
    title: str
    advice: tuple[Advice, ...]
    topics: tuple[Topic, ...] = ()
    topic: str = ""
    page: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Behind:
    """The numbers behind advice: the questions that add up to it, the newest first."""

    hangout_id: int
    title: str
    advice: Advice
    questions: tuple[Asked, ...]


async def of(hub: Hub, person_id: int, hangout_id: int, topic: str = "", page: int = 0) -> Guide:
    """A page of the guide for a member; a page that is not there is the nearest. NoGuide for anybody else."""
    async with hub.db.read() as session:
        hangout = await _home(session, person_id, hangout_id)
        groups = await groups_of(session, hub, hangout)
        topics = await _topics(session, hangout_id, groups)
        chosen = [group for group in groups if not topic or topic in group.tags]
        last = max(0, (len(chosen) - 1) // PAGE)
        page = min(max(page, 0), last)
        advice = [await _advice(session, group) for group in chosen[page * PAGE :][:PAGE]]
        return Guide(hangout_id, hangout.title, tuple(advice), topics, topic, page, last)


async def find(hub: Hub, person_id: int, hangout_id: int, words: str) -> Guide:
    """Advice about these words: the first page of what speaks of all of them."""
    async with hub.db.read() as session:
        hangout = await _home(session, person_id, hangout_id)
        groups = await groups_of(session, hub, hangout)
        found = [group for group in groups if matches(group, key_of(words))][:PAGE]
        advice = [await _advice(session, group) for group in found]
        return Guide(hangout_id, hangout.title, tuple(advice))


async def behind(hub: Hub, person_id: int, round_id: int) -> Behind:
    """The numbers behind the advice that a round belongs to, for a member; NotFound where it is in no guide."""
    async with hub.db.read() as session:
        one = await session.get(Round, round_id)
        if one is None:
            raise NotFound
        hangout = await _home(session, person_id, one.hangout_id)
        for group in await groups_of(session, hub, hangout):
            if any(closed.round == round_id for closed in group.rounds):
                asked = await _asked(session, group)
                return Behind(one.hangout_id, hangout.title, add_up(group.subject, asked), tuple(asked))
    raise NotFound


async def _home(session: AsyncSession, person_id: int, hangout_id: int) -> Hangout:
    hangout = await hangouts.hangout(session, hangout_id)
    if hangout is None or await hangouts.member(session, hangout_id, person_id) is None:
        raise NoGuide
    return hangout


async def groups_of(session: AsyncSession, hub: Hub, hangout: Hangout) -> list[Group]:
    """The guide's questions by what they are about, those with most answers first."""
    return grouped(await closed_of(session, hangout.id or 0, BACK), taste_of(hub, hangout))


def taste_of(hub: Hub, hangout: Hangout) -> frozenset[str]:
    """Keys of the bank's questions that tell what people like."""
    return frozenset(entry.key for entry in hub.bank(hangout.language) if TASTE in entry.tags)


async def closed_of(session: AsyncSession, hangout_id: int, limit: int) -> list[Closed]:
    """The hangout's last closed questions that can be advice, the newest first."""
    rounds = await stored.closed(session, hangout_id, KINDS, limit)
    votes = await stored.votes(session, [one.id or 0 for one in rounds])
    return [_closed(one, votes.get(one.id or 0, 0)) for one in rounds]


def _closed(one: Round, votes: int) -> Closed:
    return Closed(
        round=one.id or 0,
        kind=one.kind,
        text=one.text,
        options=tuple(one.options),
        facts=read(one.facts),
        day=one.day,
        tags=tuple(one.tags),
        bank_key=one.bank_key,
        subject=one.subject,
        votes=votes,
    )


async def _topics(session: AsyncSession, hangout_id: int, groups: Sequence[Group]) -> tuple[Topic, ...]:
    """What the guide speaks of, the most first."""
    own = {tag.key: tag.name for tag in await interests.all_of(session, hangout_id)}
    many: dict[str, int] = {}
    for group in groups:
        for tag in group.tags:
            many[tag] = many.get(tag, 0) + 1
    ranked = sorted(many, key=lambda tag: (-many[tag], tag))
    return tuple(Topic(tag, own.get(tag, tag), many[tag]) for tag in ranked)


async def _advice(session: AsyncSession, group: Group) -> Advice:
    return add_up(group.subject, await _asked(session, group))


async def _asked(session: AsyncSession, group: Group) -> list[Asked]:
    """Its questions, the newest first, with each person's newest answer."""
    given: dict[int, list[tuple[int, int]]] = {one.round: [] for one in group.rounds}
    for round_id, bits, number in await stored.answers(session, list(given)):
        given[round_id].append((bits, number))
    return [replace(_plain(one), answers=tuple(sorted(given[one.round]))) for one in group.rounds]


def _plain(one: Closed) -> Asked:
    return Asked(one.round, one.kind, one.text, one.options, one.facts, one.day, votes=one.votes)
