"""/panel: a hangout's state and settings, and what its owner can do. An act is one function and its line in ACTS."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from aiogram import Bot, Router
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, CopyTextButton, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number, Panel
from handlers.daily.looks import link
from handlers.filters import Data, Private
from handlers.hangout import choosers
from handlers.hangout.connect import Label, called, connected, keyboard
from handlers.hangout.keepers import keeping
from handlers.hangout.panel_screens import button, habit, home, none_yet, people, settings, shelf
from handlers.replies import Reply, key, rows
from handlers.rights import missing, ownership, rights_words, username, well
from handlers.screens import Screen, after_keyboard, on_tap, on_words
from handlers.wizards import PASSING, Change, at, enter, here, leave
from hub.context import Hub
from hub.daily import rounds
from hub.errors import NotFound
from hub.hangout import chats, hangouts, panel, setup
from hub.hangout import settings as changing
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Voice, languages, voice

router = Router(name="panel")
FIELDS = {"timezone": Change.timezone, "hour": Change.hour, "length": Change.length}
FIELDS |= {"reward": Change.reward, "title": Change.title, "trade": Change.trade}


class Speak(CallbackData, prefix="speak"):
    """The language of a hangout's public posts."""

    hangout: Number
    code: str


class Next(CallbackData, prefix="next"):
    """Put the next question in the place of a round that is on; a second tap finds another round and does nothing."""

    hangout: Number
    after: Number


@dataclass(frozen=True, slots=True)
class Visit:
    """An owner at a hangout of theirs; the rights were checked just now."""

    bot: Bot
    hub: Hub
    who: Who
    voice: Voice
    hangout: HangoutView


Act = Callable[[Visit], Awaitable[Screen]]


@router.message(Private(), Command("panel"))
async def asked(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The panel, or which one."""
    return on_words(who.id, await _front(bot, hub, who, voice))


@router.callback_query(Data("panel"))
async def pressed(press: CallbackQuery, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same, from a button."""
    return on_tap(press, await _front(bot, hub, who, voice))


async def _front(bot: Bot, hub: Hub, who: Who, voice: Voice) -> Screen:
    owned = await hangouts.owned_by(hub, who.id)
    kept = await hangouts.moderated_by(hub, who.id)
    if len(owned) == 1 and not kept:
        return await home(hub, who, voice, await ownership(bot, hub, who.id, owned[0].id))
    return await keeping(hub, who, voice, owned, kept) if owned or kept else none_yet(voice)


@router.callback_query(Panel.filter())
async def act(press: CallbackQuery, callback_data: Panel, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of the panel. A setting that waited for words waits no longer; a draft has no panel yet."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if callback_data.act not in ACTS:
        raise NotFound
    if at(who)[0] in PASSING:
        await leave(hub, who)
    wanted = ACTS["home" if hangout.state == "draft" else callback_data.act]
    return on_tap(press, await wanted(Visit(bot, hub, who, voice, hangout)))


@router.callback_query(Speak.filter())
async def speak(press: CallbackQuery, callback_data: Speak, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The public posts' language."""
    await ownership(bot, hub, who.id, callback_data.hangout)
    if callback_data.code not in languages():
        raise NotFound
    changed = await changing.change_language(hub, who.id, callback_data.hangout, callback_data.code)
    return on_tap(press, settings(voice, changed)._replace(said=voice.tell("Saved.")))


@router.callback_query(Next.filter())
async def next_now(press: CallbackQuery, callback_data: Next, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The owner's word that the next question may end the one that is on."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    on = await panel.playing(hub, who.id, visit.hangout.id)
    if on is None or on.id != callback_data.after:
        return on_tap(press, await _home(visit))
    return on_tap(press, await _posted(visit, after=on.id))


@router.message(Private(), StateFilter(Change.chats), Label("Back"))
async def back(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The channel and the group stay as they are."""
    hangout = await ownership(bot, hub, who.id, here(who))
    await leave(hub, who)
    return after_keyboard(who.id, connected(voice, hangout), settings(voice, hangout))


async def _home(visit: Visit) -> Screen:
    return await home(visit.hub, visit.who, visit.voice, visit.hangout)


async def _settings(visit: Visit) -> Screen:
    return settings(visit.voice, visit.hangout)


def _field(field: str) -> Act:
    """The setting's question; it can be tapped or, from now on, written."""

    async def ask(visit: Visit) -> Screen:
        await enter(visit.hub, visit.who, FIELDS[field], hangout=visit.hangout.id)
        tail = [button(visit.voice.tell("Back"), visit.hangout, "settings")]
        return choosers.screen(visit.hub, visit.voice, visit.hangout, field, tail)

    return ask


async def _language(visit: Visit) -> Screen:
    lines = [[key(_named(visit, code), Speak(hangout=visit.hangout.id, code=code).pack())] for code in languages()]
    text = visit.voice.say("Which language shall the posts in the channel and group speak?")
    return Screen(text, rows(*lines, [button(visit.voice.tell("Back"), visit.hangout, "settings")]))


def _named(visit: Visit, code: str) -> str:
    return ("✓ " if code == visit.hangout.language else "") + voice(code).name


async def _chats(visit: Visit) -> Screen:
    await enter(visit.hub, visit.who, Change.chats, hangout=visit.hangout.id)
    help_ = visit.voice.say("Choose with the buttons below; a new one takes the place of the old one.")
    text = Markup("\n\n").join([connected(visit.voice, visit.hangout), help_])
    return Screen(text, keyboard(visit.voice, visit.hangout, visit.voice.tell("Back")))


async def _rights(visit: Visit) -> Screen:
    """Asked of Telegram now; a chat that works again is noted as found."""
    lines = [
        await _rights_in(visit, chat.telegram_id, chat.place, chat.title, chat.lost) for chat in visit.hangout.chats
    ]
    keys = rows([button(visit.voice.tell("Check again"), visit.hangout, "rights")], [_back_home(visit)])
    return Screen(Markup("\n\n").join(lines), keys, visit.voice.tell("Checked just now."))


async def _rights_in(visit: Visit, chat_id: int, place: str, title: str, lost: bool) -> Markup:
    lacking = await missing(visit.bot, chat_id, place)
    name = called(visit.voice, place, title)
    if lacking:
        return Markup("\n").join(
            [visit.voice.say("In {chat} I still need:", chat=name), rights_words(visit.voice, lacking)]
        )
    if lost:
        await chats.found(visit.hub, chat_id)
    return await well(visit.bot, visit.voice, chat_id, place, name)


def _back_home(visit: Visit) -> InlineKeyboardButton:
    return button(visit.voice.tell("Back"), visit.hangout, "home")


async def _pause(visit: Visit) -> Screen:
    paused = await changing.pause(visit.hub, visit.who.id, visit.hangout.id)
    return (await _home(replace(visit, hangout=paused)))._replace(said=visit.voice.tell("Closed for now."))


async def _open(visit: Visit) -> Screen:
    opened = await setup.open_hangout(visit.hub, visit.who.id, visit.hangout.id)
    return (await _home(replace(visit, hangout=opened)))._replace(said=visit.voice.tell("Open again."))


async def _now(visit: Visit) -> Screen:
    """At once when no question is on; else the owner is asked, since votes on that one would end."""
    on = await panel.playing(visit.hub, visit.who.id, visit.hangout.id)
    if on is None:
        return await _posted(visit)
    text = visit.voice.say("A question is on now: {question}\nShall the next one take its place?", question=on.text)
    yes = key(visit.voice.tell("Yes, the next one"), Next(hangout=visit.hangout.id, after=on.id).pack())
    return Screen(text, rows([yes, button(visit.voice.tell("No, let it stay"), visit.hangout, "home")]))


async def _posted(visit: Visit, after: int | None = None) -> Screen:
    await rounds.open_now(visit.hub, visit.who.id, visit.hangout.id, after=after)
    now = await hangouts.of_owner(visit.hub, visit.who.id, visit.hangout.id)
    return (await _home(replace(visit, hangout=now)))._replace(said=visit.voice.tell("Today’s question is on its way."))


async def _link(visit: Visit) -> Screen:
    door = link(await username(visit.bot), visit.hangout.slug)
    text = visit.voice.say("Whoever opens this link is with you:\n{link}", link=Markup("<code>{}</code>").format(door))
    copy = InlineKeyboardButton(text=visit.voice.tell("Copy"), copy_text=CopyTextButton(text=door))
    return Screen(text, rows([copy], [_back_home(visit)]))


async def _shelf(visit: Visit) -> Screen:
    return shelf(visit.voice, visit.hangout)


async def _habit(visit: Visit) -> Screen:
    return await habit(visit.hub, visit.who, visit.voice, visit.hangout)


async def _people(visit: Visit) -> Screen:
    return await people(visit.hub, visit.who, visit.voice, visit.hangout)


ACTS: dict[str, Act] = {
    "home": _home,
    "shelf": _shelf,
    "habit": _habit,
    "people": _people,
    "settings": _settings,
    **{field: _field(field) for field in FIELDS},
    "language": _language,
    "chats": _chats,
    "rights": _rights,
    "pause": _pause,
    "open": _open,
    "now": _now,
    "link": _link,
}
