"""The owner's side of the shared stick: its state on the panel's shelf, and the way to a new one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout import panel
from handlers.hangout.history import LINES
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import Reply, key, rows, toast
from handlers.replies import picture as photo
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from handlers.together.words import ENDED, caption, picture, so_far
from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Who
from hub.together import goals
from hub.together import views as goal_views
from hub.together.views import GoalView
from locales.voice import Voice

router = Router(name="goal_panel")


class Shared(CallbackData, prefix="goal"):
    """Something to do with a shared stick that is there; the acts stand in ACTS."""

    hangout: Number
    goal: Number
    act: str


@router.callback_query(Shared.filter())
async def act(press: CallbackQuery, callback_data: Shared, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of the shared stick's screen. Of one that is over by now, the screen is shown as it is."""
    if callback_data.act not in ACTS:
        raise NotFound
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    now = await goal_views.of_owner(hub, who.id, visit.hangout.id)
    if now is None or now.id != callback_data.goal:
        return on_tap(press, await screen(visit))
    return await ACTS[callback_data.act](press, visit, now)


async def screen(visit: Visit) -> Screen:
    """The shared stick as it stands, or how the last one ended."""
    return state(visit, await goal_views.of_owner(visit.hub, visit.who.id, visit.hangout.id))


def state(visit: Visit, goal: GoalView | None) -> Screen:
    """The screen of a shared stick; `goal` is None where there never was one."""
    v, hangout = visit.voice, visit.hangout
    back = button(v.tell("Back"), hangout, "shelf")
    if goal is None or not goal.on:
        new = button(v.tell("Set a shared stick"), hangout, "goal_new")
        return Screen(
            _none(visit, goal), rows([new], [_to(v.tell("Picture"), goal, "picture")] if goal else [], [back])
        )
    begins = v.when(goal.starts_at, goal.timezone, visit.hub.now())
    begun = goal.starts_at <= visit.hub.now()
    note = [] if begun else [v.say("It begins {when}.", when=begins)]
    keys = rows(
        [_to(v.tell("Picture"), goal, "picture")],
        [_to(v.tell("Post it in the channel and group"), goal, "post")],
        [_to(v.tell("Stop it"), goal, "stop"), back],
    )
    return Screen(Markup("\n").join([caption(v, replace(goal, mine=None), visit.hub.now()), *note]), keys)


def _none(visit: Visit, last: GoalView | None) -> Markup:
    v = visit.voice
    text = v.say(
        "<b>The shared stick</b>\nOne stick for the whole hangout: every notch that anybody earns counts for it too, "
        "until a day that you choose. When it is full, the channel and the group celebrate."
    )
    if last is None:
        return text
    told = v.say("The last one: {title}", title=last.title)
    end = v.frame("{so_far} · {end}", so_far=so_far(v, last), end=ENDED[last.state](v))
    return Markup("\n").join([text, Markup(""), told, end])


def _to(label: str, goal: GoalView, act: str) -> InlineKeyboardButton:
    return key(label, Shared(hangout=goal.hangout_id, goal=goal.id, act=act).pack())


async def _picture(press: CallbackQuery, visit: Visit, goal: GoalView) -> Reply:
    """A message of its own, to be looked at or forwarded."""
    v, now = visit.voice, visit.hub.now()
    file = BufferedInputFile(await picture(v, goal, now), "together.png")
    return [photo(press.from_user.id, file, caption(v, goal, now)), toast(press)]


async def _post(press: CallbackQuery, visit: Visit, goal: GoalView) -> Reply:
    await goals.post(visit.hub, visit.who.id, goal.id)
    return on_tap(press, (await screen(visit))._replace(said=visit.voice.tell("It is on its way.")))


async def _stop(press: CallbackQuery, visit: Visit, goal: GoalView) -> Reply:
    """Asked once more: a shared stick that was stopped can not go on."""
    if not goal.on:
        return on_tap(press, state(visit, goal))
    v = visit.voice
    text = v.say(
        "Shall {title} end here, at {n} of {target}? What was cut stays on everybody’s own stick; the shared one can "
        "not go on afterwards.",
        title=goal.title,
        n=goal.notches,
        target=goal.target,
    )
    keys = rows([_to(v.tell("Yes, stop it"), goal, "stopped"), _to(v.tell("No, let it go on"), goal, "home")])
    return on_tap(press, Screen(text, keys))


async def _stopped(press: CallbackQuery, visit: Visit, goal: GoalView) -> Reply:
    ended = await goals.stop(visit.hub, visit.who.id, goal.id)
    return on_tap(press, state(visit, ended))


async def _home(press: CallbackQuery, visit: Visit, goal: GoalView) -> Reply:
    return on_tap(press, state(visit, goal))


ACTS: dict[str, Callable[[CallbackQuery, Visit, GoalView], Awaitable[Reply]]] = {
    "home": _home,
    "picture": _picture,
    "post": _post,
    "stop": _stop,
    "stopped": _stopped,
}
panel.ACTS["goal"] = screen
LINES["goal_started"] = lambda v, _, d: v.say(
    "Set a shared stick: {title}, {n} notches", title=d["title"], n=d["notches"]
)
LINES["goal_stopped"] = lambda v, _, d: v.say("Stopped the shared stick {title}", title=d["title"])
LINES["goal_posted"] = lambda v, _, d: v.say("Showed the shared stick {title} to everybody", title=d["title"])
