"""/credit (نسیه): what a member owes, the statement, and their word on what waits for it."""

from collections.abc import Callable

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.credit.screens import lines, standing, waiting
from handlers.filters import Private, Says
from handlers.hangout.choosers import short
from handlers.replies import Reply, key, rows
from handlers.screens import Screen, on_tap, on_words
from hub.context import Hub
from hub.credit import book as credit_book
from hub.credit import charges
from hub.credit.accounts import AccountView
from hub.credit.book import Statement
from hub.credit.charges import Answered, ChargeView
from hub.person.people import Who
from locales.voice import Spoken, Voice

router = Router(name="credit_member")


class Owing(CallbackData, prefix="owe"):
    """A page of the person's own statement, counted from 0."""

    member: Number
    page: Number


class Word(CallbackData, prefix="word"):
    """The member's word on a charge; `listed`: tapped on the statement rather than on the notice."""

    charge: Number
    yes: bool
    listed: bool


@router.message(Private(), or_f(Command("credit"), Says("نسیه", "نسیه من", "نسیهٔ من")))
async def asked(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """What the person owes; which hangout first, if there are several."""
    held = await credit_book.mine(hub, who.id)
    if not held:
        return on_words(who.id, Screen(voice.say("You have no credit stick. A shop that sells on credit opens one.")))
    if len(held) > 1:
        return on_words(who.id, _which(voice, held))
    return on_words(who.id, screen(voice, hub, await credit_book.statement(hub, who.id, held[0].member_id)))


def _which(v: Voice, held: list[AccountView]) -> Screen:
    keys = [[key(_named(v, account), Owing(member=account.member_id, page=0).pack())] for account in held]
    return Screen(v.say("Which hangout?"), rows(*keys))


def _named(v: Voice, account: AccountView) -> str:
    return f"{short(account.title)} · {v.money(account.owed, account.currency, short=True)}"


@router.callback_query(Owing.filter())
async def turned(press: CallbackQuery, callback_data: Owing, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page of the statement, in place."""
    page = await credit_book.statement(hub, who.id, callback_data.member, callback_data.page)
    return on_tap(press, screen(voice, hub, page))


def screen(v: Voice, hub: Hub, statement: Statement) -> Screen:
    """What is owed, what waits for a word, and a page of the entries."""
    account = statement.account
    head = Markup("\n").join([v.say("<b>Credit · {title}</b>", title=account.title), *standing(v, hub, account)])
    asking = [waiting(v, hub, account, charge) for charge in account.waiting]
    words = [
        word_keys(v, charge.id, v.money(charge.amount, account.currency, short=True)) for charge in account.waiting
    ]
    pages = [
        *([_to(v.tell("Newer ones"), account, statement.page - 1)] if statement.page > 0 else []),
        *([_to(v.tell("Older ones"), account, statement.page + 1)] if statement.page < statement.last else []),
    ]
    return Screen(Markup("\n\n").join([head, *asking, *lines(v, hub, statement)]), rows(*words, pages))


def _to(label: str, account: AccountView, page: int) -> InlineKeyboardButton:
    return key(label, Owing(member=account.member_id, page=page).pack())


def word_keys(v: Voice, charge_id: int, amount: Spoken | None = None) -> list[InlineKeyboardButton]:
    """Confirm or not, on the notice; on the statement with the `amount`, since several may wait there."""
    yes = v.tell("Confirm") if amount is None else v.tell("Confirm {amount}", amount=amount)
    listed = amount is not None
    return [
        key(yes, Word(charge=charge_id, yes=True, listed=listed).pack()),
        key(v.tell("Not mine"), Word(charge=charge_id, yes=False, listed=listed).pack()),
    ]


@router.callback_query(Word.filter())
async def said(press: CallbackQuery, callback_data: Word, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The member's word; a second one, or one that comes too late, changes nothing and is told so."""
    end = await charges.answer(hub, who.id, callback_data.charge, yes=callback_data.yes)
    line = ENDS[end.charge.state, end.fresh](voice, end.charge)
    if not callback_data.listed:
        return on_tap(press, _settled(voice, line, end))
    page = await credit_book.statement(hub, who.id, end.charge.account.member_id)
    return on_tap(press, screen(voice, hub, page)._replace(said=Spoken(line.striptags())))


def _settled(v: Voice, line: Markup, end: Answered) -> Screen:
    account = end.charge.account
    owed = v.say("You owe <b>{owed}</b> now.", owed=v.money(account.owed, account.currency))
    return Screen(Markup("\n").join([line, owed]), rows([_to(v.tell("My credit stick"), account, 0)]))


def _amount(v: Voice, charge: ChargeView) -> Spoken:
    return v.money(charge.amount, charge.account.currency)


ENDS: dict[tuple[str, bool], Callable[[Voice, ChargeView], Markup]] = {
    ("confirmed", True): lambda v, c: v.say("Confirmed: {amount} is on your credit stick.", amount=_amount(v, c)),
    ("confirmed", False): lambda v, c: v.say("You confirmed {amount} already.", amount=_amount(v, c)),
    ("refused", True): lambda v, c: v.say(
        "{amount} was not written. The shop hears that it is not yours.", amount=_amount(v, c)
    ),
    ("refused", False): lambda v, c: v.say("You said already that {amount} is not yours.", amount=_amount(v, c)),
    ("lapsed", False): lambda v, c: v.say(
        "The day for {amount} is over and it was not written. If it is yours, the shop can note it again.",
        amount=_amount(v, c),
    ),
}
