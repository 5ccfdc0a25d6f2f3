"""Our own collection, for a day of the plan: taking one of it, not wanting it, looking for another."""

from collections.abc import Awaitable, Callable
from datetime import date

from aiogram import Bot, Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers.daily import drafts
from handlers.daily.plan import Day, Ready, day_screen, ready_button
from handlers.daily.write_screens import day_of
from handlers.hangout.panel import Visit
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.daily import planning
from hub.daily.asking import Asked
from hub.daily.planning import Page
from hub.errors import NotFound
from hub.person.people import Who
from locales.voice import Spoken, Voice

router = Router(name="collection")


@router.callback_query(Ready.filter())
async def ready(press: CallbackQuery, callback_data: Ready, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A question of the bank is taken, skipped, or another is looked for."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if callback_data.act not in ACTS:
        raise NotFound
    visit = Visit(bot, hub, who, voice, hangout)
    return on_tap(press, await ACTS[callback_data.act](visit, day_of(callback_data.day), callback_data.key))


async def _take(visit: Visit, day: date, key_: str) -> Screen:
    await planning.take(visit.hub, visit.who.id, visit.hangout.id, key_, day)
    return (await day_screen(visit, day))._replace(said=visit.voice.tell("Yours now, for this day."))


async def _skip(visit: Visit, day: date, key_: str) -> Screen:
    await planning.skip(visit.hub, visit.who.id, visit.hangout.id, key_)
    return (await day_screen(visit, day))._replace(said=visit.voice.tell("It will not be asked."))


async def _page(visit: Visit, day: date, number: str) -> Screen:
    if not number.isascii() or not number.isdigit() or len(number) > 4:
        raise NotFound
    shown = await planning.collection(visit.hub, visit.who.id, visit.hangout.id, day, int(number))
    return _collection(visit, shown)


def _collection(visit: Visit, shown: Page) -> Screen:
    """Questions that suit the day, best first, with a button each."""
    v, first = visit.voice, shown.page * planning.PAGE + 1
    head = v.say("<b>From our collection for {day}</b>", day=v.date(shown.day))
    numbered = [(v.number(n), entry) for n, entry in enumerate(shown.entries, start=first)]
    lines = [_entry(v, n, entry) for n, entry in numbered]
    empty = [] if lines else [v.say("Nothing is left that was not asked within a year.")]
    taps = [ready_button(visit, shown.day, n, "take", entry.bank_key or "") for n, entry in numbered]
    turns = [("Earlier ones", shown.page - 1, shown.page > 0), ("Later ones", shown.page + 1, shown.page < shown.last)]
    pages = [ready_button(visit, shown.day, v.tell(label), "page", str(to)) for label, to, there in turns if there]
    back = key(v.tell("Back"), Day(hangout=visit.hangout.id, day=shown.day.toordinal()).pack())
    return Screen(Markup("\n\n").join([head, *lines, *empty]), rows(taps, pages, [back]))


def _entry(v: Voice, n: str, entry: Asked) -> Markup:
    kind = drafts.COMPOSING[entry.kind].name(v)
    about = v.tell(", ").join(entry.options) if entry.kind not in ("scale", "word") else kind
    return v.frame("{n}. <b>{text}</b>\n{about}", n=Spoken(n), text=entry.text, about=about)


ACTS: dict[str, Callable[[Visit, date, str], Awaitable[Screen]]] = {"take": _take, "skip": _skip, "page": _page}
