"""What holds the rules back: ceilings a member, limits of staff, the second look; and the hangout's currency."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from handlers.stick.rule_words import LIMIT, bound
from handlers.wizards import Book, enter
from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Who
from hub.stick import rulebook
from hub.stick.rulebook import LIMITS, Rulebook, number
from locales.money import NAMES as CURRENCY
from locales.voice import Voice

router = Router(name="bounds")


class Bound(CallbackData, prefix="bound"):
    """A ceiling's or limit's screen (`show`), its new value (`set`), or none (`lift`)."""

    hangout: Number
    field: str
    act: str = "show"
    value: Number = 0


class Coin(CallbackData, prefix="coin"):
    """The hangout's currency; without a code, which one."""

    hangout: Number
    code: str = ""


def lines(buttons: list[InlineKeyboardButton], columns: int) -> list[list[InlineKeyboardButton]]:
    """Buttons in lines of so many."""
    return [buttons[start : start + columns] for start in range(0, len(buttons), columns)]


def back(visit: Visit) -> list[InlineKeyboardButton]:
    """To the list of rules."""
    return [button(visit.voice.tell("Back"), visit.hangout, "rules")]


def marked(label: str, *, on: bool) -> str:
    """A button's label, with a mark where it is what holds now."""
    return f"✓ {label}" if on else label


async def wait(visit: Visit, asked: str, heard: int) -> None:
    """From now on what is written answers this (a kind of TAKE and what it is about); `heard` is the message that has
    just been taken."""
    await enter(visit.hub, visit.who, Book.value, hangout=visit.hangout.id, asked=asked, heard=heard)


async def _show(visit: Visit, field: str, heard: int = 0) -> Screen:
    """One ceiling or limit with its taps; a number may be written from now on."""
    book = await rulebook.book(visit.hub, visit.who.id, visit.hangout.id)
    await wait(visit, f"bound {field}", heard)
    return _screen(visit, field, book)


def _screen(visit: Visit, field: str, book: Rulebook) -> Screen:
    v, words, now = visit.voice, LIMIT[field], book.limits[field]
    taps = [
        _tap(visit, marked(v.number(n), on=n == now), field, "set", n)
        for n in sorted({*words.taps, *([] if now is None else [now])})
    ]
    lift = [_tap(visit, marked(v.tell("No ceiling"), on=now is None), field, "lift")] if LIMITS[field].optional else []
    text = Markup("\n\n").join([words.ask(v), bound(v, field, now)])
    return Screen(text, rows(*lines(taps, 5), lift, back(visit)))


def _tap(visit: Visit, label: str, field: str, act: str, value: int = 0) -> InlineKeyboardButton:
    return key(label, Bound(hangout=visit.hangout.id, field=field, act=act, value=value).pack())


VALUES: dict[str, Callable[[int], int | None]] = {"set": lambda value: value, "lift": lambda _: None}


@router.callback_query(Bound.filter())
async def pressed(press: CallbackQuery, callback_data: Bound, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A ceiling or a limit: asked for, set or lifted."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    field, act = callback_data.field, callback_data.act
    if field not in LIMITS or act not in ("show", *VALUES):
        raise NotFound
    if act == "show":
        return on_tap(press, await _show(visit, field))
    return on_tap(press, await _set(visit, field, VALUES[act](callback_data.value)))


async def _set(visit: Visit, field: str, value: int | None, heard: int = 0) -> Screen:
    await rulebook.limit(visit.hub, visit.who.id, visit.hangout.id, field, value)
    return (await _show(visit, field, heard))._replace(said=visit.voice.tell("Saved."))


async def _typed(visit: Visit, field: str, words: str, heard: int) -> Screen:
    if field not in LIMITS:
        raise NotFound
    return await _set(visit, field, number(words, LIMITS[field].least, LIMITS[field].most), heard)


TAKE: dict[str, Callable[[Visit, str, str, int], Awaitable[Screen]]] = {"bound": _typed}
"""What is done with written words, by what was asked: the visit, what it is about, the words and their message."""


@router.callback_query(Coin.filter())
async def coin(press: CallbackQuery, callback_data: Coin, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Which currency, or this one."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    if not callback_data.code:
        return on_tap(press, _coins(visit, await rulebook.book(hub, who.id, visit.hangout.id)))
    changed = await rulebook.currency(hub, who.id, visit.hangout.id, callback_data.code)
    return on_tap(press, _coins(visit, changed)._replace(said=voice.tell("Saved.")))


def _coins(visit: Visit, book: Rulebook) -> Screen:
    v = visit.voice
    taps = [
        key(marked(name(v), on=code == book.currency), Coin(hangout=visit.hangout.id, code=code).pack())
        for code, name in CURRENCY.items()
    ]
    return Screen(v.say("<b>In which currency does the shop count?</b>"), rows(*lines(taps, 2), back(visit)))
