"""Making a hangout: a draft that remembers every step, then open."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.days import next_opening
from hub.errors import ChatTaken, NoChat
from hub.habit import resting
from hub.hangout.hangouts import HangoutView, view
from hub.person.people import Seen, row
from hub.wording import one_line
from storage import hangouts, people, rounds
from storage.tables import Chat, Hangout


@dataclass(frozen=True, slots=True)
class ChatFacts:
    """A channel or group as Telegram tells of it, after the person's and the bot's rights were checked there.

    `linked_id` is a channel's discussion group, or a group's channel.
    """

    telegram_id: int
    place: str
    title: str
    username: str | None
    linked_id: int | None = None


async def begin(hub: Hub, seen: Seen) -> HangoutView:
    """The person's unfinished hangout, or a new draft of which they are the owner."""
    async with hub.db.begin() as session:
        mine = await hangouts.owned_by(session, seen.id)
        draft = next((hangout for hangout in mine if hangout.state == "draft"), None)
        if draft is None:
            await people.add_people(session, [row(hub, seen)])
            person = await people.person(session, seen.id)
            draft = Hangout(
                slug=secrets.token_urlsafe(9).replace("-", "x").replace("_", "y"),
                language=person.language if person else hub.language,
                timezone=hub.timezone,
                created_at=hub.now(),
            )
            session.add(draft)
            await session.flush()
            await hangouts.add_staff(session, draft.id or 0, seen.id, "owner", hub.now())
        return await view(session, draft)


async def register_chat(hub: Hub, person_id: int, hangout_id: int, facts: ChatFacts) -> HangoutView:
    """Makes the channel or group the hangout's own; ChatTaken if it belongs to another hangout that was opened.

    A draft does not hold it: whoever administers the chat may open it. Another channel (or group) of the same
    hangout is replaced. The hangout is called after its channel.
    """
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        taken = await hangouts.chat_by_telegram(session, facts.telegram_id)
        if taken is not None and taken.hangout_id != hangout_id and not await _is_draft(session, taken):
            raise ChatTaken(title=facts.title)
        chat = await _place(session, hangout_id, facts.place, taken)
        chat.telegram_id, chat.title, chat.username = facts.telegram_id, one_line(facts.title), facts.username
        chat.linked_id, chat.lost = facts.linked_id, False
        session.add(chat)
        if facts.place == "channel" or not hangout.title:
            hangout.title = one_line(facts.title)
        session.add(hangout)
        await session.flush()
        return await view(session, hangout)


async def _is_draft(session: AsyncSession, chat: Chat) -> bool:
    hangout = await hangouts.hangout(session, chat.hangout_id)
    return hangout is not None and hangout.state == "draft"


async def _place(session: AsyncSession, hangout_id: int, place: str, taken: Chat | None) -> Chat:
    """The row of the hangout's channel or group; a chat that another draft had named is taken from it."""
    here = next((chat for chat in await hangouts.chats(session, hangout_id) if chat.place == place), None)
    if taken is not None and here is not None and taken.id != here.id:
        await session.delete(taken)
        await session.flush()
        return here
    chosen = here or taken or Chat(telegram_id=0, hangout_id=hangout_id, place=place)
    chosen.hangout_id, chosen.place = hangout_id, place
    return chosen


async def open_hangout(hub: Hub, person_id: int, hangout_id: int) -> HangoutView:
    """Ends the draft or a pause; the first question comes at the next opening. NoChat without a working chat."""
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        if not any(not chat.lost for chat in await hangouts.chats(session, hangout_id)):
            raise NoChat
        if hangout.state == "paused":
            await resting.end(session, hangout, hub.now())
        _open(hub, hangout, await rounds.last_run(session, "round", hangout_id))
        session.add(hangout)
        await session.flush()
        shown = await view(session, hangout)
    hub.wake()
    return shown


def _open(hub: Hub, hangout: Hangout, last_day: date | None) -> None:
    hangout.state = "open"
    hangout.next_opening = next_opening(hub.now(), hangout.opens_minute, hangout.timezone, last_day)
