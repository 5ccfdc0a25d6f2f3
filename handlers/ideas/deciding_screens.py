"""The questions of a decision that is being put together, a screen each."""

from typing import Any
from zlib import crc32

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout.choosers import short
from handlers.hangout.panel import Visit
from handlers.ideas.decisions import MISSES, TIES, lasting, terms
from handlers.replies import key, rows
from handlers.screens import Screen, sample
from hub.daily.kinds.choice import LEAST, MOST
from hub.days import local_day
from hub.ideas import shortlist
from hub.ideas.beside import DAYS_MOST, times
from hub.ideas.decisions import PROMISE_LIMIT, fitting
from hub.ideas.shortlist import Shortlist
from locales.voice import Voice, voice

QUORUMS = (5, 10, 20, 50, 100)
DAYS = (1, 3, 7)
Data = dict[str, Any]
"""What was chosen so far: `ideas`, `options`, `text`, `promise`, `quorum`, `on_tie`, `on_missed`, `days`. For a screen
`page` of the shortlist too, and `gone`: so many of the chosen ideas can not be put up any more."""


class Decide(CallbackData, prefix="dcd"):
    """A value tapped for the decision that is being put together, or what to do with it."""

    hangout: Number
    step: str
    value: str = ""


async def ask_choices(visit: Visit, data: Data) -> Screen:
    """Ideas of the shortlist, and options of the owner's own."""
    v, number = visit.voice, int(data.get("page", 0))
    found = await shortlist.page(visit.hub, visit.who.id, visit.hangout.id, number)
    lines = [
        *_gone(v, int(data.get("gone", 0))),
        v.say(
            "<b>What is there to choose from?</b>\nTap ideas of the shortlist, or write options of your own, each on a "
            "line: {least} to {most} in all.",
            least=LEAST,
            most=MOST,
        ),
    ]
    if not found.ideas:
        lines.append(v.say("No idea waits on the shortlist now."))
    labels = {str(one.id): f"{'✓ ' if one.id in data['ideas'] else ''}{short(one.text)}" for one in found.ideas}
    labels |= {mark(option): f"✓ {short(option)}" for option in data["options"]}
    taps = [[_tap(visit, label, "choices", value)] for value, label in labels.items()]
    enough = len(data["ideas"]) + len(data["options"]) >= LEAST
    go = [_tap(visit, v.tell("Continue"), "choices", "go")] if enough else []
    return Screen(Markup("\n").join(lines), rows(*taps, _turns(visit, found), [*go, _drop(visit)]))


def _gone(v: Voice, n: int) -> list[Markup]:
    told = v.many(
        "{n} idea that you chose can not be put to a vote any more and is left out; the rest is kept.",
        "{n} ideas that you chose can not be put to a vote any more and are left out; the rest is kept.",
        n,
    )
    return [v.frame("{told}\n", told=told)] if n else []


def _turns(visit: Visit, found: Shortlist) -> list[InlineKeyboardButton]:
    """To the pages around this one."""
    v = visit.voice
    before = [_tap(visit, v.tell("Previous"), "choices", f"p{found.page - 1}")] if found.page else []
    return before + ([_tap(visit, v.tell("Next"), "choices", f"p{found.page + 1}")] if found.more else [])


def mark(option: str) -> str:
    """How a button names an option that was written; a tap on it leaves it out again."""
    return f"w{crc32(option.encode())}"


async def ask_text(visit: Visit, _: Data) -> Screen:
    """The words of the question."""
    text = visit.voice.say("<b>How shall it be asked?</b>\nTap it, or write it your way.")
    return Screen(text, rows([_tap(visit, usual(visit), "text", "usual")], _out(visit, "text")))


def usual(visit: Visit) -> str:
    """In the language of the public posts."""
    return voice(visit.hangout.language).tell("Which of these shall we do first?")


async def ask_promise(visit: Visit, _: Data) -> Screen:
    """What is promised."""
    text = visit.voice.say(
        "<b>What do you promise?</b>\nIt stands under the question, and at the end beside what won. For example: "
        "{example}\nUp to {limit} letters.",
        example=visit.voice.tell("What wins is there before the month ends."),
        limit=PROMISE_LIMIT,
    )
    return Screen(text, rows(_out(visit, "promise")))


async def ask_quorum(visit: Visit, _: Data) -> Screen:
    """How many votes it takes."""
    v = visit.voice
    text = v.say("<b>How many votes does it take?</b>\nTap one, or write a number.")
    taps = [_tap(visit, v.number(number), "quorum", str(number)) for number in QUORUMS]
    return Screen(text, rows(taps, [_tap(visit, v.tell("Any number"), "quorum", "0")], _out(visit, "quorum")))


async def ask_tie(visit: Visit, _: Data) -> Screen:
    """What a tie comes to."""
    text = visit.voice.say("<b>And if some stand side by side?</b>")
    taps = [[_tap(visit, label(visit.voice), "tie", way)] for way, label in TIES.items()]
    return Screen(text, rows(*taps, _out(visit, "tie")))


async def ask_missed(visit: Visit, _: Data) -> Screen:
    """What too few votes come to."""
    text = visit.voice.say("<b>And if too few vote?</b>")
    taps = [[_tap(visit, label(visit.voice), "missed", way)] for way, label in MISSES.items()]
    return Screen(text, rows(*taps, _out(visit, "missed")))


async def ask_place(visit: Visit, _: Data) -> Screen:
    """The daily question, or beside it and for how long."""
    v = visit.voice
    text = v.say(
        "<b>As the daily question, or beside it?</b>\nBeside it, the vote has a post of its own and stays open for "
        "days, while the daily questions come as ever. Tap one, or write a number of days up to {most}.",
        most=DAYS_MOST,
    )
    beside = [[_tap(visit, lasting(v, days), "place", str(days))] for days in DAYS]
    daily = _tap(visit, v.tell("As the daily question"), "place", "0")
    return Screen(text, rows([daily], *beside, _out(visit, "place")))


async def ask_look(visit: Visit, data: Data) -> Screen:
    """All of it once more."""
    v, found = visit.voice, await shortlist.standing(visit.hub, visit.who.id, visit.hangout.id, data["ideas"])
    options = [fitting(one.text) for one in found] + data["options"]
    held = terms(v, data["promise"], data["quorum"], data["on_tie"], data["on_missed"])
    note = Markup("\n").join([_coming(visit, data["days"]), v.say("From the first vote on nothing about it changes.")])
    put = _tap(visit, v.tell("Put it to the vote"), "look", "put")
    keys = rows([put], _out(visit, "look"))
    return Screen(Markup("\n\n").join([sample(v, data["text"], options), held, note]), keys)


def _coming(visit: Visit, days: int) -> Markup:
    """When it is asked, as things stand."""
    v, zone, now = visit.voice, visit.hangout.timezone, visit.hub.now()
    if not days:
        return v.say("It is the next question that comes.")
    opens_at, closes_at = times(now, zone, days)
    day = v.date(local_day(closes_at, zone))
    if visit.hangout.state != "open":
        return v.say("The hangout is closed now. Once you open it again it goes out by day, beside the daily question.")
    if opens_at == now:
        return v.say("It goes out at once, beside the daily question, and closes at this hour on {day}.", day=day)
    return v.say(
        "It goes out {morning}, so that nobody is woken, beside the daily question, and closes at that hour on {day}.",
        morning=v.when(opens_at, zone, now),
        day=day,
    )


def _tap(visit: Visit, label: str, step: str, value: str) -> InlineKeyboardButton:
    return key(label, Decide(hangout=visit.hangout.id, step=step, value=value).pack())


def _out(visit: Visit, step: str) -> list[InlineKeyboardButton]:
    """A step back, with everything that was given, or out of it all."""
    return [_tap(visit, visit.voice.tell("Back"), step, "back"), _drop(visit)]


def _drop(visit: Visit) -> InlineKeyboardButton:
    return _tap(visit, visit.voice.tell("Cancel"), "drop", "")
