"""What Telegram's edge asks of a kind of question."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.letters import Ballotbox, Desk, Letter
from hub.daily.ballots import Outcome
from hub.daily.rounds import RoundView
from locales.voice import Voice

Buttons = list[list[InlineKeyboardButton]]


def nothing(voice: Voice, view: RoundView) -> Markup:
    """Nothing more to say."""
    return Markup("")


def no_ballot(voice: Voice, view: RoundView) -> None:
    """No native poll can ask this."""


async def no_picture(desk: Desk, view: RoundView) -> bytes:
    """The question is words alone: no post of it is a photo."""
    raise NotImplementedError(view.kind)


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of question looks as messages. `voice` is the hangout's in public and the person's in private.

    `hint`: one line that says what to do, below a question that nobody has answered and in private. `guide`: what
    stays below the question as long as it is open, whatever else is said there. `keys`: the buttons of an open
    question; `username` is the bot's, for links from a channel or a group, and None in private, where the person's own
    answer (`view.mine`) is marked. `closed`: the lines below a closed question that somebody has answered. `results`:
    the message that brings the result, or None if there is none (yet). `moved`: what a toast says of an answer that
    was changed. `ballot`: the native poll of a group, where the hub's kind asks for one. `picture`: the picture that
    stands above the question, where `facts.pictures` asks for one (`desk.fetch` gets Telegram's files).
    """

    code: str
    hint: Callable[[Voice, RoundView], Markup]
    keys: Callable[[Voice, RoundView, str | None], Buttons]
    closed: Callable[[Voice, RoundView], Markup]
    results: Callable[[Desk, RoundView], Awaitable[Letter | None]]
    moved: Callable[[Voice, Outcome], str]
    guide: Callable[[Voice, RoundView], Markup] = nothing
    ballot: Callable[[Voice, RoundView], Ballotbox | None] = no_ballot
    picture: Callable[[Desk, RoundView], Awaitable[bytes]] = no_picture
