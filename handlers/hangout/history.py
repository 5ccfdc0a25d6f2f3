"""The history: what staff did, who and when, in words. A `what` of hub.history.note is one function in LINES; each
part adds its own where it is made."""

from collections.abc import Callable
from typing import Any

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout import panel
from handlers.hangout.choosers import trade_name
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.hangout.steps import LABELS
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from hub import history
from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.history import ActView, HistoryPage
from hub.person.people import Who
from locales.voice import Spoken, Voice, voice

router = Router(name="history")

Line = Callable[[Voice, HangoutView, dict[str, Any]], Markup]
LINES: dict[str, Line] = {}
"""What was done, in words, from what was noted about it; `name` is there where it is about a person. Who did it and
when stand above the line."""


class Past(CallbackData, prefix="past"):
    """A page of a hangout's history, counted from 0."""

    hangout: Number
    page: Number


@router.callback_query(Past.filter())
async def turned(press: CallbackQuery, callback_data: Past, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page of the history."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    return on_tap(press, screen(voice, hub, hangout, await history.read(hub, who.id, hangout.id, callback_data.page)))


async def _opened(visit: Visit) -> Screen:
    return screen(visit.voice, visit.hub, visit.hangout, await history.read(visit.hub, visit.who.id, visit.hangout.id))


def screen(v: Voice, hub: Hub, hangout: HangoutView, shown: HistoryPage) -> Screen:
    """A page of the history, the newest first."""
    head = v.say("<b>History of {title}</b>", title=hangout.title)
    lines = [_act(v, hub, hangout, act) for act in shown.acts]
    empty = [] if lines else [v.say("Nothing yet. What you and your staff change is written down here.")]
    keys = rows(_pages(v, hangout, shown), [button(v.tell("Back"), hangout, "shelf")])
    return Screen(Markup("\n\n").join([head, *lines, *empty]), keys)


def _act(v: Voice, hub: Hub, hangout: HangoutView, act: ActView) -> Markup:
    when = v.when(act.at, hangout.timezone, hub.now())
    head = v.frame("<b>{when}</b> · {name}", when=when, name=named(v, act.by))
    return Markup("\n").join([head, LINES[act.what](v, hangout, act.about)])


def named(v: Voice, name: str) -> str:
    """A person's name; one who was forgotten has none."""
    return name or v.tell("somebody")


def _pages(v: Voice, hangout: HangoutView, shown: HistoryPage) -> list[InlineKeyboardButton]:
    def to(label: str, page: int) -> InlineKeyboardButton:
        return key(label, Past(hangout=hangout.id, page=page).pack())

    return [
        *([to(v.tell("Newer ones"), shown.page - 1)] if shown.page > 0 else []),
        *([to(v.tell("Older ones"), shown.page + 1)] if shown.page < shown.last else []),
    ]


SETTINGS: dict[str, tuple[Callable[[Voice], Spoken], Callable[[Voice, Any], str]]] = {
    "timezone": (LABELS["timezone"], lambda v, value: v.city(value)),
    "hour": (LABELS["hour"], lambda v, value: v.clock(value)),
    "length": (LABELS["length"], lambda v, value: v.many("{n} notch", "{n} notches", value)),
    "title": (LABELS["title"], lambda _, value: str(value)),
    "trade": (LABELS["trade"], trade_name),
    "language": (lambda v: v.tell("Language of posts"), lambda _, value: Spoken(voice(value).name)),
}
"""What hub.hangout.settings notes of a setting, and how its value is said."""


def _setting_changed(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    label, said = SETTINGS[about["field"]]
    was, now = said(v, about["before"]), said(v, about["after"])
    return v.say("{rule}: {now} from now on; it was {was}.", rule=label(v), now=now, was=was)


LINES["setting_changed"] = _setting_changed
panel.ACTS["history"] = _opened
