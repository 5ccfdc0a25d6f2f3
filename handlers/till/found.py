"""The panel's members: by part of a name, or page by page; a tap opens the desk for one of them."""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Desk, Number
from handlers.hangout import panel
from handlers.hangout.choosers import short
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Typed, enter, here
from hub.context import Hub
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from hub.till import found
from hub.till.found import FoundPage
from locales.voice import Voice

router = Router(name="found")


class Find(StatesGroup):
    """Part of a member's name, to find them by."""

    name = State()


class Members(CallbackData, prefix="members"):
    """A page of a hangout's members, counted from 0."""

    hangout: Number
    page: Number


@router.callback_query(Members.filter())
async def turned(press: CallbackQuery, callback_data: Members, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page of the list."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    return on_tap(press, await _listing(hub, who, voice, hangout, callback_data.page))


async def _opened(visit: Visit) -> Screen:
    return await _listing(visit.hub, visit.who, visit.voice, visit.hangout, 0)


async def _listing(hub: Hub, who: Who, v: Voice, hangout: HangoutView, page: int) -> Screen:
    """Those with most notches first; a name can be written from now on."""
    await enter(hub, who, Find.name, hangout=hangout.id)
    shown = await found.listing(hub, who.id, hangout.id, page)
    if not shown.members and not shown.page:
        empty = v.say("Nobody else is with you yet. Whoever votes once or opens your link is.")
        return Screen(empty, rows([button(v.tell("Back"), hangout, "shelf")]))
    text = v.say("<b>Members of {title}</b>\nTap one, or write part of a name.", title=hangout.title)
    return Screen(text, rows(*_keys(v, shown), _pages(v, hangout, shown), [button(v.tell("Back"), hangout, "shelf")]))


@router.message(StateFilter(Find.name), Typed())
async def looked_for(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Part of a name. The next words look again."""
    hangout = await ownership(bot, hub, who.id, here(who))
    shown = await found.named(hub, who.id, hangout.id, message.text or "")
    return on_words(who.id, _result(voice, hangout, shown))


def _result(v: Voice, hangout: HangoutView, shown: FoundPage) -> Screen:
    if not shown.members:
        text = v.say("I found nobody called {part}. Write another part of the name.", part=shown.part)
    elif shown.more:
        text = v.say("Many are called {part}. Here are some; write more of the name for others.", part=shown.part)
    else:
        text = v.say("Called {part}:", part=shown.part)
    back = [key(v.tell("All members"), Members(hangout=hangout.id, page=0).pack())]
    return Screen(Markup("{}").format(text), rows(*_keys(v, shown), back))


def _keys(v: Voice, shown: FoundPage) -> list[list[InlineKeyboardButton]]:
    """A member on each line: name, notches, and the number that tells two of one name apart."""
    return [
        [
            key(
                v.tell(
                    "{name} · {notches} · no. {id}",
                    name=short(one.name) or v.tell("somebody"),
                    notches=v.many("{n} notch", "{n} notches", one.notches),
                    id=one.member_id,
                ),
                Desk(member=one.member_id, act="home").pack(),
            )
        ]
        for one in shown.members
    ]


def _pages(v: Voice, hangout: HangoutView, shown: FoundPage) -> list[InlineKeyboardButton]:
    def to(label: str, page: int) -> InlineKeyboardButton:
        return key(label, Members(hangout=hangout.id, page=page).pack())

    back = [to(v.tell("Previous"), shown.page - 1)] if shown.page > 0 else []
    return [*back, *([to(v.tell("Next"), shown.page + 1)] if shown.more else [])]


panel.ACTS["members"] = _opened
