"""What the person sees while they write a question, and where it goes when it is written."""

from collections.abc import Sequence
from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers import errors
from handlers.buttons import Compose, Number, Panel, Queue
from handlers.daily import drafts
from handlers.daily.drafts import COMPOSING, SWITCHES, Data
from handlers.replies import Keys, key, rows
from handlers.screens import Screen
from handlers.wizards import Write, enter, leave
from hub.context import Hub
from hub.daily import questions
from hub.daily.kinds.choice import LEAST
from hub.daily.planning import Plan
from hub.daily.questions import THEN_LIMIT, QuestionView
from hub.errors import NotFound
from hub.habit.tags import Tag
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Spoken, Voice

FIXED = "📌"
"""The mark of a question for a certain day."""

errors.WORDS["bad_day"] = lambda v, _: v.say(
    "No question can be planned for that day. Choose one of the coming days, within a year."
)
errors.WORDS["nothing_left"] = lambda v, _: v.say(
    "There is nothing left to ask: the queue is empty, and our collection is used up. Write a question first."
)


class Draft(CallbackData, prefix="draft"):
    """What to do with the question that is being written; the acts stand in handlers.daily.write_acts."""

    hangout: Number
    act: str


def day_of(ordinal: int) -> date:
    """A day from a button; NotFound for one that no calendar has."""
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError) as error:
        raise NotFound from error


def act(label: str, hangout_id: int, name: str, value: object = None) -> InlineKeyboardButton:
    """A button that does something with the question."""
    return key(label, Draft(hangout=hangout_id, act=name if value is None else f"{name}.{value}").pack())


def text_screen(v: Voice, data: Data) -> Screen:
    """The question's words are asked for; another kind is one tap away."""
    hangout_id = data["hangout"]
    kinds = [
        act(("✓ " if kind == data["kind"] else "") + one.name(v), hangout_id, "kind", kind)
        for kind, one in COMPOSING.items()
    ]
    head = v.say("<b>What shall the question be?</b>")
    parts = [head + Markup("\n") + drafts.of(data).about(v), _for_day(v, data)]
    keys = rows(kinds[:2], kinds[2:], [act(v.tell("Cancel"), hangout_id, "drop")])
    return Screen(Markup("\n\n").join(part for part in parts if part), keys)


def _for_day(v: Voice, data: Data) -> Markup:
    if data.get("day") is None:
        return Markup("")
    return v.say("For {day}.", day=v.date(day_of(data["day"])))


def options_screen(v: Voice, data: Data) -> Screen:
    """The question as it stands, and what can come next."""
    hangout_id, ready = data["hangout"], drafts.of(data).ready(data)
    some = data["options"] or data["ends"] or data["pictures"]
    keys = rows(
        _goals(v, data) if ready else [],
        *([right] for right in _answers(v, data)),
        *([switch] for switch in (_switches(v, data) if ready else [])),
        [
            *([act(v.tell("Options again"), hangout_id, "bare")] if some else []),
            *([act(v.tell("About …"), hangout_id, "about")] if ready else []),
        ],
        [act(("☑ " if data.get("then") else "") + v.tell("What comes of it"), hangout_id, "then")] if ready else [],
        [act(v.tell("Write it again"), hangout_id, "again"), act(v.tell("Cancel"), hangout_id, "drop")],
    )
    parts = [drafts.preview(v, data), drafts.of(data).help(v, data), _for_day(v, data)]
    return Screen(Markup("\n\n").join(part for part in parts if part), keys)


def _goals(v: Voice, data: Data) -> list[InlineKeyboardButton]:
    """Where a question that is ready can go."""
    hangout_id = data["hangout"]
    if data.get("edit"):
        return [act(v.tell("Save"), hangout_id, "put"), act(v.tell("On a day …"), hangout_id, "days")]
    if data.get("day") is not None:
        return [act(v.tell("Keep it for that day"), hangout_id, "put")]
    return [act(v.tell("Put it in the queue"), hangout_id, "put"), act(v.tell("On a day …"), hangout_id, "days")]


def _answers(v: Voice, data: Data) -> list[InlineKeyboardButton]:
    if data["kind"] != "guess" or len(data["options"]) < LEAST:
        return []
    marks = ["✓ " if n == data["right"] else "○ " for n in range(len(data["options"]))]
    return [
        act(mark + option, data["hangout"], "right", n)
        for n, (mark, option) in enumerate(zip(marks, data["options"], strict=True))
    ]


def _switches(v: Voice, data: Data) -> list[InlineKeyboardButton]:
    return [
        act(("☑ " if data.get(name) else "☐ ") + SWITCHES[name](v), data["hangout"], "flip", name)
        for name in drafts.of(data).switches
    ]


def days_screen(v: Voice, hangout: HangoutView, plan: Plan) -> Screen:
    """Which day a question shall come on; days that have one of their own are marked."""
    taps = [
        act((f"{FIXED} " if one.origin == "day" else "") + v.date(one.day), hangout.id, "on", one.day.toordinal())
        for one in plan.days
    ]
    lines = [taps[at : at + 2] for at in range(0, len(taps), 2)]
    text = v.say(
        "<b>On which day?</b>\nTap one, or write a later one, like {example}. What stands on a day with {mark} goes to "
        "the head of the queue.",
        mark=Spoken(FIXED),
        example=v.date(plan.days[-1].day + timedelta(days=30)),
    )
    return Screen(text, rows(*lines, [act(v.tell("Back"), hangout.id, "back")]))


def then_screen(v: Voice, data: Data) -> Screen:
    """What the owner does with the answers is asked for."""
    hangout_id = data["hangout"]
    text = v.say(
        "<b>What will you do with the answers?</b>\nIt stands below the result, so that everybody sees that they were "
        "heard. For example: {example}\nUp to {limit} letters.",
        example=v.tell("From Saturday on it is on the menu."),
        limit=THEN_LIMIT,
    )
    without = [act(v.tell("Without it"), hangout_id, "plain")] if data.get("then") else []
    return Screen(text, rows([*without, act(v.tell("Back"), hangout_id, "back")]))


def about_screen(v: Voice, data: Data, tags: Sequence[Tag]) -> Screen:
    """What the question is about: the hangout's own tags, each switched by a tap."""
    hangout_id = data["hangout"]
    marks = [("☑ " if tag.key in data.get("tags", []) else "☐ ") + tag.name for tag in tags]
    taps = [act(mark, hangout_id, "tag", tag.key) for mark, tag in zip(marks, tags, strict=True)]
    lines = [taps[at : at + 2] for at in range(0, len(taps), 2)]
    text = (
        v.say("<b>What is it about?</b>\nSo it reaches those who like that, and we learn what people answer gladly.")
        if tags
        else v.say("Your hangout has no tags yet. Choose some in /panel, under habit.")
    )
    return Screen(text, rows(*lines, [act(v.tell("Back"), hangout_id, "back")]))


async def on_day(hub: Hub, who: Who, v: Voice, hangout: HangoutView, data: Data, day: date | None) -> Screen:
    """The question goes on a day, or to the end of the queue; one that waits already moves there."""
    draft = drafts.draft_of(data)
    if data["edit"]:
        if not await _changed(hub, who, hangout, data):
            return await _anew(hub, who, v, data)
        moved = await questions.schedule(hub, who.id, hangout.id, data["edit"], day)
        await leave(hub, who)
        return queued(v, hangout.id, 0, moved)
    put = await questions.put(hub, who.id, hangout.id, draft, once_key=data["key"], day=day)
    waiting = len(await questions.queue(hub, who.id, hangout.id))
    await leave(hub, who)
    return queued(v, hangout.id, waiting, put)


async def saved(hub: Hub, who: Who, v: Voice, hangout: HangoutView, data: Data) -> Screen:
    """A waiting question becomes what was written."""
    if not await _changed(hub, who, hangout, data):
        return await _anew(hub, who, v, data)
    await leave(hub, who)
    return Screen(v.say("The question waits as you wrote it now."), _onward(v, hangout.id), v.tell("Saved."))


async def _changed(hub: Hub, who: Who, hangout: HangoutView, data: Data) -> bool:
    """The question is what was written now; False if it waits no more."""
    try:
        await questions.change(hub, who.id, hangout.id, data["edit"], drafts.draft_of(data))
    except NotFound:
        return False
    return True


async def _anew(hub: Hub, who: Who, v: Voice, data: Data) -> Screen:
    """What was written over a question that is gone is a question of its own from here on."""
    own = data | {"edit": None, "key": questions.new_key(data["hangout"])}
    await enter(hub, who, Write.options, **own)
    gone = v.say("The question has left the queue meanwhile. What you wrote can go in as a new one.")
    shown = options_screen(v, own)
    return shown._replace(text=Markup("\n\n").join([gone, shown.text]))


def queued(v: Voice, hangout_id: int, waiting: int, put: QuestionView | None = None) -> Screen:
    """A question went to the end of the queue, or has its day."""
    if put is not None and put.day is not None:
        return Screen(v.say("It comes on {day}.", day=v.date(put.day)), _onward(v, hangout_id))
    text = v.many("It is in the queue; {n} question waits.", "It is in the queue; {n} questions wait.", waiting)
    return Screen(Markup("{}").format(text), _onward(v, hangout_id))


def _onward(v: Voice, hangout_id: int) -> Keys:
    return rows(
        [key(v.tell("Another question"), Compose(hangout=hangout_id).pack())],
        [
            key(v.tell("Queue"), Queue(hangout=hangout_id, page=0).pack()),
            key(v.tell("Next two weeks"), Panel(hangout=hangout_id, act="plan").pack()),
        ],
        [key(v.tell("Manage my hangout"), Panel(hangout=hangout_id, act="home").pack())],
    )
