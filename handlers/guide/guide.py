"""/guide (راهنمای سلیقه): what members of a hangout like, as short advice with the numbers behind it."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.errors import WORDS
from handlers.filters import Data, Private, Says
from handlers.guide.helping import ask_key, offered
from handlers.guide.screens import advised, numbers, topic_name
from handlers.ideas.places import asked_in, searched
from handlers.replies import Reply, key, rows
from handlers.screens import Screen, on_tap, on_words
from hub.context import Hub
from hub.guide import guide
from hub.guide.guide import Guide, Topic
from hub.hangout import hangouts
from hub.ideas.board import ASKED_LIMIT, Look
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="guide")
TOPICS = 8


class Advise(CallbackData, prefix="guide"):
    """A page of a hangout's guide, about a topic or (empty) about all."""

    hangout: Number
    topic: str
    page: Number


class Behind(CallbackData, prefix="behind"):
    """The numbers behind the advice that a round belongs to."""

    round: Number


@router.message(Private(), Command("guide"))
async def asked(message: Message, command: CommandObject, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The guide of the person's hangout, or what it says about the words after the command."""
    words = " ".join((command.args or "").split())[:ASKED_LIMIT]
    return on_words(who.id, await _front(hub, who, voice, words))


@router.message(Private(), Says("راهنمای سلیقه", "راهنمای انتخاب"))
async def said(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same, in words."""
    return on_words(who.id, await _front(hub, who, voice, ""))


@router.callback_query(Data("guide"))
async def pressed(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same, from a button."""
    return on_tap(press, await _front(hub, who, voice, ""))


async def _front(hub: Hub, who: Who, v: Voice, words: str) -> Screen:
    """Somebody in several hangouts chooses first; the words stand in that message, since no button has room."""
    joined = await hangouts.joined_by(hub, who.id)
    if not joined:
        return Screen(v.say("You are with no hangout yet. Open a hangout’s link, or vote once in its channel."))
    if len(joined) > 1:
        lines = [[key(one.title, Advise(hangout=one.id, topic="", page=0).pack())] for one in joined]
        sought = [searched(v, Look(0, "search", words))] if words else []
        return Screen(Markup("\n").join([v.say("The guide of which hangout?"), *sought]), rows(*lines))
    return await _page(hub, who, v, Advise(hangout=joined[0].id, topic="", page=0), words)


@router.callback_query(Advise.filter())
async def turned(press: CallbackQuery, callback_data: Advise, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Another page, or another topic; of a hangout that was chosen, what was asked for."""
    return on_tap(press, await _page(hub, who, voice, callback_data, asked_in(press)))


async def _page(hub: Hub, who: Who, v: Voice, page: Advise, words: str) -> Screen:
    """The page, or where there are words, what the guide says about them."""
    if words:
        return await _screen(hub, who, v, await guide.find(hub, who.id, page.hangout, words), words)
    return await _screen(hub, who, v, await guide.of(hub, who.id, page.hangout, page.topic, page.page))


@router.callback_query(Behind.filter())
async def looked_behind(press: CallbackQuery, callback_data: Behind, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The numbers, with the way back."""
    shown = await guide.behind(hub, who.id, callback_data.round)
    back = Advise(hangout=shown.hangout_id, topic="", page=0).pack()
    return on_tap(press, Screen(numbers(voice, shown, hub.now().date()), rows([key(voice.tell("Back"), back)])))


async def _screen(hub: Hub, who: Who, v: Voice, shown: Guide, words: str = "") -> Screen:
    """A page: its advice, a button for the numbers of each, the topics, the pages beside it; and others to help."""
    figures = [key(v.number(place), Behind(round=one.round).pack()) for place, one in enumerate(shown.advice, start=1)]
    pages = [
        *([_to(v.tell("Back"), shown, shown.page - 1)] if shown.page > 0 else []),
        *([_to(v.tell("More"), shown, shown.page + 1)] if shown.page < shown.last else []),
    ]
    topics = [_topic(v, shown, topic) for topic in shown.topics[:TOPICS]]
    everything = [_to(v.tell("The whole guide"), shown, 0)] if words else []
    lines = [topics[start : start + 2] for start in range(0, len(topics), 2)]
    [others] = await offered(hub, v, who.id, shown.hangout_id) or [[]]
    keys = rows(figures, pages, *lines, everything, [ask_key(v, shown.hangout_id), *others])
    return Screen(advised(v, shown, hub.now().date(), words), keys)


def _to(label: str, shown: Guide, page: int) -> InlineKeyboardButton:
    return key(label, Advise(hangout=shown.hangout_id, topic=shown.topic, page=page).pack())


def _topic(v: Voice, shown: Guide, topic: Topic) -> InlineKeyboardButton:
    """A tap on the one that is chosen shows all again."""
    on = topic.key == shown.topic
    label = f"{topic_name(v, topic)} · {v.number(topic.many)}"
    data = Advise(hangout=shown.hangout_id, topic="" if on else topic.key, page=0)
    return key(f"✓ {label}" if on else label, data.pack())


WORDS["guide_no_member"] = lambda v, _: v.say(
    "This guide is for those who are with the hangout. Vote there once first."
)
