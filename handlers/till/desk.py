"""The counter's screen for a member. What staff can do there is a function in ACTS and a button in BUTTONS, or a part
of the screen in PARTS; each adds itself where it is made, and they stand in the order of handlers.routers()."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Desk
from handlers.replies import Reply, key, rows
from handlers.rights import position
from handlers.screens import Screen, on_tap
from handlers.stick.stick import text_stick
from handlers.wizards import at, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from hub.till import desk
from hub.till.desk import Guest
from locales.voice import Spoken, Voice

router = Router(name="desk")


@dataclass(frozen=True, slots=True)
class Serving:
    """A staff person who serves a member; both were checked just now. `value` is what the button brought."""

    bot: Bot
    hub: Hub
    who: Who
    voice: Voice
    hangout: HangoutView
    guest: Guest
    value: str = ""


class Part(NamedTuple):
    """Lines below the member's stick, and rows of buttons above those of BUTTONS."""

    lines: list[Markup]
    rows: list[list[InlineKeyboardButton]]


Act = Callable[[Serving], Awaitable[Screen]]
Button = Callable[[Serving], InlineKeyboardButton | None]


async def serving(bot: Bot, hub: Hub, who: Who, voice: Voice, member_id: int, value: str = "") -> Serving:
    """Who serves whom, checked in the store and, for owners, with Telegram; a HubError for anybody else."""
    guest = await desk.guest(hub, who.id, member_id)
    hangout = await position(bot, hub, who.id, guest.hangout_id)
    return Serving(bot, hub, who, voice, hangout, guest, value)


@router.callback_query(Desk.filter())
async def act(press: CallbackQuery, callback_data: Desk, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of the counter's screen."""
    if callback_data.act not in ACTS:
        raise NotFound
    served = await serving(bot, hub, who, voice, callback_data.member, callback_data.value)
    await forget(hub, who)
    return on_tap(press, await ACTS[callback_data.act](served))


async def home(serving: Serving) -> Screen:
    """The member with their stick, and what can be done."""
    v, guest = serving.voice, serving.guest
    held = guest.stick
    lines = [
        v.say("<b>{name}</b> · {hangout}", name=guest.name, hangout=serving.hangout.title),
        v.frame("{marks}", marks=Spoken(text_stick(held.notches, held.length))),
        v.say("{n} of {size} notches", n=held.notches, size=held.length),
    ]
    if held.full:
        lines.append(v.frame("{full}", full=v.many("and {n} full stick", "and {n} full sticks", held.full)))
    parts = [await make(serving) for make in PARTS]
    shown = [button for act in ORDER if (button := BUTTONS[act](serving))]
    lines += [line for part in parts for line in part.lines]
    first = [row for part in parts for row in part.rows]
    keys = rows(*first, *(shown[start : start + 2] for start in range(0, len(shown), 2)))
    return Screen(Markup("\n").join(lines), keys)


async def forget(hub: Hub, who: Who) -> None:
    """What the counter waited for in words is not waited for any more; other wizards stay."""
    if at(who)[0] in WIZARDS:
        await leave(hub, who)


def button(serving: Serving, label: str, act: str, value: str = "") -> InlineKeyboardButton:
    """A button of the counter's screen. `value` must be short: a button holds 64 bytes in all."""
    return key(label, Desk(member=serving.guest.member_id, act=act, value=value).pack())


ACTS: dict[str, Act] = {"home": home}
BUTTONS: dict[str, Button] = {}
ORDER = ("credit", "gift", "more", "ideas", "correct", "statement")
"""Of the buttons."""
PARTS: list[Callable[[Serving], Awaitable[Part]]] = []
WIZARDS: set[str] = set()
"""Groups of steps that end when anything else is done at the counter."""
