"""The queue: what waits and in which order; a question's own card, with what can be done to it."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Compose, Number, Queue
from handlers.daily import drafts
from handlers.daily.write import Edit
from handlers.daily.write_screens import FIXED
from handlers.filters import Private
from handlers.fronts import which
from handlers.hangout.panel_screens import button, none_yet
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from hub.context import Hub
from hub.daily import questions
from hub.daily.questions import QuestionView
from hub.errors import NotFound
from hub.hangout import hangouts
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from locales.voice import Spoken, Voice

router = Router(name="queue")
PAGE = 8
PLAN = -1  # the "page" of a card that was opened from the plan


class Waits(CallbackData, prefix="waits"):
    """A waiting question's card; `page` is where it was opened."""

    hangout: Number
    question: Number
    page: Number


class Shift(CallbackData, prefix="shift"):
    """Something is done to a waiting question; the acts stand in SHIFTS."""

    hangout: Number
    question: Number
    page: Number
    act: str


class Out(CallbackData, prefix="out"):
    """Take a question out of the queue; not before it is `sure`."""

    hangout: Number
    question: Number
    page: Number
    sure: bool


@router.message(Private(), Command("queue"))
async def asked(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The queue of the person's hangout, or of which one."""
    owned = await hangouts.owned_by(hub, who.id)
    if len(owned) != 1:
        return on_words(who.id, which(voice, owned, lambda one: Queue(hangout=one.id, page=0), none_yet(voice)))
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
    cards = [
        key(v.number(n), Waits(hangout=hangout.id, question=question.id, page=page).pack()) for n, question in shown
    ]
    keys = rows(
        cards[: PAGE // 2],
        cards[PAGE // 2 :],
        _pages(v, hangout, page, last),
        [key(v.tell("New question"), Compose(hangout=hangout.id).pack())],
        [button(v.tell("Next two weeks"), hangout, "plan"), button(v.tell("Back"), hangout, "home")],
    )
    return Screen(Markup("\n\n").join([_head(v, len(waiting)), *(_line(v, n, q) for n, q in shown)]), keys)


def _head(v: Voice, count: int) -> Markup:
    if not count:
        return v.say("The queue is empty; until you write one, questions come from our own collection.")
    return Markup("<b>{}</b>").format(v.many("{n} question waits", "{n} questions wait, in this order", count))


def _line(v: Voice, place: int, question: QuestionView) -> Markup:
    line = v.say("{n}. {question}", n=place, question=question.text)
    return (
        line if question.day is None else line + v.frame("\n{mark} {day}", mark=Spoken(FIXED), day=v.date(question.day))
    )


def _pages(v: Voice, hangout: HangoutView, page: int, last: int) -> list[InlineKeyboardButton]:
    def to(label: str, page: int) -> InlineKeyboardButton:
        return key(label, Queue(hangout=hangout.id, page=page).pack())

    return [
        *([to(v.tell("Earlier ones"), page - 1)] if page > 0 else []),
        *([to(v.tell("Later ones"), page + 1)] if page < last else []),
    ]


@router.callback_query(Waits.filter())
async def opened(press: CallbackQuery, callback_data: Waits, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A question's card."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    question = await questions.one(hub, who.id, hangout.id, callback_data.question)
    return on_tap(press, card(voice, hangout, question, callback_data.page))


def card(v: Voice, hangout: HangoutView, question: QuestionView, page: int) -> Screen:
    """A waiting question whole, with everything that can be done to it."""
    place = {"hangout": hangout.id, "question": question.id}
    edit = key(v.tell("Edit"), Edit(**place).pack())
    out = key(v.tell("Take it out"), Out(**place, page=page, sure=False).pack())
    names = ("free",) if question.day else ("head", "up", "down")
    moves = [key(MOVES[name](v), Shift(**place, page=page, act=name).pack()) for name in names]
    when = v.say("It comes on {day}.", day=v.date(question.day)) if question.day else Markup("")
    parts = [drafts.preview(v, drafts.data_of(question.draft)), when]
    keys = rows([edit, out], moves, [_back(v, hangout, page)])
    return Screen(Markup("\n\n").join(part for part in parts if part), keys)


def _back(v: Voice, hangout: HangoutView, page: int) -> InlineKeyboardButton:
    if page == PLAN:
        return button(v.tell("Next two weeks"), hangout, "plan")
    return key(v.tell("Queue"), Queue(hangout=hangout.id, page=page).pack())


MOVES: dict[str, Callable[[Voice], str]] = {
    "head": lambda v: v.tell("First"),
    "up": lambda v: v.tell("Earlier"),
    "down": lambda v: v.tell("Later on"),
    "free": lambda v: v.tell("Not that day"),
}
SHIFTS: dict[str, Callable[[Hub, int, int, int], Awaitable[object]]] = {
    "head": lambda hub, person, hangout, question: questions.move(
        hub, person, hangout, question, -questions.QUEUE_LIMIT
    ),
    "up": lambda hub, person, hangout, question: questions.move(hub, person, hangout, question, -1),
    "down": lambda hub, person, hangout, question: questions.move(hub, person, hangout, question, 1),
    "free": lambda hub, person, hangout, question: questions.schedule(hub, person, hangout, question, None),
}


@router.callback_query(Shift.filter())
async def shifted(press: CallbackQuery, callback_data: Shift, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Another place in the queue; the card stays, and a toast tells the new place."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if callback_data.act not in SHIFTS:
        raise NotFound
    await SHIFTS[callback_data.act](hub, who.id, hangout.id, callback_data.question)
    waiting = await questions.queue(hub, who.id, hangout.id)
    place, question = next((n, one) for n, one in enumerate(waiting, 1) if one.id == callback_data.question)
    said = voice.tell("Now number {n} in the queue.", n=place)
    return on_tap(press, card(voice, hangout, question, callback_data.page)._replace(said=said))


@router.callback_query(Out.filter())
async def out(press: CallbackQuery, callback_data: Out, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The question whole, to be sure; then it is gone, and the rest of its page is shown."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if not callback_data.sure:
        question = await questions.one(hub, who.id, hangout.id, callback_data.question)
        return on_tap(press, _sure(voice, hangout, question, callback_data))
    await questions.remove(hub, who.id, hangout.id, callback_data.question)
    left = _list(voice, hangout, await questions.queue(hub, who.id, hangout.id), callback_data.page)
    return on_tap(press, left._replace(said=voice.tell("Taken out.")))


def _sure(v: Voice, hangout: HangoutView, question: QuestionView, asked: Out) -> Screen:
    yes = asked.model_copy(update={"sure": True})
    stay = Waits(hangout=hangout.id, question=question.id, page=asked.page)
    keys = rows([key(v.tell("Yes, take it out"), yes.pack()), key(v.tell("No, let it stay"), stay.pack())])
    head = v.say("Take this question out of the queue?")
    return Screen(Markup("\n\n").join([head, drafts.preview(v, drafts.data_of(question.draft))]), keys)
