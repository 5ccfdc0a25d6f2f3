"""Hangouts as their owners and members see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned, staffed
from hub.context import Hub
from hub.errors import NotAllowed, NotFound
from storage import hangouts, rewards, rounds
from storage.tables import Chat, Hangout


@dataclass(frozen=True, slots=True)
class ChatView:
    """A hangout's channel or group; `lost` when the bot can not work there any more."""

    telegram_id: int
    hangout_id: int
    place: str
    title: str
    username: str | None
    lost: bool


@dataclass(frozen=True, slots=True)
class HangoutView:
    """A hangout whole. `opens_minute` counts from local midnight; `next_opening` is aware UTC; `trade` is
    what is sold there, one of hub.daily.tags.TRADES, or None."""

    id: int
    slug: str
    title: str
    language: str
    timezone: str
    opens_minute: int
    stick_length: int
    reward: str
    state: str
    next_opening: datetime | None
    chats: tuple[ChatView, ...]
    queued: int
    trade: str | None = None

    def chat(self, place: str) -> ChatView | None:
        """The hangout's channel or group."""
        return next((chat for chat in self.chats if chat.place == place), None)


async def view(session: AsyncSession, hangout: Hangout) -> HangoutView:
    """A hangout row with what belongs to it."""
    key = hangout.id or 0
    main = await rewards.main(session, key)
    return HangoutView(
        id=key,
        slug=hangout.slug,
        title=hangout.title,
        language=hangout.language,
        timezone=hangout.timezone,
        opens_minute=hangout.opens_minute,
        stick_length=hangout.stick_length,
        reward=main.title if main else "",
        state=hangout.state,
        next_opening=hangout.next_opening,
        chats=tuple(_chat(chat) for chat in await hangouts.chats(session, key)),
        queued=await rounds.queue_length(session, key),
        trade=hangout.trade,
    )


def _chat(chat: Chat) -> ChatView:
    return ChatView(chat.telegram_id, chat.hangout_id, chat.place, chat.title, chat.username, chat.lost)


async def of_owner(hub: Hub, person_id: int, hangout_id: int) -> HangoutView:
    """One hangout for its owner; NotAllowed for anybody else."""
    async with hub.db.read() as session:
        return await view(session, await owned(session, person_id, hangout_id))


async def of_staff(hub: Hub, person_id: int, hangout_id: int) -> tuple[HangoutView, str]:
    """One hangout and the person's role in it; NotAllowed for anybody who is not staff."""
    async with hub.db.read() as session:
        hangout, role = await staffed(session, person_id, hangout_id)
        return await view(session, hangout), role


async def of_moderator(hub: Hub, person_id: int, hangout_id: int) -> HangoutView:
    """One hangout for somebody who moderates it; NotAllowed for anybody else, its owners too."""
    hangout, role = await of_staff(hub, person_id, hangout_id)
    if role != "moderator":
        raise NotAllowed
    return hangout


async def moderated_by(hub: Hub, person_id: int) -> list[HangoutView]:
    """The hangouts that a person moderates, the oldest first."""
    async with hub.db.read() as session:
        found = await hangouts.moderated_by(session, person_id)
        return [await view(session, hangout) for hangout in found]


async def owned_by(hub: Hub, person_id: int) -> list[HangoutView]:
    """The hangouts a person owns, oldest first, drafts included."""
    async with hub.db.read() as session:
        return [await view(session, hangout) for hangout in await hangouts.owned_by(session, person_id)]


async def joined_by(hub: Hub, person_id: int) -> list[HangoutView]:
    """The hangouts a person is a member of, drafts left out, in the order of joining."""
    async with hub.db.read() as session:
        return [await view(session, hangout) for hangout in await hangouts.of_member(session, person_id)]


async def of_member(hub: Hub, person_id: int, hangout_id: int) -> HangoutView:
    """One of the hangouts that the person is a member of; NotFound for any other."""
    async with hub.db.read() as session:
        hangout = await hangouts.hangout(session, hangout_id)
        if hangout is None or hangout.state == "draft" or await hangouts.member(session, hangout_id, person_id) is None:
            raise NotFound
        return await view(session, hangout)


async def of_chat(hub: Hub, telegram_id: int) -> HangoutView | None:
    """The hangout of a channel or group."""
    async with hub.db.read() as session:
        chat = await hangouts.chat_by_telegram(session, telegram_id)
        hangout = await hangouts.hangout(session, chat.hangout_id) if chat else None
        return await view(session, hangout) if hangout else None


async def registered_chats(session: AsyncSession) -> list[ChatView]:
    """Every channel and group of every hangout that is not a draft, for a check of the bot's rights."""
    return [_chat(chat) for chat in await hangouts.all_chats(session)]
