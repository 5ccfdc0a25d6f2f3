"""A round that begins: its own copy of the question, and its posts on their way."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from hub import outbox
from hub.context import Hub
from hub.daily.asking import Asked
from hub.daily.facts import read, written
from hub.daily.kinds import KINDS
from hub.hangout.chats import public_chats
from storage import hangouts
from storage.tables import Chat, Hangout, Post, Round


def made(hangout: Hangout, asked: Asked, day: date, opens_at: datetime, closes_at: datetime) -> Round:
    """The round as it will be kept; nothing is drawn in it."""
    return Round(
        hangout_id=hangout.id or 0,
        day=day,
        kind=asked.kind,
        text=asked.text,
        options=list(asked.options),
        facts=written(asked.facts),
        tags=list(asked.tags),
        source=asked.source,
        bank_key=asked.bank_key,
        opens_at=opens_at,
        closes_at=closes_at,
    )


async def put_out(session: AsyncSession, hub: Hub, opened: Round) -> None:
    """Keeps the round and queues its posts."""
    session.add(opened)
    await session.flush()
    for chat in await _places(session, opened):
        shape = _shape(opened, chat.place)
        session.add(Post(round_id=opened.id or 0, place=chat.place, chat_id=chat.telegram_id, shape=shape))
        notice: dict[str, Any] = {"kind": "round", "hangout_id": opened.hangout_id, "chat_id": chat.telegram_id}
        notice |= {"public": True, "payload": {"round_id": opened.id, "place": chat.place}}
        await outbox.queue(session, hub, notice | {"dedupe_key": f"round:{opened.id}:{chat.place}"})


async def _places(session: AsyncSession, opened: Round) -> list[Chat]:
    """The channel and the group. What is answered in words stands once where Telegram itself carries the channel's
    posts to the group: their links work there too, and comments are answers."""
    if KINDS[opened.kind].worded:
        return await public_chats(session, opened.hangout_id)
    return [chat for chat in await hangouts.chats(session, opened.hangout_id) if not chat.lost]


def _shape(opened: Round, place: str) -> str:
    """What the post is: a native poll in groups where the kind allows it, a photo where there are pictures, or text."""
    facts = read(opened.facts)
    if facts.pictures:
        return "photo"
    return "poll" if place == "group" and KINDS[opened.kind].poll(facts) else "text"
