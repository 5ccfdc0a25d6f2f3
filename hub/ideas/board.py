"""The board of ideas as a member sees it, a page at a time. A page begins where another ends, by what places an idea
in the order, never by counting: the last one of a million is as near as the first."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.errors import NotFound
from hub.habit.interests import liked
from hub.ideas.backing import left
from hub.ideas.errors import NoMember, NothingToLookFor
from hub.ideas.folding import folded, mentions, needles
from hub.ideas.steps import LIVE, MADE, MAKING, NEW, OPEN, PLANNED, SHORTLISTED
from hub.ideas.views import About, IdeaView, to_staff, views
from hub.till.desk import serve
from hub.wording import clean
from storage import board, hangouts, ideas, interests
from storage.board import Edge, Key, Line, Order, Window
from storage.tables import Hangout, Interest, Member

__all__ = ["FRONT", "PAGE", "STATES", "Edge", "Look", "Page", "at_counter", "key_of", "page", "tags", "written"]

PAGE = 5
FRONT = "front"
"""What is looked at first: ideas about what the member likes where these fill a page, else those most are for."""
AT_COUNTER = ("top", "search")
STATES = (NEW, OPEN, SHORTLISTED, PLANNED, MAKING, MADE)
"""What can be looked at by state, in the order of the way."""
WINDOW, WINDOWS = 3000, 2
"""A search reads at most so many places of a piece of a word at once, so many times a page: words that are in half the
ideas, but never together, end there, and the next page goes on."""
COMMON = 1000
"""Counting where a piece stands ends here."""
CHUNK = 60
"""Ideas whose pieces fit, which are then read word by word."""
ASKED_LIMIT = 100
"""Letters of a search that are looked for."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: a key of VIEWS, FRONT or `search`; `about` is the state, the interest's id or the words. It
    begins at the edge of another page, or at the top."""

    hangout_id: int
    what: str = FRONT
    about: str = ""
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`before` and `after` are the edges of the pages around it, None where it is the first or the last. `left`:
    backings that the month still holds for the member, None for any number. `about` are the interests looked at."""

    title: str
    look: Look
    ideas: tuple[IdeaView, ...]
    before: Edge | None
    after: Edge | None
    left: int | None
    about: tuple[About, ...] = ()


class _Found(NamedTuple):
    """A page's ideas and one more, if there is one; `rest` is how far a search came that did not come to the end."""

    lines: list[Line]
    rest: Key | None = None


class _Asked(NamedTuple):
    hangout_id: int
    member_id: int
    about: str
    interests: tuple[int, ...]


VIEWS: dict[str, Callable[[_Asked], Order]] = {
    "top": lambda asked: board.top(asked.hangout_id),
    "rising": lambda asked: board.rising(asked.hangout_id),
    "new": lambda asked: board.new(asked.hangout_id),
    "mine": lambda asked: board.of_author(asked.member_id),
    "backed": lambda asked: board.backed(asked.member_id),
    "state": lambda asked: board.in_state(asked.hangout_id, asked.about),
    "tag": lambda asked: board.about(*asked.interests),
    "yours": lambda asked: board.about(*asked.interests),
}


async def page(hub: Hub, person_id: int, look: Look) -> Page:
    """A page for a member; where it has become empty, the first one. NoMember, NotFound for what can not be looked at,
    NothingToLookFor."""
    async with hub.db.read() as session:
        member = await hangouts.member(session, look.hangout_id, person_id)
        if member is None:
            raise NoMember
        return await _page(session, hub, look, member)


async def at_counter(hub: Hub, staff_id: int, member_id: int, look: Look) -> Page:
    """The same for a staff person who serves a member now; the hangout is the member's. What the member wrote, backs or
    likes is nobody else's: NotFound for other looks than AT_COUNTER, and of backings only what was noted there."""
    if look.what not in AT_COUNTER:
        raise NotFound
    async with hub.db.read() as session:
        served = await serve(session, hub, staff_id, member_id)
        here = Look(served.member.hangout_id, look.what, look.about, look.edge)
        page = await _page(session, hub, here, served.member)
        return replace(page, ideas=tuple(await to_staff(session, page.ideas, served.member)))


async def tags(hub: Hub, person_id: int, hangout_id: int) -> list[About]:
    """The hangout's interests, for a member."""
    async with hub.db.read() as session:
        if await hangouts.member(session, hangout_id, person_id) is None:
            raise NoMember
        return await _tags(session, hangout_id)


async def _tags(session: AsyncSession, hangout_id: int) -> list[About]:
    found = await interests.all_of(session, hangout_id)
    return [_tag(tag) for tag in found if tag.active]


def _tag(tag: Interest) -> About:
    return About(tag.id or 0, tag.key, tag.name)


async def _page(session: AsyncSession, hub: Hub, look: Look, member: Member) -> Page:
    if look.what == FRONT:
        return await _front(session, hub, look, member)
    about = await _about(session, look, member)
    found = await (_searched(session, look) if look.what == "search" else _listed(session, look, member, about))
    if not found.lines and not found.rest and look.edge is not None:
        return await _page(session, hub, Look(look.hangout_id, look.what, look.about), member)
    before, after = _edges(look.edge, found)
    shown = found.lines[:PAGE][::-1] if look.edge and look.edge.back else found.lines[:PAGE]
    hangout = await session.get_one(Hangout, look.hangout_id)
    seen = await views(session, [line.idea for line in shown], member)
    room = await left(session, hub, hangout, member.id or 0)
    return Page(hangout.title, look, tuple(seen), before, after, room, about)


async def _front(session: AsyncSession, hub: Hub, look: Look, member: Member) -> Page:
    theirs = await _page(session, hub, Look(look.hangout_id, "yours"), member)
    if len(theirs.ideas) == PAGE:
        return theirs
    return await _page(session, hub, Look(look.hangout_id, "top"), member)


async def _about(session: AsyncSession, look: Look, member: Member) -> tuple[About, ...]:
    """The interests that are looked at; NotFound for what does not exist here."""
    if look.what not in (*VIEWS, "search") or (look.what == "state" and look.about not in LIVE):
        raise NotFound
    if look.what == "yours":
        return tuple(_tag(tag) for tag, _ in await liked(session, member))
    found = await _tags(session, look.hangout_id) if look.what == "tag" else []
    asked = tuple(tag for tag in found if str(tag.id) == look.about)
    if look.what == "tag" and not asked:
        raise NotFound
    return asked


def _edges(edge: Edge | None, found: _Found) -> tuple[Edge | None, Edge | None]:
    """One more idea than fits a page was asked for: whether it is there tells whether it goes on that way."""
    lines, back = found.lines, edge is not None and edge.back
    far = lines[PAGE - 1].key if len(lines) > PAGE else found.rest
    on = Edge(far, back) if far else None
    near = lines[0].key if lines else edge.key if edge else None
    behind = Edge(near, not back) if near and edge else None
    return (on, behind) if back else (behind, on)


async def _listed(session: AsyncSession, look: Look, member: Member, about: Sequence[About]) -> _Found:
    asked = _Asked(look.hangout_id, member.id or 0, look.about, tuple(one.id for one in about))
    order = VIEWS[look.what](asked)
    if look.edge is not None and len(look.edge.key) != len(order.by):
        raise NotFound
    return _Found(await board.page(session, order, look.edge, PAGE + 1))


async def _searched(session: AsyncSession, look: Look) -> _Found:
    """Ideas with words that begin like those that were asked for, the newest first."""
    words = folded(clean(look.about)[:ASKED_LIMIT])
    pieces = needles(words)
    if not pieces:
        raise NothingToLookFor
    if look.edge is not None and len(look.edge.key) != 1:
        raise NotFound
    counted = await ideas.rarity(session, look.hangout_id, pieces, COMMON)
    first, *others = sorted(pieces, key=lambda piece: (counted.get(piece, 0), piece))
    if not counted.get(first):
        return _Found([])
    near = {piece for word in words.split() for piece in needles(word) if first in needles(word)}
    others.sort(key=lambda piece: piece in near)  # where one piece of a word stands, mostly its others stand too
    numbers, rest = await _search(session, Window(look.hangout_id, first, look.edge), others, words)
    found = await ideas.some(session, numbers)
    return _Found([Line(idea, (idea.id or 0,)) for idea in found], rest)


async def _search(
    session: AsyncSession, window: Window, others: Sequence[str], words: str
) -> tuple[list[int], Key | None]:
    """The numbers of a page's ideas and one more; where it was not read to the end, how far."""
    numbers: list[int] = []
    back = window.edge is not None and window.edge.back
    for _ in range(WINDOWS):
        last = await board.reach(session, window, WINDOW)
        rows = await board.holding(session, window, last, others, CHUNK)
        numbers += [number for number, text in rows if mentions(text, words)]
        if len(numbers) > PAGE or (last is None and len(rows) < CHUNK):
            return numbers[: PAGE + 1], None
        window = window._replace(edge=Edge((rows[-1][0] if len(rows) == CHUNK else last or 0,), back))
    return numbers, window.edge.key if window.edge else None


def key_of(text: str) -> Key:
    """A key as `written` wrote it; NotFound for anything else."""
    if not re.fullmatch(r"\d{1,18}(\.\d{1,18})?", text, re.ASCII):
        raise NotFound
    return tuple(int(part) for part in text.split("."))


def written(key: Key) -> str:
    """A key in few signs."""
    return ".".join(str(part) for part in key)
