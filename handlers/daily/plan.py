"""The next two weeks at a glance: what comes on which day, and another question for a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Compose, Number, Panel
from handlers.daily import drafts
from handlers.daily.queue import PLAN, card
from handlers.daily.write import ComposeOn
from handlers.daily.write_screens import FIXED, day_of
from handlers.hangout import panel
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import DAILY, button
from handlers.hangout.panel_screens import parts as shelf_of
from handlers.letters import Desk, Letter
from handlers.notices import NOTICES
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.daily import planning, questions
from hub.daily.asking import Asked
from hub.daily.planning import Plan, PlannedDay
from hub.daily.questions import Draft
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from locales.voice import Spoken, Voice, voice

router = Router(name="plan")
LINE = 60  # letters of a question that keep a day on two lines of a phone
WEEK = 7


class Day(CallbackData, prefix="day"):
    """What comes on a day, given by its ordinal."""

    hangout: Number
    day: Number


class Ready(CallbackData, prefix="ready"):
    """Something is done about a day with a question of the bank; the acts stand in
    handlers.daily.collection. `key` is the question's, or
    the page of the collection."""

    hangout: Number
    day: Number
    act: str
    key: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a day's question comes from: its mark in the plan, a word for that, and a line below the question."""

    mark: str
    word: Callable[[Voice], Spoken]
    about: Callable[[Voice], Markup]


ORIGINS: dict[str, Origin] = {
    "day": Origin(FIXED, lambda v: v.tell("for that day"), lambda v: v.say("Yours, for this very day.")),
    "queue": Origin("✍️", lambda v: v.tell("from the queue"), lambda v: v.say("Yours, from the queue.")),
    "bank": Origin(
        "✨",
        lambda v: v.tell("from our collection"),
        lambda v: v.say("From our collection. It may change while the days go by; take it to keep it."),
    ),
    "recall": Origin(
        "🕰",
        lambda v: v.tell("a look back"),
        lambda v: v.say("A look back: one of your own past questions, as a guess."),
    ),
    "rest": Origin(
        "▫️",
        lambda v: v.tell("nothing yet"),
        lambda v: v.say("Nothing is left to ask on this day; write one, or it rests."),
    ),
}


async def _opened(visit: Visit) -> Screen:
    return screen(visit, await planning.plan(visit.hub, visit.who.id, visit.hangout.id))


def screen(visit: Visit, plan: Plan) -> Screen:
    """Two weeks, a day to a line, with a button for each day."""
    v, hangout = visit.voice, visit.hangout
    days = [key(v.day_of_month(one.day), Day(hangout=hangout.id, day=one.day.toordinal()).pack()) for one in plan.days]
    again = v.tell("Bring {n} skipped back", n=plan.skipped)
    keys = rows(
        days[:WEEK],
        days[WEEK:],
        [button(again, hangout, "unskip")] if plan.skipped else [],
        *shelf_of(v, hangout, DAILY, {}),
        [button(v.tell("Back"), hangout, "home")],
    )
    head = v.say("<b>The next two weeks of {title}</b>", title=hangout.title)
    lines = Markup("\n").join(_line(v, one) for one in plan.days)
    return Screen(Markup("\n\n").join(part for part in (head, lines, _later(v, plan), _legend(v, plan)) if part), keys)


def _legend(v: Voice, plan: Plan) -> Markup:
    """What the marks that are there mean."""
    there = {one.origin for one in plan.days}
    marks = [f"{origin.mark} {origin.word(v)}" for name, origin in ORIGINS.items() if name in there]
    return v.frame("{marks}\n{help}", marks=Spoken(" · ".join(marks)), help=v.tell("Tap a day to change it."))


def _line(v: Voice, one: PlannedDay) -> Markup:
    text = one.asked.text if one.asked else ORIGINS["rest"].word(v)
    shown = text if len(text) <= LINE else text[: LINE - 1].rstrip() + "…"
    return v.frame("{mark} <b>{day}</b> {text}", mark=Spoken(ORIGINS[one.origin].mark), day=v.date(one.day), text=shown)


def _later(v: Voice, plan: Plan) -> Markup:
    """Questions for days beyond."""
    lines = [
        v.frame("{mark} <b>{day}</b> {text}", mark=Spoken(FIXED), day=v.date(one.day), text=one.text)
        for one in plan.later
        if one.day
    ]
    return Markup("\n").join([v.say("Later:"), *lines]) if lines else Markup("")


@router.callback_query(Day.filter())
async def day(press: CallbackQuery, callback_data: Day, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A day of the plan."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    return on_tap(press, await day_screen(Visit(bot, hub, who, voice, hangout), day_of(callback_data.day)))


async def day_screen(visit: Visit, day: date) -> Screen:
    """A question that waits has its card; of the others one can be taken, or another chosen."""
    planned = (await planning.plan(visit.hub, visit.who.id, visit.hangout.id)).on(day)
    if planned.question is not None:
        waiting = await questions.one(visit.hub, visit.who.id, visit.hangout.id, planned.question)
        shown = card(visit.voice, visit.hangout, waiting, PLAN)
        head = visit.voice.frame("<b>{day}</b>", day=visit.voice.date(day))
        return shown._replace(text=Markup("\n").join([head, shown.text]))
    return _unwritten(visit, planned)


def _unwritten(visit: Visit, planned: PlannedDay) -> Screen:
    v, hangout = visit.voice, visit.hangout
    write = key(v.tell("Write one for that day"), ComposeOn(hangout=hangout.id, day=planned.day.toordinal()).pack())
    other = ready_button(visit, planned.day, v.tell("Choose another"), "page", "0")
    parts = [v.frame("<b>{day}</b>", day=v.date(planned.day)), ORIGINS[planned.origin].about(v)]
    if planned.asked is not None:
        parts.insert(1, _sample(v, planned.asked))
    keys = rows(_taking(visit, planned), [other], [write], [button(v.tell("Next two weeks"), hangout, "plan")])
    return Screen(Markup("\n\n").join(parts), keys)


def _sample(v: Voice, asked: Asked) -> Markup:
    draft = Draft(asked.kind, asked.text, tuple(asked.options), asked.facts)
    return drafts.preview(v, drafts.data_of(draft))


def _taking(visit: Visit, planned: PlannedDay) -> list[InlineKeyboardButton]:
    """A question of the bank can be made one's own, or not wanted."""
    asked, v = planned.asked, visit.voice
    if asked is None or planned.origin != "bank" or asked.bank_key is None:
        return []
    return [
        ready_button(visit, planned.day, v.tell("Take and edit"), "take", asked.bank_key),
        ready_button(visit, planned.day, v.tell("Not this one"), "skip", asked.bank_key),
    ]


def ready_button(visit: Visit, day: date, label: str, act: str, value: str) -> InlineKeyboardButton:
    return key(label, Ready(hangout=visit.hangout.id, day=day.toordinal(), act=act, key=value).pack())


async def _unskip(visit: Visit) -> Screen:
    await planning.unskip(visit.hub, visit.who.id, visit.hangout.id)
    return (await _opened(visit))._replace(said=visit.voice.tell("All of them may come again."))


async def _nothing_left(desk: Desk, parcel: Parcel) -> Letter:
    """To owners, two weeks before a day without a question."""
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    text = v.say(
        "From {day} on, {title} has nothing left to ask: our collection was asked within the year. Write a few "
        "questions until then, or those days rest; nobody’s days in a row are lost by that.",
        day=v.date(date.fromisoformat(parcel.payload["day"])),
        title=parcel.payload["title"],
    )
    write = key(v.tell("New question"), Compose(hangout=parcel.hangout_id).pack())
    return Letter(
        text, rows([write, key(v.tell("Next two weeks"), Panel(hangout=parcel.hangout_id, act="plan").pack())])
    )


panel.ACTS["plan"] = _opened
panel.ACTS["unskip"] = _unskip
NOTICES["nothing_left"] = _nothing_left
