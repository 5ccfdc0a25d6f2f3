"""Scenarios in words: dials, what one would change, and what stands of it in the history."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from handlers.hangout.history import LINES
from handlers.hangout.steps import LABELS
from handlers.stick.rule_words import LIMIT, RULE, notches
from hub.hangout.hangouts import HangoutView
from hub.scenario.dials import LEAST, MOST, Dials
from hub.scenario.scenarios import RULE as OF_RULE
from hub.scenario.scenarios import Change
from locales.scenarios import scenarios
from locales.voice import Spoken, Voice

DIALS: dict[str, tuple[Callable[[Voice], Spoken], Callable[[Voice], Spoken]]] = {
    "together": (lambda v: v.tell("On one’s own"), lambda v: v.tell("Together")),
    "lucky": (lambda v: v.tell("Sure"), lambda v: v.tell("Lucky")),
    "far": (lambda v: v.tell("Soon"), lambda v: v.tell("Far")),
}
"""The two ends of each dial, the lower one first."""


def name(v: Voice, code: str) -> Spoken:
    """A scenario's name; one of a later release has none here."""
    told = scenarios(v.language).get(code)
    return Spoken(told.name) if told else v.tell("another scenario")


def dials(v: Voice, turned: Dials) -> Markup:
    """Each dial as a line: where the full dot stands between its ends."""
    return Markup("\n").join(
        v.frame("{low} {dots} {high}", low=low(v), dots=_dots(value), high=high(v))
        for (low, high), value in zip(DIALS.values(), turned, strict=True)
    )


def _dots(value: int) -> Spoken:
    return Spoken(" ".join("●" if place == value else "○" for place in range(LEAST, MOST + 1)))


def chance(v: Voice, permille: int) -> Spoken:
    """How often a draw gives a notch."""
    return v.tell("{n} in a hundred votes", n=round(permille / 10)) if permille else v.tell("off")


def _dial(v: Voice, field: str, value: int) -> Spoken:
    low, high = DIALS[field]
    if value == 0:
        return v.tell("in the middle")
    end = (low if value < 0 else high)(v)
    return v.tell("{end}, all the way", end=end) if value in (LEAST, MOST) else end


def _between(field: str) -> Callable[[Voice], Spoken]:
    low, high = DIALS[field]
    return lambda v: v.tell("{low} – {high}", low=low(v), high=high(v))


FIELDS: dict[str, tuple[Callable[[Voice], str], Callable[[Voice, Any], Spoken]]] = {
    "stick_length": (LABELS["length"], notches),
    "day_ceiling": (LIMIT["day_ceiling"].name, LIMIT["day_ceiling"].said),
    "month_ceiling": (LIMIT["month_ceiling"].name, LIMIT["month_ceiling"].said),
    "lucky_permille": (lambda v: v.tell("Lucky notch"), chance),
    "standing": (lambda v: v.tell("Standing"), lambda v, on: v.tell("on") if on else v.tell("off")),
}
"""What hub.scenario changes of a hangout, and how its value is said; dials and rules besides."""


def changed(v: Voice, change: Change) -> Markup:
    """One thing that became another."""
    label, said = _field(change.field)
    return v.say("{rule}: {now}; it was {was}.", rule=label(v), now=said(v, change.after), was=said(v, change.before))


def wanted(v: Voice, change: Change) -> Markup:
    """One thing that would become another."""
    label, said = _field(change.field)
    then, now = said(v, change.after), said(v, change.before)
    return v.say("{rule}: {then}, instead of {now}.", rule=label(v), then=then, now=now)


def _field(field: str) -> tuple[Callable[[Voice], str], Callable[[Voice, Any], Spoken]]:
    if field in DIALS:
        return _between(field), lambda v, value: _dial(v, field, value)
    if field.startswith(OF_RULE):
        return RULE[field.removeprefix(OF_RULE)], notches
    return FIELDS[field]


def _applied(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    head = v.say("Scenario: {name}", name=name(v, about["scenario"]))
    return Markup("\n").join([head, *(changed(v, Change(*change)) for change in about["changes"])])


def _chance_changed(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    return changed(v, Change("lucky_permille", about["before"], about["after"]))


def _standing_switched(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    return changed(v, Change("standing", not about["on"], about["on"]))


LINES["scenario_applied"] = _applied
LINES["chance_changed"] = _chance_changed
LINES["standing_switched"] = _standing_switched
