"""Notches that staff cut, in words: for who cut them, and as the private notice to the member."""

import asyncio
from dataclasses import replace

from markupsafe import Markup

from handlers import errors
from handlers.habit.budget import PARTS
from handlers.letters import Letter
from handlers.notices import NOTICES, Desk
from handlers.replies import key, rows
from handlers.stick import deeds
from handlers.stick.stick import caption, draw
from hub.errors import HubError
from hub.hangout import hangouts
from hub.outbox import Parcel
from hub.person import people
from hub.stick import members
from hub.stick.statement import Deed
from hub.stick.sticks import stick
from hub.till import counter
from hub.till.cutting import Cutting
from locales.voice import Spoken, Voice, voice


def notches(v: Voice, n: int) -> Spoken:
    """So many notches."""
    return v.many("{n} notch", "{n} notches", n)


def done(v: Voice, cut: Cutting) -> Markup:
    """What the clerk reads after it: what was cut, where the stick stands, and whether a ceiling held it back."""
    held, name = cut.guest.stick, cut.guest.name
    where = {"name": name, "n": held.notches, "size": held.length}
    if cut.notches or not cut.due:
        lines = [v.say("✓ {notches} for {name}; {n} of {size}.", notches=notches(v, cut.notches), **where)]
    else:
        lines = [v.say("No notch for {name} this time; {n} of {size}.", **where)]
    if cut.notches < cut.due:
        lines.append(_held_back(v, cut.due))
    if cut.filled:
        lines.append(v.say("A stick is full: a reward is waiting."))
    return Markup("\n").join(lines)


def _held_back(v: Voice, due: int) -> Markup:
    return v.say(
        "It would be {notches}; the hangout’s ceiling for a day or a month leaves no more.", notches=notches(v, due)
    )


async def _cut(desk: Desk, parcel: Parcel) -> Letter | None:
    """The stick with what was cut and why; nothing to who is no member any more."""
    seen, what = await members.sticks(desk.hub, parcel.chat_id, parcel.hangout_id), parcel.payload
    if not seen:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    view = replace(seen[0], stick=stick(what["balance"], seen[0].stick.length))
    drawn = await asyncio.to_thread(draw, v, view)
    why = Markup("\n").join(_why(v, what))
    among = v.frame("<b>{title}</b>", title=view.title) + Markup("\n") + why
    return Letter(Markup("\n\n").join([why, caption(v, view)]), photo=drawn, among=among)


def _why(v: Voice, what: dict[str, object]) -> list[Markup]:
    n, due = int(str(what["notches"])), int(str(what["due"]))
    reason = deeds.words(v, Deed(str(what["rule"]), str(what["note"]) if what["note"] else None))
    cut = v.many("{n} notch was cut", "{n} notches were cut", n) if n else v.tell("No notch was cut")
    lines = [v.frame("<b>{cut}</b> · {reason}", cut=cut, reason=reason)]
    if n < due:
        lines.append(_held_back(v, due))
    if what.get("milestone"):
        days = v.many("{n} day in a row", "{n} days in a row", int(str(what["milestone"])))
        lines.append(v.say("{days}: that is a milestone, with notches of its own.", days=days))
    if what["filled"]:
        lines.append(v.say("The stick is full: choose your reward at /rewards"))
    return lines


async def _guessing(desk: Desk, parcel: Parcel) -> Letter | None:
    """To an owner: codes were guessed and are taken no more."""
    try:
        hangout = await hangouts.of_owner(desk.hub, parcel.chat_id, parcel.hangout_id)
    except HubError:
        return None
    v, what = voice(await people.language_of(desk.hub, parcel.chat_id)), parcel.payload
    values = {
        "title": hangout.title,
        "name": await counter.name_of(desk.hub, what["by"]) or v.tell("somebody"),
        "n": what["wrong"],
        "when": v.when(counter.moment(what["until"]), hangout.timezone, desk.hub.now()),
    }
    if what["everybody"]:
        text = v.say(
            "In {title}, {n} wrong card codes were typed within an hour, the last one by {name}.\n"
            "I take no codes there until then: {when}. Scanning a card works as always.",
            **values,
        )
    else:
        text = v.say(
            "In {title}, {name} typed {n} wrong card codes within an hour.\n"
            "I take no more codes from them until then: {when}. Scanning a card works as always.",
            **values,
        )
    return Letter(text, rows([key(v.tell("Manage my hangout"), "panel")]))


NOTICES["cut"] = _cut
NOTICES["guessing"] = _guessing
PARTS["cut"] = lambda v, n: v.many("{n} deed counted from afar", "{n} deeds counted from afar", n)


def _money(v: Voice, d: dict[str, object], name: str) -> Spoken:
    amount = d.get(name)
    return v.money(amount if isinstance(amount, int) else 0, str(d.get("currency", "toman")))


errors.WORDS |= {
    "rule_off": lambda v, _: v.say("The owner has switched this rule off; nothing is cut for it now."),
    "no_notch": lambda v, d: v.say(
        "A notch comes with every {step}; {amount} does not reach it. Nothing was cut.",
        step=_money(v, d, "step"),
        amount=_money(v, d, "amount"),
    ),
    "too_many_notches": lambda v, d: v.say(
        "That would be {notches} notches, and one purchase gives at most {limit}. Is there a zero too many?", **d
    ),
}
