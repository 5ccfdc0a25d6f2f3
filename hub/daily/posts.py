"""Posts that no longer show their round as it is: many votes, one edit."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.context import Hub
from hub.daily.rounds import RoundView, view
from storage import rounds
from storage.tables import Post, Round

SLOWEST_MS = 60_000
USUAL_MS = 3_000


@dataclass(frozen=True, slots=True)
class Stale:
    """A post to bring up to date, with the round as it is now. `message_id` is Telegram's; `shape` is text, photo or
    poll."""

    post_id: int
    place: str
    shape: str
    chat_id: int
    message_id: int
    round: RoundView


async def stale(hub: Hub, limit: int = 20) -> list[Stale]:
    """Posts that are behind and may be edited by now."""
    async with hub.db.read() as session:
        behind = await rounds.posts_behind(session, hub.now(), limit)
    found = []
    for post in behind:
        shown = await view(hub, post.round_id)
        if shown is not None and post.message_id is not None:
            found.append(Stale(post.id or 0, post.place, post.shape, post.chat_id, post.message_id, shown))
    return found


async def refreshed(hub: Hub, stale: Stale) -> None:
    """The message shows the round as it was read; a closed one is final. The next edit waits for the post's pace."""
    async with hub.db.begin() as session:
        post = await session.get_one(Post, stale.post_id)
        post.shown = stale.round.changes
        post.refresh_at = hub.now() + timedelta(milliseconds=post.pace_ms)
        post.pace_ms = max(USUAL_MS, post.pace_ms * 3 // 4)
        if not stale.round.open:
            post.state = "final"


async def slowed(hub: Hub, stale: Stale, seconds: float) -> None:
    """Telegram asked for patience: wait as told, and edit half as often from then on."""
    async with hub.db.begin() as session:
        post = await session.get_one(Post, stale.post_id)
        post.refresh_at = hub.now() + timedelta(seconds=seconds)
        post.pace_ms = min(SLOWEST_MS, post.pace_ms * 2)


async def gone(hub: Hub, stale: Stale) -> None:
    """The message was deleted or can not be edited any more: it is left alone from now on."""
    async with hub.db.begin() as session:
        post = await session.get_one(Post, stale.post_id)
        post.state = "final"


async def next_refresh(hub: Hub) -> datetime | None:
    """When a post that is behind may next be edited; None when all posts are true."""
    async with hub.db.read() as session:
        return await rounds.next_refresh(session)


async def message_id(hub: Hub, round_id: int, place: str) -> int | None:
    """Which message shows the round in its channel or group, if that is known."""
    async with hub.db.read() as session:
        post = await rounds.post(session, round_id, place)
    return post.message_id if post else None


async def shape(hub: Hub, round_id: int, place: str) -> str:
    """What the post in a channel or group is: text, photo or poll."""
    async with hub.db.read() as session:
        post = await rounds.post(session, round_id, place)
    return post.shape if post else "text"


async def pictured(hub: Hub, round_id: int, file_id: str) -> None:
    """Telegram has the round's picture now: from here on it is sent by its id."""
    async with hub.db.begin() as session:
        shown = await session.get_one(Round, round_id)
        shown.photo = shown.photo or file_id
