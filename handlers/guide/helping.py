"""Help with a choice: a member writes what they choose between, whoever votes in private may help, the result comes."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.errors import WORDS
from handlers.guide.screens import people
from handlers.letters import Desk, Letter
from handlers.notices import NOTICES
from handlers.replies import Reply, key, rows, send, toast
from handlers.screens import Screen, on_tap, on_words
from handlers.watch import report
from handlers.watch.kinds import KINDS
from handlers.wizards import Heard, Typed, Wordless, at, enter, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.guide import dilemmas
from hub.guide.dilemmas import KIND, LEAST, MOST, WANTED, DilemmaView
from hub.outbox import Parcel
from hub.person import people as persons
from hub.person.people import Who
from locales.voice import Voice, voice

router = Router(name="helping")


class Helped(StatesGroup):
    """What a member chooses between and wants help with."""

    words = State()


class Wanted(CallbackData, prefix="helpme"):
    """Help with a choice: ask for it in a hangout (`begin`, `cancel`), or ask no more (`drop`, a choice by its id)."""

    hangout: Number
    act: str
    choice: Number = 0


class Help(CallbackData, prefix="help"):
    """Somebody's choice in a hangout that waits for an answer."""

    hangout: Number


class Advice(CallbackData, prefix="advice"):
    """An answer to somebody's choice."""

    choice: Number
    option: Number


def ask_key(v: Voice, hangout_id: int) -> InlineKeyboardButton:
    """The way to asking for help, from the guide."""
    return key(v.tell("Help me choose"), Wanted(hangout=hangout_id, act="begin").pack())


async def offered(hub: Hub, v: Voice, person_id: int, hangout_id: int) -> list[list[InlineKeyboardButton]]:
    """Below a vote in private: somebody's choice that waits for an answer, if there is one."""
    if await dilemmas.waiting(hub, person_id, hangout_id) is None:
        return []
    return [[key(v.tell("Help somebody choose"), Help(hangout=hangout_id).pack())]]


@router.callback_query(Wanted.filter())
async def wanted(press: CallbackQuery, callback_data: Wanted, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The step that asks for the words, or what is asked already."""
    if callback_data.act == "drop":
        await dilemmas.drop(hub, who.id, callback_data.choice)
        return on_tap(press, Screen(voice.say("Nobody is asked any more."), rows([_guide_key(voice)])))
    if callback_data.act == "cancel":
        if at(who)[0] != "Helped" or here(who) != callback_data.hangout:
            raise NotFound
        await leave(hub, who)
        return on_tap(press, Screen(voice.say("Nobody was asked."), rows([_guide_key(voice)])))
    found = await dilemmas.asked(hub, who.id, callback_data.hangout)
    if found is not None:
        return on_tap(press, _mine(hub, voice, found))
    await enter(hub, who, Helped.words, hangout=callback_data.hangout)
    return on_tap(press, _ask(voice, callback_data.hangout))


def _guide_key(v: Voice) -> InlineKeyboardButton:
    return key(v.tell("The whole guide"), "guide")


def _ask(v: Voice, hangout_id: int) -> Screen:
    text = v.say(
        "<b>What do you choose between?</b>\nWrite the question on the first line, and {least} or {most} options "
        "below, each on a line. The next {n} who vote here in private may answer; your name is not shown.",
        least=LEAST,
        most=MOST,
        n=WANTED,
    )
    return Screen(text, rows([key(v.tell("Cancel"), Wanted(hangout=hangout_id, act="cancel").pack())]))


@router.message(StateFilter(Helped.words), Heard())
async def heard_before(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Telegram brought the words twice."""
    found = await dilemmas.asked(hub, who.id, here(who))
    return on_words(who.id, _mine(hub, voice, found) if found else _ask(voice, here(who)))


@router.message(StateFilter(Helped.words), Typed())
async def typed(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The question with its options; where they do not fit, the line says so and waits on."""
    lines, once = (message.text or "").splitlines(), f"help:{message.message_id}"
    found = await dilemmas.ask(hub, who.id, here(who), lines, once=once)
    await leave(hub, who)
    return on_words(who.id, _mine(hub, voice, found))


@router.message(StateFilter(Helped.words), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """Options are words."""
    return send(who.id, voice.say("An option is a few words. Write it, please."))


def _mine(hub: Hub, v: Voice, found: DilemmaView) -> Screen:
    """One's own choice, and what came so far."""
    until = v.when(found.closes_at, found.timezone, hub.now())
    state = v.say("{people} so far; the result comes to you.", people=people(v, found.people))
    if not found.people:
        state = v.say("It is asked until {when}; the result comes to you.", when=until)
    if found.state == "held":
        state = v.say("There is a link or a number in it, so that a moderator looks at it first.")
    drop = key(v.tell("Ask no more"), Wanted(hangout=found.hangout_id, act="drop", choice=found.id).pack())
    return Screen(Markup("\n\n").join([_told(v, found), state]), rows([drop, _guide_key(v)]))


def _told(v: Voice, found: DilemmaView) -> Markup:
    """The question, and its options; with their shares if there are any answers, the most chosen first."""
    head = v.frame("<b>{question}</b>", question=found.text)
    ranked = sorted(range(len(found.options)), key=lambda option: -found.counts[option])
    return Markup("\n").join([head, *(_line(v, found, option) for option in ranked)])


def _line(v: Voice, found: DilemmaView, option: int) -> Markup:
    if not found.people:
        return v.frame("• {option}", option=found.options[option])
    share = v.percent(found.counts[option] / found.people)
    return v.frame("{share} · {option} ({n})", share=share, option=found.options[option], n=found.counts[option])


@router.callback_query(Help.filter())
async def helping(press: CallbackQuery, callback_data: Help, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The choice that waits, as a message of its own: the vote above stays as it is."""
    found = await dilemmas.waiting(hub, who.id, callback_data.hangout)
    if found is None:
        return toast(press, voice.tell("Nobody waits for help right now."))
    options = [[key(text, Advice(choice=found.id, option=option).pack())] for option, text in enumerate(found.options)]
    head = voice.say("Somebody at {title} can not choose. What would you take?", title=found.title)
    text = Markup("\n\n").join([head, voice.frame("<b>{question}</b>", question=found.text)])
    return [toast(press), send(who.id, text, rows(*options, [report.button(voice, KIND, found.id)]))]


@router.callback_query(Advice.filter())
async def advised(press: CallbackQuery, callback_data: Advice, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Thanks, and how others see it."""
    found = await dilemmas.answer(hub, who.id, callback_data.choice, callback_data.option)
    more = await offered(hub, voice, who.id, found.hangout_id)
    text = Markup("\n\n").join([_told(voice, found), voice.say("Thank you; it helps.")])
    return on_tap(press, Screen(text, rows(*more)))


async def _over(desk: Desk, parcel: Parcel) -> Letter | None:
    """The answers, for who asked."""
    found = await dilemmas.result(desk.hub, parcel.payload["dilemma"])
    if found is None:
        return None
    v = voice(await persons.language_of(desk.hub, parcel.chat_id))
    if not found.people:
        end = v.say("Nobody has answered this time. Ask again whenever you like: /guide")
    else:
        helped = v.many(
            "{n} person at {title} helped you choose.",
            "{n} people at {title} helped you choose.",
            found.people,
            title=found.title,
        )
        end = v.frame("{helped}", helped=helped)
    return Letter(Markup("\n\n").join([_told(v, found), end]))


NOTICES["choice_over"] = _over
KINDS[KIND] = lambda v: v.tell("choice to help with")
WORDS["asks_already"] = lambda v, _: v.say("You ask for help with one choice already. /guide shows it.")
WORDS["own_choice"] = lambda v, _: v.say("This choice is your own; others help with it.")
WORDS["advice_over"] = lambda v, _: v.say("This choice takes no more answers. Thank you.")
