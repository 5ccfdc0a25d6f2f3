"""Writing a question: its kind and words, its options, in one message or one by one; then the queue or a day."""

from aiogram import Bot, Router
from aiogram.filters import Command, Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.buttons import Compose, Number
from handlers.daily import drafts
from handlers.daily.drafts import COMPOSING, Data
from handlers.daily.write_screens import day_of, on_day, options_screen, text_screen
from handlers.filters import Private
from handlers.fronts import which
from handlers.hangout.panel_screens import none_yet
from handlers.replies import Reply, send
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Heard, Typed, Wordless, Write, enter, here
from hub.context import Hub
from hub.daily import planning, questions
from hub.daily.planning_days import read_day
from hub.days import local_day
from hub.hangout import hangouts
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="write")
GATHERED = ("kind", "text", "options", "pictures", "ends", "right", "then", "tags", "bank_key", *drafts.SWITCHES)
GATHERED += ("hangout", "key", "day", "edit")


class ComposeOn(CallbackData, prefix="writeon"):
    """Write a question for a day, given by its ordinal."""

    hangout: Number
    day: Number


class Edit(CallbackData, prefix="edit"):
    """Write at a question that waits."""

    hangout: Number
    question: Number


@router.message(Private(), Command("question"))
async def begin(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A question for the person's hangout, or for which one."""
    owned = await hangouts.owned_by(hub, who.id)
    if len(owned) != 1:
        return on_words(who.id, which(voice, owned, lambda one: Compose(hangout=one.id), none_yet(voice)))
    return on_words(who.id, await _ask(bot, hub, who, voice, owned[0].id, f"write:{who.id}:{message.message_id}"))


@router.callback_query(Compose.filter())
async def begin_pressed(
    press: CallbackQuery, callback_data: Compose, bot: Bot, hub: Hub, who: Who, voice: Voice
) -> Reply:
    """The same, from a button; the press itself names the question, so that it is added once."""
    return on_tap(press, await _ask(bot, hub, who, voice, callback_data.hangout, f"write:{press.id}"))


@router.callback_query(ComposeOn.filter())
async def begin_on(press: CallbackQuery, callback_data: ComposeOn, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same for a day."""
    day = await planning.check_day(hub, who.id, callback_data.hangout, day_of(callback_data.day))
    key_ = f"write:{press.id}"
    return on_tap(press, await _ask(bot, hub, who, voice, callback_data.hangout, key_, day=day.toordinal()))


async def _ask(
    bot: Bot, hub: Hub, who: Who, voice: Voice, hangout_id: int, key_: str, day: int | None = None
) -> Screen:
    hangout = await ownership(bot, hub, who.id, hangout_id)
    data = drafts.fresh(hangout=hangout.id, key=key_, day=day)
    await enter(hub, who, Write.text, **data)
    return text_screen(voice, data)


@router.callback_query(Edit.filter())
async def edit(press: CallbackQuery, callback_data: Edit, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A waiting question as it was written, to go on with."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    kept = await questions.one(hub, who.id, hangout.id, callback_data.question)
    data = drafts.data_of(kept.draft, hangout=hangout.id, key="", edit=kept.id)
    await enter(hub, who, Write.options, **data)
    return on_tap(press, options_screen(voice, data))


def gathered(who: Who) -> Data:
    """What the person has written so far; what an earlier release did not keep is as it is at first."""
    kept = {name: who.data[name] for name in GATHERED if name in who.data}
    return drafts.fresh(day=None, edit=None) | kept | {"hangout": here(who)}


@router.message(StateFilter(Write), Heard())
async def heard_before(message: Message, who: Who, voice: Voice) -> Reply:
    """Telegram brought a line twice: the person sees what is there."""
    return on_words(who.id, options_screen(voice, gathered(who)))


@router.message(StateFilter(Write.text), Typed())
async def text(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The question's own words."""
    data = gathered(who) | {"text": questions.check_text(message.text or "")}
    await enter(hub, who, Write.options, **data, heard=message.message_id)
    return on_words(who.id, options_screen(voice, data))


@router.message(StateFilter(Write.options), Typed())
async def options(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """What the kind takes: an option, or several on lines of their own. What was there stays when these do not fit."""
    data = gathered(who)
    typed = COMPOSING[data["kind"]].typed
    if typed is None:
        return on_words(who.id, options_screen(voice, data))
    data = typed(data, (message.text or "").splitlines())
    await enter(hub, who, Write.options, **data, heard=message.message_id)
    return on_words(who.id, options_screen(voice, data))


class Pictured(Filter):
    """A photo in private."""

    async def __call__(self, message: Message) -> bool:
        """True for a photo."""
        return message.chat.type == "private" and bool(message.photo)


@router.message(StateFilter(Write.options), Pictured())
async def picture(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A picture is a side of this-or-that; elsewhere it is no answer."""
    data = gathered(who)
    if data["kind"] != "versus" or not message.photo:
        return _wordless(who, voice)
    data = drafts.pictured(data, message.photo[-1].file_id, message.caption or "")
    await enter(hub, who, Write.options, **data, heard=message.message_id)
    return on_words(who.id, options_screen(voice, data))


@router.message(StateFilter(Write.then), Typed())
async def then(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """What the owner does with the answers."""
    data = gathered(who) | {"then": questions.check_then(message.text or "")}
    await enter(hub, who, Write.options, **data, heard=message.message_id)
    return on_words(who.id, options_screen(voice, data))


@router.message(StateFilter(Write.day), Typed())
async def day(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A day in words: the question goes there."""
    hangout = await ownership(bot, hub, who.id, here(who))
    today = local_day(hub.now(), hangout.timezone)
    chosen = read_day(message.text or "", voice.language, today)
    return on_words(who.id, await on_day(hub, who, voice, hangout, gathered(who), chosen))


@router.message(StateFilter(Write), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker or a photo is no question; everything stays."""
    return _wordless(who, voice)


def _wordless(who: Who, voice: Voice) -> Reply:
    return send(who.id, voice.say("Write it in words, please. What you have written so far is kept."))
