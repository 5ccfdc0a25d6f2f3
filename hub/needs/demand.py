"""What nobody met: the owner's list of demand, with how many people asked for each thing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.access import owned
from hub.context import Hub
from hub.errors import HubError, NotFound
from hub.ideas.views import About
from hub.needs.grouping import grouped
from hub.needs.talks import Words, say
from storage import need_talks, needs
from storage.tables import Need

WINDOW = timedelta(days=90)
"""Older needs tell little about what is wanted now."""
MOST = 200
"""So many needs, the newest, are looked at."""
PAGE = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that members look for and nobody has. `text` is how the latest of them said it, `need_id` that need;
    `people` ask for it, `waiting` of the needs are still open; `answered`: the shop has written to all of them."""

    need_id: int
    text: str
    people: int
    waiting: int
    answered: bool
    latest: datetime


@dataclass(frozen=True, slots=True)
class Demand:
    """A page of what is wanted, what most people ask for first; pages count from 0 to `last`. `people` ask for
    anything at all, `tags` are interests with the number of needs about them, most first."""

    wanted: tuple[Wanted, ...]
    people: int
    tags: tuple[tuple[About, int], ...]
    page: int
    last: int


async def listed(hub: Hub, person_id: int, hangout_id: int, page: int = 0) -> Demand:
    """For the hangout's owner; a page that is not there is the nearest that is."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = await needs.unmet(session, hangout_id, hub.now() - WINDOW, MOST)
        about = await needs.tags_of(session, [need.id or 0 for need in found])
        done = await need_talks.answered(session, [need.id or 0 for need in found])
    counts = Counter(About(*tag) for tags in about.values() for tag in tags)
    wanted = sorted((_wanted(group, done) for group in _groups(found)), key=lambda one: (-one.people, -one.need_id))
    last = max(0, (len(wanted) - 1) // PAGE)
    page = min(max(page, 0), last)
    people = len({need.member_id for need in found})
    return Demand(tuple(wanted[page * PAGE : (page + 1) * PAGE]), people, tuple(counts.most_common()), page, last)


def _groups(found: Sequence[Need]) -> list[list[Need]]:
    return [[found[place] for place in group] for group in grouped([need.text for need in found])]


def _wanted(group: Sequence[Need], answered: set[int]) -> Wanted:
    newest = group[0]
    people = len({need.member_id for need in group})
    waiting = sum(need.state == "open" for need in group)
    all_ = all(need.id in answered for need in group)
    return Wanted(newest.id or 0, newest.text, people, waiting, all_, newest.created_at)


async def same_as(hub: Hub, person_id: int, hangout_id: int, need_id: int) -> list[tuple[int, str]]:
    """All unmet needs (id and words) that ask for the same as this one; NotFound if it is not on the list any more."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = await needs.unmet(session, hangout_id, hub.now() - WINDOW, MOST)
    for group in _groups(found):
        if need_id in [need.id for need in group]:
            return [(need.id or 0, need.text) for need in group]
    raise NotFound


async def answer(hub: Hub, person_id: int, hangout_id: int, need_id: int, text: str, *, once: str) -> int:
    """The shop's one answer to everybody who asks for the same; how many it went to. Who was met meanwhile, or has
    heard enough from the shop, is passed over. What is wrong with the text is raised."""
    told = 0
    for number, _ in await same_as(hub, person_id, hangout_id, need_id):
        try:
            await say(hub, person_id, number, Words(text), once=f"{once}:{number}")
        except HubError as error:
            if error.code.startswith("text_"):
                raise
            continue
        told += 1
    return told
