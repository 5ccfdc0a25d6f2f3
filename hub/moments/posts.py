"""A moment's post: brought out, and taken away again wherever Telegram lets us, else emptied."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.errors import NoChat
from hub.moments.views import MomentView, shown
from storage import hangouts, moments
from storage.tables import Hangout, Moment, Notice

POST, GONE = "moment", "moment_gone"


@dataclass(frozen=True, slots=True)
class Standing:
    """A post that is to go: where it stands, and in which language its place is emptied."""

    message_id: int
    photo: bool
    language: str


async def bring_out(session: AsyncSession, hub: Hub, hangout: Hangout, moment: Moment) -> None:
    """Queues the post: to the channel, or to the group where there is none. NoChat where the bot can post nowhere."""
    chat = next((chat for chat in await hangouts.chats(session, hangout.id or 0) if not chat.lost), None)
    if chat is None:
        raise NoChat
    notice: dict[str, Any] = {"kind": POST, "hangout_id": hangout.id, "chat_id": chat.telegram_id, "public": True}
    notice |= {"payload": {"moment_id": moment.id, "turn": moment.turn}}
    await outbox.queue(session, hub, notice | {"dedupe_key": _key(moment)})


async def take_away(session: AsyncSession, hub: Hub, moment: Moment) -> None:
    """Queues the end of the post, if it was brought out; before the moment's state, turn or photo change. Where the
    post is still under way, its end comes after it."""
    posted = await moments.post(session, _key(moment))
    if moment.state != "posted" or posted is None:
        return
    notice: dict[str, Any] = {"kind": GONE, "hangout_id": moment.hangout_id, "chat_id": posted.chat_id}
    notice |= {"public": True, "payload": {"post": posted.id, "photo": moment.photo is not None}}
    await outbox.queue(session, hub, notice | {"dedupe_key": f"{GONE}:{moment.id}:{moment.turn}"})


def _key(moment: Moment) -> str:
    return f"{POST}:{moment.id}:{moment.turn}"


async def to_post(hub: Hub, moment_id: int, turn: int) -> MomentView | None:
    """The moment whose post is about to leave; None if it is not to be posted any more."""
    async with hub.db.read() as session:
        moment = await moments.moment(session, moment_id)
        if moment is None or (moment.state, moment.turn) != ("posted", turn):
            return None
        return shown(await session.get_one(Hangout, moment.hangout_id), moment)


async def to_empty(hub: Hub, post_id: int, *, photo: bool) -> Standing | None:
    """The post that is about to go; None if it never arrived."""
    async with hub.db.read() as session:
        posted = await session.get(Notice, post_id)
        if posted is None or posted.message_id is None or posted.hangout_id is None:
            return None
        hangout = await session.get_one(Hangout, posted.hangout_id)
        return Standing(posted.message_id, photo, hangout.language)


async def _stands(session: AsyncSession, notice: Notice) -> None:
    """The post has arrived: whoever answers it with /report means this moment."""
    moment = await moments.moment(session, notice.payload["moment_id"], lock=True)
    if moment is not None:
        moment.chat_id, moment.message_id = notice.chat_id, notice.message_id


outbox.ARRIVED[POST] = _stands
outbox.REPEATABLE.add(GONE)
