"""Persons across hangouts: who, in which language, whether private messages reach them, which wizard they are in."""

from dataclasses import dataclass
from typing import Any

from hub.context import Hub
from hub.wording import one_line
from storage import people

NAME_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Seen:
    """A person as an update shows them. `language_code` is Telegram's, for instance `en-GB`."""

    id: int
    name: str
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """A person as we know them, and the wizard they are in (`state` is None outside one)."""

    id: int
    name: str
    language: str
    state: str | None
    data: dict[str, Any]


def shown_name(name: str) -> str:
    """A name on one line without direction overrides, never longer than Telegram's own limit."""
    return one_line(name)[:NAME_LIMIT]


async def meet(hub: Hub, seen: Seen) -> Who:
    """The person of an update; a new one is remembered, a new name is taken over."""
    async with hub.db.read() as session:
        known = await people.person(session, seen.id)
        wizard = await people.wizard(session, seen.id)
    language, name = known.language if known else hub.nearest_language(seen.language_code), shown_name(seen.name)
    if known is None or known.name != name:
        async with hub.db.begin() as session:
            await people.add_people(session, [row(hub, seen)])
            await people.rename(session, [{"id": seen.id, "name": name}])
    return Who(seen.id, name, language, wizard.state if wizard else None, dict(wizard.data) if wizard else {})


def row(hub: Hub, seen: Seen) -> dict[str, Any]:
    """The stored form of a person seen for the first time."""
    return {
        "id": seen.id,
        "name": shown_name(seen.name),
        "language": hub.nearest_language(seen.language_code),
        "language_chosen": False,
        "reach": "unknown",
        "created_at": hub.now(),
    }


async def language_of(hub: Hub, person_id: int) -> str:
    """The language to speak with a person outside an update."""
    async with hub.db.read() as session:
        known = await people.person(session, person_id)
    return known.language if known else hub.language


async def choose_language(hub: Hub, person_id: int, language: str) -> str:
    """The person's own choice; an unknown code becomes the house's language. Returns what it is now."""
    chosen = hub.nearest_language(language)
    async with hub.db.begin() as session:
        person = await people.person(session, person_id)
        if person is not None:
            person.language, person.language_chosen = chosen, True
            session.add(person)
    return chosen


async def set_reach(hub: Hub, person_id: int, *, reachable: bool) -> None:
    """Private messages reach the person (they pressed start) or not (blocked, gone)."""
    async with hub.db.begin() as session:
        await people.set_reach(session, person_id, "open" if reachable else "closed")


async def save_wizard(hub: Hub, person_id: int, state: str, data: dict[str, Any]) -> None:
    """Remembers where the person is in a conversation."""
    async with hub.db.begin() as session:
        await people.save_wizard(session, person_id, state, data, hub.now())


async def drop_wizard(hub: Hub, person_id: int) -> None:
    """The conversation is over."""
    async with hub.db.begin() as session:
        await people.drop_wizard(session, person_id)
