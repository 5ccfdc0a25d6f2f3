"""The names in the standing, in the panel: an unfit one is taken out in two taps."""

from hashlib import blake2b

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout import panel
from handlers.hangout.history import LINES
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.habit import names
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="names")
MOST = 60  # names on one screen; the newest, since the others have been looked at


class Out(CallbackData, prefix="unname"):
    """A name goes out of the standing. `seal` stands for the name itself: one that changed meanwhile is not meant, and
    who goes by it is not told."""

    hangout: Number
    seal: str
    sure: bool


async def _screen(visit: Visit) -> Screen:
    v, found = visit.voice, await names.of_owner(visit.hub, visit.who.id, visit.hangout.id)
    parts = [v.say("<b>Names in the standing of {title}</b>", title=visit.hangout.title)]
    parts.append(
        v.say("Members chose them, and only those who stand there see them. Tap one that does not belong there.")
        if found
        else v.say("Nobody stands there yet. The standing is switched on and off under Scenario.")
    )
    taps = [_tap(visit, name, name, sure=False) for name in found[-MOST:]]
    lines = [taps[start : start + 2] for start in range(0, len(taps), 2)]
    return Screen(Markup("\n\n").join(parts), rows(*lines, [button(v.tell("Back"), visit.hangout, "habit")]))


@router.callback_query(Out.filter())
async def tapped(press: CallbackQuery, callback_data: Out, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Asked once, then out. A name that is gone or changed by now stays as it is."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    name = await _meant(visit, callback_data)
    if name is None:
        return on_tap(press, (await _screen(visit))._replace(said=voice.tell("That button has done its work.")))
    if not callback_data.sure:
        return on_tap(press, _ask(visit, name))
    await names.take_out(hub, who.id, visit.hangout.id, name)
    return on_tap(press, (await _screen(visit))._replace(said=voice.tell("Taken out.")))


async def _meant(visit: Visit, data: Out) -> str | None:
    found = await names.of_owner(visit.hub, visit.who.id, visit.hangout.id)
    return next((name for name in found if _seal(name) == data.seal), None)


def _ask(visit: Visit, name: str) -> Screen:
    text = visit.voice.say(
        "Shall the name “{name}” go out of the standing? Its member may come back under another.", name=name
    )
    stay = button(visit.voice.tell("No, let it stay"), visit.hangout, "names")
    return Screen(text, rows([_tap(visit, visit.voice.tell("Yes, take it out"), name, sure=True), stay]))


def _tap(visit: Visit, label: str, name: str, *, sure: bool) -> InlineKeyboardButton:
    data = Out(hangout=visit.hangout.id, seal=_seal(name), sure=sure)
    return key(label, data.pack())


def _seal(name: str) -> str:
    return blake2b(name.encode(), digest_size=8).hexdigest()


panel.ACTS["names"] = _screen
LINES["standing_name_out"] = lambda v, _, __: v.say("A name was taken out of the standing.")
