"""Those who look ideas through hear once a day that some wait, where the hangout lets them wait."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.access import KEEPERS, staffed
from hub.context import Hub
from hub.days import local_day
from hub.errors import NotAllowed
from storage import ideas, staff
from storage.tables import Hangout


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many ideas wait in a hangout."""

    hangout_id: int
    title: str
    ideas: int


async def tell(session: AsyncSession, hub: Hub, hangout_id: int) -> None:
    """An idea waits from now on, in the transaction that made it wait."""
    hangout = await session.get_one(Hangout, hangout_id)
    day = local_day(hub.now(), hangout.timezone)
    keepers = [one.person_id for one, _ in await staff.roster(session, hangout_id) if one.role in KEEPERS]
    for person_id in sorted(keepers):
        notice: dict[str, Any] = {"kind": "ideas_wait", "hangout_id": hangout_id, "chat_id": person_id}
        notice |= {"public": False, "payload": {}, "dedupe_key": f"ideas:{hangout_id}:{day.isoformat()}:{person_id}"}
        await outbox.queue(session, hub, notice)


async def now(hub: Hub, person_id: int, hangout_id: int) -> Waiting | None:
    """What waits for one of those who look it through; None if nothing does any more, or they are none of them now."""
    async with hub.db.read() as session:
        try:
            hangout, role = await staffed(session, person_id, hangout_id)
        except NotAllowed:
            return None
        number = await ideas.in_state(session, hangout_id, "held")
        return Waiting(hangout_id, hangout.title, number) if number and role in KEEPERS else None
