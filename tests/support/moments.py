"""Moments in a hangout, for tests."""

from typing import Any

from hub import outbox
from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.moments import moments
from hub.moments.moments import Draft
from tests.support.hangouts import opened
from tests.support.members import joined, staff

SARA, DARA, MODERATOR, CLERK = 11, 12, 21, 22
CHANNEL = -1001


async def scene(hub: Hub) -> HangoutView:
    """A hangout with a channel, two members, a moderator and a clerk."""
    made = await opened(hub, channel=CHANNEL)
    await joined(hub, made, SARA, "سارا")
    await joined(hub, made, DARA, "دارا")
    await staff(hub, made, MODERATOR, "گرداننده", "moderator")
    await staff(hub, made, CLERK, "فروشنده", "clerk")
    return made


def draft(hangout: HangoutView, text: str = "چای عصر", **more: Any) -> Draft:
    """A line without a name, but for what is given."""
    given = {"prompt": "عصر شما چه رنگی است؟", "photo": None, "name": None} | more
    return Draft(hangout.id, text=text, **given)


async def shared(hub: Hub, hangout: HangoutView, once: str = "1", **more: Any) -> int:
    """Sara has shared one; its number."""
    return (await moments.share(hub, SARA, draft(hangout, **more), once)).id


async def deliver(hub: Hub) -> list[outbox.Parcel]:
    """Everything that is due leaves, posts as message 70 and on."""
    gone: list[outbox.Parcel] = []
    while parcels := await outbox.lease(hub, 10):
        for parcel in parcels:
            await outbox.begin_sending(hub, parcel)
            await outbox.sent(hub, parcel, 70 + len(gone), None, 0)
            gone.append(parcel)
    return gone
