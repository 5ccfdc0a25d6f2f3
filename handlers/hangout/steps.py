"""The steps of opening a hangout: what each shows, and which one comes after an answer."""

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout import choosers
from handlers.hangout.connect import connected, keyboard
from handlers.replies import key, rows
from handlers.screens import Screen, sample
from handlers.wizards import STEPS, enter_setup
from hub.context import Hub
from hub.daily.asking import coming
from hub.days import next_opening
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Spoken, Voice, voice

ASIDE = "aside"


class Step(CallbackData, prefix="step"):
    """Go to a step of the set-up; `changing` comes back to the preview after it."""

    hangout: Number
    to: str
    changing: bool


class Open(CallbackData, prefix="open"):
    """End the set-up; `now` puts the first question out at once."""

    hangout: Number
    now: bool


def place_of(who: Who) -> str:
    """The step at which the person's set-up stands, also while they do something else."""
    step = who.data.get("setup", STEPS[0])
    return step if step in STEPS else STEPS[0]


def after(who: Who, answered: str) -> str:
    """The step that follows an answer. An answer to another step than the one that is asked changes nothing else."""
    asked = place_of(who)
    if asked != answered:
        return asked
    return "preview" if who.data.get("changing") else STEPS[STEPS.index(asked) + 1]


async def onward(hub: Hub, who: Who, voice: Voice, hangout: HangoutView, answered: str, heard: int = 0) -> Screen:
    """Goes to the step after an answer and shows it; `heard` is the message that gave the answer."""
    to = after(who, answered)
    return await go(hub, who, voice, hangout, to, changing=to != "preview" and _changing(who), heard=heard)


def _changing(who: Who) -> bool:
    return bool(who.data.get("changing"))


async def go(
    hub: Hub, who: Who, voice: Voice, hangout: HangoutView, to: str, *, changing: bool = False, heard: int = 0
) -> Screen:
    """Remembers the step and shows it. Nothing can be asked before there is a channel or a group."""
    step = to if to in STEPS and hangout.chats else STEPS[0]
    await enter_setup(hub, who, step, hangout.id, changing=changing, heard=heard)
    return await show(hub, who, voice, hangout, step, changing=changing)


async def show(hub: Hub, who: Who, voice: Voice, hangout: HangoutView, step: str, *, changing: bool) -> Screen:
    """A step's question with its buttons."""
    if step == "chats":
        return chats(voice, hangout)
    if step == "preview":
        return await _preview(hub, who, voice, hangout)
    back = "preview" if changing else STEPS[STEPS.index(step) - 1]
    return choosers.screen(hub, voice, hangout, step, _ways(voice, hangout, back))


def _ways(voice: Voice, hangout: HangoutView, back: str) -> list[InlineKeyboardButton]:
    return [
        key(voice.tell("Back"), Step(hangout=hangout.id, to=back, changing=False).pack()),
        key(voice.tell("Later"), Step(hangout=hangout.id, to=ASIDE, changing=False).pack()),
    ]


def chats(voice: Voice, hangout: HangoutView) -> Screen:
    """Which channel and group; what is there already is shown."""
    if not hangout.chats:
        text = voice.say(
            "<b>Here your channel and group become one always-open hangout. Shall we begin with the channel?</b>\n"
            "A channel, a group or both: choose with the buttons below, and I get the rights I need on the way."
        )
        return Screen(text, keyboard(voice, hangout, voice.tell("Later")))
    help_ = (
        voice.say("All set. Go on, or choose others.")
        if len(hangout.chats) > 1
        else voice.say("Bring the other one too, or go on with this alone.")
    )
    text = Markup("\n\n").join([connected(voice, hangout), help_])
    return Screen(text, keyboard(voice, hangout, voice.tell("Continue"), voice.tell("Later")))


async def _preview(hub: Hub, who: Who, voice: Voice, hangout: HangoutView) -> Screen:
    head = voice.say("<b>This is how a day’s question will look:</b>")
    parts = [head, await _sample(hub, who, hangout), facts(voice, hangout)]
    opens = next_opening(hub.now(), hangout.opens_minute, hangout.timezone)
    when = voice.when(opens, hangout.timezone, hub.now())
    keys = rows(
        [key(voice.tell("Open; first question {when}", when=when), Open(hangout=hangout.id, now=False).pack())],
        [key(voice.tell("Open and post one now"), Open(hangout=hangout.id, now=True).pack())],
        [_change(voice, hangout, field) for field in ("hour", "timezone")],
        [_change(voice, hangout, field) for field in ("length", "reward")],
        _ways(voice, hangout, "reward"),
    )
    return Screen(Markup("\n\n").join(part for part in parts if part), keys)


def _change(voice: Voice, hangout: HangoutView, field: str) -> InlineKeyboardButton:
    return key(LABELS[field](voice), Step(hangout=hangout.id, to=field, changing=True).pack())


async def _sample(hub: Hub, who: Who, hangout: HangoutView) -> Markup:
    """The question that will come first, in the language of the public posts."""
    speaker = voice(hangout.language)
    asked = await coming(hub, who.id, hangout.id)
    return sample(speaker, asked.text, asked.options) if asked else Markup("")


def facts(voice: Voice, hangout: HangoutView) -> Markup:
    """Every setting, a line each."""
    lines = [
        connected(voice, hangout),
        voice.say(
            "Daily question: {hour}, by {city}’s clock",
            hour=voice.clock(hangout.opens_minute),
            city=voice.city(hangout.timezone),
        ),
        voice.say("Tally stick: {n} notches", n=hangout.stick_length),
        voice.say("Reward: {reward}", reward=hangout.reward) if hangout.reward else Markup(""),
        _sold(voice, hangout),
    ]
    return Markup("\n").join(line for line in lines if line)


def _sold(voice: Voice, hangout: HangoutView) -> Markup:
    if hangout.trade is None:
        return Markup("")
    return voice.say("Sold here: {trade}", trade=Spoken(choosers.trade_name(voice, hangout.trade)))


LABELS: dict[str, Callable[[Voice], Spoken]] = {
    "hour": lambda v: v.tell("Hour"),
    "timezone": lambda v: v.tell("Time zone"),
    "length": lambda v: v.tell("Stick length"),
    "reward": lambda v: v.tell("Reward"),
    "title": lambda v: v.tell("Name"),
    "trade": lambda v: v.tell("What you sell"),
}
