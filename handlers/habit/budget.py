"""The attention budget in the panel: what was spent of it. There is no button, since nobody can override it."""

from collections.abc import Callable

from markupsafe import Markup

from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import rows
from handlers.screens import Screen
from hub.habit import budget
from hub.habit.budget import Spent
from locales.voice import Voice

PARTS: dict[str, Callable[[Voice, int], str]] = {
    "cue": lambda v, n: v.many("{n} nudge", "{n} nudges", n),
    "credit_reminder": lambda v, n: v.many("{n} reminder of what is owed", "{n} reminders of what is owed", n),
    "claim_expiring": lambda v, n: v.many(
        "{n} reward that waited to be fetched", "{n} rewards that waited to be fetched", n
    ),
    "claim_expired": lambda v, n: v.many("{n} reward that was not fetched", "{n} rewards that were not fetched", n),
}
"""What a letter can bring."""


async def screen(visit: Visit) -> Screen:
    """For the owner, as it is now."""
    spent, v = await budget.spent(visit.hub, visit.who.id, visit.hangout.id), visit.voice
    head = v.say("<b>Members’ attention</b>")
    why = v.say(
        "A member gets one letter a day at most, from all their hangouts together. What does not fit waits for the "
        "next one. What they asked for or wait for does not count; nobody can send more."
    )
    text = Markup("\n\n").join([Markup("\n").join([head, why]), _now(v, spent), _week(v, spent)])
    return Screen(text, rows([button(v.tell("Back"), visit.hangout, "habit")]))


def _now(v: Voice, spent: Spent) -> Markup:
    lines = [
        v.say(
            "Today {n} of {all} had a letter with something of yours.", n=spent.lettered, all=_members(v, spent.reached)
        ),
        v.say("Nudges: wanted by {members}.", members=_members(v, spent.asked)),
    ]
    if spent.waiting:
        wait = v.many(
            "{n} message of yours waits for its letter.", "{n} messages of yours wait for a letter.", spent.waiting
        )
        lines.append(v.frame("{wait}", wait=wait))
    return Markup("\n").join(lines)


def _members(v: Voice, n: int) -> str:
    return v.many("{n} member", "{n} members", n)


def _week(v: Voice, spent: Spent) -> Markup:
    if not spent.parts:
        lines = [v.say("In seven days no letter brought anything of yours.")]
    else:
        letters = v.many("{n} letter", "{n} letters", spent.letters)
        lines = [v.say("In seven days {letters} brought something of yours:", letters=letters)]
        lines += [v.frame("• {part}", part=PARTS[kind](v, n)) for kind, n in sorted(spent.parts.items())]
    if cues := spent.parts.get("cue"):
        lines.append(v.say("{share} of the nudges were followed on their day.", share=v.percent(spent.followed / cues)))
    if spent.beside:
        beside = v.many("{n} message that somebody waited for", "{n} messages that somebody waited for", spent.beside)
        lines.append(v.say("Beside them went {messages}.", messages=beside))
    return Markup("\n").join(lines)
