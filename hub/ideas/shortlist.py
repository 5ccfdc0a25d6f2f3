"""What an owner may put to a vote: ideas on the shortlist that are not up already, those that most are for first."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.access import owned
from hub.context import Hub
from storage import decisions
from storage.tables import Idea

PAGE = 10


@dataclass(frozen=True, slots=True)
class Short:
    """An idea of the shortlist that may be put to a vote."""

    id: int
    text: str
    backings: int


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A page of them, counted from 0; `more` follow."""

    ideas: tuple[Short, ...]
    page: int
    more: bool


async def page(hub: Hub, person_id: int, hangout_id: int, number: int = 0) -> Shortlist:
    """A page for the owner; where it has become empty, the first one."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = await decisions.shortlist(session, hangout_id, number * PAGE, PAGE + 1)
        if number and not found:
            number, found = 0, await decisions.shortlist(session, hangout_id, 0, PAGE + 1)
        return Shortlist(_short(found[:PAGE]), number, len(found) > PAGE)


async def standing(hub: Hub, person_id: int, hangout_id: int, chosen: Sequence[int]) -> tuple[Short, ...]:
    """Those of the chosen ideas (by id) that can still be put to a vote, in the order of the choice; for the owner."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = {one.id: one for one in _short(await decisions.standing(session, hangout_id, chosen))}
        return tuple(found[number] for number in chosen if number in found)


def _short(found: Sequence[Idea]) -> tuple[Short, ...]:
    return tuple(Short(idea.id or 0, idea.text, idea.backings) for idea in found)
