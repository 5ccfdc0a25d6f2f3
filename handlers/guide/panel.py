"""The owner's side of the guide: which closed questions it tells of, and what each is about."""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.daily.looks import votes
from handlers.hangout import panel
from handlers.hangout.choosers import short
from handlers.hangout.history import LINES
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import Reply, key, rows, send
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Heard, Typed, Wordless, at, enter, here, leave
from hub.context import Hub
from hub.guide import choosing
from hub.guide.choosing import SUBJECT_LIMIT, Chosen, Entries, Entry
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="guide_panel")
KEEP = {"in": True, "out": False}


class Subject(StatesGroup):
    """What a closed question is about, for the guide."""

    name = State()


class Made(CallbackData, prefix="gmade"):
    """A page of the closed questions that the guide may be made of."""

    hangout: Number
    page: Number


class Part(CallbackData, prefix="gpart"):
    """A closed question (`act` show), in or out of the guide, its subject to be written (name), or that of another
    round (as)."""

    hangout: Number
    round: Number
    act: str
    other: Number = 0


async def _opened(visit: Visit) -> Screen:
    return _list(visit.voice, visit.hangout, await choosing.entries(visit.hub, visit.who.id, visit.hangout.id))


@router.callback_query(Made.filter())
async def turned(press: CallbackQuery, callback_data: Made, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Another page of them."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    return on_tap(press, _list(voice, hangout, await choosing.entries(hub, who.id, hangout.id, callback_data.page)))


@router.callback_query(Part.filter())
async def tapped(press: CallbackQuery, callback_data: Part, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A question of the guide: shown, taken in, left out, or given a subject."""
    hangout, what = await ownership(bot, hub, who.id, callback_data.hangout), callback_data
    if at(who)[0] == "Subject":
        await leave(hub, who)
    if what.act == "name":
        return on_tap(press, await _ask(hub, who, voice, hangout, what.round))
    said = voice.tell("Saved.") if await _changed(hub, who, hangout, what) else ""
    return on_tap(press, (await _one(hub, who, voice, hangout, what.round))._replace(said=said))


async def _changed(hub: Hub, who: Who, hangout: HangoutView, what: Part) -> bool:
    if what.act in KEEP:
        await choosing.keep(hub, who.id, hangout.id, what.round, told=KEEP[what.act])
    elif what.act == "as":
        await choosing.name_as(hub, who.id, hangout.id, what.round, what.other)
    return what.act in KEEP or what.act == "as"


async def _ask(hub: Hub, who: Who, v: Voice, hangout: HangoutView, round_id: int) -> Screen:
    """The subject is written, or one that others have is tapped."""
    shown = await choosing.entry(hub, who.id, hangout.id, round_id)
    await enter(hub, who, Subject.name, hangout=hangout.id, round=round_id)
    text = v.say(
        "<b>What does it advise on?</b>\nFor example: {example}. "
        "Questions of one subject add up; up to {limit} letters.",
        example=v.tell("for a guest"),
        limit=SUBJECT_LIMIT,
    )
    offered = [
        [key(short(subject), Part(hangout=hangout.id, round=round_id, act="as", other=number).pack())]
        for number, subject in shown.subjects
    ]
    return Screen(text, rows(*offered, [_part(v.tell("Cancel"), hangout, round_id, "show")]))


@router.message(StateFilter(Subject.name), Heard())
async def heard_before(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Telegram brought the words twice."""
    hangout = await ownership(bot, hub, who.id, here(who))
    return on_words(who.id, await _one(hub, who, voice, hangout, int(who.data.get("round", 0))))


@router.message(StateFilter(Subject.name), Typed())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The subject in the owner's words; where it does not fit, the line says so and waits on."""
    hangout, round_id = await ownership(bot, hub, who.id, here(who)), int(who.data.get("round", 0))
    await choosing.name(hub, who.id, hangout.id, round_id, message.text or "")
    await leave(hub, who)
    return on_words(who.id, await _one(hub, who, voice, hangout, round_id))


@router.message(StateFilter(Subject.name), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no subject; the step waits on."""
    return send(who.id, voice.say("Here I understand taps and written words. Tap a button above, or write it."))


async def _one(hub: Hub, who: Who, v: Voice, hangout: HangoutView, round_id: int) -> Screen:
    return _screen(v, hangout, await choosing.entry(hub, who.id, hangout.id, round_id))


def _screen(v: Voice, hangout: HangoutView, shown: Chosen) -> Screen:
    """A closed question, and what the guide makes of it."""
    question, told = shown.entry.question, shown.entry.told
    lines = [v.frame("<b>{question}</b>", question=question.text)]
    if told and question.subject and question.subject != question.text:
        lines.append(v.say("In the guide, under “{subject}”.", subject=question.subject))
    else:
        lines.append(v.say("In the guide.") if told else v.say("Not in the guide."))
    turn = (v.tell("Out of the guide"), "out") if told else (v.tell("Into the guide"), "in")
    keys = rows(
        [
            _part(turn[0], hangout, question.round, turn[1]),
            _part(v.tell("Its subject"), hangout, question.round, "name"),
        ],
        [key(v.tell("Back"), Made(hangout=hangout.id, page=0).pack())],
    )
    return Screen(Markup("\n").join(lines), keys)


def _list(v: Voice, hangout: HangoutView, shown: Entries) -> Screen:
    """Closed questions, those that the guide tells of marked."""
    head = v.say(
        "<b>The guide of {title}</b>\nQuestions about taste become advice for your members (/guide). "
        "Marked ones are in; tap one to take it in or out, or to say what it is about, so that several add up.",
        title=hangout.title,
    )
    empty = [] if shown.entries else [v.say("No question has closed with answers yet.")]
    lines = [[_line(v, hangout, one)] for one in shown.entries]
    pages = [
        *([_page(v.tell("Newer ones"), hangout, shown.page - 1)] if shown.page > 0 else []),
        *([_page(v.tell("Older ones"), hangout, shown.page + 1)] if shown.page < shown.last else []),
    ]
    return Screen(Markup("\n\n").join([head, *empty]), rows(*lines, pages, [button(v.tell("Back"), hangout, "people")]))


def _line(v: Voice, hangout: HangoutView, one: Entry) -> InlineKeyboardButton:
    label = f"{short(one.question.text)} · {votes(v, one.question.votes)}"
    return _part(f"✓ {label}" if one.told else label, hangout, one.question.round, "show")


def _page(label: str, hangout: HangoutView, page: int) -> InlineKeyboardButton:
    return key(label, Made(hangout=hangout.id, page=page).pack())


def _part(label: str, hangout: HangoutView, round_id: int, act: str) -> InlineKeyboardButton:
    return key(label, Part(hangout=hangout.id, round=round_id, act=act).pack())


panel.ACTS["guide"] = _opened
LINES["guide_changed"] = lambda v, _, about: (
    v.say("The guide tells of “{question}”.", question=about["question"])
    if about["told"]
    else v.say("The guide tells of “{question}” no more.", question=about["question"])
)
