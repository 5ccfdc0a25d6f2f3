"""/stick (چوب‌خط): the member's stick as a picture, with a text twin; in groups only they see it."""

import asyncio
from collections.abc import Callable

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import SendPhoto
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.filters import InGroup, Says
from handlers.fronts import MOST, brings, no_stick, which
from handlers.replies import Reply, Step, rows, send, toast
from handlers.screens import on_words
from handlers.together.words import together_line
from handlers.whispers import member, told
from hub.context import Hub
from hub.person.people import Who
from hub.stick import members
from hub.stick.members import StickView
from locales.voice import Spoken, Voice

router = Router(name="stick")
WORDS = ("چوب‌خط", "چوب خط")
BUTTONS: dict[str, Callable[[Voice, StickView], InlineKeyboardButton | None]] = {}
ORDER = ("rewards", "card", "statement", "half")
"""Of the buttons below the picture; each part puts its own into BUTTONS where it is made."""


class Held(CallbackData, prefix="held"):
    """The member's stick in a hangout."""

    hangout: Number


@router.message(InGroup(), or_f(Command("stick"), Says(*WORDS)))
async def stick_in_group(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Seen by the asker alone where Telegram can do that, else in private."""
    view = await member(message, hub, who)
    return [told(message, who, await photo(voice, view, who.id))] if view else None


async def pictures(hub: Hub, who: Who, voice: Voice) -> list[Step]:
    """A picture for each stick, or one line on how to get one."""
    held = await members.sticks(hub, who.id)
    if not held:
        return [send(who.id, no_stick(voice))]
    if len(held) > MOST:
        return [on_words(who.id, which(voice, held, lambda view: Held(hangout=view.hangout_id)))]
    return [await with_buttons(voice, view, who.id) for view in held]


brings(router, pictures, "stick", *WORDS)


@router.callback_query(Held.filter())
async def one(press: CallbackQuery, callback_data: Held, hub: Hub, who: Who, voice: Voice) -> Reply:
    """That of one of many hangouts, below what was tapped."""
    held = await members.sticks(hub, who.id, callback_data.hangout)
    return [toast(press), *[await with_buttons(voice, view, who.id) for view in held]]


async def with_buttons(voice: Voice, view: StickView, chat_id: int) -> SendPhoto:
    """The picture in private, with what can be done below it."""
    shown = [button for part in ORDER if (button := BUTTONS[part](voice, view))]
    keys = rows(*(shown[start : start + 2] for start in range(0, len(shown), 2)))
    return (await photo(voice, view, chat_id)).model_copy(update={"reply_markup": keys})


async def photo(voice: Voice, view: StickView, chat_id: int) -> SendPhoto:
    """The stick drawn in a thread, so that nobody's tap waits for it."""
    drawn = await asyncio.to_thread(draw, voice, view)
    file = BufferedInputFile(drawn, "stick.png")
    return SendPhoto(chat_id=chat_id, photo=file, caption=caption(voice, view), parse_mode="HTML")


def draw(voice: Voice, view: StickView) -> bytes:
    """The picture in the member's language and digits."""
    from pictures.stick import StickView as Drawn
    from pictures.stick import stick as drawing

    held = view.stick
    return drawing(
        Drawn(
            notches=held.notches,
            length=held.length,
            full=held.full,
            title=view.title,
            headline=voice.tell("{n} of {size} notches", n=held.notches, size=held.length),
            caption=view.reward,
            numerals=voice.number,
            rtl=voice.rtl,
        )
    )


def caption(voice: Voice, view: StickView) -> Markup:
    """The text twin: who does not see the picture reads the same."""
    held = view.stick
    lines = [
        voice.frame("<b>{title}</b>", title=view.title),
        voice.frame("{marks}", marks=Spoken(text_stick(held.notches, held.length))),
    ]
    lines.append(voice.say("{n} of {size} notches", n=held.notches, size=held.length))
    if held.full:
        lines.append(voice.frame("{full}", full=voice.many("and {n} full stick", "and {n} full sticks", held.full)))
    if view.reward:
        lines.append(voice.say("A full stick: {reward}", reward=view.reward))
    if view.together:
        lines.append(together_line(voice, view.together))
    return Markup("\n").join(lines)


def text_stick(notches: int, length: int) -> str:
    """Notches as heavy strokes in fives, what is left as faint ones."""
    marks = "┃" * notches + "┆" * (length - notches)
    return " ".join(marks[start : start + 5] for start in range(0, length, 5))
