"""Any poll that an owner sends or forwards becomes a question: as it is, or with something changed first."""

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message, Poll, ReplyParameters
from markupsafe import Markup

from handlers.buttons import Number
from handlers.daily import drafts
from handlers.daily.write_screens import options_screen, queued
from handlers.hangout.panel_screens import none_yet
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Write, enter
from hub.context import Hub
from hub.daily import questions
from hub.daily.facts import Facts
from hub.daily.kinds.choice import check
from hub.daily.questions import Draft
from hub.errors import NotFound
from hub.hangout import hangouts
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="imports")


class Take(CallbackData, prefix="take"):
    """Put the poll that the message answers into a hangout's queue."""

    hangout: Number


class Rewrite(CallbackData, prefix="takew"):
    """Go on writing at the poll that the message answers."""

    hangout: Number


class OwnPoll(Filter):
    """A poll that a person sent or forwarded in private."""

    async def __call__(self, message: Message) -> bool:
        """True for a poll."""
        return message.poll is not None and message.chat.type == "private"


@router.message(OwnPoll())
async def poll(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A poll as it would be asked. The preview answers the poll's message, so that a tap on it finds the poll again."""
    owned = await hangouts.owned_by(hub, who.id)
    if not owned or message.poll is None:
        return on_words(who.id, none_yet(voice))
    screen = _preview(voice, owned, read(message.poll))
    return SendMessage(
        chat_id=who.id,
        text=screen.text,
        parse_mode="HTML",
        reply_markup=screen.keys,
        reply_parameters=ReplyParameters(message_id=message.message_id),
    )


def read(poll: Poll) -> Draft:
    """A poll as a question, or a HubError that says what does not fit. A quiz is a guess, whose right answer Telegram
    may not have told us."""
    text, options = questions.check_text(poll.question), tuple(check([option.text for option in poll.options]))
    if poll.type == "quiz":
        right = next(iter(poll.correct_option_ids or ()), None)
        return Draft("guess", text, options, Facts(hidden=True, right=right))
    return Draft("choice", text, options, Facts(several=poll.allows_multiple_answers))


def _preview(v: Voice, owned: list[HangoutView], draft: Draft) -> Screen:
    data = drafts.data_of(draft)
    if len(owned) > 1:
        keys = rows(*([key(one.title or v.tell("the new one"), Take(hangout=one.id).pack())] for one in owned))
        return Screen(Markup("\n\n").join([drafts.preview(v, data), v.say("In which hangout’s queue?")]), keys)
    keys = rows(_one(v, owned[0].id, ready=drafts.of(data).ready(data)))
    return Screen(Markup("\n\n").join([drafts.preview(v, data), v.say("Shall it go in the queue?")]), keys)


def _one(v: Voice, hangout_id: int, *, ready: bool) -> list[InlineKeyboardButton]:
    put = key(v.tell("Put it in the queue"), Take(hangout=hangout_id).pack())
    return [*([put] if ready else []), key(v.tell("Change it first"), Rewrite(hangout=hangout_id).pack())]


@router.callback_query(Take.filter())
async def take(press: CallbackQuery, callback_data: Take, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The poll that the preview answers goes in the queue, once; a quiz whose right answer is not known is asked for
    it."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    draft, once_key = _asked(press, hangout.id)
    if draft.kind == "guess" and draft.facts.right is None:
        return on_tap(press, await _rewritten(hub, who, voice, hangout.id, draft, once_key))
    await questions.put(hub, who.id, hangout.id, draft, once_key=once_key)
    return on_tap(press, queued(voice, hangout.id, len(await questions.queue(hub, who.id, hangout.id))))


@router.callback_query(Rewrite.filter())
async def rewrite(press: CallbackQuery, callback_data: Rewrite, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The poll as a question that is being written."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    return on_tap(press, await _rewritten(hub, who, voice, hangout.id, *_asked(press, hangout.id)))


async def _rewritten(hub: Hub, who: Who, voice: Voice, hangout_id: int, draft: Draft, once_key: str) -> Screen:
    data = drafts.data_of(draft, hangout=hangout_id, key=once_key, day=None, edit=None)
    await enter(hub, who, Write.options, **data)
    return options_screen(voice, data)


def _asked(press: CallbackQuery, hangout_id: int) -> tuple[Draft, str]:
    """The poll that the preview answers, and the key under which it is put in the queue once."""
    asked = press.message.reply_to_message if isinstance(press.message, Message) else None
    if asked is None or asked.poll is None:
        raise NotFound
    return read(asked.poll), f"poll:{hangout_id}:{asked.chat.id}:{asked.message_id}"
