"""The queue: what waits, taking a question out, and any poll that an owner sends or forwards as a new one."""

from aiogram import Bot, Router
from aiogram.filters import Command, Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message, Poll, ReplyParameters
from markupsafe import Markup

from handlers.buttons import Compose, Number, Queue
from handlers.daily.write import queued
from handlers.filters import Private
from handlers.hangout.panel_screens import button, choose, none_yet
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words, sample
from hub.context import Hub
from hub.daily import questions
from hub.daily.kinds import KINDS
from hub.daily.questions import QuestionView
from hub.errors import NotFound
from hub.hangout import hangouts
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Voice, voice

router = Router(name="queue")
PAGE = 8


class Out(CallbackData, prefix="out"):
    """Take a question out of the queue; not before it is `sure`."""

    hangout: Number
    question: Number
    page: Number
    sure: bool


class Take(CallbackData, prefix="take"):
    """Put the poll that the message answers into a hangout's queue."""

    hangout: Number


class OwnPoll(Filter):
    """A poll that a person sent or forwarded in private."""

    async def __call__(self, message: Message) -> bool:
        """True for a poll."""
        return message.poll is not None and message.chat.type == "private"


@router.message(Private(), Command("queue"))
async def asked(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The queue of the person's hangout, or of which one."""
    owned = await hangouts.owned_by(hub, who.id)
    if not owned:
        return on_words(who.id, none_yet(voice))
    if len(owned) > 1:
        return on_words(who.id, choose(voice, owned, lambda hangout: Queue(hangout=hangout.id, page=0)))
    return on_words(who.id, await _page(bot, hub, who, voice, owned[0].id, 0))


@router.callback_query(Queue.filter())
async def turned(press: CallbackQuery, callback_data: Queue, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page of the queue."""
    return on_tap(press, await _page(bot, hub, who, voice, callback_data.hangout, callback_data.page))


async def _page(bot: Bot, hub: Hub, who: Who, voice: Voice, hangout_id: int, page: int) -> Screen:
    hangout = await ownership(bot, hub, who.id, hangout_id)
    return _list(voice, hangout, await questions.queue(hub, who.id, hangout_id), page)


def _list(v: Voice, hangout: HangoutView, waiting: list[QuestionView], page: int) -> Screen:
    """The questions of a page in their order, with a button each; a page that is gone shows the last one."""
    last = max(0, (len(waiting) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = list(enumerate(waiting, start=1))[page * PAGE : (page + 1) * PAGE]
    outs = [_out(v, hangout, question, place, page) for place, question in shown]
    keys = rows(
        outs[: PAGE // 2],
        outs[PAGE // 2 :],
        _pages(v, hangout, page, last),
        [key(v.tell("New question"), Compose(hangout=hangout.id).pack()), button(v.tell("Back"), hangout, "home")],
    )
    return Screen(Markup("\n\n").join([_head(v, len(waiting)), *(_line(v, n, q) for n, q in shown)]), keys)


def _head(v: Voice, count: int) -> Markup:
    if not count:
        return v.say("The queue is empty; until you write one, questions come from our own collection.")
    return Markup("<b>{}</b>").format(v.many("{n} question waits", "{n} questions wait, in this order", count))


def _line(v: Voice, place: int, question: QuestionView) -> Markup:
    return v.say("{n}. {question}", n=place, question=question.text)


def _out(v: Voice, hangout: HangoutView, question: QuestionView, place: int, page: int) -> InlineKeyboardButton:
    return key(f"✕ {v.number(place)}", Out(hangout=hangout.id, question=question.id, page=page, sure=False).pack())


def _pages(v: Voice, hangout: HangoutView, page: int, last: int) -> list[InlineKeyboardButton]:
    def to(label: str, page: int) -> InlineKeyboardButton:
        return key(label, Queue(hangout=hangout.id, page=page).pack())

    return [
        *([to(v.tell("Earlier ones"), page - 1)] if page > 0 else []),
        *([to(v.tell("Later ones"), page + 1)] if page < last else []),
    ]


@router.callback_query(Out.filter())
async def out(press: CallbackQuery, callback_data: Out, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The question whole, to be sure; then it is gone, and the rest of its page is shown."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if not callback_data.sure:
        waiting = await questions.queue(hub, who.id, hangout.id)
        question = next((found for found in waiting if found.id == callback_data.question), None)
        if question is None:
            raise NotFound
        return on_tap(press, _sure(voice, hangout, question, callback_data))
    await questions.remove(hub, who.id, hangout.id, callback_data.question)
    left = _list(voice, hangout, await questions.queue(hub, who.id, hangout.id), callback_data.page)
    return on_tap(press, left._replace(said=voice.tell("Taken out.")))


def _sure(v: Voice, hangout: HangoutView, question: QuestionView, asked: Out) -> Screen:
    yes = asked.model_copy(update={"sure": True})
    keys = rows(
        [
            key(v.tell("Yes, take it out"), yes.pack()),
            key(v.tell("No, let it stay"), Queue(hangout=hangout.id, page=asked.page).pack()),
        ]
    )
    head = v.say("Take this question out of the queue?")
    return Screen(Markup("\n\n").join([head, sample(voice(hangout.language), question.text, question.options)]), keys)


@router.message(OwnPoll())
async def poll(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A poll as it would be asked. The preview answers the poll's message, so that a tap on it finds the poll again."""
    owned = await hangouts.owned_by(hub, who.id)
    if not owned or message.poll is None:
        return on_words(who.id, none_yet(voice))
    text, options = _read(message.poll)
    screen = _preview(voice, owned, text, options)
    return SendMessage(
        chat_id=who.id,
        text=screen.text,
        parse_mode="HTML",
        reply_markup=screen.keys,
        reply_parameters=ReplyParameters(message_id=message.message_id),
    )


def _read(poll: Poll) -> tuple[str, list[str]]:
    """A poll's question and options as the queue would keep them, or a HubError that says what does not fit."""
    text = questions.check_text(poll.question)
    return text, KINDS["choice"].check([option.text for option in poll.options])


def _preview(v: Voice, owned: list[HangoutView], text: str, options: list[str]) -> Screen:
    several = len(owned) > 1
    keys = rows(*([key(_target(v, one, several=several), Take(hangout=one.id).pack())] for one in owned))
    help_ = v.say("In which hangout’s queue?") if several else v.say("Shall it go in the queue?")
    return Screen(Markup("\n\n").join([sample(v, text, options), help_]), keys)


def _target(v: Voice, hangout: HangoutView, *, several: bool) -> str:
    return hangout.title or v.tell("the new one") if several else v.tell("Put it in the queue")


@router.callback_query(Take.filter())
async def take(press: CallbackQuery, callback_data: Take, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The poll that the preview answers goes in the queue, once."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    asked = press.message.reply_to_message if isinstance(press.message, Message) else None
    if asked is None or asked.poll is None:
        raise NotFound
    text, options = _read(asked.poll)
    once_key = f"poll:{hangout.id}:{asked.chat.id}:{asked.message_id}"
    waiting = await questions.add(hub, who.id, hangout.id, text, options, once_key=once_key)
    return on_tap(press, queued(voice, hangout.id, waiting))
