"""Writing a question for the queue: its text, then its options, in one message or one by one."""

from collections.abc import Awaitable, Callable, Sequence

from aiogram import Bot, Router
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Compose, Number, Panel, Queue
from handlers.filters import Private
from handlers.hangout.panel_screens import choose, home, none_yet
from handlers.replies import Reply, key, rows, send, toast
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words, sample
from handlers.wizards import Heard, Typed, Wordless, Write, at, enter, here, leave
from hub.context import Hub
from hub.daily import questions
from hub.daily.kinds import KINDS
from hub.daily.kinds.choice import LEAST, MOST, OPTION_LIMIT
from hub.errors import NotFound, TooFewOptions
from hub.hangout import hangouts
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from hub.wording import required
from locales.voice import Voice

router = Router(name="write")


class Draft(CallbackData, prefix="draft"):
    """What to do with the question that is being written: put, again, drop."""

    hangout: Number
    act: str


@router.message(Private(), Command("question"))
async def begin(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A question for the person's hangout, or for which one."""
    owned = await hangouts.owned_by(hub, who.id)
    if not owned:
        return on_words(who.id, none_yet(voice))
    if len(owned) > 1:
        return on_words(who.id, choose(voice, owned, lambda hangout: Compose(hangout=hangout.id)))
    return on_words(who.id, await _ask(bot, hub, who, voice, owned[0].id, f"write:{who.id}:{message.message_id}"))


@router.callback_query(Compose.filter())
async def begin_pressed(
    press: CallbackQuery, callback_data: Compose, bot: Bot, hub: Hub, who: Who, voice: Voice
) -> Reply:
    """The same, from a button; the press itself names the question, so that it is added once."""
    return on_tap(press, await _ask(bot, hub, who, voice, callback_data.hangout, f"write:{press.id}"))


async def _ask(bot: Bot, hub: Hub, who: Who, voice: Voice, hangout_id: int, key_: str) -> Screen:
    hangout = await ownership(bot, hub, who.id, hangout_id)
    await enter(hub, who, Write.text, hangout=hangout.id, key=key_)
    return _text_screen(voice, hangout.id)


def _text_screen(voice: Voice, hangout_id: int) -> Screen:
    text = voice.say(
        "<b>What shall the question be?</b>\nOne short sentence; people answer it with a tap. The options come next."
    )
    return Screen(text, rows([_act(voice.tell("Cancel"), hangout_id, "drop")]))


def _act(label: str, hangout_id: int, act: str) -> InlineKeyboardButton:
    return key(label, Draft(hangout=hangout_id, act=act).pack())


@router.message(StateFilter(Write), Heard())
async def heard_before(message: Message, who: Who, voice: Voice) -> Reply:
    """Telegram brought a line twice: the person sees what is there."""
    return on_words(who.id, _options_screen(voice, who, who.data["text"], who.data["options"]))


@router.message(StateFilter(Write.text), Typed())
async def text(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The question's own words."""
    kept = questions.check_text(message.text or "")
    data = {"hangout": here(who), "key": who.data["key"], "text": kept, "options": []}
    await enter(hub, who, Write.options, **data, heard=message.message_id)
    return on_words(who.id, _options_screen(voice, who, kept, []))


@router.message(StateFilter(Write.options), Typed())
async def options(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One option, or several on lines of their own; what was there stays when these do not fit."""
    kept = _checked([*who.data["options"], *(message.text or "").splitlines()])
    data = {"hangout": here(who), "key": who.data["key"], "text": who.data["text"], "options": kept}
    await enter(hub, who, Write.options, **data, heard=message.message_id)
    return on_words(who.id, _options_screen(voice, who, who.data["text"], kept))


def _checked(options: Sequence[str]) -> list[str]:
    """Options as they will be kept; a single one is fine as long as others can follow."""
    try:
        return KINDS["choice"].check(options)
    except TooFewOptions:
        return [required(option, OPTION_LIMIT) for option in options if option.strip()] or [required("", OPTION_LIMIT)]


def _options_screen(voice: Voice, who: Who, text: str, options: Sequence[str]) -> Screen:
    """The question as it stands, and what can come next."""
    hangout_id, enough = here(who), len(options) >= LEAST
    ways = [_act(voice.tell("Write it again"), hangout_id, "again"), _act(voice.tell("Cancel"), hangout_id, "drop")]
    keys = rows([_act(voice.tell("Put it in the queue"), hangout_id, "put")] if enough else [], ways)
    return Screen(Markup("\n\n").join([sample(voice, text, options), _help(voice, len(options))]), keys)


def _help(voice: Voice, count: int) -> Markup:
    if count == 0:
        return voice.say(
            "Now the options, each on a line of its own: {least} to {most} of them.", least=LEAST, most=MOST
        )
    if count < LEAST:
        return voice.say("One is here. Write the next.")
    return (
        voice.say("Write another option, or put it in the queue.")
        if count < MOST
        else voice.say("That is as many as fit.")
    )


@router.message(StateFilter(Write), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker or a photo is no question; everything stays."""
    return send(who.id, voice.say("Write it in words, please. What you have written so far is kept."))


@router.callback_query(Draft.filter())
async def decided(press: CallbackQuery, callback_data: Draft, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """In the queue, once more from the start, or dropped. The button of a question that is gone does nothing."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if callback_data.act not in ACTS:
        raise NotFound
    if at(who)[0] != "Write" or here(who) != hangout.id:
        return toast(press, voice.tell("That button has done its work."))
    return on_tap(press, await ACTS[callback_data.act](hub, who, voice, hangout))


async def _put(hub: Hub, who: Who, voice: Voice, hangout: HangoutView) -> Screen:
    written, once_key = who.data, who.data["key"]
    options = written.get("options", [])
    waiting = await questions.add(hub, who.id, hangout.id, written.get("text", ""), options, once_key=once_key)
    await leave(hub, who)
    return queued(voice, hangout.id, waiting)


async def _again(hub: Hub, who: Who, voice: Voice, hangout: HangoutView) -> Screen:
    await enter(hub, who, Write.text, hangout=hangout.id, key=who.data["key"])
    return _text_screen(voice, hangout.id)


async def _drop(hub: Hub, who: Who, voice: Voice, hangout: HangoutView) -> Screen:
    await leave(hub, who)
    return await home(hub, who, voice, hangout)


ACTS: dict[str, Callable[[Hub, Who, Voice, HangoutView], Awaitable[Screen]]] = {
    "put": _put,
    "again": _again,
    "drop": _drop,
}


def queued(voice: Voice, hangout_id: int, waiting: int) -> Screen:
    """A question went to the end of the queue."""
    text = voice.many("It is in the queue; {n} question waits.", "It is in the queue; {n} questions wait.", waiting)
    keys = rows(
        [key(voice.tell("Another question"), Compose(hangout=hangout_id).pack())],
        [
            key(voice.tell("Queue"), Queue(hangout=hangout_id, page=0).pack()),
            key(voice.tell("Manage my hangout"), Panel(hangout=hangout_id, act="home").pack()),
        ],
    )
    return Screen(Markup("{}").format(text), keys)
