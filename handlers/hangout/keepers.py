"""What a moderator looks after: /panel for those who own no hangout, with a door for each part that they may enter."""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton

from handlers.buttons import Number, Panel
from handlers.fronts import which
from handlers.hangout.panel_screens import heaped
from handlers.replies import Reply, key, rows
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.hangout import desks, hangouts
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="keepers")


class Keep(CallbackData, prefix="keep"):
    """A hangout that somebody moderates: one of its SCREENS, or (empty) all doors."""

    hangout: Number
    act: str = ""


class Door(NamedTuple):
    """What a button of the screen says, and the data that it brings back for a hangout (by id)."""

    label: Callable[[Voice], str]
    leads: Callable[[int], CallbackData]


class Keeper(NamedTuple):
    """A moderator at a hangout of theirs."""

    hub: Hub
    who: Who
    voice: Voice
    hangout: HangoutView


ORDER = ("words", "own", "triage", "moments", "needs", "reports")
DOORS: dict[str, Door] = {}
"""What moderators do, shown in ORDER; each part adds its own where it is made."""

SCREENS: dict[str, Callable[[Keeper], Awaitable[Screen]]] = {}
"""First screens of parts whose buttons name no hangout; a door leads there with Keep."""


async def keeping(hub: Hub, who: Who, v: Voice, owned: Sequence[HangoutView], kept: Sequence[HangoutView]) -> Screen:
    """What somebody moderates, if that is one hangout and they own none; else a choice of both."""
    if len(kept) == 1 and not owned:
        return await _doors(hub, who, v, kept[0])
    mine = {one.id for one in owned}
    return which(v, [*owned, *kept], lambda one: _home(one.id) if one.id in mine else Keep(hangout=one.id))


def _home(hangout: int) -> Panel:
    return Panel(hangout=hangout, act="home")


async def _doors(hub: Hub, who: Who, v: Voice, hangout: HangoutView) -> Screen:
    waiting = await desks.waiting(hub, who.id, hangout.id)
    labels = {part: heaped(v, DOORS[part].label(v), waiting.get(part, 0)) for part in ORDER}
    doors = [key(label, DOORS[part].leads(hangout.id).pack()) for part, label in labels.items()]
    lines = [doors[at : at + 2] for at in range(0, len(doors), 2)]
    return Screen(v.say("<b>{title}</b>\nWhat you look after here:", title=hangout.title), rows(*lines))


@router.callback_query(Keep.filter())
async def kept(press: CallbackQuery, callback_data: Keep, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One of them, or a part of it; each door asks again who may."""
    hangout = await hangouts.of_moderator(hub, who.id, callback_data.hangout)
    if callback_data.act in SCREENS:
        return on_tap(press, await SCREENS[callback_data.act](Keeper(hub, who, voice, hangout)))
    return on_tap(press, await _doors(hub, who, voice, hangout))


async def back(hub: Hub, who: Who, v: Voice, hangout_id: int, act: str, part: str = "") -> InlineKeyboardButton:
    """The way back from what owners and moderators both look after: to an act of the panel, or to a part here."""
    _, role = await hangouts.of_staff(hub, who.id, hangout_id)
    leads = Panel(hangout=hangout_id, act=act) if role == "owner" else Keep(hangout=hangout_id, act=part)
    return key(v.tell("Back"), leads.pack())
