"""The hosts' queue of moments: one card at a time, the next in its place; two who act at once hear of each other."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton

from handlers import errors
from handlers.hangout import keepers, panel
from handlers.hangout.history import LINES, named
from handlers.hangout.keepers import DOORS, Door
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import VOICE
from handlers.moments import looks, told
from handlers.moments.looks import Hosts
from handlers.notices import NOTICES
from handlers.replies import Reply, key, rows
from handlers.rights import position
from handlers.screens import Screen, in_place
from hub.context import Hub
from hub.errors import NotFound
from hub.moments import hosting
from hub.moments.errors import MomentDecided, MomentGone
from hub.moments.views import Card
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="hostmoments")


@dataclass(frozen=True, slots=True)
class Duty:
    """A host at the queue of a hangout; that they may was checked just now."""

    hub: Hub
    who: Who
    voice: Voice
    hangout: int
    moment: int


@router.callback_query(Hosts.filter())
async def acted(press: CallbackQuery, callback_data: Hosts, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A card or an act; the hangout is the moment's own, whatever the button says."""
    given = callback_data
    if given.act not in ACTS:
        raise NotFound
    hangout_id = await hosting.hangout_of(hub, who.id, given.moment) if given.moment else given.hangout
    await position(bot, hub, who.id, hangout_id)
    return in_place(press, await ACTS[given.act](Duty(hub, who, voice, hangout_id, given.moment)))


async def _card(duty: Duty, shown: Card, undo: int = 0) -> Screen:
    """A card with what can be done; `undo` is the moment that was declined just before."""
    v, moment = duty.voice, shown.moment
    waits = moment.state == "waiting"
    later = [_to(v.tell("Later"), duty.hangout, "next", moment.id)] if waits and shown.waiting > 1 else []
    posted = await _posted(duty, 0 if waits else moment.id)
    back = await _back(duty) if waits else _to(v.tell("Back"), duty.hangout, "next")
    keys = rows(looks.decide_keys(v, shown), _undo_key(duty, undo), [*later, *posted, back])
    return Screen(looks.card(v, shown), keys, photo=moment.photo or "")


def _to(label: str, hangout_id: int, act: str, moment: int = 0) -> InlineKeyboardButton:
    return key(label, Hosts(hangout=hangout_id, moment=moment, act=act).pack())


def _undo_key(duty: Duty, undo: int) -> list[InlineKeyboardButton]:
    return [_to(duty.voice.tell("Undo the last one"), duty.hangout, "undo", undo)] if undo else []


async def _posted(duty: Duty, behind: int = 0) -> list[InlineKeyboardButton]:
    """To the latest post, or to the one before that moment, if there is any."""
    if await hosting.standing(duty.hub, duty.who.id, duty.hangout, behind) is None:
        return []
    label = duty.voice.tell("The one before") if behind else duty.voice.tell("Posted ones")
    return [_to(label, duty.hangout, "standing", behind)]


async def _back(duty: Duty) -> InlineKeyboardButton:
    return await keepers.back(duty.hub, duty.who, duty.voice, duty.hangout, "people")


async def _next(duty: Duty, said: str = "", undo: int = 0) -> Screen:
    found = await hosting.following(duty.hub, duty.who.id, duty.hangout, duty.moment)
    if found is None:
        none = duty.voice.say("No moment waits. Members share theirs with /moment, on the week’s prompt.")
        return Screen(none, rows(_undo_key(duty, undo), [*await _posted(duty), await _back(duty)]), said)
    return (await _card(duty, found, undo))._replace(said=said)


def _decide(*, post: bool) -> Callable[[Duty], Awaitable[Screen]]:
    async def decided(duty: Duty) -> Screen:
        v = duty.voice
        try:
            await hosting.decide(duty.hub, duty.who.id, duty.moment, post=post)
        except (MomentDecided, MomentGone) as late:
            return await _next(duty, errors.words(v, late).unescape())
        if post:
            return await _next(duty, v.tell("It is on its way."))
        return await _next(duty, v.tell("It will not be posted."), undo=duty.moment)

    return decided


async def _undo(duty: Duty) -> Screen:
    await hosting.undo(duty.hub, duty.who.id, duty.moment)
    shown = await hosting.card(duty.hub, duty.who.id, duty.moment)
    return (await _card(duty, shown))._replace(said=duty.voice.tell("Taken back: it waits again."))


async def _standing(duty: Duty) -> Screen:
    found = await hosting.standing(duty.hub, duty.who.id, duty.hangout, duty.moment)
    return await _card(duty, found) if found else await _next(duty)


async def _down(duty: Duty) -> Screen:
    await hosting.take_down(duty.hub, duty.who.id, duty.moment)
    shown = await hosting.card(duty.hub, duty.who.id, duty.moment)
    return (await _card(duty, shown))._replace(said=duty.voice.tell("It goes from there. Its author hears of it."))


async def _opened(visit: Visit) -> Screen:
    """From the panel: the oldest that waits."""
    return await _next(Duty(visit.hub, visit.who, visit.voice, visit.hangout.id, 0))


ACTS: dict[str, Callable[[Duty], Awaitable[Screen]]] = {
    "next": _next,
    "post": _decide(post=True),
    "decline": _decide(post=False),
    "undo": _undo,
    "standing": _standing,
    "down": _down,
}
NOTICES.update(told.LETTERS)
panel.ACTS["moments"] = _opened
DOORS["moments"] = Door(VOICE["moments"], lambda hangout: Hosts(hangout=hangout, moment=0, act="next"))
LINES["moment_posted"] = lambda v, _, about: v.say("Posted a moment of {name}", name=named(v, about["name"]))
LINES["moment_declined"] = lambda v, _, about: v.say("Did not post a moment of {name}", name=named(v, about["name"]))
LINES["moment_removed"] = lambda v, _, about: v.say("Took down a moment of {name}", name=named(v, about["name"]))
LINES["moment_undone"] = lambda v, _, about: v.say("Let a moment of {name} wait again", name=named(v, about["name"]))
errors.WORDS["moment_decided"] = lambda v, d: v.say(
    "{name} was quicker and has decided about it.", name=str(d["name"] or v.tell("somebody"))
)
errors.WORDS["moment_gone"] = lambda v, _: v.say("Its author has taken it back.")
errors.WORDS["not_host"] = lambda v, _: v.say("This is for the hangout’s owners and moderators.")
