"""Who may do what in which hangout. Checked inside the transaction of every act."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub.errors import HubError, NotAllowed, NotFound
from storage import hangouts
from storage.tables import Hangout

KEEPERS = ("owner", "moderator")
"""The roles that look after what members write."""


async def owned(session: AsyncSession, person_id: int, hangout_id: int, *, lock: bool = False) -> Hangout:
    """The hangout, if the person owns it; NotAllowed otherwise, NotFound if there is none."""
    if await hangouts.role(session, hangout_id, person_id) != "owner":
        raise NotAllowed
    found = await hangouts.hangout(session, hangout_id, lock=lock)
    if found is None:
        raise NotFound
    return found


async def staffed(session: AsyncSession, person_id: int, hangout_id: int, *, lock: bool = False) -> tuple[Hangout, str]:
    """The hangout and the person's role there (owner, moderator or clerk); NotAllowed for anybody else."""
    role = await hangouts.role(session, hangout_id, person_id)
    found = await hangouts.hangout(session, hangout_id, lock=lock) if role else None
    if role is None or found is None:
        raise NotAllowed
    return found, role


async def kept(
    session: AsyncSession, person_id: int, hangout_id: int, *, refusal: type[HubError]
) -> tuple[Hangout, str]:
    """The hangout and the person's role there, if it is one of the KEEPERS; `refusal` for anybody else."""
    try:
        hangout, role = await staffed(session, person_id, hangout_id)
    except NotAllowed as error:
        raise refusal from error
    if role not in KEEPERS:
        raise refusal
    return hangout, role
