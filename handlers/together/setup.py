"""Setting a shared stick: how many notches, until when, under what name; each tapped or written, then begun."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout import panel
from handlers.hangout.choosers import short
from handlers.hangout.panel import Visit
from handlers.replies import Reply, key, rows, send
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.together.panel import screen, state
from handlers.together.words import day_name
from handlers.wizards import Heard, Typed, Wordless, at, enter, here, leave
from hub.context import Hub
from hub.days import local_day
from hub.errors import NotFound
from hub.person.people import Who
from hub.together import goals
from hub.together import views as goal_views
from hub.together.terms import LEAST, MOST, OCCASIONS, TITLE_LIMIT, end_day, target, within
from hub.wording import required
from locales.voice import Voice, voice

router = Router(name="goal_setup")
TARGETS = (100, 250, 500, 1000, 2500, 5000)
SPANS: dict[str, Callable[[Voice], str]] = {
    "14": lambda v: v.tell("Two weeks"),
    "30": lambda v: v.tell("A month"),
}
Data = dict[str, Any]
"""What has been chosen so far: `target`, `day` (ISO), `title`."""


class Goal(StatesGroup):
    """A shared stick for the whole hangout."""

    target = State()
    day = State()
    title = State()
    sure = State()


class Wish(CallbackData, prefix="wish"):
    """A value tapped for the shared stick that is being set, or what to do with it."""

    hangout: Number
    step: str
    value: str = ""


async def _ask_target(visit: Visit, _: Data) -> Screen:
    v = visit.voice
    so_far = await goal_views.pace(visit.hub, visit.who.id, visit.hangout.id)
    lines = [v.say("<b>How many notches shall you reach together?</b>")]
    if so_far > 0:
        lines.append(v.say("In the last two weeks everybody’s notches came to {n}.", n=so_far))
    lines.append(v.say("Tap one, or write a number from {least} to {most}.", least=LEAST, most=MOST))
    taps = [_tap(visit, v.number(n), "target", str(n)) for n in TARGETS]
    return Screen(Markup("\n").join(lines), rows(taps[:3], taps[3:], [_drop(visit)]))


async def _ask_day(visit: Visit, _: Data) -> Screen:
    v, today = visit.voice, _today(visit)
    text = v.say(
        "<b>Until when?</b>\nThe whole of that day still counts. Tap one, or write a day, like {example}.",
        example=v.date(today + timedelta(days=45)),
    )
    evenings = [(day_name(v, day), day) for day in sorted(of(today) for of in OCCASIONS.values())]
    spans = [(label(v), today + timedelta(days=int(days))) for days, label in SPANS.items()]
    ends = [span for span in spans if span[1] not in dict(evenings).values()] + evenings
    taps = [_tap(visit, f"{name} · {v.date(day)}", "day", day.isoformat()) for name, day in ends]
    return Screen(text, rows(*([tap] for tap in taps), [_drop(visit)]))


async def _ask_title(visit: Visit, data: Data) -> Screen:
    text = visit.voice.say(
        "<b>What shall it be called?</b>\nEverybody reads it on the picture. Tap one, or write your own, up to {limit} "
        "letters.",
        limit=TITLE_LIMIT,
    )
    taps = [[_tap(visit, short(name), "title", str(n))] for n, name in enumerate(_titles(visit, data))]
    return Screen(text, rows(*taps, [_drop(visit)]))


def _titles(visit: Visit, data: Data) -> list[str]:
    """Names in the language of the public posts, since everybody will read them."""
    speaker, notches = voice(visit.hangout.language), data["target"]
    by = speaker.tell("Together {n} notches by {day}", n=notches, day=day_name(speaker, _day(data)))
    return [by, speaker.tell("{n} notches, all together", n=notches), speaker.tell("One stick for all of us")]


async def _ask_sure(visit: Visit, data: Data) -> Screen:
    v, day = visit.voice, _day(data)
    days = (day - _today(visit)).days + 1
    facts = [
        v.frame("<b>{title}</b>", title=data["title"]),
        v.say("{n} notches through {day}", n=data["target"], day=day_name(v, day)),
        v.frame("{days}", days=v.many("{n} day, counting today", "{n} days, counting today", days)),
        v.say("It begins a minute after your word. Notches that stand already are not counted."),
    ]
    keys = rows(
        [_tap(visit, v.tell("Begin"), "begin")],
        [_tap(visit, v.tell("Start over"), "again"), _drop(visit)],
    )
    return Screen(Markup("\n").join(facts), keys)


def _tap(visit: Visit, label: str, step: str, value: str = "") -> InlineKeyboardButton:
    return key(label, Wish(hangout=visit.hangout.id, step=step, value=value).pack())


def _drop(visit: Visit) -> InlineKeyboardButton:
    return _tap(visit, visit.voice.tell("Cancel"), "drop")


def _today(visit: Visit) -> date:
    return local_day(visit.hub.now(), visit.hangout.timezone)


def _day(data: Data) -> date:
    return date.fromisoformat(data["day"])


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
        return within(date.fromisoformat(value), _today(visit)).isoformat()
    except ValueError as error:
        raise NotFound from error


def _tapped_title(visit: Visit, data: Data, value: str) -> str:
    names = dict(enumerate(_titles(visit, data)))
    if not value.isdecimal() or int(value) not in names:
        raise NotFound
    return required(names[int(value)], TITLE_LIMIT)


def _not_given(visit: Visit, data: Data, words: str) -> Any:
    raise NotFound


def _typed_day(visit: Visit, _: Data, words: str) -> str:
    return end_day(words, visit.voice.language, _today(visit)).isoformat()


STEPS: dict[str, Step] = {
    "target": Step(Goal.target, _ask_target, lambda *given: target(given[2]), lambda *given: target(given[2]), "day"),
    "day": Step(Goal.day, _ask_day, _tapped_day, _typed_day, "title"),
    "title": Step(Goal.title, _ask_title, _tapped_title, lambda *given: required(given[2], TITLE_LIMIT), "sure"),
    "sure": Step(Goal.sure, _ask_sure, _not_given, _not_given, "sure"),
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
    set_ = await goals.start(visit.hub, visit.who.id, visit.hangout.id, data["target"], _day(data), data["title"])
    await leave(visit.hub, visit.who)
    return state(visit, set_)._replace(said=visit.voice.tell("The shared stick is set."))


async def _again(visit: Visit) -> Screen:
    return await _go(visit, "target", {})


async def _dropped(visit: Visit) -> Screen:
    await leave(visit.hub, visit.who)
    return await screen(visit)


ACTS: dict[str, Callable[[Visit], Awaitable[Screen]]] = {"begin": _started, "again": _again, "drop": _dropped}
panel.ACTS["goal_new"] = _begin
