"""/together (باهم): the hangout's shared stick for its members; and what the clock tells of it."""

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.methods import SendPhoto
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from markupsafe import Markup

from handlers.buttons import Panel
from handlers.daily.looks import link
from handlers.filters import InGroup, Says
from handlers.fronts import brings
from handlers.letters import Letter
from handlers.notices import NOTICES, Desk
from handlers.replies import Reply, Step, key, rows, send
from handlers.together.words import caption, had_a_part, picture
from handlers.whispers import member, told
from hub.context import Hub
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from hub.together import views as goal_views
from hub.together.views import GoalView
from locales.voice import Voice, voice

router = Router(name="goals")


@router.message(InGroup(), or_f(Command("together"), Says("باهم")))
async def together_in_group(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Seen by the asker alone where Telegram can do that, else in private."""
    here = await member(message, hub, who)
    if here is None:
        return None
    found = await goal_views.of_member(hub, who.id, here.hangout_id)
    private = await _photo(hub, voice, found[0], who.id) if found else send(who.id, _none(voice))
    return [told(message, who, private)]


async def _pictures(hub: Hub, who: Who, voice: Voice) -> list[Step]:
    """The shared sticks of the person's hangouts, with their own part."""
    found = await goal_views.of_member(hub, who.id)
    return [await _photo(hub, voice, goal, who.id) for goal in found] or [send(who.id, _none(voice))]


brings(router, _pictures, "together", "باهم")


def _none(voice: Voice) -> Markup:
    return voice.say("No shared stick is on right now. Your own is here: /stick")


async def _photo(hub: Hub, voice: Voice, goal: GoalView, chat_id: int) -> SendPhoto:
    file = BufferedInputFile(await picture(voice, goal, hub.now()), "together.png")
    text = caption(voice, goal, hub.now())
    return SendPhoto(chat_id=chat_id, photo=file, caption=text, parse_mode="HTML")


def _door(desk: Desk, speaker: Voice, goal: GoalView) -> InlineKeyboardMarkup:
    """Whoever follows it sees their own stick, or gets one."""
    return rows([InlineKeyboardButton(text=speaker.tell("My tally stick"), url=link(desk.username, goal.slug))])


async def _post(desk: Desk, parcel: Parcel) -> Letter | None:
    """How far it is, for everybody; nothing once it is over."""
    goal = await goal_views.one(desk.hub, parcel.payload["goal_id"])
    if goal is None or not goal.on:
        return None
    speaker, now = voice(goal.language), desk.hub.now()
    more = speaker.say("Every notch on your own stick counts here too.")
    text = Markup("\n\n").join([caption(speaker, goal, now), more])
    return Letter(text, _door(desk, speaker, goal), photo=await picture(speaker, goal, now))


async def _reached(desk: Desk, parcel: Parcel) -> Letter | None:
    """The celebration; it may sound."""
    goal = await goal_views.one(desk.hub, parcel.payload["goal_id"])
    if goal is None:
        return None
    speaker, early = voice(goal.language), parcel.payload["early"]
    lines = [
        speaker.frame("🎉 <b>{title}</b>", title=goal.title),
        speaker.say("We made it together: {n} notches!", n=goal.notches),
        _told(speaker, goal, early),
        speaker.say("Thank you, all of you."),
    ]
    drawn = await picture(speaker, goal, desk.hub.now(), early)
    return Letter(Markup("\n").join(lines), _door(desk, speaker, goal), photo=drawn)


def _told(voice: Voice, goal: GoalView, early: int) -> Markup:
    """Who had a part, and by how much it was early."""
    lines = [voice.frame("{people}", people=had_a_part(voice, goal.people))]
    if early:
        days = voice.many("{n} day before its end.", "{n} days before its end.", early)
        lines.append(voice.frame("{days}", days=days))
    return Markup("\n").join(lines)


async def _won(desk: Desk, parcel: Parcel) -> Letter | None:
    goal, speaker = await _for_owner(desk, parcel)
    if goal is None:
        return None
    full = speaker.say("The shared stick {title} is full: {n} notches.", title=goal.title, n=goal.notches)
    end = speaker.say("The celebration is on its way to your channel and group.")
    lines = [full, _told(speaker, goal, parcel.payload["early"]), end]
    return Letter(Markup("\n").join(lines), _another(speaker, goal))


async def _missed(desk: Desk, parcel: Parcel) -> Letter | None:
    goal, speaker = await _for_owner(desk, parcel)
    if goal is None:
        return None
    lines = [
        speaker.say("The days of the shared stick {title} are over.", title=goal.title),
        speaker.say("It came to {n} of {target} notches.", n=goal.notches, target=goal.target),
        speaker.frame("{people}", people=had_a_part(speaker, goal.people)),
        speaker.say("Only you are told of this. What was cut stays on everybody’s own stick."),
    ]
    return Letter(Markup("\n").join(lines), _another(speaker, goal))


async def _for_owner(desk: Desk, parcel: Parcel) -> tuple[GoalView | None, Voice]:
    goal = await goal_views.one(desk.hub, parcel.payload["goal_id"])
    return goal, voice(await people.language_of(desk.hub, parcel.chat_id))


def _another(voice: Voice, goal: GoalView) -> InlineKeyboardMarkup:
    return rows([key(voice.tell("Shared stick"), Panel(hangout=goal.hangout_id, act="goal").pack())])


NOTICES |= {"goal_post": _post, "goal_reached": _reached, "goal_won": _won, "goal_missed": _missed}
