"""The queue in which owners and moderators look after what members write: one card at a time, the next in its place."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram import Bot, Router
from aiogram.methods import SendVideo, SendVoice
from aiogram.types import CallbackQuery

from handlers.hangout import panel
from handlers.hangout.keepers import DOORS, Door
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import VOICE
from handlers.replies import Method, Reply, toast
from handlers.rights import position
from handlers.screens import Screen, in_place
from handlers.watch import screens, told
from handlers.watch.screens import Watch
from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Who
from hub.watch import deciding, mutes, queue
from hub.watch.errors import AlreadyLooked, Changed
from hub.watch.queue import CaseView
from locales.voice import Voice

router = Router(name="watch")


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody who looks after a hangout; that they may was checked just now."""

    hub: Hub
    who: Who
    voice: Voice
    hangout: int
    watch: Watch


@router.callback_query(Watch.filter())
async def act(press: CallbackQuery, callback_data: Watch, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A screen or an act; the hangout is the case's own, whatever the button says."""
    given = callback_data
    hangout_id = await queue.hangout_of(hub, who.id, given.case) if given.case else given.hangout
    await position(bot, hub, who.id, hangout_id)
    duty = Duty(hub, who, voice, hangout_id, given)
    if given.act == "media":
        return [*await _media(duty), toast(press)]
    if given.act not in ACTS:
        raise NotFound
    return in_place(press, await ACTS[given.act](duty))


async def _home(duty: Duty, said: str = "") -> Screen:
    shown = await queue.overview(duty.hub, duty.who.id, duty.hangout)
    return screens.overview(duty.voice, shown)._replace(said=said)


async def _next(duty: Duty, said: str = "", undo: int = 0) -> Screen:
    found = await queue.following(duty.hub, duty.who.id, duty.hangout, duty.watch.case)
    if found is not None:
        return screens.card(duty.voice, duty.hub.now(), found, undo)._replace(said=said)
    shown = await queue.overview(duty.hub, duty.who.id, duty.hangout)
    return screens.overview(duty.voice, shown, undo)._replace(said=said)


async def _one(duty: Duty, said: str = "") -> Screen:
    shown = await queue.one(duty.hub, duty.who.id, duty.watch.case)
    return screens.card(duty.voice, duty.hub.now(), shown)._replace(said=said)


def _decide(*, hide: bool) -> Callable[[Duty], Awaitable[Screen]]:
    """The next card comes at once, with a way back; so it does where somebody else was first."""

    async def decided(duty: Duty) -> Screen:
        v, case = duty.voice, duty.watch.case
        try:
            await deciding.decide(duty.hub, duty.who.id, case, hide=hide, seen=duty.watch.value)
        except AlreadyLooked as late:
            return await _next(duty, told.late(v, late))
        except Changed:
            return await _one(duty, v.tell("It has changed meanwhile. Look once more."))
        except NotFound:
            return await _next(duty, v.tell("Its author has taken it back."))
        return await _next(duty, v.tell("Hidden.") if hide else v.tell("It stands."), undo=case)

    return decided


async def _undo(duty: Duty) -> Screen:
    await deciding.undo(duty.hub, duty.who.id, duty.watch.case)
    return await _one(duty, duty.voice.tell("Taken back: it waits again."))


async def _how_long(duty: Duty) -> Screen:
    return screens.how_long(duty.voice, await _mutable(duty))


async def _mute(duty: Duty) -> Screen:
    shown = await _mutable(duty)
    until = await mutes.mute(duty.hub, duty.who.id, shown.author or 0, duty.watch.value, shown.apart)
    when = duty.voice.when(until, shown.timezone, duty.hub.now())
    return await _one(duty, duty.voice.tell("Mute until {when}.", when=when))


async def _free(duty: Duty) -> Screen:
    shown = await _mutable(duty)
    await _let_write(duty, shown.apart, shown.author or 0)
    return await _one(duty, duty.voice.tell("They may write again."))


async def _let_write(duty: Duty, apart: int, member_id: int) -> None:
    """Whoever was muted by name, or for the case of a nameless thing."""
    if apart:
        await mutes.unmute_for(duty.hub, duty.who.id, apart)
    else:
        await mutes.unmute(duty.hub, duty.who.id, duty.hangout, member_id)


async def _mutable(duty: Duty) -> CaseView:
    shown = await queue.one(duty.hub, duty.who.id, duty.watch.case)
    if shown.author is None:
        raise NotFound
    return shown


async def _muted(duty: Duty, said: str = "") -> Screen:
    shown = await mutes.muted(duty.hub, duty.who.id, duty.hangout)
    return screens.muted(duty.voice, duty.hub.now(), shown)._replace(said=said)


async def _unmute(duty: Duty) -> Screen:
    await _let_write(duty, duty.watch.case, duty.watch.value)
    return await _muted(duty, duty.voice.tell("They may write again."))


async def _decided(duty: Duty) -> Screen:
    return screens.decided(duty.voice, await queue.overview(duty.hub, duty.who.id, duty.hangout))


async def _media(duty: Duty) -> list[Method]:
    """What a card can not show itself."""
    shown = await queue.one(duty.hub, duty.who.id, duty.watch.case)
    return [SENDS[kind](duty.who.id, file_id) for kind, file_id in shown.media if kind in SENDS]


async def _opened(visit: Visit) -> Screen:
    """From the panel."""
    shown = await queue.overview(visit.hub, visit.who.id, visit.hangout.id)
    return screens.overview(visit.voice, shown)


SENDS: dict[str, Callable[[int, str], Method]] = {
    "voice": lambda chat_id, file_id: SendVoice(chat_id=chat_id, voice=file_id),
    "video": lambda chat_id, file_id: SendVideo(chat_id=chat_id, video=file_id),
}
ACTS: dict[str, Callable[[Duty], Awaitable[Screen]]] = {
    "home": _home,
    "next": _next,
    "one": _one,
    "keep": _decide(hide=False),
    "hide": _decide(hide=True),
    "undo": _undo,
    "how_long": _how_long,
    "mute": _mute,
    "free": _free,
    "muted": _muted,
    "unmute": _unmute,
    "decided": _decided,
}
panel.ACTS["reports"] = _opened
DOORS["reports"] = Door(VOICE["reports"], lambda hangout_id: Watch(hangout=hangout_id, case=0, act="home"))
