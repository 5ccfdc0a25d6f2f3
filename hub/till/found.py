"""Finding a member: the list with most notches first, or by part of a name."""

from dataclasses import dataclass

from hub.access import owned
from hub.context import Hub
from hub.wording import folded, required
from storage import statement
from storage.statement import Listed

PAGE = 8
NAME_LIMIT = 40


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Some members, with most notches first; `more`: others follow. Pages count from 0. `part` is what was looked
    for, empty for the whole list."""

    members: tuple[Listed, ...]
    page: int
    more: bool
    part: str


async def listing(hub: Hub, person_id: int, hangout_id: int, page: int = 0) -> FoundPage:
    """A page of the hangout's members for an owner: all but the owner and those who were forgotten."""
    start = max(0, min(page, 10**6)) * PAGE
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        found = await statement.members(session, hangout_id, person_id, start, PAGE + 1)
    return FoundPage(tuple(found[:PAGE]), start // PAGE, len(found) > PAGE, "")


async def named(hub: Hub, person_id: int, hangout_id: int, part: str) -> FoundPage:
    """The members in whose names the part occurs, however its letters were typed; the first few of them."""
    wanted = folded(required(part, NAME_LIMIT))
    found: list[Listed] = []
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        async for chunk in statement.listed(session, hangout_id, but=person_id):
            found += [one for one in chunk if wanted in folded(one.name)]
            if len(found) > PAGE:
                break
    return FoundPage(tuple(found[:PAGE]), 0, len(found) > PAGE, part)
