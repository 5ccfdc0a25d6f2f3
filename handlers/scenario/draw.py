"""/draw: what was committed to before the votes, what was told at the close, and how to draw again."""

from collections.abc import Callable

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, CopyTextButton, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.daily.kinds.common import votes
from handlers.filters import Private
from handlers.fronts import MOST, which
from handlers.replies import Reply, Step, key, rows, send
from handlers.scenario.told import digits
from handlers.scenario.words import chance
from handlers.screens import Screen, on_tap, on_words
from hub.context import Hub
from hub.days import local_day
from hub.errors import NotFound
from hub.person.people import Who
from hub.scenario import draws
from hub.scenario.draw import DIGITS
from hub.scenario.draws import Coming, Drawn, DrawPage
from locales.voice import Spoken, Voice

router = Router(name="draw")


class Draws(CallbackData, prefix="draw"):
    """A page of a member's draws in a hangout (`page`), or how to draw that one again (`how`)."""

    hangout: Number
    page: Number
    act: str = "page"


@router.message(Private(), Command("draw"))
async def asked(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The newest draw of each hangout."""
    found = await draws.of_person(hub, who.id)
    if not found:
        return send(who.id, voice.say("No hangout of yours draws lucky notches so far."))
    if len(found) > MOST:
        return on_words(who.id, which(voice, found, lambda page: Draws(hangout=page.hangout_id, page=0)))
    shown: list[Step] = [on_words(who.id, screen(hub, voice, page)) for page in found]
    return shown


@router.callback_query(Draws.filter())
async def turned(press: CallbackQuery, callback_data: Draws, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Another page, or the way to draw again."""
    if callback_data.act not in SHOWN:
        raise NotFound
    page = await draws.page(hub, who.id, callback_data.hangout, callback_data.page)
    return on_tap(press, SHOWN[callback_data.act](hub, voice, page))


def screen(hub: Hub, v: Voice, page: DrawPage) -> Screen:
    """The draw to come, then one that is over."""
    head = v.say("<b>Lucky notches at {title}</b>", title=page.title)
    coming = [_coming(hub, v, page, page.coming)] if page.coming else []
    drawn = [_drawn(hub, v, page, page.drawn)] if page.drawn else []
    how = [_to(v.tell("Draw it again"), page, page.page, "how")] if page.drawn else []
    return Screen(Markup("\n\n").join([head, *coming, *drawn]), rows(_pages(v, page), how))


def _coming(hub: Hub, v: Voice, page: DrawPage, coming: Coming) -> Markup:
    lines = [
        v.say("<b>On now</b>: {chance} get one more notch.", chance=chance(v, coming.permille)),
        v.say("Seal of the draw, told before the first vote:"),
        digits(coming.commitment),
    ]
    if page.drawn:
        chained = v.say("It is the secret of the last draw, as it has to be.")
        lines.append(chained if coming.chained else v.say("It is not the secret of the last draw: a new chain begins."))
    lines.append(
        v.say("The secret is told at the close: {when}", when=v.when(coming.closes_at, page.timezone, hub.now()))
    )
    return Markup("\n").join(lines)


def _drawn(hub: Hub, v: Voice, page: DrawPage, drawn: Drawn) -> Markup:
    day = v.dated(drawn.day, local_day(hub.now(), page.timezone))
    got = v.many("{n} notch", "{n} notches", drawn.winners)
    mine = v.say(
        "Your number is {number}, and your ticket begins with {ticket}. A ticket before {bound} wins.",
        number=digits(str(page.number)),
        ticket=digits(drawn.ticket[:DIGITS]),
        bound=digits(drawn.bound),
    )
    return Markup("\n").join(
        [
            v.say("<b>{day}</b>: {notches} drawn, of {votes}.", day=day, notches=got, votes=votes(v, drawn.voters)),
            v.say("Seal:"),
            digits(drawn.commitment),
            v.say("Secret, told at the close:"),
            digits(drawn.secret),
            mine,
            Markup("<b>{}</b>").format(_ended(drawn)(v)),
        ]
    )


def _ended(drawn: Drawn) -> Callable[[Voice], Markup]:
    if not drawn.won:
        return lambda v: v.say("Yours did not win this time.")
    if not drawn.answered:
        return lambda v: v.say("Yours would have won, had you answered that day.")
    if drawn.cut == 0:
        return lambda v: v.say("Yours won; the ceiling on notches held it back.")
    return lambda v: v.say("Yours won: one more notch was cut.")


def _how(_: Hub, v: Voice, page: DrawPage) -> Screen:
    """Three steps that need nothing of ours, and the same as a command."""
    drawn = page.drawn
    if drawn is None:
        raise NotFound
    command = f"printf %s {page.number} | openssl dgst -sha256 -mac HMAC -macopt hexkey:{drawn.secret}"
    steps = [
        v.say("<b>To draw again</b>"),
        v.say(
            "First: the {hash} of the secret’s bytes is the seal that was told before the votes.",
            hash=Spoken("SHA-256"),
        ),
        v.say(
            "Second: the {hash} with the secret’s bytes as its key and your number as its message is your ticket.",
            hash=Spoken("HMAC-SHA256"),
        ),
        v.say(
            "Third: the ticket wins if its first eight digits come before the bound, {bound}.",
            bound=digits(drawn.bound),
        ),
        v.say("The second step as a command:"),
        Markup("<pre>{}</pre>").format(command),
        v.say("Each secret is the seal of the draw that comes after it, so nobody could pick one to suit a day."),
    ]
    copy = InlineKeyboardButton(text=v.tell("Copy the command"), copy_text=CopyTextButton(text=command))
    return Screen(Markup("\n\n").join(steps), rows([copy, _to(v.tell("Back"), page, page.page)]))


def _pages(v: Voice, page: DrawPage) -> list[InlineKeyboardButton]:
    return [
        *([_to(v.tell("Newer ones"), page, page.page - 1)] if page.page else []),
        *([_to(v.tell("Older ones"), page, page.page + 1)] if page.older else []),
    ]


def _to(label: str, page: DrawPage, number: int, act: str = "page") -> InlineKeyboardButton:
    return key(label, Draws(hangout=page.hangout_id, page=number, act=act).pack())


SHOWN: dict[str, Callable[[Hub, Voice, DrawPage], Screen]] = {"page": screen, "how": _how}
