"""A member thanks another in the group: once a day each, never oneself, nothing for a pair that thanks only itself."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub.context import Hub
from hub.days import local_day
from hub.habit import presence
from hub.stick import rules
from hub.stick.ledger import cut_one, terms_of
from hub.stick.rulebook import setting
from hub.thanks.pairs import WINDOW, counts
from storage import hangouts
from storage import thanks as stored
from storage.tables import Hangout, Member


async def reply(hub: Hub, giver: int, receiver: int, chat_id: int) -> bool:
    """A person answered another's message in a group with a word of thanks. Whether it counted."""
    async with hub.db.begin() as session:
        done = await _given(session, hub, chat_id, giver, receiver)
    return _woken(hub, done)


async def reaction(hub: Hub, giver: int, chat_id: int, message_id: int) -> bool:
    """A person put a sign of thanks to a message in a group. Whether it counted: whose message it is must be known."""
    async with hub.db.begin() as session:
        receiver = await stored.author(session, chat_id, message_id)
        done = receiver is not None and await _given(session, hub, chat_id, giver, receiver)
    return _woken(hub, done)


def _woken(hub: Hub, done: bool) -> bool:
    if done:
        hub.wake()  # a notch may have filled a shared stick
    return done


async def _given(session: AsyncSession, hub: Hub, chat_id: int, giver: int, receiver: int) -> bool:
    hangout = await of_group(session, chat_id)
    if hangout is None or giver == receiver:
        return False
    held = await stored.hold(session, hangout.id or 0, (giver, receiver))
    if len(held) < 2:  # only members thank, and are thanked
        return False
    return await _noted(session, hub, hangout, held[giver], held[receiver])


async def of_group(session: AsyncSession, chat_id: int) -> Hangout | None:
    """The open hangout whose group it is."""
    chat = await hangouts.chat_by_telegram(session, chat_id)
    if chat is None or chat.place != "group":
        return None
    hangout = await session.get_one(Hangout, chat.hangout_id)
    return hangout if hangout.state == "open" else None


async def _noted(session: AsyncSession, hub: Hub, hangout: Hangout, giver: Member, receiver: Member) -> bool:
    """Both are held. What counts is a day of the giver's and notches of the receiver's."""
    at, one, other = hub.now(), giver.id or 0, receiver.id or 0
    day = local_day(at, hangout.timezone)
    by_giver = await stored.thanked(session, one, day - WINDOW)
    by_receiver = await stored.thanked(session, other, day - WINDOW)
    counted = counts(one, other, by_giver, by_receiver)
    row = {"hangout_id": hangout.id, "giver_id": one, "receiver_id": other, "day": day, "counted": counted, "at": at}
    number = await stored.add(session, row)
    if number is None or not counted:
        return False
    await presence.was_here(session, hangout, one, at)
    worth = await setting(session, hangout.id or 0, "thanks")
    if worth.active:
        await cut_one(session, terms_of(hangout), other, rules.thanks(worth, f"said-{number}"), at)
    return True
