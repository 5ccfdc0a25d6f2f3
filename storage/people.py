"""Queries about persons and their wizards."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Person, Wizard, columns
from storage.upsert import insert

PERSON = columns(Person)
WIZARD = columns(Wizard)


async def person(session: AsyncSession, person_id: int) -> Person | None:
    """The person of a Telegram id."""
    return await session.get(Person, person_id)


async def add_people(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Adds persons; those who are known already stay as they are."""
    if rows:
        await session.execute(insert(session, Person).on_conflict_do_nothing(), rows)


async def rename(session: AsyncSession, names: Sequence[dict[str, Any]]) -> None:
    """Writes new names: rows of `id` and `name`."""
    if names:
        await session.execute(update(Person), names)


async def set_reach(session: AsyncSession, person_id: int, reach: str) -> None:
    """Whether private messages reach the person: unknown, open or closed."""
    await session.execute(update(Person).where(PERSON.id == person_id).values(reach=reach))


async def wizard(session: AsyncSession, person_id: int) -> Wizard | None:
    """The conversation the person is in, if any."""
    return await session.get(Wizard, person_id)


async def save_wizard(session: AsyncSession, person_id: int, state: str, data: dict[str, Any], at: datetime) -> None:
    """Writes where the person is; an earlier place is forgotten."""
    values = {"state": state, "data": data, "updated_at": at}
    statement = insert(session, Wizard).values(person_id=person_id, **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


async def drop_wizard(session: AsyncSession, person_id: int) -> None:
    """The conversation is over."""
    await session.execute(delete(Wizard).where(WIZARD.person_id == person_id))
