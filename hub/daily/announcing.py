"""The result of a round on its way to everybody."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.hangout.chats import public_chats
from storage.tables import Round


async def announce(session: AsyncSession, hub: Hub, round_: Round) -> None:
    """Queues the result for the hangout's channel and group; once a round and place."""
    for chat in await public_chats(session, round_.hangout_id):
        notice: dict[str, Any] = {"kind": "results", "hangout_id": round_.hangout_id, "chat_id": chat.telegram_id}
        notice |= {"public": True, "payload": {"round_id": round_.id, "place": chat.place}}
        await outbox.queue(session, hub, notice | {"dedupe_key": f"results:{round_.id}:{chat.place}"})
