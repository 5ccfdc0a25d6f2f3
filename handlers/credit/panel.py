"""Credit as an owner runs it: on or off, its terms, and who owes what since when."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Desk, Number
from handlers.credit.screens import presets, tapped
from handlers.hangout import panel
from handlers.hangout.choosers import short
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Typed, at, enter, here, leave
from hub.context import Hub
from hub.credit import shop as credit_shop
from hub.credit.shop import Debts, DebtView, Terms
from hub.days import local_day
from hub.errors import NotFound
from hub.hangout.hangouts import HangoutView
from hub.money import parse
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="credit_panel")


class Lending(StatesGroup):
    """An amount for the terms on which a hangout sells on credit."""

    usual = State()
    confirm = State()


class Owers(CallbackData, prefix="owers"):
    """A page of who owes what, counted from 0."""

    hangout: Number
    page: Number


class Amount(CallbackData, prefix="cramount"):
    """An amount tapped for a term of the credit, in the smallest unit."""

    hangout: Number
    field: str
    amount: str


class Field(NamedTuple):
    """A term that is an amount: asked for in `step`, with what 0 is called on its button."""

    step: State
    ask: Callable[[Voice], Markup]
    none: Callable[[Voice], str]
    times: int
    change: Callable[[Hub, int, int, int], Awaitable[Terms]]


FIELDS: dict[str, Field] = {
    "usual": Field(
        Lending.usual,
        lambda v: v.say(
            "<b>How much may a member owe, when you have set nothing else for them?</b>\nTap one, or write an amount."
        ),
        lambda v: v.tell("Nobody by default"),
        5,
        credit_shop.usual,
    ),
    "confirm": Field(
        Lending.confirm,
        lambda v: v.say(
            "<b>Above which amount shall a member confirm a charge?</b>\n"
            "It then waits a day for their word. Tap one, or write an amount."
        ),
        lambda v: v.tell("Every charge"),
        2,
        credit_shop.confirm_above,
    ),
}


async def _opened(visit: Visit) -> Screen:
    return _terms(visit.voice, visit.hangout, await credit_shop.terms(visit.hub, visit.who.id, visit.hangout.id))


def _terms(v: Voice, hangout: HangoutView, terms: Terms, said: str = "") -> Screen:
    """The terms with a button for each; debts can be seen when nothing is sold on credit any more too."""
    owers = [key(v.tell("Who owes"), Owers(hangout=hangout.id, page=0).pack())] if terms.people else []
    back = [button(v.tell("Back"), hangout, "shelf")]
    if not terms.on:
        return Screen(_off_text(v, terms), rows([button(v.tell("Switch on"), hangout, "cr_on")], owers, back), said)
    fields = [
        button(v.tell("Usual limit"), hangout, "cr_usual"),
        button(v.tell("Confirm above"), hangout, "cr_confirm"),
    ]
    off = [button(v.tell("Switch off"), hangout, "cr_off")]
    return Screen(_on_text(v, terms), rows(owers, fields, off, back), said)


def _off_text(v: Voice, terms: Terms) -> Markup:
    text = v.say(
        "<b>Credit stick</b>\n"
        "It is off. When it is on, you and your clerks write down what a member takes on credit, up to the limit that "
        "you set for them. They read the same statement as you, and confirm the larger charges themselves."
    )
    return Markup("\n\n").join([text, *(_sum(v, terms) if terms.people else [])])


def _on_text(v: Voice, terms: Terms) -> Markup:
    usual, above = v.money(terms.usual, terms.currency), v.money(terms.confirm_above, terms.currency)
    lines = [
        v.say("<b>Credit stick</b>"),
        *_sum(v, terms),
        v.say("Usual limit: {amount}", amount=usual)
        if terms.usual
        else v.say("Usual limit: none. You set each member’s own, on their screen at the counter."),
        v.say("Charges above {amount} wait for the member’s word.", amount=above)
        if terms.confirm_above
        else v.say("Every charge waits for the member’s word."),
    ]
    return Markup("\n").join(lines)


def _sum(v: Voice, terms: Terms) -> list[Markup]:
    if not terms.people:
        return [v.say("Nobody owes anything.")]
    people = v.many("{n} person", "{n} people", terms.people)
    return [v.say("Owed by {people}: <b>{sum}</b>", people=people, sum=v.money(terms.owed, terms.currency))]


def _switch(on: bool) -> panel.Act:
    async def switched(visit: Visit) -> Screen:
        terms = await credit_shop.switch(visit.hub, visit.who.id, visit.hangout.id, on=on)
        return _terms(visit.voice, visit.hangout, terms, visit.voice.tell("Saved."))

    return switched


def _ask(name: str) -> panel.Act:
    """An amount, tapped or from now on typed."""

    async def asked(visit: Visit) -> Screen:
        v, field = visit.voice, FIELDS[name]
        terms = await credit_shop.terms(visit.hub, visit.who.id, visit.hangout.id)
        await enter(visit.hub, visit.who, field.step, hangout=visit.hangout.id)
        amounts = [n * field.times for n in presets(terms.currency)]
        taps = [_tap(visit, name, n, v.money(n, terms.currency, short=True)) for n in amounts]
        none, back = [_tap(visit, name, 0, field.none(v))], [button(v.tell("Back"), visit.hangout, "credit")]
        return Screen(field.ask(v), rows(taps[:2], taps[2:], none, back))

    return asked


def _tap(visit: Visit, name: str, amount: int, label: str) -> InlineKeyboardButton:
    return key(label, Amount(hangout=visit.hangout.id, field=name, amount=str(amount)).pack())


@router.callback_query(Amount.filter())
async def amount_tapped(
    press: CallbackQuery, callback_data: Amount, bot: Bot, hub: Hub, who: Who, voice: Voice
) -> Reply:
    """An amount was tapped for one of the terms."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if callback_data.field not in FIELDS:
        raise NotFound
    screen = await _changed(hub, who, voice, hangout, callback_data.field, tapped(callback_data.amount))
    return on_tap(press, screen)


@router.message(StateFilter(Lending.usual, Lending.confirm), Typed())
async def amount_typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """An amount was written."""
    hangout = await ownership(bot, hub, who.id, here(who))
    terms = await credit_shop.terms(hub, who.id, hangout.id)
    amount = parse(message.text or "", terms.currency, least=0)
    return on_words(who.id, await _changed(hub, who, voice, hangout, at(who)[1], amount))


async def _changed(hub: Hub, who: Who, voice: Voice, hangout: HangoutView, name: str, amount: int) -> Screen:
    terms = await FIELDS[name].change(hub, who.id, hangout.id, amount)
    await leave(hub, who)
    return _terms(voice, hangout, terms, voice.tell("Saved."))


@router.callback_query(Owers.filter())
async def turned(press: CallbackQuery, callback_data: Owers, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page of who owes what."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    shown = await credit_shop.debts(hub, who.id, hangout.id, callback_data.page)
    return on_tap(press, _list(voice, hub, hangout, shown))


def _list(v: Voice, hub: Hub, hangout: HangoutView, shown: Debts) -> Screen:
    """The sum, then a line and a button for each, the oldest debt first."""
    people, total = v.many("{n} person", "{n} people", shown.people), v.money(shown.owed, shown.currency)
    head = v.say("<b>Who owes what</b>\nOwed by {people}: <b>{sum}</b>", people=people, sum=total)
    lines = [_line(v, hub, hangout, shown, debt) for debt in shown.debts]
    each = [key(short(debt.name), Desk(member=debt.member_id, act="credit").pack()) for debt in shown.debts]
    pages = [
        *([_to(v.tell("Earlier ones"), hangout, shown.page - 1)] if shown.page > 0 else []),
        *([_to(v.tell("Later ones"), hangout, shown.page + 1)] if shown.page < shown.last else []),
    ]
    pairs = [each[place : place + 2] for place in range(0, len(each), 2)]
    keys = rows(*pairs, pages, [button(v.tell("Back"), hangout, "credit")])
    nobody = [] if lines else [v.say("Nobody owes anything.")]
    return Screen(Markup("\n\n").join([head, *nobody, *lines] if lines else nobody), keys)


def _line(v: Voice, hub: Hub, hangout: HangoutView, shown: Debts, debt: DebtView) -> Markup:
    today = local_day(hub.now(), hangout.timezone)
    return v.say(
        "<b>{name}</b> · {amount}\nsince {day}",
        name=debt.name,
        amount=v.money(debt.owed, shown.currency),
        day=v.dated(local_day(debt.since, hangout.timezone), today),
    )


def _to(label: str, hangout: HangoutView, page: int) -> InlineKeyboardButton:
    return key(label, Owers(hangout=hangout.id, page=page).pack())


panel.ACTS |= {"credit": _opened, "cr_on": _switch(True), "cr_off": _switch(False)}
panel.ACTS |= {"cr_usual": _ask("usual"), "cr_confirm": _ask("confirm")}
