"""What can be set by hand of what a scenario sets: the chance of a lucky notch, and the standing's switch."""

from markupsafe import Markup

from handlers.hangout.panel import Visit
from handlers.replies import rows
from handlers.scenario.scene import Scene, back, to
from handlers.screens import Screen
from handlers.stick.bounds import marked
from hub.errors import NotFound
from hub.scenario import scenarios as use
from hub.scenario import switches
from locales.voice import Spoken, Voice


async def luck(visit: Visit, _: Scene) -> Screen:
    """How often a draw gives one more notch."""
    v, now = visit.voice, await use.now(visit.hub, visit.who.id, visit.hangout.id)
    text = v.say(
        "<b>How many of a hundred votes shall get one more notch?</b>\n"
        "Who gets it is drawn, and everybody can work the draw out again afterwards: /draw. A change acts from the "
        "next question on."
    )
    offered = switches.offered(now.lucky_permille)
    taps = [to(visit, marked(_few(v, n), on=n == now.lucky_permille), "chance", str(n)) for n in offered]
    return Screen(text, rows(taps, back(visit)))


def _few(v: Voice, permille: int) -> Spoken:
    return v.number(round(permille / 10)) if permille else v.tell("None")


async def chance(visit: Visit, scene: Scene) -> Screen:
    """Another chance was tapped."""
    permille = int(scene.what) if scene.what.isascii() and scene.what.isdigit() and len(scene.what) < 5 else -1
    await switches.chance(visit.hub, visit.who.id, visit.hangout.id, permille)
    return (await luck(visit, scene))._replace(said=visit.voice.tell("Saved."))


async def ranking(visit: Visit, _: Scene) -> Screen:
    """Whether there is a standing of those who want one."""
    v, now = visit.voice, await use.now(visit.hub, visit.who.id, visit.hangout.id)
    text = v.say(
        "<b>Shall there be a standing?</b>\n"
        "Only members who choose a name for it stand in it, and only they see it: /standing. Nobody else is counted or "
        "named."
    )
    label, value = (v.tell("Switch off"), "off") if now.standing else (v.tell("Switch on"), "on")
    state = v.say("Standing: {state}", state=v.tell("on") if now.standing else v.tell("off"))
    return Screen(Markup("\n\n").join([text, state]), rows([to(visit, label, "rank", value)], back(visit)))


async def rank(visit: Visit, scene: Scene) -> Screen:
    """It is switched."""
    if scene.what not in ("on", "off"):
        raise NotFound
    await switches.standing(visit.hub, visit.who.id, visit.hangout.id, on=scene.what == "on")
    return (await ranking(visit, scene))._replace(said=visit.voice.tell("Saved."))
