"""How a part's first screen is reached: by a command, by words that say the same, by a button; and where somebody is
with several hangouts, by saying which."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.filters import Data, Private, Says
from handlers.hangout.choosers import short
from handlers.replies import Reply, Step, key, rows, toast
from handlers.screens import Screen, on_tap, on_words
from hub.context import Hub
from hub.person.people import Who
from locales.voice import Voice

MOST = 5  # messages at once; who is in more hangouts says which


class Titled(Protocol):
    """A hangout, or what somebody has in one."""

    @property
    def title(self) -> str:
        """The hangout's."""


T = TypeVar("T", bound=Titled)


def opens(router: Router, front: Callable[[Hub, Who, Voice], Awaitable[Screen]], name: str, *words: str) -> None:
    """`/name`, one of the words, or the button `name` opens the screen; what the button stands under becomes it."""

    async def asked(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
        return on_words(who.id, await front(hub, who, voice))

    async def pressed(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
        return on_tap(press, await front(hub, who, voice))

    router.message.register(asked, Private(), or_f(Command(name), Says(*words)))
    router.callback_query.register(pressed, Data(name))


def brings(router: Router, front: Callable[[Hub, Who, Voice], Awaitable[list[Step]]], name: str, *words: str) -> None:
    """The same for messages of their own, one a hangout; what the button stands under stays."""

    async def asked(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
        return await front(hub, who, voice)

    async def pressed(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
        return [toast(press), *await front(hub, who, voice)]

    router.message.register(asked, Private(), or_f(Command(name), Says(*words)))
    router.callback_query.register(pressed, Data(name))


def which(
    v: Voice,
    found: Sequence[T],
    data: Callable[[T], CallbackData],
    none: Screen | None = None,
    beside: Sequence[InlineKeyboardButton] = (),
) -> Screen:
    """Which of several hangouts; `data` is what the tap on one brings back, `none` is for somebody who has none. What
    is `beside` them needs no hangout."""
    if not found:
        return none or Screen(
            v.say("You are with no hangout yet. Tap the button under your shop’s question, and come back.")
        )
    named = [(hangout, short(hangout.title or v.tell("the new one"))) for hangout in found]
    ways = [[key(label, data(hangout).pack())] for hangout, label in named]
    return Screen(v.say("Which hangout?"), rows(*ways, list(beside)))


def no_stick(v: Voice) -> Markup:
    """For somebody who has never voted."""
    return v.say("You have no tally stick yet. Vote once in a hangout, and its first notch is cut.")
