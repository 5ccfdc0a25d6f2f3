"""The owner's tags: what a hangout's questions, ideas and news are about, and what its members may pick from."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.errors import NotFound
from hub.habit.errors import TagsFull, TagThere
from hub.history import note
from hub.wording import required, same
from storage import interests
from storage.tables import Interest

MOST = 12
NAME_LIMIT = 24
OWN = "own-"
"""Keys of the owner's own words begin so; others are topics of the shipped list."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One of a hangout's tags; `people` picked it."""

    id: int
    key: str
    name: str
    people: int

    @property
    def own(self) -> bool:
        """Whether it is the owner's own word."""
        return self.key.startswith(OWN)


async def of_owner(hub: Hub, person_id: int, hangout_id: int) -> list[Tag]:
    """The hangout's tags for its owner, in the order in which they were first chosen."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        picks, _ = await interests.pickers(session, hangout_id)
        found = [tag for tag in await interests.all_of(session, hangout_id) if tag.active]
        return [Tag(tag.id or 0, tag.key, tag.name, picks.get(tag.id or 0, 0)) for tag in found]


async def choose(hub: Hub, person_id: int, hangout_id: int, key: str, name: str) -> None:
    """A topic of the shipped list becomes one of the hangout's tags; `name` is what it is called there."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        tags = {tag.key: tag for tag in await interests.all_of(session, hangout_id)}
        if key in tags and tags[key].active:
            return
        _room(tags.values())
        await _put(session, hub, person_id, hangout_id, tags.get(key), key, required(name, NAME_LIMIT))


async def add(hub: Hub, person_id: int, hangout_id: int, name: str) -> None:
    """A tag in the owner's own word. TagThere, TagsFull, TextEmpty or TextTooLong where it can not be. One that was
    dropped before comes back with those who picked it."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        tags, fit = await interests.all_of(session, hangout_id), required(name, NAME_LIMIT)
        alike = next((tag for tag in tags if same(tag.name, fit)), None)
        if alike is not None and alike.active:
            raise TagThere
        _room(tags)
        number = 1 + sum(1 for tag in tags if tag.key.startswith(OWN))
        await _put(session, hub, person_id, hangout_id, alike, f"{OWN}{number}", fit)


async def drop(hub: Hub, person_id: int, hangout_id: int, tag_id: int) -> None:
    """No tag of the hangout's any more. What members picked is kept, and back if the tag comes back."""
    async with hub.db.begin() as session:
        await owned(session, person_id, hangout_id, lock=True)
        tag = next((one for one in await interests.all_of(session, hangout_id) if one.id == tag_id), None)
        if tag is None:
            raise NotFound
        if tag.active:
            tag.active = False
            note(session, hub, hangout_id, person_id, "tag_dropped", tag=tag.name)


def _room(tags: Iterable[Interest]) -> None:
    if sum(1 for tag in tags if tag.active) >= MOST:
        raise TagsFull(limit=MOST)


async def _put(
    session: AsyncSession, hub: Hub, person_id: int, hangout_id: int, before: Interest | None, key: str, name: str
) -> None:
    """A new row, or the one that was dropped before."""
    if before is not None:
        before.active, before.name = True, name
    else:
        session.add(Interest(hangout_id=hangout_id, key=key, name=name))
    note(session, hub, hangout_id, person_id, "tag_chosen", tag=name)
