"""By hand at the desk: a gift, a correction, an entry taken back. First how many, then why; the reason is what acts."""

import secrets
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.habit.budget import PARTS
from handlers.hangout import history
from handlers.notices import NOTICES
from handlers.replies import Reply, rows, send
from handlers.screens import Screen, on_words
from handlers.stick import deeds
from handlers.till import by_hand, desk
from handlers.till.desk import Serving, button, home, serving
from handlers.wizards import Typed, Wordless, enter, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Who
from hub.stick import corrections
from hub.stick.corrections import REASON_LIMIT, Handed
from hub.stick.statement import Deed
from locales.voice import Spoken, Voice, voice

router = Router(name="corrections")
Say = Callable[[Voice], Spoken]


class Hand(StatesGroup):
    """Notches that staff give or take by hand: how many, and why."""

    number = State()
    reason = State()


class Kind(NamedTuple):
    """A deed by hand. `taps` are the numbers that are offered, `read` takes a tapped or typed one, `presets` are
    reasons in the hangout's language, `what` says what is about to be done, `act` does it with the number (or entry),
    the reason and the token."""

    taps: tuple[int, ...]
    read: Callable[[str], int]
    presets: tuple[Say, ...]
    what: Callable[[Serving, int], Awaitable[Markup]]
    act: Callable[[Serving, int, str, str], Awaitable[Handed]]
    ask: Callable[[Voice, str], Markup] = lambda v, name: Markup("")


async def _gift(served: Serving, n: int, reason: str, token: str) -> Handed:
    return await corrections.give(served.hub, served.who.id, served.guest.member_id, n, reason, token)


async def _correct(served: Serving, n: int, reason: str, token: str) -> Handed:
    return await corrections.adjust(served.hub, served.who.id, served.guest.member_id, n, reason, token)


async def _take_back(served: Serving, entry: int, reason: str, _: str) -> Handed:
    return await corrections.take_back(served.hub, served.who.id, served.guest.member_id, entry, reason)


async def _of_so_many(served: Serving, n: int) -> Markup:
    """A gift or a correction, if the person may still do that today."""
    await corrections.may_hand(served.hub, served.who.id, served.guest.member_id, n)
    v, name = served.voice, served.guest.name
    return v.say("<b>{notches}</b> for {name}", notches=v.signed(n), name=name)


async def _of_entry(served: Serving, entry_id: int) -> Markup:
    """The entry that is to be taken back, if it and the person's day allow."""
    entry = await corrections.entry(served.hub, served.who.id, served.guest.member_id, entry_id)
    await corrections.may_hand(served.hub, served.who.id, served.guest.member_id, entry.notches)
    v, name = served.voice, served.guest.name
    what = deeds.words(v, Deed(entry.rule, entry.note))
    return v.say(
        "<b>{notches}</b> for {name}: {what} is taken back", notches=v.signed(-entry.notches), name=name, what=what
    )


def _entry(text: str) -> int:
    if not text.isdecimal() or int(text) >= 2**63:
        raise NotFound
    return int(text)


KINDS: dict[str, Kind] = {
    "gift": Kind(
        (1, 2, 3, 5),
        corrections.gift_of,
        (
            lambda v: v.tell("Thank you for your help"),
            lambda v: v.tell("Happy birthday"),
            lambda v: v.tell("Sorry for the wait"),
        ),
        _of_so_many,
        _gift,
        lambda v, name: v.say("<b>How many notches for {name}?</b>\nTap a number, or write one.", name=name),
    ),
    "correct": Kind(
        (1, -1, 2, -2, 5, -5),
        corrections.correction_of,
        (lambda v: v.tell("From the old paper stick"), lambda v: v.tell("It was counted wrong")),
        _of_so_many,
        _correct,
        lambda v, name: v.say(
            "<b>What is to be put right on {name}’s stick?</b>\nTap one, or write a number with + or − before it.",
            name=name,
        ),
    ),
    "takeback": Kind(
        (),
        _entry,
        (lambda v: v.tell("Written by mistake"), lambda v: v.tell("The goods came back")),
        _of_entry,
        _take_back,
    ),
}


def _act(name: str) -> desk.Act:
    """A tap: nothing yet, a number, or a number with a reason and the token of its screen."""

    async def tapped(served: Serving) -> Screen:
        number, _, rest = served.value.partition(".")
        preset, _, token = rest.partition(".")
        if not number:
            return await _how_many(served, name)
        if not preset:
            return await _why(served, name, KINDS[name].read(number))
        said = KINDS[name].presets
        if not preset.isdecimal() or int(preset) >= len(said):
            raise NotFound
        reason = said[int(preset)](voice(served.hangout.language))
        return await _done(served, name, KINDS[name].read(number), reason, token)

    return tapped


async def _how_many(served: Serving, name: str) -> Screen:
    v, kind = served.voice, KINDS[name]
    left = await corrections.may_hand(served.hub, served.who.id, served.guest.member_id, 0)
    await enter(served.hub, served.who, Hand.number, member=served.guest.member_id, name=name)
    taps = [
        button(served, v.number(n) if name == "gift" else v.signed(n), name, str(n))
        for n in kind.taps
        if left is None or abs(n) <= left
    ]
    limit = [] if left is None else [v.say("By hand you may give or take {left} more today.", left=left)]
    text = Markup("\n\n").join([kind.ask(v, served.guest.name), *limit])
    return Screen(text, rows(taps, [_away(served)]))


async def _why(served: Serving, name: str, number: int) -> Screen:
    """The reasons to tap; from now on one can be written too. The token makes both the same deed."""
    v, token = served.voice, secrets.token_urlsafe(6)
    what = await KINDS[name].what(served, number)
    await enter(
        served.hub, served.who, Hand.reason, member=served.guest.member_id, name=name, number=number, token=token
    )
    speaker = voice(served.hangout.language)
    taps = [
        [button(served, say(speaker), name, f"{number}.{place}.{token}")]
        for place, say in enumerate(KINDS[name].presets)
    ]
    help_ = v.say("<b>Why?</b>\n{name} reads the reason. Tap one, or write it.", name=served.guest.name)
    return Screen(Markup("\n\n").join([what, help_]), rows(*taps, [_away(served)]))


async def _done(served: Serving, name: str, number: int, reason: str, token: str) -> Screen:
    done = await KINDS[name].act(served, number, reason, token)
    await leave(served.hub, served.who)
    v, guest = served.voice, done.guest
    about = {"notches": v.signed(done.notches), "name": guest.name, "n": done.balance}
    line = (
        v.say("<b>{notches}</b> for {name} is written; the balance is {n} now. The reason goes to {name}.", **about)
        if done.fresh
        else v.say("This was written already: <b>{notches}</b> for {name}; the balance is {n} now.", **about)
    )
    return Screen(line, rows([button(served, v.tell("Back"), "home")]))


def _away(served: Serving) -> InlineKeyboardButton:
    return button(served, served.voice.tell("Cancel"), "handsoff")


async def _off(served: Serving) -> Screen:
    """Nothing is written."""
    await leave(served.hub, served.who)
    return await home(served)


@router.message(StateFilter(Hand.number), Typed())
async def number_typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """How many, in words."""
    served = await serving(bot, hub, who, voice, int(who.data["member"]))
    name = str(who.data["name"])
    return on_words(who.id, await _why(served, name, KINDS[name].read(message.text or "")))


@router.message(StateFilter(Hand.reason), Typed())
async def reason_typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Why, in words."""
    served = await serving(bot, hub, who, voice, int(who.data["member"]))
    token, number = str(who.data["token"]), int(who.data["number"])
    return on_words(who.id, await _done(served, str(who.data["name"]), number, message.text or "", token))


@router.message(StateFilter(Hand), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no reason."""
    return send(who.id, voice.say("Write it in words, please; up to {limit} letters.", limit=REASON_LIMIT))


desk.WIZARDS.add("Hand")
NOTICES["by_hand"] = by_hand.told
PARTS |= by_hand.PARTS
history.LINES |= by_hand.LINES
desk.ACTS |= {name: _act(name) for name in KINDS} | {"handsoff": _off}
desk.BUTTONS["gift"] = lambda served: button(served, served.voice.tell("Gift"), "gift")
desk.BUTTONS["correct"] = lambda served: button(served, served.voice.tell("Correction"), "correct")
