"""What a deed is worth in a hangout, as its owner wants it."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub.rules import RULES, Setting
from storage import rulebook


async def setting(session: AsyncSession, hangout_id: int, rule: str) -> Setting:
    """What a rule gives in a hangout now."""
    row = await rulebook.setting(session, hangout_id, rule)
    return RULES[rule].usual if row is None else Setting(row.notches, row.active, row.step)
