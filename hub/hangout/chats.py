"""What happens to a hangout's channel and group: lost, found again, moved to another id."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.habit import resting
from storage import hangouts, rounds, votes
from storage.tables import Chat, Post


async def lost(hub: Hub, telegram_id: int, *, at: int) -> None:
    """The bot can not work there any more. Without a working chat the hangout pauses; its owners are told once.

    `at` names the event (the update's own number), so that hearing of it twice tells nobody twice.
    """
    async with hub.db.begin() as session:
        chat = await hangouts.chat_by_telegram(session, telegram_id, lock=True)
        if chat is None or chat.lost:
            return
        chat.lost = True
        await session.flush()
        hangout = await hangouts.hangout(session, chat.hangout_id, lock=True)
        if hangout is None or hangout.state == "draft":
            return
        if all(c.lost for c in await hangouts.chats(session, chat.hangout_id)):
            hangout.state, hangout.next_opening = "paused", None
            await resting.begin(session, hangout, hub.now())
        for person_id in await hangouts.owners(session, chat.hangout_id):
            notice = {"kind": "chat_lost", "hangout_id": chat.hangout_id, "chat_id": person_id, "public": False}
            notice |= {"payload": {"place": chat.place, "title": chat.title, "paused": hangout.state == "paused"}}
            await outbox.queue(session, hub, notice | {"dedupe_key": f"chat_lost:{chat.id}:{at}:{person_id}"})
    hub.wake()


async def found(hub: Hub, telegram_id: int) -> None:
    """The bot can work there again. A paused hangout stays paused until its owner opens it."""
    async with hub.db.begin() as session:
        chat = await hangouts.chat_by_telegram(session, telegram_id)
        if chat is not None:
            chat.lost = False


async def public_chats(session: AsyncSession, hangout_id: int) -> list[Chat]:
    """Where a message to everybody goes: not to a chat that is lost, and not to a group into which Telegram itself
    carries what stands in the hangout's channel."""
    there = [chat for chat in await hangouts.chats(session, hangout_id) if not chat.lost]
    carried = {chat.linked_id for chat in there if chat.place == "channel"}
    return [chat for chat in there if chat.telegram_id not in carried]


async def migrate(hub: Hub, old: int, new: int) -> None:
    """A group became a supergroup: the hangout and everything on its way follow. Safe to repeat."""
    async with hub.db.begin() as session:
        if await hangouts.chat_by_telegram(session, new) is None:
            await hangouts.migrate_chat(session, old, new)
    hub.wake()


async def refuse_anonymous(hub: Hub, poll_id: str) -> None:
    """Somebody voted in a group as the group or as a channel: say once a round that such votes have no name."""
    async with hub.db.begin() as session:
        post = await hangouts.post_of_poll(session, poll_id) or await _awaited(session, poll_id)
        if post is None:
            return
        notice: dict[str, Any] = {"kind": "anonymous_vote", "hangout_id": None, "chat_id": post.chat_id, "public": True}
        notice |= {"payload": {"round_id": post.round_id}}
        await outbox.queue(session, hub, notice | {"dedupe_key": f"anonymous_vote:{post.round_id}"})
    hub.wake()


async def _awaited(session: AsyncSession, poll_id: str) -> Post | None:
    """A vote can be quicker than Telegram's answer to the poll itself: then the one poll that waits for it is meant."""
    waiting = list(await (await session.connection()).run_sync(votes.lost_polls))
    if known := await hangouts.post_of_poll(session, poll_id):  # the answer has come between the two looks
        return known
    return await rounds.post(session, waiting[0], "group") if len(waiting) == 1 else None
