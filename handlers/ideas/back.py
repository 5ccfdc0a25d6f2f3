"""Being for an idea, in one tap; and how many a member can be for in a month."""

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.errors import WORDS
from handlers.hangout import panel
from handlers.hangout.history import LINES
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.ideas import shelves
from handlers.ideas.places import Tap, look_of
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.ideas import backing, board
from hub.ideas.backing import Backed
from hub.person.people import Who
from locales.voice import Spoken, Voice

router = Router(name="back")
TAPS = (3, 5, 10, 20, 50)


class Budget(CallbackData, prefix="ibud"):
    """So many a month; 0: any number."""

    hangout: Number
    most: Number


@router.callback_query(Tap.filter())
async def tapped(press: CallbackQuery, callback_data: Tap, hub: Hub, who: Who, voice: Voice) -> Reply:
    """For it, or no more: the page or the card shows it at once."""
    act = backing.back if callback_data.on else backing.take_back
    done = await act(hub, who.id, callback_data.idea)
    look, said = look_of(callback_data, done.view.hangout_id, press), _said(voice, done)
    if callback_data.card:
        return on_tap(press, shelves.card(voice, done.view, look)._replace(said=said))
    return on_tap(press, shelves.page(voice, await board.page(hub, who.id, look))._replace(said=said))


def _said(v: Voice, done: Backed) -> Spoken:
    if not done.view.backed:
        return v.tell("Taken back.")
    if done.left is None:
        return v.tell("You are for it.")
    if done.left <= 0:
        return v.tell("You are for it; that was the last of this month.")
    return v.many("You are for it. {n} more this month.", "You are for it. {n} more this month.", done.left)


async def _opened(visit: Visit) -> Screen:
    return _screen(visit, await backing.budget(visit.hub, visit.who.id, visit.hangout.id))


def _screen(visit: Visit, now: int | None) -> Screen:
    v = visit.voice
    text = v.say(
        "<b>How many ideas can somebody be for in a month?</b>\nWith few, they choose what matters most to them. What "
        "they take back is free again."
    )
    taps = [_tap(visit, v.number(n), n, on=n == now) for n in TAPS]
    free = _tap(visit, v.tell("Any number"), 0, on=now is None)
    return Screen(text, rows(taps, [free], [button(v.tell("Back"), visit.hangout, "people")]))


def _tap(visit: Visit, label: str, most: int, *, on: bool) -> InlineKeyboardButton:
    return key(f"✓ {label}" if on else label, Budget(hangout=visit.hangout.id, most=most).pack())


@router.callback_query(Budget.filter())
async def chosen(press: CallbackQuery, callback_data: Budget, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The owner's word."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    most = callback_data.most or None
    await backing.set_budget(hub, who.id, visit.hangout.id, most)
    return on_tap(press, _screen(visit, most)._replace(said=voice.tell("Saved.")))


def _changed(v: Voice, most: int | None) -> Markup:
    if most is None:
        return v.say("Everybody can be for any number of ideas from now on.")
    said = v.many("Everybody can be for {n} idea a month.", "Everybody can be for {n} ideas a month.", most)
    return v.frame("{said}", said=said)


panel.ACTS["backings"] = _opened
LINES["backing_budget"] = lambda v, _, d: _changed(v, d["after"])
WORDS["own_idea"] = lambda v, _: v.say("It is your own. That you are for it is known.")
WORDS["past_backing"] = lambda v, _: v.say("This one is off the board, or made already. See others: /ideas")
WORDS["no_backings_left"] = lambda v, d: v.say(
    "You have been for {limit} ideas this month, and that is all. Take one back, and you can be for this one.", **d
)
