"""Scenarios in the panel: where the hangout stands, what each would change, and applying one."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers.hangout import panel
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import Reply, rows
from handlers.rights import ownership
from handlers.scenario import finding, tuning
from handlers.scenario.finding import packed
from handlers.scenario.scene import Scene, back, to
from handlers.scenario.words import DIALS, chance, dials, name, wanted
from handlers.screens import Screen, on_tap
from handlers.stick.bounds import lines, marked
from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Who
from hub.scenario import scenarios as use
from hub.scenario.presets import presets
from hub.scenario.scenarios import Preview, Tuning
from hub.together import goals
from locales.scenarios import scenarios
from locales.voice import Spoken, Voice, voice

router = Router(name="scenario")


async def home(visit: Visit) -> Screen:
    """Where the hangout stands, and every scenario."""
    v, now = visit.voice, await use.now(visit.hub, visit.who.id, visit.hangout.id)
    told = scenarios(v.language)
    parts = [
        v.say("<b>Scenario of {title}</b>", title=visit.hangout.title),
        Markup("\n").join([_where(v, now), dials(v, now.dials)]),
        Markup("\n").join(
            [
                v.say("Lucky notch: {chance}", chance=chance(v, now.lucky_permille)),
                v.say("Standing: {state}", state=v.tell("on") if now.standing else v.tell("off")),
            ]
        ),
        v.say("A scenario tunes the hangout to its people. Tap one to read what it would change; nothing changes yet."),
    ]
    taps = [to(visit, marked(told[code].name, on=now.kept and code == now.scenario), "see", code) for code in presets()]
    ways = [
        to(visit, v.tell("Five questions"), "ask"),
        to(visit, v.tell("Turn the dials"), "dials", packed(now.dials)),
    ]
    switches_ = [to(visit, v.tell("Lucky notch"), "luck"), to(visit, v.tell("Standing"), "ranking")]
    last = [button(v.tell("Back"), visit.hangout, "habit")]
    return Screen(Markup("\n\n").join(parts), rows(*lines(taps, 3), ways, switches_, last))


def _where(v: Voice, now: Tuning) -> Markup:
    if now.scenario is None:
        return v.say("None has been chosen yet.")
    if now.kept:
        return v.say("Now: {name}", name=name(v, now.scenario))
    return v.say("Now: {name}, changed by hand since", name=name(v, now.scenario))


async def _show(visit: Visit, _: Scene) -> Screen:
    return await home(visit)


async def _see(visit: Visit, scene: Scene) -> Screen:
    """What a scenario would change."""
    v, shown = visit.voice, await use.preview(visit.hub, visit.who.id, visit.hangout.id, scene.what)
    told = scenarios(v.language)[scene.what]
    parts = [
        v.say("<b>{name}</b>\n{line}", name=Spoken(told.name), line=Spoken(told.line)),
        v.frame("{story}", story=Spoken(told.story)),
        _changes(v, shown),
        _figures(v, shown),
        v.say("A reward that fits: {reward}.", reward=Spoken(told.reward)),
        v.say("It acts from now on. What has been cut stays, and so do rewards that were claimed."),
    ]
    keys = rows([to(visit, v.tell("Yes, so be it"), "apply", scene.what)], back(visit))
    return Screen(Markup("\n\n").join(part for part in parts if part), keys)


def _changes(v: Voice, shown: Preview) -> Markup:
    if not shown.changes:
        return v.say("Everything is as this scenario has it.")
    head = v.say("<b>What would change</b>")
    lines_ = [Markup("• {}").format(wanted(v, change)) for change in shown.changes]
    tone = v.say("With the dials, ready questions and kind words lean the same way.")
    turned = any(change.field in DIALS for change in shown.changes)
    return Markup("\n").join([head, *lines_, *([tone] if turned else [])])


def _figures(v: Voice, shown: Preview) -> Markup:
    """What it would come to, where that is another number than now."""
    found = []
    if shown.sticks[0] != shown.sticks[1]:
        before, after = shown.sticks
        found.append(
            v.say("Full sticks in your members’ hands: {after}, instead of {before}.", before=before, after=after)
        )
    if shown.pace and shown.pace[0] != shown.pace[1]:
        before, after = shown.pace
        found.append(
            v.say(
                "Notches on a day like those of late: about {after}, instead of {before}.", before=before, after=after
            )
        )
    return Markup("\n").join(found)


async def _apply(visit: Visit, scene: Scene) -> Screen:
    """It is so, with what fits it one tap away."""
    v, done = visit.voice, await use.apply(visit.hub, visit.who.id, visit.hangout.id, scene.what)
    told = scenarios(v.language)[scene.what]
    parts = [
        v.say("<b>{name}</b> is on.", name=Spoken(told.name)),
        v.say("A reward that fits: {reward}.", reward=Spoken(told.reward)),
    ]
    begin = []
    if done.shared:
        parts.append(
            v.say(
                "A shared stick goes with it: {target} by everybody, through {day}.",
                target=v.many("{n} notch", "{n} notches", done.shared.target),
                day=v.date(done.shared.last_day),
            )
        )
        begin = [to(visit, v.tell("Begin the shared stick"), "share", scene.what, done.shared.target)]
    keys = rows(begin, [button(v.tell("Change the reward"), visit.hangout, "reward")], back(visit))
    return Screen(Markup("\n\n").join(parts), keys, v.tell("Saved."))


async def _share(visit: Visit, scene: Scene) -> Screen:
    """The shared stick that was proposed, under a name in the language of the public posts."""
    preset = presets().get(scene.what)
    if preset is None or preset.shared_days is None:
        raise NotFound
    title = scenarios(voice(visit.hangout.language).language)[scene.what].shared
    last = use.last_day(visit.hub, visit.hangout.timezone, preset.shared_days)
    await goals.start(visit.hub, visit.who.id, visit.hangout.id, scene.n, last, title)
    return (await panel.ACTS["goal"](visit))._replace(said=visit.voice.tell("The shared stick is set."))


ACTS: dict[str, Callable[[Visit, Scene], Awaitable[Screen]]] = {
    "show": _show,
    "see": _see,
    "apply": _apply,
    "share": _share,
    "ask": finding.ask,
    "dials": finding.turn,
    "luck": tuning.luck,
    "chance": tuning.chance,
    "ranking": tuning.ranking,
    "rank": tuning.rank,
}


@router.callback_query(Scene.filter())
async def pressed(press: CallbackQuery, callback_data: Scene, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button about scenarios."""
    if callback_data.act not in ACTS:
        raise NotFound
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    return on_tap(press, await ACTS[callback_data.act](visit, callback_data))


panel.ACTS["scenario"] = home
