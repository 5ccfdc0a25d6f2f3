"""/half (نیمهٔ من): the member's half of the split stick, to keep and to give back at any time."""

import asyncio
import re
from collections.abc import Callable

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject, Filter, or_f
from aiogram.types import BufferedInputFile, CallbackQuery, CopyTextButton, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers import errors
from handlers.arrivals import HALF, Arrival
from handlers.filters import Data, Private, Says
from handlers.fronts import no_stick
from handlers.person import start
from handlers.replies import Reply, Step, key, picture, rows, send, toast
from handlers.rights import ownership, username
from handlers.stick import stick
from hub.context import Hub
from hub.person.people import Who
from hub.proof import matching
from hub.proof.matching import HalfView, Match, Spot
from hub.stick.sticks import stick as in_hand
from locales.voice import Spoken, Voice

router = Router(name="half")
codes = Router(name="half codes")
CODE = re.compile(r"(?:\S*start=)?(?:h_)?(H[\w-]{22,})", re.ASCII)
MOST = 5


class Code(Filter):
    """What looks like the code of a half, alone or in its link."""

    async def __call__(self, message: Message) -> bool:
        """True for one word that may be a code, damaged or not."""
        return message.chat.type == "private" and bool(CODE.fullmatch((message.text or "").strip()))


@router.message(Private(), or_f(Command("half"), Says("نیمهٔ من", "نیمه من", "my half")))
async def asked(
    message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice, command: CommandObject | None = None
) -> Reply:
    """The person's halves; with a code behind the command, that one is held against the shop's."""
    if command and command.args:
        return await _held(bot, hub, who, voice, command.args)
    return await _given(bot, hub, who, voice)


@router.callback_query(Data("half"))
async def pressed(press: CallbackQuery, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same, from a button."""
    return [toast(press), *await _given(bot, hub, who, voice)]


@codes.message(Code())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A code that is given back."""
    return await _held(bot, hub, who, voice, message.text or "")


async def _arrived(arrival: Arrival) -> Reply:
    """Through the QR of a half."""
    return await _held(arrival.bot, arrival.hub, arrival.who, arrival.voice, arrival.payload)


start.LINKS[HALF] = _arrived
stick.BUTTONS["half"] = lambda voice, _: key(voice.tell("My half"), "half")


async def _given(bot: Bot, hub: Hub, who: Who, voice: Voice) -> list[Step]:
    halves = await matching.give(hub, who.id)
    if not halves:
        return [send(who.id, no_stick(voice))]
    name = await username(bot)
    return [await _photo(voice, who, view, f"https://t.me/{name}?start={HALF}{view.code}") for view in halves[:MOST]]


async def _photo(voice: Voice, who: Who, view: HalfView, link: str) -> Step:
    drawn = await asyncio.to_thread(draw, voice, who.name, view, link)
    copy = InlineKeyboardButton(text=voice.tell("Copy the code"), copy_text=CopyTextButton(text=view.code))
    return picture(who.id, BufferedInputFile(drawn, "half.png"), caption(voice, view), rows([copy]))


def draw(voice: Voice, name: str, view: HalfView, link: str) -> bytes:
    """The picture in the member's language and digits."""
    from pictures.half import HalfView as Drawn
    from pictures.half import half

    lines = (
        voice.tell("The half of {name}", name=name),
        voice.dated(view.day),
        voice.tell("up to entry {n}", n=view.entries),
    )
    return half(
        Drawn(
            notches=in_hand(view.balance, view.length).notches,
            length=view.length,
            title=view.title,
            headline=_notches(voice, view.balance),
            lines=lines,
            shops=voice.tell("The other half is with the shop"),
            link=link,
            rtl=voice.rtl,
        )
    )


def caption(voice: Voice, view: HalfView) -> Markup:
    """The text twin, with the code to tap on."""
    lines = [
        voice.frame("<b>{title}</b>", title=view.title),
        voice.say(
            "Your half of {day}: {notches}, up to entry {n}.",
            day=voice.dated(view.day),
            notches=_notches(voice, view.balance),
            n=view.entries,
        ),
        voice.frame("<code>{code}</code>", code=Spoken(view.code)),
        voice.say(
            "Keep this message where only you write, Saved Messages for instance. Send me the code at any later time, "
            "and I hold it against the shop’s half."
        ),
    ]
    return Markup("\n").join(lines)


def _notches(voice: Voice, n: int) -> Spoken:
    return voice.many("{n} notch", "{n} notches", n)


async def _held(bot: Bot, hub: Hub, who: Who, voice: Voice, typed: str) -> Reply:
    found = CODE.fullmatch(typed.strip())
    match = await matching.hold(hub, who.id, found[1] if found else typed.strip())
    if not match.mine:
        await ownership(bot, hub, who.id, match.hangout_id)
    return send(who.id, judged(voice, match))


def judged(voice: Voice, match: Match) -> Markup:
    """What came of it, in words."""
    head = voice.frame("<b>{title}</b>", title=match.title)
    if not match.mine and match.name:
        head = voice.frame("<b>{title}</b> · {name}", title=match.title, name=match.name)
    given = voice.say(
        "The half of {day}: {notches}, up to entry {n}.",
        day=voice.dated(match.given, match.today),
        notches=_notches(voice, match.balance),
        n=match.seq,
    )
    return Markup("\n").join([head, given, Markup(""), *VERDICTS[match.verdict](voice, match)])


def _same(v: Voice, match: Match) -> list[Markup]:
    since = match.now.seq - match.seq
    came = v.many("{n} entry has come since", "{n} entries have come since", since)
    now = v.say("{came}; now it is {notches}.", came=came, notches=_notches(v, match.balance_now))
    return [v.say("✓ <b>Both halves match.</b>"), now if since else v.say("Nothing has come since.")]


def _parted(v: Voice, match: Match) -> list[Markup]:
    lines = [v.say("<b>The halves do not match.</b>")]
    if match.same:
        lines.append(
            v.say("Up to entry {n}, {day}, they are the same.", n=match.same.seq, day=_day(v, match, match.same))
        )
    if match.differs and match.differs.day:
        day = _day(v, match, match.differs)
        lines.append(v.say("They part at entry {n}, {day}, at the latest.", n=match.differs.seq, day=day))
    else:
        lines.append(v.say("The shop’s half ends at entry {n}: later ones are missing there.", n=match.now.seq))
    return [*lines, _ask(v)]


def _broken(v: Voice, match: Match) -> list[Markup]:
    place = match.differs or match.now
    day = v.say("The shop’s own half is broken at entry {n}.", n=place.seq)
    if place.day:
        day = v.say("The shop’s own half is broken at entry {n}, {day}.", n=place.seq, day=_day(v, match, place))
    return [v.say("<b>The halves do not match.</b>"), day, _ask(v)]


def _altered(v: Voice, _: Match) -> list[Markup]:
    line = v.say(
        "The numbers in this code do not go with its own seal: it was not given like this. Nothing says that "
        "the shop’s half is wrong."
    )
    return [line]


def _ask(v: Voice) -> Markup:
    return v.say("Show this to the shop’s owner; whoever runs the bot can find the place.")


def _day(v: Voice, match: Match, spot: Spot) -> Spoken:
    return v.dated(spot.day or match.today, match.today)


VERDICTS: dict[str, Callable[[Voice, Match], list[Markup]]] = {
    "same": _same,
    "parted": _parted,
    "broken": _broken,
    "altered": _altered,
}
errors.WORDS |= {
    "half_damaged": lambda v, _: v.say(
        "This code is damaged: a letter is wrong or missing. Copy it whole and send it."
    ),
    "half_elsewhere": lambda v, _: v.say(
        "This half is not yours. Its own member can hold it up here, and the shop’s owner."
    ),
}
