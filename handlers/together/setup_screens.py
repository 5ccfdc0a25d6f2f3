"""The questions of a shared stick that is being set: how many notches, until when, under what name."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout.choosers import short
from handlers.hangout.panel import Visit
from handlers.replies import key, rows
from handlers.screens import Screen
from handlers.together.words import day_name
from hub.days import local_day
from hub.together import views as goal_views
from hub.together.terms import LEAST, MOST, OCCASIONS, TITLE_LIMIT
from locales.voice import Voice, voice

TARGETS = (100, 250, 500, 1000, 2500, 5000)
SPANS: dict[str, Callable[[Voice], str]] = {
    "14": lambda v: v.tell("Two weeks"),
    "30": lambda v: v.tell("A month"),
}
Data = dict[str, Any]
"""What has been chosen so far: `target`, `day` (ISO), `title`."""


class Wish(CallbackData, prefix="wish"):
    """A value tapped for the shared stick that is being set, or what to do with it."""

    hangout: Number
    step: str
    value: str = ""


async def ask_target(visit: Visit, _: Data) -> Screen:
    """A number, with the pace of the last two weeks to go by."""
    v = visit.voice
    so_far = await goal_views.pace(visit.hub, visit.who.id, visit.hangout.id)
    lines = [v.say("<b>How many notches shall you reach together?</b>")]
    if so_far > 0:
        lines.append(v.say("In the last two weeks everybody’s notches came to {n}.", n=so_far))
    lines.append(v.say("Tap one, or write a number from {least} to {most}.", least=LEAST, most=MOST))
    taps = [_tap(visit, v.number(n), "target", str(n)) for n in TARGETS]
    return Screen(Markup("\n").join(lines), rows(taps[:3], taps[3:], [_drop(visit)]))


async def ask_day(visit: Visit, _: Data) -> Screen:
    """A day: an evening that people know, a span, or one that is written."""
    v, today = visit.voice, local_today(visit)
    text = v.say(
        "<b>Until when?</b>\nThe whole of that day still counts. Tap one, or write a day, like {example}.",
        example=v.date(today + timedelta(days=45)),
    )
    evenings = [(day_name(v, day), day) for day in sorted(of(today) for of in OCCASIONS.values())]
    spans = [(label(v), today + timedelta(days=int(days))) for days, label in SPANS.items()]
    ends = [span for span in spans if span[1] not in dict(evenings).values()] + evenings
    taps = [_tap(visit, f"{name} · {v.date(day)}", "day", day.isoformat()) for name, day in ends]
    return Screen(text, rows(*([tap] for tap in taps), [_drop(visit)]))


async def ask_title(visit: Visit, data: Data) -> Screen:
    """A name."""
    text = visit.voice.say(
        "<b>What shall it be called?</b>\nEverybody reads it on the picture. Tap one, or write your own, up to {limit} "
        "letters.",
        limit=TITLE_LIMIT,
    )
    taps = [[_tap(visit, short(name), "title", str(n))] for n, name in enumerate(titles(visit, data))]
    return Screen(text, rows(*taps, [_drop(visit)]))


def titles(visit: Visit, data: Data) -> list[str]:
    """Names in the language of the public posts, since everybody will read them."""
    speaker, notches = voice(visit.hangout.language), data["target"]
    by = speaker.tell("Together {n} notches by {day}", n=notches, day=day_name(speaker, last_day(data)))
    return [by, speaker.tell("{n} notches, all together", n=notches), speaker.tell("One stick for all of us")]


async def ask_sure(visit: Visit, data: Data) -> Screen:
    """Everything once more."""
    v, day = visit.voice, last_day(data)
    days = (day - local_today(visit)).days + 1
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


def local_today(visit: Visit) -> date:
    """The day where the hangout is."""
    return local_day(visit.hub.now(), visit.hangout.timezone)


def last_day(data: Data) -> date:
    """The day that was chosen."""
    return date.fromisoformat(data["day"])
