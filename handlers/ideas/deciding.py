"""Putting something to a vote that decides: what to choose from, how it is asked, what is promised on what terms."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.hangout import panel
from handlers.hangout.panel import Visit
from handlers.ideas.deciding_screens import (
    DAYS,
    Data,
    Decide,
    ask_choices,
    ask_look,
    ask_missed,
    ask_place,
    ask_promise,
    ask_quorum,
    ask_text,
    ask_tie,
    mark,
    usual,
)
from handlers.ideas.decisions import MISSES, TIES, lasting, listed, shown
from handlers.replies import Reply, send
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Heard, Typed, Wordless, at, enter, here, leave
from hub.context import Hub
from hub.daily.kinds.choice import LEAST, MOST, distinct
from hub.daily.questions import check_text
from hub.errors import BadNumber, NotFound, TooFewOptions, TooManyOptions
from hub.ideas import decisions, shortlist
from hub.ideas.beside import DAYS_MOST, check_days
from hub.ideas.decisions import QUORUM_MOST, Draft, check_promise, check_quorum
from hub.ideas.errors import NotShortlisted, UpAlready
from hub.ideas.outcomes import ON_MISSED
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="deciding")
CHOSEN = frozenset({"choices", "text", "look"})
"""Steps that are taken only with ideas that can be put to a vote."""


class Deciding(StatesGroup):
    """A vote that decides, put together thing by thing."""

    choices = State()
    text = State()
    promise = State()
    quorum = State()
    tie = State()
    missed = State()
    place = State()
    look = State()


def _chosen(visit: Visit, data: Data, value: str) -> Data:
    """An idea is chosen, or chosen no more; an option that was written is left out; another page is turned to."""
    if value in (written := {mark(option): option for option in data["options"]}):
        return {"options": [option for option in data["options"] if option != written[value]]}
    plain = value.removeprefix("p")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 16):
        raise NotFound
    number, ideas = int(plain), list(data["ideas"])
    if plain != value:
        return {"page": number}
    if number in ideas:
        ideas.remove(number)
    elif len(ideas) + len(data["options"]) >= MOST:
        raise TooManyOptions(limit=MOST, count=MOST + 1)
    else:
        ideas.append(number)
    return {"ideas": ideas}


def _written(visit: Visit, data: Data, text: str) -> Data:
    """More options, each on a line."""
    options = distinct([*data["options"], *text.splitlines()])
    if len(options) + len(data["ideas"]) > MOST:
        raise TooManyOptions(limit=MOST, count=len(options) + len(data["ideas"]))
    return {"options": options}


def _number(visit: Visit, data: Data, text: str) -> Data:
    plain = text.strip()
    if not plain.isdecimal() or len(plain) > len(str(QUORUM_MOST)):
        raise BadNumber(least=0, most=QUORUM_MOST)
    return {"quorum": check_quorum(int(plain))}


def _way(field: str, ways: dict[str, Callable[[Voice], str]]) -> Callable[[Visit, Data, str], Data]:
    """One of the ways, tapped or written as its button says."""

    def given(visit: Visit, _: Data, value: str) -> Data:
        found = next((way for way, label in ways.items() if value in (way, label(visit.voice))), None)
        if found is None:
            raise NotFound
        return {field: found}

    return given


def _days(visit: Visit, data: Data, text: str) -> Data:
    """Days beside the daily question, tapped or written as a number or as the button says; 0 is the question itself."""
    labels = {str(lasting(visit.voice, days)): days for days in DAYS}
    labels |= {str(visit.voice.tell("As the daily question")): 0}
    plain = text.strip()
    if plain in labels:
        return {"days": labels[plain]}
    if not plain.isdecimal() or len(plain) > len(str(DAYS_MOST)):
        raise BadNumber(least=1, most=DAYS_MOST)
    return {"days": check_days(int(plain)) if int(plain) else 0}


def _text(visit: Visit, _: Data, value: str) -> Data:
    return {"text": check_text(usual(visit) if value == "usual" else value)}


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the way: `given` turns what was tapped or written into what is kept, or raises a HubError."""

    state: State
    ask: Callable[[Visit, Data], Awaitable[Screen]]
    tapped: Callable[[Visit, Data, str], Data] | None
    typed: Callable[[Visit, Data, str], Data] | None
    then: str


STEPS: dict[str, Step] = {
    "choices": Step(Deciding.choices, ask_choices, _chosen, _written, "choices"),
    "text": Step(Deciding.text, ask_text, _text, _text, "promise"),
    "promise": Step(Deciding.promise, ask_promise, None, lambda _, __, t: {"promise": check_promise(t)}, "quorum"),
    "quorum": Step(Deciding.quorum, ask_quorum, _number, _number, "tie"),
    "tie": Step(Deciding.tie, ask_tie, _way("on_tie", TIES), _way("on_tie", TIES), "missed"),
    "missed": Step(Deciding.missed, ask_missed, _way("on_missed", MISSES), _way("on_missed", MISSES), "place"),
    "place": Step(Deciding.place, ask_place, _days, _days, "look"),
    "look": Step(Deciding.look, ask_look, None, None, "look"),
}


async def _to(visit: Visit, name: str, data: Data, heard: int = 0) -> Screen:
    """A step of the way; how many vote too few is not asked where any number will do. Who had chosen an idea that can
    not be put up any more is at the choices again, with everything else kept."""
    name = "place" if name == "missed" and not data["quorum"] else name
    left = data["ideas"]
    if name in CHOSEN:
        left = [one.id for one in await shortlist.standing(visit.hub, visit.who.id, visit.hangout.id, left)]
    gone = len(data["ideas"]) - len(left)
    name, data = "choices" if gone else name, data | {"ideas": left}
    await enter(visit.hub, visit.who, STEPS[name].state, **(data | {"hangout": visit.hangout.id, "heard": heard}))
    return await STEPS[name].ask(visit, data | {"gone": gone})


def _before(name: str, data: Data) -> str:
    """The step that was taken before this one."""
    taken = [one for one in STEPS if one != "missed" or data["quorum"]]
    return taken[taken.index(name) - 1]


async def _begin(visit: Visit) -> Screen:
    empty: Data = {"ideas": [], "options": [], "text": "", "promise": "", "quorum": 0, "on_tie": next(iter(TIES))}
    return await _to(visit, "choices", empty | {"on_missed": ON_MISSED[0], "days": 0})


@router.callback_query(Decide.filter())
async def tapped(press: CallbackQuery, callback_data: Decide, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A value by a tap. A button of another step than the one that waits shows where the way stands."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    wizard, now = at(who)
    if wizard != "Deciding" or here(who) != visit.hangout.id:
        return on_tap(press, await listed(visit))
    if callback_data.step == "drop":
        await leave(hub, who)
        return on_tap(press, await listed(visit))
    return on_tap(press, await _taken(visit, now, callback_data, press))


async def _taken(visit: Visit, now: str, what: Decide, press: CallbackQuery) -> Screen:
    data, step = dict(visit.who.data), STEPS[now]
    if what.step != now:
        return await step.ask(visit, data)
    if what.value == "put" and now == "look":
        return await _put(visit, data, press)
    if what.value == "go" and now == "choices":
        if len(data["ideas"]) + len(data["options"]) < LEAST:
            raise TooFewOptions(limit=LEAST)
        return await _to(visit, "text", data)
    if what.value == "back" and now != "choices":
        return await _to(visit, _before(now, data), data)
    if step.tapped is None:
        raise NotFound
    return await _to(visit, step.then, data | step.tapped(visit, data, what.value))


async def _put(visit: Visit, data: Data, press: CallbackQuery) -> Screen:
    draft = Draft(
        data["text"],
        data["promise"],
        tuple(data["ideas"]),
        tuple(data["options"]),
        data["quorum"],
        data["on_tie"],
        data["on_missed"],
        data["days"],
    )
    message = press.message.message_id if press.message else 0
    once = f"{visit.who.id}:{message}"
    try:
        made = await decisions.begin(visit.hub, visit.who.id, visit.hangout.id, draft, once=once)
    except (NotShortlisted, UpAlready):
        return await _to(visit, "choices", data)
    await leave(visit.hub, visit.who)
    v = visit.voice
    said = v.tell("It is asked beside the daily question.") if made.days else v.tell("It is asked next.")
    return shown(visit, made)._replace(said=said)


@router.message(StateFilter(Deciding), Heard())
async def heard_before(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Telegram brought the words twice."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))
    return on_words(who.id, await STEPS[at(who)[1]].ask(visit, dict(who.data)))


@router.message(StateFilter(Deciding), Typed())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A value in words; where it does not fit, the line says so and waits on."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))
    data, step = dict(who.data), STEPS[at(who)[1]]
    if step.typed is None:
        return on_words(who.id, await step.ask(visit, data))
    given = data | step.typed(visit, data, message.text or "")
    return on_words(who.id, await _to(visit, step.then, given, message.message_id))


@router.message(StateFilter(Deciding), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker decides nothing; the step waits on."""
    return send(who.id, voice.say("Here I understand taps and written words. Tap a button above, or write it."))


panel.ACTS["decide"] = _begin
