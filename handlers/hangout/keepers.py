"""What a moderator looks after: /panel for those who own no hangout, with a door for each part that they may enter."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.buttons import Number, Panel
from handlers.fronts import which
from handlers.replies import Reply, key, rows
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.hangout import hangouts
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="keepers")


class Keep(CallbackData, prefix="keep"):
    """A hangout that somebody moderates."""

    hangout: Number


class Door(NamedTuple):
    """What a button of the screen says, and the data that it brings back for a hangout (by id)."""

    label: Callable[[Voice], str]
    leads: Callable[[int], CallbackData]


DOORS: dict[str, Door] = {}
"""What moderators do; each part adds its own where it is made."""


def keeping(v: Voice, owned: Sequence[HangoutView], kept: Sequence[HangoutView]) -> Screen:
    """What somebody moderates, if that is one hangout and they own none; else a choice of both."""
    if len(kept) == 1 and not owned:
        return _doors(v, kept[0])
    mine = {one.id for one in owned}
    return which(v, [*owned, *kept], lambda one: _home(one.id) if one.id in mine else Keep(hangout=one.id))


def _home(hangout: int) -> Panel:
    return Panel(hangout=hangout, act="home")


def _doors(v: Voice, hangout: HangoutView) -> Screen:
    doors = [key(door.label(v), door.leads(hangout.id).pack()) for door in DOORS.values()]
    lines = [doors[at : at + 2] for at in range(0, len(doors), 2)]
    return Screen(v.say("<b>{title}</b>\nWhat you look after here:", title=hangout.title), rows(*lines))


@router.callback_query(Keep.filter())
async def kept(press: CallbackQuery, callback_data: Keep, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One of them; each door asks again who may."""
    hangout = await hangouts.of_moderator(hub, who.id, callback_data.hangout)
    return on_tap(press, _doors(voice, hangout))
