"""/start, /help and /language: the door, for customers and for those who want a hangout of their own."""

import re
from collections.abc import Awaitable, Callable

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from markupsafe import Markup

from handlers.arrivals import Arrival
from handlers.daily.looks import JOIN
from handlers.daily.today import cards
from handlers.filters import Data, Private
from handlers.habit.back import welcome
from handlers.person.menu import commands_of
from handlers.replies import Reply, edit, key, rows, send
from handlers.stick.stick import with_buttons
from hub.context import Hub
from hub.hangout import hangouts
from hub.person import people
from hub.person.people import Seen, Who
from hub.stick import members
from locales.voice import Voice, languages, voice

router = Router(name="start")
PAYLOAD = re.compile(r"[\w-]+", re.ASCII)
"""What Telegram lets a link carry."""


class Language(CallbackData, prefix="lang"):
    """A person's choice of language."""

    code: str


@router.message(Private(), CommandStart(deep_link=True))
async def start_with_link(
    message: Message, command: CommandObject, bot: Bot, hub: Hub, who: Who, voice: Voice
) -> Reply:
    """Where the link leads; one of no known kind is a plain start."""
    await people.set_reach(hub, who.id, reachable=True)
    code = message.from_user.language_code if message.from_user else None
    carried = command.args if PAYLOAD.fullmatch(command.args or "") else None
    for prefix, arrive in LINKS.items():
        if carried and carried.startswith(prefix):
            payload = carried.removeprefix(prefix)
            return await arrive(Arrival(bot, hub, who, voice, Seen(who.id, who.name, code), payload))
    return await _at_the_door(hub, who, voice)


async def _joined(arrival: Arrival) -> Reply:
    """Through a hangout's door: a new member is welcomed, a member sees the stick; the question is one tap away."""
    hub, who, voice = arrival.hub, arrival.who, arrival.voice
    joined = await members.join(hub, arrival.seen, arrival.payload)
    if not joined.fresh:
        back = await welcome(hub, who, voice, joined.view.hangout_id)
        shown = back or [await with_buttons(voice, joined.view, who.id)]
        return [*shown, *await cards(hub, who, voice, unanswered=True)]
    hello = voice.say(
        "Welcome to {title}. One short question a day; each answer cuts a notch on your tally stick.",
        title=joined.view.title,
    )
    return [send(who.id, hello), *await cards(hub, who, voice)]


LINKS: dict[str, Callable[[Arrival], Awaitable[Reply]]] = {JOIN: _joined}


@router.message(Private(), CommandStart())
async def start(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Who you are decides what is offered."""
    await people.set_reach(hub, who.id, reachable=True)
    return await _at_the_door(hub, who, voice)


async def _at_the_door(hub: Hub, who: Who, voice: Voice) -> Reply:
    """Whoever comes back after a week or more sees their stick; all others are greeted in words."""
    doors = await _doors(hub, who, voice)
    back = await welcome(hub, who, voice, keys=doors)
    return back or send(who.id, await _welcome(hub, who, voice), doors)


async def _welcome(hub: Hub, who: Who, voice: Voice) -> Markup:
    joined = await hangouts.joined_by(hub, who.id)
    if joined:
        titles = voice.tell(", ").join(view.title for view in joined)
        return voice.say("Hello {name}. You are with {titles}.", name=who.name, titles=titles)
    return voice.say(
        "Hello {name}. A hangout is a shop’s channel, group and this chat as one place: a short question a day, and a "
        "notch on your tally stick for every answer.\n\n"
        "A customer? Tap the button under your shop’s question.\n"
        "A shop? Open a hangout of your own; it takes two minutes.",
        name=who.name,
    )


async def _doors(hub: Hub, who: Who, voice: Voice) -> InlineKeyboardMarkup:
    owned = await hangouts.owned_by(hub, who.id)
    joined = await hangouts.joined_by(hub, who.id)
    draft = any(view.state == "draft" for view in owned)
    own = voice.tell("Go on with my hangout") if draft else voice.tell("Open a hangout for my shop")
    member = [key(voice.tell("Today’s question"), "today"), key(voice.tell("My tally stick"), "stick")]
    return rows(
        member if joined else [],
        [key(voice.tell("Manage my hangout"), "panel")] if any(view.state != "draft" for view in owned) else [],
        [key(own, "setup")] if draft or not owned else [],
        [key(_other_languages(voice), "languages")],
    )


def _other_languages(here: Voice) -> str:
    return " · ".join(voice(code).name for code in languages() if code != here.language)


@router.message(Private(), Command("help"))
async def help_(message: Message, who: Who, voice: Voice) -> Reply:
    """What can be done here, on one screen."""
    parts = [
        Markup("\n").join([voice.say("<b>Every day</b>"), *(line(voice) for line in FOR_MEMBERS)]),
        Markup("\n").join([voice.say("<b>For shops</b>"), *(line(voice) for line in FOR_SHOPS)]),
        voice.say("To put a question in your queue, forward any poll to me."),
    ]
    return send(who.id, Markup("\n\n").join(parts))


FOR_MEMBERS: list[Callable[[Voice], Markup]] = [
    lambda v: v.say("/today the open question"),
    lambda v: v.say("/stick your tally stick"),
    lambda v: v.say("/me your last days, your days in a row, a pause"),
    lambda v: v.say("/statement every notch, with its day and reason"),
    lambda v: v.say("/half your half of the stick, to hold against the shop’s"),
    lambda v: v.say("/rewards what your notches are good for"),
    lambda v: v.say("/together the stick you all share"),
    lambda v: v.say("/draw the draws of lucky notches, to be drawn again"),
    lambda v: v.say("/suggest what you would like to see there"),
    lambda v: v.say("/card your card for the counter"),
    lambda v: v.say("/credit what you owe, where a shop sells on credit"),
    lambda v: v.say("/guide what people here like, as advice"),
    lambda v: v.say("/ideas what others would like here, and your voice for it"),
    lambda v: v.say("/cues a nudge a day, at your hour"),
    lambda v: v.say("/interests what you like to talk about"),
    lambda v: v.say("/standing how those stand who want to see it, where a hangout keeps it"),
    lambda v: v.say("/made what was made of your ideas"),
    lambda v: v.say("/need ask for what you look for, /needs what is looked for"),
    lambda v: v.say("/language the language of this chat"),
    lambda v: v.say("/mydata what is kept about you, /forget to be forgotten"),
]
FOR_SHOPS: list[Callable[[Voice], Markup]] = [
    lambda v: v.say("/new open a hangout"),
    lambda v: v.say("/panel settings, questions, invite link"),
    lambda v: v.say("/serve serve a customer at the counter"),
]


@router.message(Private(), Command("language"))
async def language(message: Message, who: Who, voice: Voice) -> Reply:
    """Every language, in its own name."""
    return send(who.id, voice.say("Which language shall I speak with you?"), _languages())


@router.callback_query(Data("languages"))
async def language_pressed(press: CallbackQuery, voice: Voice) -> Reply:
    """The same, from a button."""
    return edit(press, voice.say("Which language shall I speak with you?"), _languages())


def _languages() -> InlineKeyboardMarkup:
    return rows(*([key(voice(code).name, Language(code=code).pack())] for code in languages()))


@router.callback_query(Language.filter())
async def language_chosen(press: CallbackQuery, callback_data: Language, hub: Hub, who: Who) -> Reply:
    """From here on everything private is said in it, the command menu too."""
    chosen = voice(await people.choose_language(hub, who.id, callback_data.code))
    shown = edit(press, await _welcome(hub, who, chosen), await _doors(hub, who, chosen))
    return [commands_of(chosen, who.id), *shown] if isinstance(shown, list) else shown
