"""The counter's screen for a member. What staff can do there is a function in ACTS and a button in BUTTONS; each part
adds its own where it is made, and they stand in the order of handlers.routers()."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Desk
from handlers.replies import Reply, key, rows
from handlers.rights import position
from handlers.screens import Screen, on_tap
from handlers.stick import text_stick
from hub import desk
from hub.context import Hub
from hub.desk import Guest
from hub.errors import NotFound
from hub.hangouts import HangoutView
from hub.people import Who
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
        lines.append(v.frame("{full}", full=v.many("{n} full stick so far", "{n} full sticks so far", held.full)))
    shown = [button for make in BUTTONS if (button := make(serving))]
    return Screen(Markup("\n").join(lines), rows(*(shown[at : at + 2] for at in range(0, len(shown), 2))))


def button(serving: Serving, label: str, act: str, value: str = "") -> InlineKeyboardButton:
    """A button of the counter's screen. `value` must be short: a button holds 64 bytes in all."""
    return key(label, Desk(member=serving.guest.member_id, act=act, value=value).pack())


ACTS: dict[str, Act] = {"home": home}
BUTTONS: list[Button] = []
