"""A member's credit account at the counter, for staff; an owner's limit and kind reminder."""

from dataclasses import replace

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.types import InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.credit.panel import Owers
from handlers.credit.screens import lines, presets, standing_of, tapped, waiting
from handlers.credit.words import reminder
from handlers.replies import Reply, key, rows
from handlers.screens import Screen, on_words
from handlers.till import desk
from handlers.till.desk import Serving, button, home, serving
from handlers.wizards import Credit, Typed, enter, leave
from hub.context import Hub
from hub.credit import book as credit_book
from hub.credit import shop as credit_shop
from hub.credit import writing as credit
from hub.credit.accounts import AccountView
from hub.credit.book import Statement
from hub.credit.errors import NothingOwed
from hub.money import parse
from hub.person.people import Who
from hub.quiet import leaves
from locales.voice import Voice, voice

router = Router(name="credit_desk")
TIMES = 10
"""The limits to tap are so many times the amounts to tap."""


async def account(served: Serving, said: str = "") -> Screen:
    """A member's account with a page of its entries; what was begun is forgotten."""
    await leave(served.hub, served.who)
    page = tapped(served.value) if served.value else 0
    shown = await credit_book.statement_for(served.hub, served.who.id, served.guest.member_id, page)
    v, held = served.voice, shown.account
    head = v.say("<b>{name}</b> · credit", name=held.name)
    parts = [
        Markup("\n").join([head, *standing_of(v, served.hub, held), *_asides(v, held)]),
        *(waiting(v, served.hub, held, charge) for charge in held.waiting),
        *lines(v, served.hub, shown),
    ]
    ways = [*_ways(served, held), _pages(served, shown), _last(served)]
    return Screen(Markup("\n\n").join(parts), rows(*ways), said)


def _asides(v: Voice, held: AccountView) -> list[Markup]:
    return [
        *([v.say("A reminder leaves in the morning.")] if held.reminding else []),
        *([] if held.open else [v.say("Private messages do not reach this member; /credit shows them what waits.")]),
    ]


def _ways(served: Serving, held: AccountView) -> list[list[InlineKeyboardButton]]:
    """What can be done with the account as it is, by whoever serves."""
    v, owner, owed = served.voice, served.guest.role == "owner", bool(held.owed)
    charging = [button(served, v.tell("New charge"), "charge")] if held.on and held.left else []
    paying = [button(served, v.tell("Payment"), "payment"), button(served, v.tell("Settle all"), "settle")]
    limits = [button(served, v.tell("Limit"), "cr_limit"), button(served, v.tell("Put it right"), "cr_fix")]
    remind = [button(served, v.tell("Remind kindly"), "cr_remind")]
    return [charging, paying if owed else [], limits if owner else [], remind if owner and owed else []]


def _pages(served: Serving, shown: Statement) -> list[InlineKeyboardButton]:
    v = served.voice
    return [
        *([button(served, v.tell("Newer ones"), "credit", str(shown.page - 1))] if shown.page > 0 else []),
        *([button(served, v.tell("Older ones"), "credit", str(shown.page + 1))] if shown.page < shown.last else []),
    ]


def _last(served: Serving) -> list[InlineKeyboardButton]:
    """Back to the counter's screen and, for an owner, to the list of who owes what."""
    v = served.voice
    back = [button(served, v.tell("Back"), "cr_back")]
    if served.guest.role == "owner":
        back.append(key(v.tell("Who owes"), Owers(hangout=served.hangout.id, page=0).pack()))
    return back


async def _back(served: Serving) -> Screen:
    await leave(served.hub, served.who)
    return await home(served)


def cancel(served: Serving) -> list[InlineKeyboardButton]:
    """Back to the account; nothing is written."""
    return [button(served, served.voice.tell("Cancel"), "credit")]


async def _limit(served: Serving) -> Screen:
    """How much the member may owe; tapped here, or typed from now on."""
    held = await credit.look(served.hub, served.who.id, served.guest.member_id)
    if served.value:
        return await _limited(served, tapped(served.value))
    await enter(served.hub, served.who, Credit.limit, hangout=held.hangout_id, member=held.member_id)
    v = served.voice
    text = v.say("<b>How much may {name} owe at most?</b>\nTap one, or write an amount.", name=held.name)
    amounts = [n * TIMES for n in presets(held.currency)]
    taps = [button(served, v.money(n, held.currency, short=True), "cr_limit", str(n)) for n in amounts]
    none = [button(served, v.tell("No credit"), "cr_limit", "0")]
    return Screen(text, rows(taps[:2], taps[2:], none, cancel(served)))


async def _limited(served: Serving, ceiling: int) -> Screen:
    await credit.limit(served.hub, served.who.id, served.guest.member_id, ceiling)
    return await afterwards(served, served.voice.tell("Saved."))


async def afterwards(served: Serving, said: str) -> Screen:
    """The account from its first page; the value of the button belonged to the act."""
    return await account(replace(served, value=""), said)


@router.message(StateFilter(Credit.limit), Typed())
async def limit_typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A limit in words."""
    served = await serving(bot, hub, who, voice, int(who.data["member"]))
    held = await credit.look(hub, who.id, served.guest.member_id)
    return on_words(who.id, await _limited(served, parse(message.text or "", held.currency, least=0)))


async def _remind(served: Serving) -> Screen:
    """What the member would read, and when; sent by the second tap."""
    held, v = await credit.look(served.hub, served.who.id, served.guest.member_id), served.voice
    if not held.owed:
        raise NothingOwed
    if served.value:
        at = await credit_shop.remind(served.hub, served.who.id, held.member_id)
        late = at > served.hub.now()
        return await afterwards(
            served,
            v.tell("It leaves in the morning.") if late else v.tell("On its way: now, or with their next letter."),
        )
    sample = reminder(voice(served.guest.language), served.hub, held)
    at = leaves(served.hub.now(), held.timezone)
    when = v.when(at, held.timezone, served.hub.now())
    night = [v.say("It is late now, so it leaves {when}.", when=when)] if at > served.hub.now() else []
    head = v.say("{name} would read this:", name=held.name)
    text = Markup("\n\n").join([head, Markup("<blockquote>{}</blockquote>").format(sample), *night])
    return Screen(text, rows([button(served, v.tell("Send it"), "cr_remind", "1")], cancel(served)))


desk.ACTS |= {"credit": account, "cr_back": _back, "cr_limit": _limit, "cr_remind": _remind}
desk.BUTTONS["credit"] = lambda served: (
    button(served, served.voice.tell("Credit"), "credit") if served.guest.credit else None
)
