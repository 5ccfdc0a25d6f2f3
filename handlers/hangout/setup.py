"""The wizard that opens a hangout: /new, or the button of /start. Interrupted anywhere, it goes on where it was."""

from aiogram import Bot, Router
from aiogram.filters import Command, StateFilter
from aiogram.types import CallbackQuery, Message, ReplyKeyboardRemove
from markupsafe import Markup

from handlers.daily.looks import link
from handlers.filters import Data, Private
from handlers.hangout.connect import Label, connected
from handlers.hangout.panel_screens import button, home
from handlers.hangout.steps import ASIDE, Open, Step, go, onward, place_of
from handlers.replies import Reply, key, rows, send
from handlers.rights import ownership, username
from handlers.screens import Screen, after_keyboard, on_tap, on_words
from handlers.wizards import Setup, Typed, finish_setup, here, leave
from hub.context import Hub
from hub.daily import rounds
from hub.errors import NoChat, NotAllowed
from hub.hangout import hangouts, panel, setup
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen, Who
from locales.voice import Voice

router = Router(name="setup")


@router.message(Private(), Command("new"))
async def begin(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A new hangout, or the unfinished one at the step where it was left."""
    return on_words(who.id, await _resumed(bot, hub, who, voice))


@router.callback_query(Data("setup"))
async def begin_pressed(press: CallbackQuery, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same, from a button; a greeting that it stands in keeps its other doors."""
    return on_tap(press, await _resumed(bot, hub, who, voice), keep=True)


async def _resumed(bot: Bot, hub: Hub, who: Who, voice: Voice) -> Screen:
    """One who lost the chats of the draft meanwhile may choose others."""
    draft = await setup.begin(hub, Seen(who.id, who.name, who.language))
    try:
        await ownership(bot, hub, who.id, draft.id)
    except NotAllowed:
        return await go(hub, who, voice, draft, "chats")
    return await go(hub, who, voice, draft, place_of(who), changing=bool(who.data.get("changing")))


@router.callback_query(Step.filter())
async def step(press: CallbackQuery, callback_data: Step, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Back, later, or straight to a setting from the preview."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if hangout.state != "draft":
        return on_tap(press, await home(hub, who, voice, hangout))
    if callback_data.to == ASIDE:
        await leave(hub, who)
        return on_tap(press, _aside(voice))
    return on_tap(press, await go(hub, who, voice, hangout, callback_data.to, changing=callback_data.changing))


def _aside(voice: Voice) -> Screen:
    text = voice.say("Put aside; nothing is lost. Send /new whenever you like, and we go on from here.")
    return Screen(text, rows([key(voice.tell("Go on with my hangout"), "setup")]))


@router.message(Private(), StateFilter(Setup.chats), Label("Continue"))
async def enough(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The channel or the group alone is enough."""
    hangout = await ownership(bot, hub, who.id, here(who))
    if not hangout.chats:
        raise NoChat
    screen = await onward(hub, who, voice, hangout, "chats", heard=message.message_id)
    return after_keyboard(who.id, connected(voice, hangout), screen)


@router.message(Private(), StateFilter(Setup.chats), Label("Later"))
async def later(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Put aside before a chat was chosen, or after."""
    await leave(hub, who)
    return send(who.id, _aside(voice).text, ReplyKeyboardRemove())


@router.message(StateFilter(Setup.preview), Typed())
async def at_preview(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Nothing is to be written here: the preview once more, below the words."""
    hangout = await ownership(bot, hub, who.id, here(who))
    return on_words(who.id, await go(hub, who, voice, hangout, "preview"))


@router.callback_query(Open.filter())
async def opened(press: CallbackQuery, callback_data: Open, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The hangout is open; the first question comes at its hour, or at once."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if hangout.state == "draft" and not (hangout.chats and hangout.reward):
        return on_tap(press, await go(hub, who, voice, hangout, "reward"))
    if hangout.state == "draft":
        await setup.open_hangout(hub, who.id, hangout.id)
        await finish_setup(hub, who)
    if callback_data.now:
        await _post_first(hub, who, hangout.id)
    opened = await hangouts.of_owner(hub, who.id, hangout.id)
    return on_tap(press, _welcome(hub, voice, opened, link(await username(bot), hangout.slug), now=callback_data.now))


async def _post_first(hub: Hub, who: Who, hangout_id: int) -> None:
    """A second tap finds the question out, which is what was wanted."""
    if await panel.playing(hub, who.id, hangout_id) is None:
        await rounds.open_now(hub, who.id, hangout_id)


def _welcome(hub: Hub, voice: Voice, hangout: HangoutView, door: str, *, now: bool) -> Screen:
    head = voice.say("<b>{title} is open.</b>", title=hangout.title)
    if now or hangout.next_opening is None:
        first = voice.say("The first question is on its way.")
    else:
        when = voice.when(hangout.next_opening, hangout.timezone, hub.now())
        first = voice.say("The first question goes out {when}.", when=when)
    invite = voice.say("Invite people with this link:\n{link}", link=Markup("<code>{}</code>").format(door))
    keys = rows([button(voice.tell("Manage my hangout"), hangout, "home")])
    return Screen(Markup("\n\n").join([head + Markup("\n") + first, invite]), keys)
