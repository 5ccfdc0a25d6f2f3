"""/notch (خط) in the group: staff reply to a member's message with it, and a purchase of theirs is cut. Only who was
replied to counts, never what a message says or forwards; the answer is for the clerk's eyes alone."""

import re
import unicodedata
from typing import Any

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Message, User
from markupsafe import Markup

from handlers import errors
from handlers.answered import answered
from handlers.filters import InGroup
from handlers.replies import Reply, Step, send
from handlers.rights import position
from handlers.till.cuts import done
from handlers.whispers import told
from hub import money
from hub.context import Hub
from hub.errors import BadNumber, HubError
from hub.hangout import hangouts
from hub.hangout.hangouts import HangoutView
from hub.person.people import Seen, Who
from hub.till import counter, cutting
from hub.till.cutting import MOST_VISITS
from hub.wording import same
from locales.voice import Voice

router = Router(name="notch")
WORDS = ("خط", "notch")


class Word(Filter):
    """A reply that is the plain word, alone or with a number after it; `words` is what comes after."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        """Never an ordinary sentence that begins with the word."""
        first, _, rest = (message.text or "").strip().partition(" ")
        rest = rest.strip()
        fits = any(same(first, word) for word in WORDS) and (not rest or rest[0].isdecimal())
        return {"words": rest} if fits and answered(message) else False


@router.message(InGroup(), Command("notch"))
async def commanded(message: Message, command: CommandObject, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The command; who is no staff hears that it is not for them."""
    here = await _hangout(message, hub)
    if here is None:
        return None
    if not await counter.works_at(hub, who.id, here.id):
        line = voice.say("This is for those who serve at the counter. Your own card is at /card.")
        return _quietly(message, who, line)
    return await _told(message, bot, hub, who, voice, here, command.args or "")


@router.message(InGroup(), Word())
async def said(message: Message, words: str, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The word; among people who are no staff it is only a word."""
    here = await _hangout(message, hub)
    if here is None or not await counter.works_at(hub, who.id, here.id):
        return None
    return await _told(message, bot, hub, who, voice, here, words)


async def _hangout(message: Message, hub: Hub) -> HangoutView | None:
    here = await hangouts.of_chat(hub, message.chat.id)
    return None if here is None or here.state == "draft" else here


async def _told(
    message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice, here: HangoutView, words: str
) -> list[Step]:
    """What became of it; a refusal too is for the clerk's eyes alone."""
    try:
        return _quietly(message, who, await _notch(message, bot, hub, who, voice, here, words))
    except HubError as error:
        return _quietly(message, who, errors.words(voice, error))


async def _notch(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice, here: HangoutView, words: str) -> Markup:
    await position(bot, hub, who.id, here.id)
    buyer = _replied(message)
    if buyer is None:
        return voice.say("Reply with it to a message of the customer, sent in their own name.")
    setting, currency = await cutting.reply_price(hub, who.id, here.id)
    by_money, visit = setting.step is not None, f"g{message.chat.id}:{message.message_id}"
    if setting.step is not None and not words.strip():
        return voice.say(
            "Write the amount after it, for instance: /notch {sum}", sum=voice.money(setting.step, currency)
        )
    amount, visits = (money.parse(words, currency), 1) if by_money else (None, _count(words))
    seen = Seen(buyer.id, buyer.full_name, buyer.language_code or here.language)
    return done(voice, await cutting.by_reply(hub, who.id, here.id, seen, visit, amount=amount, visits=visits))


def _replied(message: Message) -> User | None:
    """The person who wrote what was replied to; nobody for bots, channels and those who hide behind the group."""
    replied = answered(message)
    if replied is None or replied.sender_chat is not None or replied.from_user is None or replied.from_user.is_bot:
        return None
    return replied.from_user


def _count(words: str) -> int:
    """How many visits were written; one without a number."""
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in words.strip())
    if not plain:
        return 1
    if not re.fullmatch(r"\d{1,3}", plain) or not 1 <= int(plain) <= MOST_VISITS:
        raise BadNumber(least=1, most=MOST_VISITS)
    return int(plain)


def _quietly(message: Message, who: Who, text: Markup) -> list[Step]:
    """Seen by the clerk alone where Telegram can do that, else in private."""
    return [told(message, who, send(who.id, text))]
