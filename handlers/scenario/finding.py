"""Finding a scenario: five plain questions, and three dials that can be turned."""

from markupsafe import Markup

from handlers.hangout.panel import Visit
from handlers.replies import rows
from handlers.scenario.scene import Scene, back, to
from handlers.scenario.words import DIALS, dials
from handlers.screens import Screen
from hub.errors import NotFound
from hub.scenario.dials import ANSWERS, LEAST, MOST, QUESTIONS, Dials, answered, turned
from hub.scenario.presets import nearest
from locales.scenarios import questions, scenarios
from locales.voice import Spoken

FITTING = 3  # scenarios that are offered for dials


async def ask(visit: Visit, scene: Scene) -> Screen:
    """The next plain question, or where the answers lead."""
    given, places = scene.what, [str(place) for place in range(len(ANSWERS))]
    if len(given) > len(QUESTIONS) or any(answer not in places for answer in given):
        raise NotFound
    if len(given) == len(QUESTIONS):
        return _fitting(visit, answered([int(answer) for answer in given]))
    v, code = visit.voice, list(QUESTIONS)[len(given)]
    asked = questions(v.language)[code]
    count = v.say("Question {n} of {all}", n=len(given) + 1, all=len(QUESTIONS))
    text = Markup("\n\n").join([count, Markup("<b>{}</b>").format(asked.ask)])
    taps = [[to(visit, answer, "ask", given + place)] for answer, place in zip(asked.answers, places, strict=True)]
    before = [to(visit, v.tell("Back"), "ask", given[:-1])] if given else back(visit)
    return Screen(text, rows(*taps, before))


async def turn(visit: Visit, scene: Scene) -> Screen:
    """The dials as they have been turned so far; nothing of the hangout turns with them."""
    return _fitting(visit, _unpacked(scene.what))


def _fitting(visit: Visit, now: Dials) -> Screen:
    """Three dials to turn, with the scenarios that are nearest to them."""
    v, told = visit.voice, scenarios(visit.voice.language)
    near = nearest(now)[:FITTING]
    best = [v.frame("{name}: {line}", name=told[p.code].name, line=Spoken(told[p.code].line)) for p in near]
    parts = [
        dials(v, now),
        Markup("\n").join([v.say("<b>These fit best</b>"), *best]),
        v.say("An end of a dial turns it a step that way. Tap a scenario to read what it would change."),
    ]
    turns = [
        [to(visit, end(v), "dials", packed(turned(now, dial, by))) for end, by in zip(ends, (-1, 1), strict=True)]
        for dial, ends in DIALS.items()
    ]
    taps = [to(visit, told[preset.code].name, "see", preset.code) for preset in near]
    return Screen(Markup("\n\n").join(parts), rows(taps, *turns, back(visit)))


def packed(now: Dials) -> str:
    """Dials as a button carries them: a digit each, from 0."""
    return "".join(str(value - LEAST) for value in now)


def _unpacked(what: str) -> Dials:
    values = [int(digit) + LEAST for digit in what if digit.isascii() and digit.isdigit()]
    if len(what) != len(Dials()) or len(values) != len(what) or any(value > MOST for value in values):
        raise NotFound
    return Dials(*values)
