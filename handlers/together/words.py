"""How a shared stick is told and shown: shared by the panel, members' own chats, public posts and sticks."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime

from markupsafe import Markup

from handlers.errors import WORDS
from hub.together.terms import occasion
from hub.together.views import GoalView, Together
from locales.voice import Spoken, Voice

BLOCKS = 10

EVENINGS: dict[str, Callable[[Voice], Spoken]] = {
    "yalda": lambda v: v.tell("Yalda night"),
    "nowruz": lambda v: v.tell("Nowruz eve"),
}


def day_name(voice: Voice, day: date) -> Spoken:
    """A day as people call it."""
    name = occasion(day)
    return EVENINGS[name](voice) if name else voice.date(day)


def together_line(voice: Voice, together: Together) -> Markup:
    """How far a hangout has come, in one line."""
    day = day_name(voice, together.last_day)
    return voice.say("Together: {n} of {target} notches by {day}", n=together.notches, target=together.target, day=day)


def so_far(voice: Voice, goal: GoalView) -> Spoken:
    """The figures in few words."""
    return voice.tell("{n} of {target} notches", n=goal.notches, target=goal.target)


def days_left(voice: Voice, goal: GoalView, now: datetime) -> Spoken:
    """How long it still counts."""
    left = goal.days_left(now)
    if left == 1:
        return voice.tell("Today is the last day.")
    day = day_name(voice, goal.last_day)
    return voice.many("{n} day left, through {day}.", "{n} days left, through {day}.", left, day=day)


def had_a_part(voice: Voice, people: int) -> Spoken:
    """How many had a hand in it."""
    return voice.many("{n} person had a part in it.", "{n} people had a part in it.", people)


def bar(voice: Voice, goal: GoalView) -> Markup:
    """The text twin of the bundle. Only a full one looks full."""
    share = min(goal.notches / goal.target, 1.0 if goal.notches >= goal.target else 0.99)
    cut = int(max(share, 0) * BLOCKS)
    marks = Spoken("┃" * cut + "┆" * (BLOCKS - cut))
    return voice.frame("{marks} {share}", marks=marks, share=voice.percent(int(max(share, 0) * 100) / 100))


def caption(voice: Voice, goal: GoalView, now: datetime) -> Markup:
    """What stands below the picture: whoever does not see it reads the same."""
    lines = [voice.frame("<b>{title}</b>", title=goal.title), bar(voice, goal)]
    lines.append(voice.frame("{so_far}", so_far=so_far(voice, goal)))
    if goal.on and now < goal.ends_at:
        lines.append(voice.frame("{left}", left=days_left(voice, goal, now)))
    else:
        lines.append(ENDED[goal.state](voice))
    if goal.people:
        lines.append(voice.frame("{people}", people=had_a_part(voice, goal.people)))
    if goal.mine:
        lines.append(voice.say("Your part: {n} notches", n=goal.mine))
    return Markup("\n").join(lines)


ENDED: dict[str, Callable[[Voice], Markup]] = {
    "on": lambda v: v.say("It is over; the last notches are being counted."),
    "reached": lambda v: v.say("It is full. Thank you, all of you."),
    "missed": lambda v: v.say("It is over."),
    "stopped": lambda v: v.say("It was stopped."),
}


async def picture(voice: Voice, goal: GoalView, now: datetime, early: int = 0) -> bytes:
    """The bundle, drawn in a thread."""
    return await asyncio.to_thread(draw, voice, goal, now, early)


def draw(voice: Voice, goal: GoalView, now: datetime, early: int = 0) -> bytes:
    """The bundle in a language and its digits; `early` is by how many days it was full before its end."""
    from pictures.goal import Fact
    from pictures.goal import GoalView as Drawn
    from pictures.goal import goal as drawing

    first, second, third = (voice.number(goal.target * quarter // 4) for quarter in (1, 2, 3))
    return drawing(
        Drawn(
            notches=goal.notches,
            target=goal.target,
            title=goal.hangout,
            goal=goal.title,
            headline=so_far(voice, goal),
            marks=(first, second, third, voice.number(goal.target)),
            facts=tuple(Fact(voice.number(n), label) for n, label in _facts(voice, goal, now, early)),
            rtl=voice.rtl,
        )
    )


def _facts(voice: Voice, goal: GoalView, now: datetime, early: int) -> list[tuple[int, str]]:
    """What stands in figures below the bundle, three of them at most."""
    found: list[tuple[int, str]] = [(goal.people, voice.many("person had a part", "people had a part", goal.people))]
    if left := goal.days_left(now):
        found.append((left, voice.many("day left", "days left", left)))
    elif early:
        found.append((early, voice.many("day early", "days early", early)))
    if goal.mine is not None:
        found.append((goal.mine, voice.many("notch is yours", "notches are yours", goal.mine)))
    return found


WORDS["bad_target"] = lambda v, d: v.say(
    "A shared stick holds {least} to {most} notches. Send a number between them.", **d
)
WORDS["bad_end_day"] = lambda v, _: v.say("I could not read that day. Write it with its month, or tap one above.")
WORDS["end_day_out"] = lambda v, d: v.say(
    "A shared stick ends tomorrow at the earliest and within {days} days. Send another day.", **d
)
WORDS["goal_on"] = lambda v, _: v.say("A shared stick is on already. Stop it first, or wait for its end.")
WORDS["posted_today"] = lambda v, _: v.say("It went to the channel and group today already; tomorrow it can go again.")
