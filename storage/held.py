"""One row by its key, held until the transaction ends and as it stands by then."""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from storage.tables import table_of

Row = TypeVar("Row", bound=SQLModel)


async def held(session: AsyncSession, model: type[Row], key: int, *, shared: bool = False) -> Row | None:
    """The row; `shared`: others may hold it so at the same time, and only who would change it waits."""
    found: Row | None = (await session.scalars(_by_key(model, shared), {"of": key})).first()
    return found


@cache
def _by_key(model: Any, shared: bool) -> Select[Any]:
    """Said once a table, since saying it takes longer than doing it."""
    [key] = table_of(model).primary_key.columns
    query = select(model).where(key == bindparam("of")).with_for_update(read=shared)
    return query.execution_options(populate_existing=True)
