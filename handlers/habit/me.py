"""/me (روزهای من): a member's last days as a picture, what they add up to, and what can be done about them."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.fronts import MOST, brings, which
from handlers.habit.month import photo
from handlers.replies import Reply, Step, key, rows, send, toast
from handlers.screens import Screen, on_tap, on_words
from hub.context import Hub
from hub.errors import NotFound
from hub.habit import me
from hub.habit.me import Me
from hub.habit.strip import Mark
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="me")

Button = Callable[[Voice, Me], InlineKeyboardButton | None]
Act = Callable[[Hub, Who, Voice, int], Awaitable[Screen]]


class Mine(CallbackData, prefix="me"):
    """Something about a member's own days in a hangout; the acts stand in ACTS."""

    hangout: Number
    act: str


@router.callback_query(Mine.filter())
async def acted(press: CallbackQuery, callback_data: Mine, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of the days, or of what came of one. A picture that was tapped stays."""
    if callback_data.act == "days":
        return [toast(press), *await _pictures(hub, who, voice, callback_data.hangout)]
    if callback_data.act not in ACTS:
        raise NotFound
    return below(press, await ACTS[callback_data.act](hub, who, voice, callback_data.hangout))


def below(press: CallbackQuery, screen: Screen) -> list[Step]:
    """In place of words that were tapped, or below a picture."""
    if isinstance(press.message, Message) and press.message.photo:
        return [on_words(press.from_user.id, screen), toast(press, screen.said)]
    return on_tap(press, screen)


async def _pictures(hub: Hub, who: Who, voice: Voice, hangout_id: int | None = None) -> list[Step]:
    """The person's days in all their hangouts, or in one."""
    found = await me.of(hub, who.id, hangout_id)
    if not found:
        return [send(who.id, nowhere(voice))]
    if len(found) > MOST:
        return [on_words(who.id, which(voice, found, lambda one: Mine(hangout=one.hangout_id, act="days")))]
    return [await photo(voice, one, who.id, keys(voice, one)) for one in found]


brings(router, _pictures, "me", "روزهای من")


def nowhere(voice: Voice) -> Markup:
    """For somebody who is no member anywhere."""
    return voice.say("You are with no hangout yet. Vote once in one, and your first day is here.")


def keys(voice: Voice, mine: Me) -> InlineKeyboardMarkup:
    """What can be done below the picture."""
    shown = [button for part in ORDER if (button := BUTTONS[part](voice, mine))]
    return rows(*(shown[start : start + 2] for start in range(0, len(shown), 2)))


def tap(label: str, mine: Me, act: str) -> InlineKeyboardButton:
    """A button of the days."""
    return key(label, Mine(hangout=mine.hangout_id, act=act).pack())


def _today(voice: Voice, mine: Me) -> InlineKeyboardButton | None:
    return key(voice.tell("Today’s question"), "today") if mine.days[-1].mark is not Mark.PRESENT else None


def _stick(voice: Voice, mine: Me) -> InlineKeyboardButton:
    return key(voice.tell("My tally stick"), "stick")


def _cues(voice: Voice, mine: Me) -> InlineKeyboardButton:
    return key(voice.tell("Nudges"), "cues-about")


ACTS: dict[str, Act] = {}
"""What a tap on a button leads to; each part puts its own here where it is made."""
BUTTONS: dict[str, Button] = {"today": _today, "stick": _stick, "cues": _cues}
"""Below the picture; None where one does not fit. Each part puts its own here too."""
ORDER = ("today", "pause", "stick", "interests", "standing", "cues")
"""Of the buttons."""
