"""/ideas (ایده‌ها): the board of a hangout's ideas, in one message that is edited in place."""

from aiogram import Bot, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.arrivals import Arrival
from handlers.errors import WORDS
from handlers.filters import InGroup
from handlers.fronts import opens, which
from handlers.ideas import media, shelves
from handlers.ideas.places import Board, Card, Shelves, look_of
from handlers.person.elsewhere import open_there
from handlers.person.start import LINKS
from handlers.replies import Reply, rows, send, toast
from handlers.rights import username
from handlers.screens import Screen, on_tap, on_words
from handlers.whispers import member, told
from handlers.wizards import Seeking, Typed, at, enter, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout import hangouts
from hub.ideas import board, ideas
from hub.ideas.board import Look
from hub.person.people import Who
from hub.stick import members
from locales.voice import Voice

router = Router(name="board")
LINK, BOARD = "i_", "ideas_"
"""/start i_<idea>: one idea; /start ideas_<slug>: a hangout's board."""


async def _front(hub: Hub, who: Who, v: Voice) -> Screen:
    """The board, or which one."""
    joined = await hangouts.joined_by(hub, who.id)
    if len(joined) != 1:
        return which(v, joined, lambda one: Board(hangout=one.id))
    return shelves.page(v, await board.page(hub, who.id, Look(joined[0].id)))


opens(router, _front, "ideas", "ایده‌ها", "ideas")


@router.message(InGroup(), Command("ideas"))
async def in_group(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A glance at it, for the asker alone; all of it is in private."""
    view = await member(message, hub, who)
    if view is None:
        return None
    shown = await board.page(hub, who.id, Look(view.hangout_id))
    found = await hangouts.of_member(hub, who.id, view.hangout_id)
    door = rows([open_there(voice.tell("Open the board"), await username(bot), f"{BOARD}{found.slug}")])
    return [told(message, who, send(who.id, shelves.glance(voice, shown), door))]


@router.callback_query(Board.filter())
async def turned(press: CallbackQuery, callback_data: Board, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page; a search that waited for words waits no longer."""
    if at(who)[0] == "Seeking" and callback_data.what != "search":
        await leave(hub, who)
    look = look_of(callback_data, callback_data.hangout, press)
    return on_tap(press, shelves.page(voice, await board.page(hub, who.id, look)))


@router.callback_query(Card.filter())
async def opened(press: CallbackQuery, callback_data: Card, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One idea, or what came with it."""
    found = await ideas.one(hub, who.id, callback_data.idea)
    if callback_data.media:
        return [*media.methods(who.id, found.media), toast(press)]
    return on_tap(press, shelves.card(voice, found, look_of(callback_data, found.hangout_id, press)))


@router.callback_query(Shelves.filter())
async def shelf(press: CallbackQuery, callback_data: Shelves, hub: Hub, who: Who, voice: Voice) -> Reply:
    """What to look by."""
    hangout_id, by = callback_data.hangout, callback_data.by
    tags = await board.tags(hub, who.id, hangout_id)
    if by == "search":
        await enter(hub, who, Seeking.words, hangout=hangout_id)
        return on_tap(press, shelves.ask(voice, hangout_id))
    if by not in shelves.SHELVES:
        raise NotFound
    return on_tap(press, shelves.SHELVES[by](voice, hangout_id, tags))


@router.message(StateFilter(Seeking.words), Typed())
async def looked_for(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Words to look for; the next ones look again."""
    look = Look(here(who), "search", (message.text or "")[: board.ASKED_LIMIT])
    return on_words(who.id, shelves.page(voice, await board.page(hub, who.id, look)))


async def _arrived(arrival: Arrival) -> Reply:
    """One idea, by a link from the group or the channel."""
    number = arrival.payload
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotFound
    found = await ideas.one(arrival.hub, arrival.who.id, int(number))
    return on_words(arrival.who.id, shelves.card(arrival.voice, found, Look(found.hangout_id)))


async def _arrived_at_board(arrival: Arrival) -> Reply:
    """The board of a hangout, by a link from its group."""
    hub, who = arrival.hub, arrival.who
    joined = await members.join(hub, arrival.seen, arrival.payload)
    return on_words(who.id, shelves.page(arrival.voice, await board.page(hub, who.id, Look(joined.view.hangout_id))))


LINKS |= {LINK: _arrived, BOARD: _arrived_at_board}
WORDS["nothing_to_look_for"] = lambda v, _: v.say("Write a word of two letters or more, and I look for it.")
