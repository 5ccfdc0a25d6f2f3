"""A member's card in the hands of staff: scanned through its link, or its six digits typed at any time."""

import math
import re
import unicodedata
from datetime import datetime
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Command, Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from handlers import errors
from handlers.arrivals import CARD, Arrival
from handlers.buttons import Number
from handlers.filters import Private
from handlers.hangout.choosers import short
from handlers.person import start
from handlers.replies import Reply, key, rows, send
from handlers.screens import Screen, on_tap, on_words
from handlers.till.desk import ACTS, forget, serving
from hub.context import Hub
from hub.person.people import Who
from hub.till import counter
from hub.till.counter import Opened, Place
from locales.voice import Voice

router = Router(name="counter")
codes = Router(name="codes")
"""Asked last of all that knows what to do with words: a step that waits for words takes them first."""
_APART = re.compile(r"[\s\u200c\u200e\u200f\u2066-\u2069\-‐‑–—−]+")


class Which(CallbackData, prefix="code"):
    """In which of several hangouts a code was meant."""

    hangout: Number
    code: str


class Code(Filter):
    """Six digits in private, in any script, spaces or dashes between them, from somebody who is staff anywhere."""

    async def __call__(self, message: Message, hub: Hub, who: Who) -> bool | dict[str, Any]:
        """The digits as `code`."""
        code = digits_of(message.text or "") if message.chat.type == "private" else ""
        return {"code": code} if code and await counter.works_somewhere(hub, who.id) else False


def digits_of(text: str) -> str:
    """Six plain digits, or nothing where the text is anything else."""
    plain = _APART.sub("", text) if len(text) < 40 else ""
    if len(plain) != 6 or not all(unicodedata.decimal(c, None) is not None for c in plain):
        return ""
    return "".join(str(unicodedata.decimal(c)) for c in plain)


@codes.message(Code())
async def typed(message: Message, code: str, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The card with this code."""
    return on_words(who.id, await _found(bot, hub, who, voice, await counter.typed(hub, who.id, code), code))


@router.callback_query(Which.filter())
async def chosen(press: CallbackQuery, callback_data: Which, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same, in one hangout."""
    code = digits_of(callback_data.code)
    found = await counter.typed(hub, who.id, code, callback_data.hangout)
    return on_tap(press, await _found(bot, hub, who, voice, found, code))


async def _scanned(arrival: Arrival) -> Reply:
    """Through the QR: staff serve; anybody else hears what it is for."""
    opened = await counter.scan(arrival.hub, arrival.who.id, arrival.payload)
    return on_words(arrival.who.id, await _found(arrival.bot, arrival.hub, arrival.who, arrival.voice, opened, ""))


start.LINKS[CARD] = _scanned


async def _found(bot: Bot, hub: Hub, who: Who, voice: Voice, found: Opened | list[Place], code: str) -> Screen:
    """The member at the counter, or the reward that their ticket is for."""
    if not isinstance(found, Opened):
        named = [[key(short(p.title), Which(hangout=p.hangout_id, code=code).pack())] for p in found]
        return Screen(voice.say("This code is good in more than one place. Where are you?"), rows(*named))
    await forget(hub, who)
    served = await serving(bot, hub, who, voice, found.member_id, found.token if found.claim_id else "")
    return await ACTS["redeem" if found.claim_id else "home"](served)


@router.message(Private(), Command("serve"))
async def serve(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """How to serve, for staff."""
    if not await counter.works_somewhere(hub, who.id):
        return send(who.id, voice.say("This is for those who serve at the counter. Your own card is at /card."))
    return send(
        who.id,
        voice.say(
            "<b>Serving a customer</b>\n"
            "They open /card. Scan its QR with your phone’s camera, or write its six digits here.\n"
            "In the group: reply to their message with /notch.\n\n"
            "A card is good for five minutes and for one purchase."
        ),
    )


def _left(v: Voice, d: dict[str, object]) -> str:
    """The time until codes are taken again."""
    until, now = d.get("until"), d.get("now")
    seconds = (
        math.ceil((until - now).total_seconds()) if isinstance(until, datetime) and isinstance(now, datetime) else 1
    )
    return _span(v, seconds)


def _no_such_code(v: Voice, d: dict[str, object]) -> Markup:
    line = v.say("No live card has this code. Ask the customer for the code that stands on their card now.")
    wait = d.get("wait")
    if not isinstance(wait, int) or not wait:
        return line
    return Markup("\n").join([line, v.say("The next code is taken in {wait}.", wait=_span(v, wait))])


def _span(v: Voice, seconds: int) -> str:
    if seconds < 60:
        return v.many("{n} second", "{n} seconds", seconds)
    return v.many("{n} minute", "{n} minutes", -(-seconds // 60))


def _card_used(v: Voice, d: dict[str, object]) -> Markup:
    at, now = d.get("at"), d.get("now")
    if not isinstance(at, datetime) or not isinstance(now, datetime):
        raise TypeError(at)
    return v.say(
        "This card was served {when} by {name}. For another purchase, ask for a new card.",
        when=v.when(at, str(d["timezone"]), now),
        name=d.get("name") or v.tell("a colleague"),
    )


errors.WORDS |= {
    "own_card": lambda v, _: v.say("This is your own card. Show it at the counter; somebody else cuts your notches."),
    "not_at_hand": lambda v, _: v.say("That was a while ago. Scan the customer’s card again, then go on."),
    "staff_only": lambda v, _: v.say(
        "This is a customer’s card; it works when the shop’s staff scan it. Yours is at /card."
    ),
    "no_such_code": _no_such_code,
    "codes_closed": lambda v, d: v.say(
        "Too many wrong codes. The next one is taken in {wait}; the QR of a card can be scanned at any time.",
        wait=_left(v, d),
    ),
    "stale_card": lambda v, _: v.say("The five minutes of this card are over. Ask for a new one: /card"),
    "card_used": _card_used,
}
