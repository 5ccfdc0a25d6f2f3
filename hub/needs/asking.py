"""Who is asked about a need: the staff, and a few of the members who said that they can help with what it is about."""

from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from storage import hangouts, needs
from storage.tables import Member, Need

DAYS = timedelta(days=14)
"""So long a need is open, and again after each renewal."""
MOST = 12
"""So many members are asked at once; the others stay free for the next need."""
REST = timedelta(days=1)
"""Whoever was asked about one need is not asked about another before so long."""


async def spread(session: AsyncSession, hub: Hub, need: Need) -> None:
    """Tells staff, once, and asks members who were not asked yet. In the transaction that holds the need; members are
    written to in the order of their persons' ids, each as part of the one letter of their day."""
    await session.flush()
    asker = await session.get_one(Member, need.member_id)
    for keeper in await needs.keepers(session, need.hangout_id):
        if keeper != asker.person_id:
            await outbox.queue(session, hub, _notice(need, "need_new", keeper))
    for member_id, person_id in await needs.helpers(session, need, hub.now() - REST, MOST):
        if await hangouts.role(session, need.hangout_id, person_id) in ("owner", "moderator"):
            continue  # they have heard of it
        await needs.note_asked(session, need.id or 0, member_id, hub.now())
        await outbox.queue(session, hub, _notice(need, "need_asked", person_id))


def _notice(need: Need, kind: str, person_id: int) -> dict[str, Any]:
    told = {"kind": kind, "hangout_id": need.hangout_id, "chat_id": person_id, "public": False}
    return told | {"payload": {"need_id": need.id}, "dedupe_key": f"need:{need.id}:{kind}:{person_id}"}
