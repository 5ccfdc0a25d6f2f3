"""Queries about rewards and claims."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables import Reward, columns

REWARD = columns(Reward)


async def main(session: AsyncSession, hangout_id: int) -> Reward | None:
    """The reward for a full stick; None before the owner has named one."""
    query = select(Reward).where(REWARD.hangout_id == hangout_id, REWARD.main.is_(True))
    return (await session.scalars(query)).first()
