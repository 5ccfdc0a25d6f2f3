"""/statement (صورت‌حساب): a member's entries, the newest first, in one message that turns its pages in place. Staff see
the same for a member at the desk."""

from itertools import groupby
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.fronts import no_stick, opens, which
from handlers.replies import Reply, key, rows, toast
from handlers.screens import Screen, on_tap, on_words
from handlers.stick import deeds, stick
from handlers.till import desk
from handlers.till.desk import Serving, button
from hub.context import Hub
from hub.days import local_day
from hub.hangout import hangouts
from hub.person.people import Who
from hub.stick import statement
from hub.stick.members import StickView
from hub.stick.statement import LineView, Page
from locales.voice import Spoken, Voice

router = Router(name="statement")


class Statement(CallbackData, prefix="stmt"):
    """A page of the person's statement, from an entry's place in the chain down; 0 is the newest. `fresh`: as a
    message of its own, since a picture's can not become one."""

    hangout: Number
    first: Number
    fresh: bool = False


async def front(hub: Hub, who: Who, voice: Voice) -> Screen:
    """The newest page where there is one hangout, else which one."""
    joined = await hangouts.joined_by(hub, who.id)
    if len(joined) != 1:
        return which(voice, joined, lambda one: Statement(hangout=one.id, first=0), Screen(no_stick(voice)))
    return screen(hub, voice, await statement.mine(hub, who.id, joined[0].id))


opens(router, front, "statement", "صورت‌حساب", "صورت حساب")


@router.callback_query(Statement.filter())
async def turned(press: CallbackQuery, callback_data: Statement, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page."""
    page = screen(hub, voice, await statement.mine(hub, who.id, callback_data.hangout, callback_data.first))
    return [on_words(who.id, page), toast(press)] if callback_data.fresh else on_tap(press, page)


def screen(hub: Hub, v: Voice, page: Page) -> Screen:
    """A member's own page."""

    def to(label: str, first: int) -> InlineKeyboardButton:
        return key(label, Statement(hangout=page.hangout_id, first=first).pack())

    newer = [to(v.tell("Newer ones"), page.newer)] if page.newer is not None else []
    older = [to(v.tell("Older ones"), page.older)] if page.older is not None else []
    return Screen(text(hub, v, page), rows([*newer, *older]))


def text(hub: Hub, v: Voice, page: Page, *, numbered: bool = False) -> Markup:
    """A page's lines under the days of the hangout; `numbered`: those that can be taken back carry their number."""
    head = v.say("<b>Statement · {title}</b>", title=page.title)
    held = v.frame("{held}", held=v.many("{n} notch now", "{n} notches now", page.balance))
    if not page.lines:
        return Markup("\n").join([head, held, v.say("Nothing is written here yet.")])
    zone, today = page.timezone, local_day(hub.now(), page.timezone)
    places = numbers(page) if numbered else {}
    days = [
        Markup("\n").join(
            [v.frame("<b>{day}</b>", day=v.dated(day, today)), *(_line(v, one, zone, places) for one in lines)]
        )
        for day, lines in groupby(page.lines, key=lambda one: local_day(one.at, zone))
    ]
    return Markup("\n\n").join([Markup("\n").join([head, held]), *days])


def numbers(page: Page) -> dict[int, int]:
    """The numbers on the page of the entries that can be taken back, by entry."""
    return {line.id: place for place, line in enumerate(page.lines, start=1) if line.open_to_correction}


def _line(v: Voice, line: LineView, zone: str, places: dict[int, int]) -> Markup:
    what = Markup("{}").format(deeds.words(v, line.deed, line.takes_back))
    there = line.at.astimezone(ZoneInfo(zone))
    return v.frame(
        "{place}<b>{notches}</b> {what} · {left} · {hour}",
        place=Spoken(f"{v.number(places[line.id])}. " if line.id in places else ""),
        notches=v.signed(line.notches),
        what=Markup("<s>{}</s>").format(what) if line.taken_back else what,
        left=v.tell("balance {n}", n=line.balance),
        hour=v.clock(there.hour * 60 + there.minute),
    )


def _under_stick(v: Voice, view: StickView) -> InlineKeyboardButton:
    return key(v.tell("Statement"), Statement(hangout=view.hangout_id, first=0, fresh=True).pack())


async def _at_desk(serving: Serving) -> Screen:
    """The guest's page, with a way back for each entry that has one."""
    v, first = serving.voice, serving.value if serving.value.isdecimal() else "0"
    page = await statement.of_guest(serving.hub, serving.who.id, serving.guest.member_id, min(int(first), 2**53))
    head = v.frame("<b>{name}</b>", name=serving.guest.name)
    backs = [button(serving, f"↩ {v.number(n)}", "takeback", str(entry)) for entry, n in numbers(page).items()]
    newer = [button(serving, v.tell("Newer ones"), "statement", str(page.newer))] if page.newer is not None else []
    older = [button(serving, v.tell("Older ones"), "statement", str(page.older))] if page.older is not None else []
    keys = rows(backs[:5], backs[5:], [*newer, *older], [button(serving, v.tell("Back"), "home")])
    help_ = [v.say("↩ takes an entry back; the reason is asked first.")] if backs else []
    return Screen(Markup("\n").join([head, text(serving.hub, v, page, numbered=True), *help_]), keys)


desk.ACTS["statement"] = _at_desk
desk.BUTTONS["statement"] = lambda serving: button(serving, serving.voice.tell("Statement"), "statement")
stick.BUTTONS["statement"] = _under_stick
