"""What an owner gives: a tapped or typed setting, a channel or a group. The wizard and the panel are served alike:
it is checked and written, then the person sees where they are."""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from handlers.hangout.choosers import CHOOSERS, Pick, tapped
from handlers.hangout.connect import Again, Shared, asked, called, check, connected
from handlers.hangout.panel_screens import settings as settings_screen
from handlers.hangout.steps import go, onward, place_of
from handlers.replies import Reply, Step, send
from handlers.rights import ownership, unheard, well
from handlers.screens import Screen, after_keyboard, on_tap, on_words
from handlers.wizards import Change, Heard, Setup, Typed, Wordless, at, here, leave
from hub.context import Hub
from hub.hangout import settings, setup
from hub.hangout.hangouts import HangoutView
from hub.hangout.setup import ChatFacts
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="change")
IN_SETUP = (Setup.timezone, Setup.hour, Setup.length, Setup.reward)
IN_PANEL = (Change.timezone, Change.hour, Change.length, Change.reward, Change.title, Change.trade)
WAITING = StateFilter(*IN_SETUP, *IN_PANEL)


@router.callback_query(Pick.filter())
async def picked(press: CallbackQuery, callback_data: Pick, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A value was tapped."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    value = tapped(hangout, callback_data)
    changed = await settings.change(hub, who.id, hangout.id, callback_data.field, value)
    return on_tap(press, await _settled(hub, who, voice, changed, callback_data.field))


@router.message(StateFilter(Setup), Heard())
async def heard_before(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Telegram brought an answer twice: the person sees where it led."""
    hangout = await ownership(bot, hub, who.id, here(who))
    changing = bool(who.data.get("changing"))
    return on_words(
        who.id, await go(hub, who, voice, hangout, place_of(who), changing=changing, heard=message.message_id)
    )


@router.message(WAITING, Typed())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A value was written. Where it does not fit, the line says so and the step waits on."""
    hangout, field = await ownership(bot, hub, who.id, here(who)), at(who)[1]
    value = CHOOSERS[field].typed(message.text or "")
    changed = await settings.change(hub, who.id, hangout.id, field, value)
    return on_words(who.id, await _settled(hub, who, voice, changed, field, heard=message.message_id))


async def _settled(hub: Hub, who: Who, voice: Voice, hangout: HangoutView, answered: str, heard: int = 0) -> Screen:
    """Where the person is after a change: the next step of a draft, else the panel's settings."""
    if hangout.state == "draft":
        return await onward(hub, who, voice, hangout, answered, heard)
    if at(who)[0] == "Change":
        await leave(hub, who)
    return settings_screen(voice, hangout)._replace(said=voice.tell("Saved."))


@router.message(Shared())
async def shared(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A channel or a group was chosen."""
    given = message.chat_shared
    if given is None:
        return None
    hangout_id, place = asked(given.request_id)
    await ownership(bot, hub, who.id, hangout_id, replacing=place)
    found = await check(bot, voice, who.id, hangout_id, place, given.chat_id, given.title or "")
    if isinstance(found, Screen):
        return on_words(who.id, found)
    hangout = await setup.register_chat(hub, who.id, hangout_id, found)
    deaf = await unheard(bot, found.telegram_id, found.place)
    said = [send(who.id, await _well(bot, voice, found))] if deaf else []
    return [*said, *await _brought(hub, who, voice, hangout)]


@router.callback_query(Again.filter())
async def again(press: CallbackQuery, callback_data: Again, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The owner has given the missing rights, or says so."""
    hangout_id, place = callback_data.hangout, callback_data.place
    await ownership(bot, hub, who.id, hangout_id, replacing=place)
    found = await check(bot, voice, who.id, hangout_id, place, callback_data.chat)
    if isinstance(found, Screen):
        return on_tap(press, found._replace(said=voice.tell("Not yet.")))
    hangout = await setup.register_chat(hub, who.id, hangout_id, found)
    now = Screen(await _well(bot, voice, found))
    return [*on_tap(press, now), *await _brought(hub, who, voice, hangout)]


async def _well(bot: Bot, voice: Voice, found: ChatFacts) -> Markup:
    return await well(bot, voice, found.telegram_id, found.place, called(voice, found.place, found.title))


async def _brought(hub: Hub, who: Who, voice: Voice, hangout: HangoutView) -> list[Step]:
    """A draft with one chat is asked for the other; with both, or in the panel, the buttons below go away."""
    if hangout.state == "draft" and len(hangout.chats) == 1 and place_of(who) == "chats":
        return [on_words(who.id, await go(hub, who, voice, hangout, "chats"))]
    return after_keyboard(who.id, connected(voice, hangout), await _settled(hub, who, voice, hangout, "chats"))


@router.message(StateFilter(*IN_SETUP, *IN_PANEL, Setup.preview), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker or a photo is no answer here; everything stays."""
    return send(who.id, voice.say("Here I understand taps and written words. Tap a button above, or write it."))


@router.message(StateFilter(Setup.chats, Change.chats), Typed())
async def not_by_words(message: Message, who: Who, voice: Voice) -> Reply:
    """A chat is chosen with Telegram's own list, never by its name."""
    return send(who.id, voice.say("Choose the channel or group with the buttons below the text field."))
