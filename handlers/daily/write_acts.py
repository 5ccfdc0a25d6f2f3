"""Buttons of a question that is being written. An act is one function and its line in ACTS."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from handlers.daily import drafts
from handlers.daily.drafts import Data
from handlers.daily.write import gathered
from handlers.daily.write_screens import (
    Draft,
    about_screen,
    day_of,
    days_screen,
    on_day,
    options_screen,
    saved,
    text_screen,
    then_screen,
)
from handlers.hangout.panel_screens import home
from handlers.replies import Reply, toast
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from handlers.wizards import Write, at, enter, here, leave
from hub.context import Hub
from hub.daily import planning
from hub.errors import NotFound
from hub.habit import tags as own_tags
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="write_acts")


@dataclass(frozen=True, slots=True)
class Desk:
    """An owner at a question that is being written; the rights were checked just now."""

    hub: Hub
    who: Who
    voice: Voice
    hangout: HangoutView
    data: Data


@router.callback_query(Draft.filter())
async def decided(press: CallbackQuery, callback_data: Draft, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """In the queue, on a day, once more from the start, or dropped. The button of a question that is gone does
    nothing."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    name, _, value = callback_data.act.partition(".")
    if name not in ACTS:
        raise NotFound
    if at(who)[0] != "Write" or here(who) != hangout.id:
        return toast(press, voice.tell("That button has done its work."))
    return on_tap(press, await ACTS[name](Desk(hub, who, voice, hangout, gathered(who)), value))


async def _put(desk: Desk, _: str) -> Screen:
    if desk.data["edit"]:
        return await saved(desk.hub, desk.who, desk.voice, desk.hangout, desk.data)
    day = None if desk.data["day"] is None else day_of(desk.data["day"])
    return await on_day(desk.hub, desk.who, desk.voice, desk.hangout, desk.data, day)


async def _again(desk: Desk, _: str) -> Screen:
    """Other words; the rest is kept."""
    await enter(desk.hub, desk.who, Write.text, **desk.data)
    return text_screen(desk.voice, desk.data)


async def _bare(desk: Desk, _: str) -> Screen:
    """Other options; the words are kept."""
    return await _at_options(desk, desk.data | {"options": [], "pictures": [], "ends": [], "right": None})


async def _drop(desk: Desk, _: str) -> Screen:
    await leave(desk.hub, desk.who)
    return await home(desk.hub, desk.who, desk.voice, desk.hangout)


async def _kind(desk: Desk, value: str) -> Screen:
    """Another kind. Options go along where both kinds have them alike."""
    alike = {"choice", "guess"}
    kept = desk.data if {value, desk.data["kind"]} <= alike else desk.data | {"options": [], "pictures": [], "ends": []}
    data = kept | {"kind": drafts.known(value), "right": None}
    if at(desk.who)[1] != "text":
        return await _at_options(desk, data)
    await enter(desk.hub, desk.who, Write.text, **data)
    return text_screen(desk.voice, data)


async def _right(desk: Desk, value: str) -> Screen:
    if value not in map(str, range(len(desk.data["options"]))):
        raise NotFound
    return await _at_options(desk, desk.data | {"right": int(value)})


async def _flip(desk: Desk, value: str) -> Screen:
    if value not in drafts.of(desk.data).switches:
        raise NotFound
    return await _at_options(desk, desk.data | {value: not desk.data.get(value)})


async def _at_options(desk: Desk, data: Data) -> Screen:
    await enter(desk.hub, desk.who, Write.options, **data)
    return options_screen(desk.voice, data)


async def _back(desk: Desk, _: str) -> Screen:
    return await _at_options(desk, desk.data)


async def _days(desk: Desk, _: str) -> Screen:
    await enter(desk.hub, desk.who, Write.day, **desk.data)
    plan = await planning.plan(desk.hub, desk.who.id, desk.hangout.id)
    return days_screen(desk.voice, desk.hangout, plan)


async def _on(desk: Desk, value: str) -> Screen:
    if not value.isascii() or not value.isdigit() or len(value) > 7:
        raise NotFound
    return await on_day(desk.hub, desk.who, desk.voice, desk.hangout, desk.data, day_of(int(value)))


async def _about(desk: Desk, _: str) -> Screen:
    """The hangout's tags, to choose from."""
    tags = await own_tags.of_owner(desk.hub, desk.who.id, desk.hangout.id)
    return about_screen(desk.voice, desk.data, tags)


async def _then(desk: Desk, _: str) -> Screen:
    """What the owner does with the answers, to be written."""
    await enter(desk.hub, desk.who, Write.then, **desk.data)
    return then_screen(desk.voice, desk.data)


async def _plain(desk: Desk, _: str) -> Screen:
    """Without that line."""
    return await _at_options(desk, desk.data | {"then": ""})


async def _tag(desk: Desk, value: str) -> Screen:
    """A tag is put on or taken off again."""
    tags = await own_tags.of_owner(desk.hub, desk.who.id, desk.hangout.id)
    if value not in {tag.key for tag in tags}:
        raise NotFound
    held = set(desk.data.get("tags", [])) ^ {value}
    data = desk.data | {"tags": sorted(held)}
    await enter(desk.hub, desk.who, Write.options, **data)
    return about_screen(desk.voice, data, tags)


ACTS: dict[str, Callable[[Desk, str], Awaitable[Screen]]] = {
    "put": _put,
    "again": _again,
    "bare": _bare,
    "drop": _drop,
    "kind": _kind,
    "right": _right,
    "flip": _flip,
    "days": _days,
    "on": _on,
    "back": _back,
    "about": _about,
    "tag": _tag,
    "then": _then,
    "plain": _plain,
}
