"""The courier's part, for tests without Telegram: what is due is delivered, and what came of it is looked at."""

from datetime import datetime

from hub import attention, outbox
from hub.context import Hub
from hub.habit import presence
from storage.tables import Hangout, Member, Notice
from tests.support.store import rows


async def deliver(hub: Hub) -> list[list[str]]:
    """Delivers everything that is due: the kinds that each private message brought."""
    brought = []
    while parcels := await outbox.lease(hub, 20):
        for parcel in parcels:
            kinds = [parcel.kind]
            if parcel.kind == attention.LETTER:
                kinds = [part.kind for part in await attention.contents(hub, parcel.id)]
            if not kinds:
                await outbox.drop(hub, parcel)
                continue
            await outbox.begin_sending(hub, parcel)
            await outbox.sent(hub, parcel, parcel.id, None, 0)
            brought += [] if parcel.public else [kinds]
    return brought


async def letters(hub: Hub, person_id: int) -> list[datetime]:
    """When the person's letters went."""
    found = await rows(hub.db, Notice, kind=attention.LETTER, chat_id=person_id, state="sent")
    return sorted(notice.sent_at for notice in found)


async def came(hub: Hub, member_id: int) -> None:
    """The member does something at this moment."""
    async with hub.db.begin() as session:
        member = await session.get_one(Member, member_id)
        hangout = await session.get_one(Hangout, member.hangout_id)
        await presence.was_here(session, hangout, member_id, hub.now())
