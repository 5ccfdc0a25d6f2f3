"""You said, we did: in words and as pictures."""

import asyncio
from datetime import date

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from markupsafe import Markup

from handlers.buttons import Number
from handlers.ideas.looks import backings, board_key, short
from handlers.replies import key, rows
from handlers.screens import Screen
from hub.ideas.made import MadePage, MadeView, Month
from locales.voice import Spoken, Voice

ON_BUTTON = 16
LINES = 8
"""So many things stand below the picture of a month."""


class Made(CallbackData, prefix="made"):
    """A page of what a hangout made; `desk`: for somebody who came from the piles of ideas."""

    hangout: Number
    page: Number
    desk: bool = False


class MadeCard(CallbackData, prefix="madec"):
    """The picture of one thing that was made."""

    idea: Number


class MadeShow(CallbackData, prefix="mades"):
    """The owner shows one thing in the channel."""

    idea: Number


class Sign(CallbackData, prefix="sign"):
    """An author's word on whether they are named where their idea was made."""

    idea: Number
    named: bool


def to_list(hangout_id: int) -> str:
    """The data of a button to what a hangout made."""
    return Made(hangout=hangout_id, page=0, desk=True).pack()


def page(v: Voice, shown: MadePage, back: InlineKeyboardButton | None = None) -> Screen:
    """What was made, the latest first, with a card of each at hand; `back` is where somebody came from, if not from
    the board."""
    last = [back or board_key(v, shown.hangout_id)]
    head = v.say("<b>You said, we did</b> · {title}", title=shown.title)
    if not shown.things:
        none = v.say("Nothing is made yet. What is made of your ideas will stand here, with its day.")
        return Screen(Markup("\n\n").join([head, none]), rows(last))
    lines = [_line(v, place, thing, shown.today) for place, thing in enumerate(shown.things, start=1)]
    cards = [
        key(v.tell("Card {n}", n=place), MadeCard(idea=thing.id).pack())
        for place, thing in enumerate(shown.things, start=1)
    ]
    halves = [cards[at : at + 3] for at in range(0, len(cards), 3)]
    turns = _pages(v, shown, desk=back is not None)
    return Screen(Markup("\n\n").join([head, *lines]), rows(*halves, turns, last))


def _line(v: Voice, place: int, thing: MadeView, today: date) -> Markup:
    text = v.say("{n}. <b>{idea}</b>", n=place, idea=short(thing.text))
    return Markup("\n").join([text, v.frame("{detail}", detail=_detail(v, thing, today))])


def _detail(v: Voice, thing: MadeView, today: date) -> Spoken:
    """When, for how many, and whose idea it was, if they agreed to be named."""
    parts: list[str] = [v.dated(thing.day, today)]
    if thing.backings:
        parts.append(backings(v, thing.backings))
    if thing.names:
        parts.append(v.tell("idea of {names}", names=v.tell(", ").join(thing.names)))
    return Spoken(" · ".join(parts))


def _pages(v: Voice, shown: MadePage, *, desk: bool) -> list[InlineKeyboardButton]:
    def turn(label: str, number: int) -> InlineKeyboardButton:
        return key(label, Made(hangout=shown.hangout_id, page=number, desk=desk).pack())

    return [
        *([turn(v.tell("Newer ones"), shown.page - 1)] if shown.page else []),
        *([turn(v.tell("Older ones"), shown.page + 1)] if shown.more else []),
    ]


def caption(v: Voice, thing: MadeView, today: date) -> Markup:
    """Below the picture of one thing."""
    text = v.frame("✓ <b>{idea}</b>", idea=thing.text)
    return Markup("\n").join([text, v.frame("{detail}", detail=_detail(v, thing, today))])


async def card(v: Voice, shown: MadePage, thing: MadeView) -> bytes:
    """The picture of one thing."""
    from pictures.made import MadeView as View
    from pictures.made import Thing, made

    return await asyncio.to_thread(
        made,
        View(
            title=shown.title,
            date="",
            headline=v.tell("You said, we did"),
            things=(Thing(thing.text, _detail(v, thing, shown.today)),),
            rtl=v.rtl,
        ),
    )


async def month_picture(v: Voice, shown: Month, today: date) -> bytes:
    """The picture of a month: as many things as it has room for."""
    from pictures.made import MOST_THINGS, Thing, made
    from pictures.made import MadeView as View

    more = len(shown.things) - MOST_THINGS
    return await asyncio.to_thread(
        made,
        View(
            title=shown.title,
            date=v.month(shown.first, today),
            headline=v.tell("You said, we did"),
            things=tuple(Thing(one.text, _detail(v, one, today)) for one in shown.things[:MOST_THINGS]),
            rest=_more(v, more) if more > 0 else "",
            rtl=v.rtl,
        ),
    )


def _more(v: Voice, n: int) -> str:
    return v.many("and {n} more", "and {n} more", n)


def month_text(v: Voice, shown: Month, today: date) -> Markup:
    """Below the picture of a month."""
    head = v.say("<b>You said, we did</b> · {month}", month=v.month(shown.first, today))
    lines = [v.frame("✓ {idea}", idea=short(one.text, 80)) for one in shown.things[:LINES]]
    more = len(shown.things) - LINES
    rest = [v.frame("{more}", more=_more(v, more))] if more > 0 else []
    return Markup("\n").join([head, *lines, *rest, v.say("What shall come next? Tell us.")])


def agreed(v: Voice, *, named: bool) -> str:
    """The answer to an author's word on their name."""
    return v.tell("Your name stands beside it now.") if named else v.tell("It stands without your name.")


def asked(v: Voice, idea_id: int, text: str, *, own: int | None) -> InlineKeyboardMarkup:
    """Below the news that something was made: its card, named since a letter may bring several, and the author's
    question."""
    sign = (
        [
            key(v.tell("Yes, with my name"), Sign(idea=own, named=True).pack()),
            key(v.tell("Without my name"), Sign(idea=own, named=False).pack()),
        ]
        if own is not None
        else []
    )
    return rows(sign, [key(v.tell("Card: {idea}", idea=short(text, ON_BUTTON)), MadeCard(idea=idea_id).pack())])
