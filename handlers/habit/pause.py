"""/pause (مرخصی): a member is away for a while, and their days wait."""

from functools import partial

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.errors import WORDS
from handlers.filters import Private, Says
from handlers.fronts import MOST, which
from handlers.habit import me as days
from handlers.habit.me import ACTS, BUTTONS, Mine
from handlers.replies import Reply, key, rows, send
from handlers.screens import Screen, on_words
from hub.context import Hub
from hub.errors import NotFound
from hub.habit import me, pauses
from hub.habit.me import Me
from hub.habit.streak import LONGEST_PAUSE
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="pause")
ASKED = or_f(Command("pause"), Says("مرخصی"))


@router.message(Private(), ASKED)
async def asked(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """For how long, in each of the person's hangouts."""
    found = await me.of(hub, who.id)
    if not found:
        return send(who.id, days.nowhere(voice))
    if len(found) > MOST:
        return on_words(who.id, which(voice, found, lambda mine: Mine(hangout=mine.hangout_id, act="pause")))
    return [on_words(who.id, _screen(voice, mine)) for mine in found]


async def _choose(hub: Hub, who: Who, voice: Voice, hangout_id: int) -> Screen:
    return _screen(voice, await _of(hub, who, hangout_id))


def _screen(voice: Voice, mine: Me) -> Screen:
    """For how long; where one goes on, how to end it; and why none can begin yet."""
    if mine.pause is not None:
        return _going(voice, mine)
    if not mine.may_pause:
        return Screen(WORDS["pause_again"](voice, {}), rows([_days(voice, mine)]))
    text = Markup("\n\n").join(
        [
            voice.say("<b>How long will you be away from {title}?</b>", title=mine.title),
            voice.say(
                "Your days in a row wait for you, for up to {days} days. You can come back earlier at any time; the "
                "next pause can begin once you have been here again.",
                days=LONGEST_PAUSE,
            ),
        ]
    )
    taps = [days.tap(_length(voice, n), mine, f"pause{n}") for n in pauses.CHOICES]
    return Screen(text, rows(taps[:2], taps[2:], [_days(voice, mine)]))


async def _begin(length: int, hub: Hub, who: Who, voice: Voice, hangout_id: int) -> Screen:
    await pauses.start(hub, who.id, hangout_id, length)
    return _going(voice, await _of(hub, who, hangout_id))


async def _end(hub: Hub, who: Who, voice: Voice, hangout_id: int) -> Screen:
    await pauses.end(hub, who.id, hangout_id)
    mine = await _of(hub, who, hangout_id)
    ways = [key(voice.tell("Today’s question"), "today"), _days(voice, mine)]
    return Screen(voice.say("Good to have you back. From today on your days count again."), rows(ways))


def _going(voice: Voice, mine: Me) -> Screen:
    """The pause that holds, and the way out."""
    first, last = (mine.pause.first, mine.pause.last) if mine.pause else (mine.today, None)
    parts = [voice.say("Your pause at {title} is set.", title=mine.title)]
    if last is not None:
        span = voice.say("It holds from {first} through {last}.", first=voice.date(first), last=voice.date(last))
        parts.append(span)
    parts.append(voice.say("No nudge comes meanwhile, and nothing is lost. Have a good time."))
    return Screen(Markup("\n").join(parts), rows([days.tap(voice.tell("I am back"), mine, "back")]))


async def _of(hub: Hub, who: Who, hangout_id: int) -> Me:
    found = await me.of(hub, who.id, hangout_id)
    if not found:
        raise NotFound
    return found[0]


def _length(voice: Voice, n: int) -> str:
    return voice.many("{n} day", "{n} days", n)


def _days(voice: Voice, mine: Me) -> InlineKeyboardButton:
    return key(voice.tell("My days"), Mine(hangout=mine.hangout_id, act="days").pack())


def _button(voice: Voice, mine: Me) -> InlineKeyboardButton | None:
    if mine.pause is not None:
        return days.tap(voice.tell("I am back"), mine, "back")
    return days.tap(voice.tell("I will be away"), mine, "pause") if mine.may_pause else None


ACTS |= {"pause": _choose, "back": _end} | {f"pause{n}": partial(_begin, n) for n in pauses.CHOICES}
BUTTONS["pause"] = _button

WORDS["pause_on"] = lambda v, _: v.say("Your pause is on already. /me shows until when.")
WORDS["pause_again"] = lambda v, _: v.say("The next pause can begin once you have been here again since the last one.")
