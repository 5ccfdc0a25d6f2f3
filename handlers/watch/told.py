"""What is told of things that are looked after: to staff that one waits, to its author what was decided, to the owner
in the history."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from handlers import errors
from handlers.habit.budget import PARTS
from handlers.hangout.history import LINES, named
from handlers.letters import Desk, Letter
from handlers.notices import NOTICES
from handlers.watch import screens
from handlers.watch.kinds import KINDS, nameless
from hub.errors import HubError
from hub.hangout.hangouts import HangoutView
from hub.outbox import Parcel
from hub.person import people
from hub.watch import deciding, queue
from hub.watch.errors import AlreadyLooked
from locales.voice import Spoken, Voice, voice

QUOTED = 120
"""So many letters of a thing remind its author of it."""


async def _waits(desk: Desk, parcel: Parcel) -> Letter | None:
    """The card itself; nothing if somebody was faster, or its reader is no longer of the staff."""
    try:
        shown = await queue.one(desk.hub, parcel.chat_id, parcel.payload["case_id"])
    except HubError:
        return None
    if shown.state != "open" or (shown.cause == "held" and shown.shown):
        return None
    speaker = voice(await people.language_of(desk.hub, parcel.chat_id))
    card = screens.card(speaker, desk.hub.now(), shown)
    return Letter(card.text, screens.inline(card), photo=card.photo or None, silent=True)


async def _looked_at(desk: Desk, parcel: Parcel) -> Letter | None:
    """Nothing, if the decision was taken back."""
    told = await deciding.told(desk.hub, parcel.payload["case_id"], parcel.payload["turn"])
    if told is None:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    said = DECIDED[told.state](v, {"title": told.title, "kind": KINDS[told.kind](v)})
    quote = Markup("\n<blockquote>{}</blockquote>").format(v.frame("{text}", text=screens.cut(told.text, QUOTED)))
    return Letter(said + quote if told.text else said, silent=True)


DECIDED: dict[str, Callable[[Voice, dict[str, Any]], Markup]] = {
    "hidden": lambda v, about: v.say("The hosts of {title} do not show this of yours to others: {kind}.", **about),
    "kept": lambda v, about: v.say(
        "The hosts of {title} have looked at this of yours, and everybody sees it now: {kind}.", **about
    ),
}


def _thing(v: Voice, about: dict[str, Any]) -> Markup | Spoken:
    """Its kind, and whose it is where that is told."""
    kind = KINDS[about["kind"]](v)
    return v.frame("{kind} · {name}", kind=kind, name=named(v, about["name"])) if "name" in about else kind


def _whose(v: Voice, about: dict[str, Any]) -> str:
    return nameless(v, about["kind"]) if "kind" in about else named(v, about["name"])


def _kept(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    if about["cause"] == "held":
        return v.say("Let out: {thing}", thing=_thing(v, about))
    return v.say("Let stand though it was reported: {thing}", thing=_thing(v, about))


def _hidden(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    if about["cause"] == "held":
        return v.say("Not shown, for a link or a way to reach somebody: {thing}", thing=_thing(v, about))
    reports = v.many("{n} report", "{n} reports", about["reports"])
    return v.say("Hidden after {reports}: {thing}", reports=reports, thing=_thing(v, about))


def _muted(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    days = v.many("{n} day", "{n} days", about["days"])
    return v.say("{name} writes nothing for {days}", name=_whose(v, about), days=days)


def late(v: Voice, error: AlreadyLooked) -> str:
    """For a toast: who was faster."""
    return v.tell("{name} has decided about it already.", name=named(v, str(error.values["name"])))


NOTICES["case"] = _waits
NOTICES["looked_at"] = _looked_at
PARTS["looked_at"] = lambda v, n: v.many("{n} word on what somebody wrote", "{n} words on what somebody wrote", n)
LINES["thing_kept"] = _kept
LINES["thing_hidden"] = _hidden
LINES["decision_undone"] = lambda v, _, about: v.say("Taken back, waits again: {thing}", thing=_thing(v, about))
LINES["member_muted"] = _muted
LINES["member_unmuted"] = lambda v, _, about: v.say("{name} may write again", name=_whose(v, about))
errors.WORDS["not_watcher"] = lambda v, _: v.say("This is for the hangout’s owners and moderators.")
errors.WORDS["already_looked"] = lambda v, d: v.say(
    "{name} has decided about it already.", name=named(v, str(d["name"]))
)
errors.WORDS["thing_changed"] = lambda v, _: v.say("It has changed meanwhile. Look once more.")
errors.WORDS["staff_speaks"] = lambda v, _: v.say("Whoever runs the hangout is not muted in it.")
