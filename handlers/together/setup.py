"""Setting a shared stick: how many notches, until when, under what name; each tapped or written, then begun."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.hangout import panel
from handlers.hangout.panel import Visit
from handlers.replies import Reply, send
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.together.panel import screen, state
from handlers.together.setup_screens import (
    Data,
    Wish,
    ask_day,
    ask_sure,
    ask_target,
    ask_title,
    last_day,
    local_today,
    titles,
)
from handlers.wizards import Heard, Typed, Wordless, at, enter, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Who
from hub.together import goals
from hub.together import views as goal_views
from hub.together.terms import TITLE_LIMIT, end_day, target, within
from hub.wording import required
from locales.voice import Voice

router = Router(name="goal_setup")


class Goal(StatesGroup):
    """A shared stick for the whole hangout."""

    target = State()
    day = State()
    title = State()
    sure = State()


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the way: `tapped` and `typed` turn what was given into what is kept, or raise a HubError."""

    state: State
    ask: Callable[[Visit, Data], Awaitable[Screen]]
    tapped: Callable[[Visit, Data, str], Any]
    typed: Callable[[Visit, Data, str], Any]
    then: str


def _tapped_day(visit: Visit, _: Data, value: str) -> str:
    try:
        return within(date.fromisoformat(value), local_today(visit)).isoformat()
    except ValueError as error:
        raise NotFound from error


def _tapped_title(visit: Visit, data: Data, value: str) -> str:
    names = dict(enumerate(titles(visit, data)))
    if not value.isdecimal() or int(value) not in names:
        raise NotFound
    return required(names[int(value)], TITLE_LIMIT)


def _not_given(visit: Visit, data: Data, words: str) -> Any:
    raise NotFound


def _typed_day(visit: Visit, _: Data, words: str) -> str:
    return end_day(words, visit.voice.language, local_today(visit)).isoformat()


STEPS: dict[str, Step] = {
    "target": Step(Goal.target, ask_target, lambda *given: target(given[2]), lambda *given: target(given[2]), "day"),
    "day": Step(Goal.day, ask_day, _tapped_day, _typed_day, "title"),
    "title": Step(Goal.title, ask_title, _tapped_title, lambda *given: required(given[2], TITLE_LIMIT), "sure"),
    "sure": Step(Goal.sure, ask_sure, _not_given, _not_given, "sure"),
}


async def _begin(visit: Visit) -> Screen:
    """The first question; while a shared stick is on, that one is shown instead."""
    now = await goal_views.of_owner(visit.hub, visit.who.id, visit.hangout.id)
    if now is not None and now.on:
        return state(visit, now)
    return await _go(visit, "target", {})


async def _go(visit: Visit, step: str, data: Data, heard: int = 0) -> Screen:
    """On to a step with what has been chosen so far; a step back leaves nothing behind that it may change."""
    kept: Data = {name: data[name] for name in ("target", "day", "title") if name in data}
    await enter(visit.hub, visit.who, STEPS[step].state, hangout=visit.hangout.id, heard=heard, **kept)
    return await STEPS[step].ask(visit, kept)


@router.callback_query(Wish.filter())
async def wished(press: CallbackQuery, callback_data: Wish, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A tap on the way. Where the way is over or was left, the shared stick is shown as it is."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    if at(who)[0] != "Goal" or here(who) != visit.hangout.id:
        return on_tap(press, (await screen(visit))._replace(said=voice.tell("That button has done its work.")))
    if callback_data.step in ACTS:
        return on_tap(press, await ACTS[callback_data.step](visit))
    step = STEPS.get(callback_data.step)
    if step is None or not _ready(callback_data.step, who.data):
        raise NotFound
    given = step.tapped(visit, who.data, callback_data.value)
    return on_tap(press, await _go(visit, step.then, who.data | {callback_data.step: given}))


def _ready(step: str, data: Data) -> bool:
    """Whether everything that comes before the step has been chosen."""
    before = list(STEPS)[: list(STEPS).index(step)]
    return all(name in data for name in before)


@router.message(StateFilter(Goal), Heard())
async def heard_before(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Telegram brought an answer twice: the person sees where it led."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))
    return on_words(who.id, await STEPS[at(who)[1]].ask(visit, who.data))


@router.message(StateFilter(Goal.target, Goal.day, Goal.title), Typed())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A value was written; where it does not fit, the line says so and the step waits on."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))
    name = at(who)[1]
    given = STEPS[name].typed(visit, who.data, message.text or "")
    return on_words(who.id, await _go(visit, STEPS[name].then, who.data | {name: given}, message.message_id))


@router.message(StateFilter(Goal.sure), Typed())
async def waiting(message: Message, who: Who, voice: Voice) -> Reply:
    """Nothing is left to write."""
    return send(who.id, voice.say("Everything is here. Tap a button above, and it begins."))


@router.message(StateFilter(Goal), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker or a photo is no answer here; everything stays."""
    return send(who.id, voice.say("Here I understand taps and written words. Tap a button above, or write it."))


async def _started(visit: Visit) -> Screen:
    data = visit.who.data
    if not _ready("sure", data):
        raise NotFound
    set_ = await goals.start(visit.hub, visit.who.id, visit.hangout.id, data["target"], last_day(data), data["title"])
    await leave(visit.hub, visit.who)
    return state(visit, set_)._replace(said=visit.voice.tell("The shared stick is set."))


async def _again(visit: Visit) -> Screen:
    return await _go(visit, "target", {})


async def _dropped(visit: Visit) -> Screen:
    await leave(visit.hub, visit.who)
    return await screen(visit)


ACTS: dict[str, Callable[[Visit], Awaitable[Screen]]] = {"begin": _started, "again": _again, "drop": _dropped}
panel.ACTS["goal_new"] = _begin
