"""What staff did, for the owner to read later."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from storage.tables import Act


def note(session: AsyncSession, hub: Hub, hangout_id: int, by_id: int, what: str, **about: Any) -> None:
    """Adds a line to the hangout's history, in the transaction of the act; `about` holds plain JSON values.

    Every `what` has its words in handlers.history.
    """
    session.add(Act(hangout_id=hangout_id, by_id=by_id, what=what, about=about, at=hub.now()))
