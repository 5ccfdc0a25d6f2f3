"""What staff did, for the owner to read later."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from storage import history
from storage.tables import Act

PAGE = 6


@dataclass(frozen=True, slots=True)
class ActView:
    """`by` is the name of who did it, `about` what was noted, with the `name` of the person it is about, if it is
    about one; a forgotten person's name is empty."""

    by: str
    what: str
    about: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of the history, the newest act first. Pages count from 0 to `last`."""

    acts: tuple[ActView, ...]
    page: int
    last: int


def note(session: AsyncSession, hub: Hub, hangout_id: int, by_id: int, what: str, **about: Any) -> None:
    """Adds a line to the hangout's history, in the transaction of the act; `about` holds plain JSON values.

    Every `what` has its words in handlers.hangout.history. These rows outlive whoever they are about, so a person is
    never named: `person` is a person's id, `member` a member's, and the words find the `name` of today beside it.
    """
    session.add(Act(hangout_id=hangout_id, by_id=by_id, what=what, about=about, at=hub.now()))


async def read(hub: Hub, person_id: int, hangout_id: int, page: int = 0) -> HistoryPage:
    """A page of the history for an owner; one that is not there is the nearest that is."""
    async with hub.db.read() as session:
        await owned(session, person_id, hangout_id)
        last = max(0, (await history.count(session, hangout_id) - 1) // PAGE)
        page = min(max(page, 0), last)
        acts = await history.page(session, hangout_id, page * PAGE, PAGE)
        members = [act.about["member"] for act in acts if "member" in act.about]
        persons = await history.persons_of(session, hangout_id, members)
        about = {act.id: _person(act, persons) for act in acts}
        known = [found for found in about.values() if found is not None]
        names = await history.names(session, [*(act.by_id for act in acts), *known])
        return HistoryPage(tuple(_view(act, about[act.id], names) for act in acts), page, last)


def _person(act: Act, persons: dict[int, int]) -> int | None:
    """Whom an act is about."""
    found: int | None = act.about.get("person", persons.get(act.about.get("member", 0)))
    return found


def _view(act: Act, person: int | None, names: dict[int, str]) -> ActView:
    name = {} if person is None else {"name": names.get(person, "")}
    return ActView(names.get(act.by_id, ""), act.what, act.about | name, act.at)
