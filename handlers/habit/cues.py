"""/cues: a reminder a day for those who want one, at their hour; and the reminder itself, answered in place."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.daily.kinds import LOOKS
from handlers.daily.looks import card_text, vote_keys
from handlers.filters import Data
from handlers.fronts import opens
from handlers.habit import budget, letter
from handlers.habit.offer import OFFER
from handlers.hangout.panel import ACTS
from handlers.letters import Desk, Letter
from handlers.notices import NOTICES
from handlers.replies import Reply, Step, edit_keys, key, rows, toast
from handlers.screens import Screen, on_tap, on_words
from hub.context import Hub
from hub.errors import NotFound
from hub.habit import cues
from hub.habit.cues import Cue, CuesView
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from hub.quiet import EVENING, MORNING
from locales.voice import Voice, voice

router = Router(name="cues")
HOURS = [hour * 60 for hour in range(MORNING, EVENING)]
IN_A_ROW = 4


class Hour(CallbackData, prefix="cue"):
    """The local minute at which a person wants to be reminded."""

    minute: Number


@router.callback_query(Data("cues-about"))
async def about(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same below a reminder, which stays to be answered."""
    return [toast(press), on_words(who.id, await _screen(hub, who, voice))]


@router.callback_query(Data("cues-on"))
async def turned_on(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """From now on."""
    return on_tap(press, screen(voice, await cues.turn_on(hub, who.id)))


@router.callback_query(Data("cues-off"))
async def turned_off(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """No more."""
    return on_tap(press, screen(voice, await cues.turn_off(hub, who.id))._replace(said=voice.tell("No more nudges.")))


@router.callback_query(Data("cues-hours"))
async def hours(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Which hour."""
    return on_tap(press, _hours(voice, await cues.look(hub, who.id)))


@router.callback_query(Data("cues-usual"))
async def usual(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Whenever the person usually comes."""
    return on_tap(press, screen(voice, await cues.choose(hub, who.id, None)))


@router.callback_query(Hour.filter())
async def chosen(press: CallbackQuery, callback_data: Hour, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The person's own hour."""
    return on_tap(press, screen(voice, await cues.choose(hub, who.id, callback_data.minute)))


@router.callback_query(Data(OFFER))
async def taken_up(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The offer below a card: the card stays as it is, without the offer."""
    view = await cues.turn_on(hub, who.id)
    said = voice.tell(
        "Good. Once a day about {hour}, only if you have not been here yet. /cues changes it.",
        hour=voice.clock(view.minute),
    )
    return [*_without_offer(press), toast(press, said, alert=True)]


def _without_offer(press: CallbackQuery) -> list[Step]:
    shown = press.message.reply_markup if isinstance(press.message, Message) else None
    kept = [[one for one in line if one.callback_data != OFFER] for line in shown.inline_keyboard] if shown else []
    return edit_keys(press, rows(*kept))


async def _screen(hub: Hub, who: Who, voice: Voice) -> Screen:
    """How things stand, and what can be changed."""
    try:
        return screen(voice, await cues.look(hub, who.id))
    except NotFound:
        return Screen(
            voice.say("Open a hangout’s link, or vote once in its channel; then I can remind you of its question.")
        )


opens(router, _screen, "cues")


def screen(voice: Voice, view: CuesView) -> Screen:
    """How things stand, and what can be changed."""
    head = voice.say("🔔 <b>A nudge a day</b>")
    return Screen(Markup("\n").join([head, *STATES[view.state](voice, view)]), _keys(voice, view))


def _on(voice: Voice, view: CuesView) -> list[Markup]:
    hour = voice.clock(view.minute)
    says = voice.say("Once a day about {hour}, and only if you have not been here yet.", hour=hour)
    if view.chosen:
        why = voice.say("The hour is your own choice.")
    elif view.learned:
        why = voice.say("That is when you usually come.")
    else:
        why = voice.say("In a few days I shall know when you usually come.")
    return [says, why]


def _off(voice: Voice, view: CuesView) -> list[Markup]:
    hour = voice.clock(view.minute)
    return [
        voice.say(
            "If you like, I remind you of a question that you have not answered yet: once a day about {hour}, "
            "never by night, and ever more seldom while you have other things to do.",
            hour=hour,
        )
    ]


def _stopped(voice: Voice, view: CuesView) -> list[Markup]:
    return [voice.say("The nudges rest, since you had other things to do. They come again whenever you like.")]


STATES = {"on": _on, "off": _off, "stopped": _stopped}


def _keys(voice: Voice, view: CuesView) -> InlineKeyboardMarkup:
    another = key(voice.tell("Another hour"), "cues-hours")
    if view.state == "on":
        return rows([another, key(voice.tell("No more nudges"), "cues-off")])
    return rows([key(voice.tell("Yes, once a day"), "cues-on"), another])


def _hours(voice: Voice, view: CuesView) -> Screen:
    taps = [_tap(voice, view, minute) for minute in HOURS]
    lines = [taps[at : at + IN_A_ROW] for at in range(0, len(taps), IN_A_ROW)]
    mark = "" if view.chosen else "✓ "
    own = [key(mark + voice.tell("When I usually come"), "cues-usual")]
    text = voice.say("About which hour? It goes by the clock of {city}.", city=voice.city(view.timezone))
    return Screen(text, rows(*lines, own, [key(voice.tell("Back"), "cues")]))


def _tap(voice: Voice, view: CuesView, minute: int) -> InlineKeyboardButton:
    mark = "✓ " if view.chosen and view.minute == minute else ""
    return key(mark + voice.clock(minute), Hour(minute=minute).pack())


async def _cue(desk: Desk, parcel: Parcel) -> Letter | None:
    cue = await cues.compose(desk.hub, parcel.chat_id, parcel.hangout_id, last=parcel.payload["last"])
    if cue is None:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    tail = [line for line in (_others(v, cue), _last(v, cue)) if line]
    text = Markup("\n\n").join([_first(v, cue), card_text(v, cue.round), *tail])
    shown = cue.round
    photo = shown.photo or await LOOKS[shown.kind].picture(desk, shown) if shown.facts.pictures else None
    return Letter(text, _cue_keys(v, cue), photo=photo)


def _first(v: Voice, cue: Cue) -> Markup:
    if cue.days > 1:
        return v.say("🔔 {n} days in a row at {title}; today’s question waits.", n=cue.days, title=cue.round.title)
    return v.say("🔔 Today’s question at {title} waits for you.", title=cue.round.title)


def _others(v: Voice, cue: Cue) -> Markup | None:
    if not cue.others:
        return None
    said = v.many("{n} more hangout waits: /today", "{n} more hangouts wait: /today", cue.others)
    return v.frame("{said}", said=said)


def _last(v: Voice, cue: Cue) -> Markup | None:
    if not cue.last:
        return None
    return v.say(
        "This is my last nudge for now; I see you have other things to do. "
        "Answer any question or open /cues, and they come again."
    )


def _cue_keys(v: Voice, cue: Cue) -> InlineKeyboardMarkup:
    keys = vote_keys(v, cue.round)
    keys.inline_keyboard.append([key(v.tell("About these nudges"), "cues-about")])
    return keys


NOTICES |= {"cue": _cue, "letter": letter.bring}
ACTS["budget"] = budget.screen
