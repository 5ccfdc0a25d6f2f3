"""What staff write on a credit account: how much is tapped or typed; the screen that then shows it all takes a word on
what it was for, and its button writes it, once."""

import secrets
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State
from aiogram.types import Message
from markupsafe import Markup

from handlers.credit.desk import afterwards, cancel
from handlers.credit.screens import noted, presets, tapped
from handlers.replies import Reply, rows, send
from handlers.screens import Screen, on_words
from handlers.till import desk
from handlers.till.desk import Serving, button, serving
from handlers.wizards import Credit, Heard, Typed, Wordless, at, enter
from hub.context import Hub
from hub.credit import writing as credit
from hub.credit.accounts import AccountView
from hub.credit.errors import NothingOwed
from hub.credit.writing import NOTE_LIMIT, Written
from hub.money import parse
from hub.person.people import Who
from hub.wording import required
from locales.voice import Spoken, Voice

router = Router(name="credit_writing")


class Draft(NamedTuple):
    """What is about to be written. `seen` is what was owed when it was begun; the token makes it one deed."""

    kind: str
    amount: int
    seen: int
    note: str
    token: str


async def _charge(served: Serving, d: Draft) -> Written:
    return await credit.charge(served.hub, served.who.id, served.guest.member_id, d.amount, d.token, d.note)


async def _pay(served: Serving, d: Draft) -> Written:
    return await credit.pay(served.hub, served.who.id, served.guest.member_id, d.amount, d.token, d.note)


async def _settle(served: Serving, d: Draft) -> Written:
    return await credit.settle(served.hub, served.who.id, served.guest.member_id, d.seen, d.token, d.note)


async def _correct(served: Serving, d: Draft) -> Written:
    staff, member = served.who.id, served.guest.member_id
    return await credit.correct(served.hub, staff, member, d.amount, d.token, seen=d.seen, reason=d.note)


class Kind(NamedTuple):
    """One way to write. `most` may be written now (a refusal says why nothing may), `taps`: amounts are offered;
    `shown` says what would be so afterwards."""

    ask: Callable[[Voice, AccountView], Markup]
    check: Callable[[AccountView, int], None]
    most: Callable[[AccountView], int]
    taps: bool
    shown: Callable[[Voice, AccountView, Draft], list[Markup]]
    write: Callable[[Serving, Draft], Awaitable[Written]]
    least: int = 1


def _money(v: Voice, held: AccountView, amount: int) -> Spoken:
    return v.money(amount, held.currency)


def _charged(v: Voice, held: AccountView, d: Draft) -> list[Markup]:
    owed, limit = _money(v, held, held.owed + d.amount), _money(v, held, held.ceiling)
    head = v.say("<b>{amount}</b> on credit for {name}", amount=_money(v, held, d.amount), name=held.name)
    then = v.say("Would owe {owed} of {limit}.", owed=owed, limit=limit)
    waits = v.say("It waits a day for {name}’s word.", name=held.name)
    return [head, then, *([waits] if d.amount > held.confirm_above else [])]


def _paid(v: Voice, held: AccountView, d: Draft) -> list[Markup]:
    head = v.say("{name} pays <b>{amount}</b>", amount=_money(v, held, d.amount), name=held.name)
    return [head, v.say("Then {owed} is still owed.", owed=_money(v, held, held.owed - d.amount))]


def _settled(v: Voice, held: AccountView, d: Draft) -> list[Markup]:
    head = v.say("{name} pays all of it: <b>{amount}</b>", amount=_money(v, held, d.amount), name=held.name)
    return [head, v.say("Then the account is clear.")]


def _corrected(v: Voice, held: AccountView, d: Draft) -> list[Markup]:
    now, seen = _money(v, held, d.amount), _money(v, held, d.seen)
    return [v.say("{name} owes <b>{amount}</b> from now on, instead of {seen}.", name=held.name, amount=now, seen=seen)]


def _any(held: AccountView, amount: int) -> None:
    """An owner may put right whatever they like."""


KINDS: dict[str, Kind] = {
    "charge": Kind(
        lambda v, h: v.say("<b>How much goes on credit for {name}?</b>\nTap one, or write an amount.", name=h.name),
        credit.chargeable,
        lambda h: h.left,
        True,
        _charged,
        _charge,
    ),
    "payment": Kind(
        lambda v, h: v.say(
            "<b>How much does {name} pay?</b>\nOwed: {owed}. Tap one, or write an amount.",
            name=h.name,
            owed=_money(v, h, h.owed),
        ),
        credit.payable,
        lambda h: h.owed,
        True,
        _paid,
        _pay,
    ),
    "settle": Kind(lambda v, h: Markup(""), credit.payable, lambda h: h.owed, False, _settled, _settle),
    "correction": Kind(
        lambda v, h: v.say(
            "<b>What does {name} really owe?</b>\nIt says {owed} here. Write what is right.",
            name=h.name,
            owed=_money(v, h, h.owed),
        ),
        _any,
        lambda h: h.owed,
        False,
        _corrected,
        _correct,
        least=0,
    ),
}


def _begin(kind: str) -> desk.Act:
    """Asks how much; an amount that was tapped goes on to the screen that shows it all."""

    async def begun(served: Serving) -> Screen:
        held, v = await credit.look(served.hub, served.who.id, served.guest.member_id), served.voice
        if served.value:
            return await _drafted(served, held, kind, tapped(served.value))
        KINDS[kind].check(held, 1)
        await enter(served.hub, served.who, Credit.amount, hangout=held.hangout_id, member=held.member_id, kind=kind)
        fit = [n for n in presets(held.currency) if KINDS[kind].taps and n <= KINDS[kind].most(held)]
        taps = [button(served, v.money(n, held.currency, short=True), kind, str(n)) for n in fit]
        return Screen(KINDS[kind].ask(v, held), rows(taps[:2], taps[2:], cancel(served)))

    return begun


async def _all(served: Serving) -> Screen:
    """All that is owed."""
    held = await credit.look(served.hub, served.who.id, served.guest.member_id)
    if not held.owed:
        raise NothingOwed
    return await _drafted(served, held, "settle", held.owed)


async def _drafted(served: Serving, held: AccountView, kind: str, amount: int, heard: int = 0) -> Screen:
    """An amount is known; a correction needs its reason first."""
    KINDS[kind].check(held, amount)
    draft = Draft(kind, amount, held.owed, "", secrets.token_urlsafe(6))
    if kind != "correction":
        return await _confirm(served, held, draft, heard)
    await _keep(served, held, Credit.reason, draft, heard)
    ask = served.voice.say("<b>Why?</b>\nWrite the reason; {name} reads it too.", name=held.name)
    return Screen(Markup("\n\n").join([*_corrected(served.voice, held, draft), ask]), rows(cancel(served)))


async def _keep(served: Serving, held: AccountView, step: State, draft: Draft, heard: int) -> None:
    where = {"hangout": held.hangout_id, "member": held.member_id}
    await enter(served.hub, served.who, step, **where, **draft._asdict(), heard=heard)


async def _confirm(served: Serving, held: AccountView, draft: Draft, heard: int = 0) -> Screen:
    """Everything as it would be written."""
    v = served.voice
    await _keep(served, held, Credit.note, draft, heard)
    help_ = v.say("If you like, write what it was for; then confirm.") if not draft.note else Markup("")
    shown = Markup("\n").join([*KINDS[draft.kind].shown(v, held, draft), *noted(v, draft.note)])
    text = Markup("\n\n").join(part for part in (shown, help_) if part)
    return Screen(text, rows([button(served, v.tell("Confirm"), "cr_write", draft.token)], cancel(served)))


def _draft(who: Who) -> Draft:
    return Draft(*(who.data[name] for name in Draft._fields))


async def _write(served: Serving) -> Screen:
    """Written, once; the button of a draft that is gone shows the account as it is."""
    v, data = served.voice, served.who.data
    mine = at(served.who) == ("Credit", "note") and data.get("member") == served.guest.member_id
    if not mine or data.get("token") != served.value:
        return await afterwards(served, v.tell("That button has done its work."))
    done = await KINDS[data["kind"]].write(served, _draft(served.who))
    waits = v.tell("Noted; it waits for {name}’s word.", name=done.account.name)
    return await afterwards(served, waits if done.waits else v.tell("Written."))


@router.message(StateFilter(Credit.reason, Credit.note), Heard())
async def heard_before(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Telegram brought an amount or a word twice: the person sees where it led."""
    served = await serving(bot, hub, who, voice, int(who.data["member"]))
    held, draft = await credit.look(hub, who.id, served.guest.member_id), _draft(who)
    if at(who)[1] == "note":
        return on_words(who.id, await _confirm(served, held, draft, message.message_id))
    return on_words(who.id, await _drafted(served, held, draft.kind, draft.amount, message.message_id))


@router.message(StateFilter(Credit.amount), Typed())
async def amount_typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """How much, in words."""
    served = await serving(bot, hub, who, voice, int(who.data["member"]))
    held, kind = await credit.look(hub, who.id, served.guest.member_id), str(who.data["kind"])
    amount = parse(message.text or "", held.currency, least=KINDS[kind].least)
    return on_words(who.id, await _drafted(served, held, kind, amount, message.message_id))


@router.message(StateFilter(Credit.note, Credit.reason), Typed())
async def word_typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """What it was for, or why it is put right."""
    served = await serving(bot, hub, who, voice, int(who.data["member"]))
    held = await credit.look(hub, who.id, served.guest.member_id)
    draft = _draft(who)._replace(note=required(message.text or "", NOTE_LIMIT))
    return on_words(who.id, await _confirm(served, held, draft, message.message_id))


@router.message(StateFilter(Credit), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no amount; everything stays."""
    return send(who.id, voice.say("Here I understand taps and written words. Tap a button above, or write it."))


desk.ACTS |= {"charge": _begin("charge"), "payment": _begin("payment"), "cr_fix": _begin("correction")}
desk.ACTS |= {"settle": _all, "cr_write": _write}
