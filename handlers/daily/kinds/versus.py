"""*this or that*: two words side by side, or two pictures in one image."""

import asyncio

from markupsafe import Markup

from handlers.daily.kinds.base import Buttons, Look
from handlers.daily.kinds.common import ballot, card, closed, moved, vote_key
from handlers.letters import Desk
from hub.daily.rounds import RoundView
from locales.voice import Voice, voice

BESIDE = 14  # letters of a name that fits on half a line


def hint(voice: Voice, view: RoundView) -> Markup:
    """One of the two."""
    return voice.say("This or that? One tap; each day’s first answer cuts a notch.")


def keys(voice: Voice, view: RoundView, username: str | None) -> Buttons:
    """Two short words beside each other. Not below pictures: where an interface runs from right to left, buttons are
    mirrored and pictures are not."""
    both = [vote_key(voice, view, option, username) for option in range(len(view.options))]
    beside = not view.facts.pictures and all(len(option) <= BESIDE for option in view.options)
    return [both] if beside else [[one] for one in both]


async def picture(desk: Desk, view: RoundView) -> bytes:
    """The two pictures side by side, each with its name."""
    first, second = await asyncio.gather(*(desk.fetch(file_id) for file_id in view.facts.pictures))
    return await asyncio.to_thread(_drawn, voice(view.language), view.options, (first, second))


def _drawn(voice: Voice, options: tuple[str, ...], pictures: tuple[bytes, bytes]) -> bytes:
    from pictures.versus import Side, VersusView, versus

    first, second = (Side(label, picture) for label, picture in zip(options, pictures, strict=True))
    return versus(VersusView((first, second), voice.tell("or"), voice.rtl))


VERSUS = Look("versus", hint, keys, closed, card, moved, ballot=ballot, picture=picture)
