"""The end of a need's time: a warning before it, a word at it, each once, in the letter of the day."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from storage import needs
from storage.tables import Member, Need


async def warn(hub: Hub, need_id: int) -> bool:
    """The asker hears that it ends soon. False if it was renewed, met or warned of meanwhile."""
    async with hub.db.begin() as session:
        need = await needs.need(session, need_id, lock=True)
        due = need is not None and need.state == "open" and not need.warned
        if need is None or not due or need.expires_at > hub.now() + needs.WARNING:
            return False
        need.warned = True
        await _tell(session, hub, need, "need_expiring", latest=need.expires_at)
    hub.wake()
    return True


async def expire(hub: Hub, need_id: int) -> bool:
    """Its time is over: nobody answers it any more, and the asker hears so. False if it was renewed or met."""
    async with hub.db.begin() as session:
        need = await needs.need(session, need_id, lock=True)
        if need is None or need.state != "open" or need.expires_at > hub.now():
            return False
        need.state = "expired"
        await _tell(session, hub, need, "need_expired")
    hub.wake()
    return True


async def _tell(session: AsyncSession, hub: Hub, need: Need, kind: str, **more: Any) -> None:
    asker = await session.get_one(Member, need.member_id)
    told: dict[str, Any] = {"kind": kind, "hangout_id": need.hangout_id, "chat_id": asker.person_id, "public": False}
    payload = {"need_id": need.id, "renewals": need.renewals}
    key = f"need:{need.id}:{kind}:{need.renewals}"
    await outbox.queue(session, hub, told | {"payload": payload, "dedupe_key": key} | more)
