"""The panel's statement as a file: which months, which form; the file comes as a document when it is drawn up."""

import asyncio
import os
import re
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import date
from typing import Any, BinaryIO

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout import panel
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.letters import Document, Letter
from handlers.notices import NOTICES, SLOW, Desk
from handlers.replies import Reply, key, rows
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from handlers.stick.ledger_file import BOOKS, ENTRIES, MEMBERS, Calendar, Part
from hub.context import Hub
from hub.errors import NotAllowed, NotFound
from hub.hangout.hangouts import HangoutView
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from hub.stick import export
from hub.stick.export import Ledger
from locales.voice import Spoken, Voice, voice

router = Router(name="export")
BIGGEST = 49_000_000  # bytes; a bot may send fifty million
PERIODS: dict[str, Callable[[Voice], Spoken]] = {
    "month": lambda v: v.tell("This month"),
    "before": lambda v: v.tell("The month before"),
    "all": lambda v: v.tell("From the beginning"),
}
PARTS: dict[str, tuple[tuple[Part, Callable[[Ledger], AsyncIterator[list[Any]]]], ...]] = {
    "book": ((ENTRIES, Ledger.entries), (MEMBERS, Ledger.members)),
    "entries": ((ENTRIES, Ledger.entries),),
    "members": ((MEMBERS, Ledger.members),),
}
"""What a part of the order holds, and where its rows come from."""


class Take(CallbackData, prefix="file"):
    """The ledger of a period in a form; once for each screen's token."""

    hangout: Number
    period: str
    form: str
    token: str


async def _opened(visit: Visit) -> Screen:
    return _screen(visit.voice, visit.hangout)


def _screen(v: Voice, hangout: HangoutView) -> Screen:
    token = secrets.token_urlsafe(6)
    lines = [
        [
            key(f"{say(v)} · {form.upper()}", Take(hangout=hangout.id, period=period, form=form, token=token).pack())
            for form in export.FORMS
        ]
        for period, say in PERIODS.items()
    ]
    text = v.say(
        "<b>The ledger of {title} as a file</b>\nEvery entry with its date, member, notches, balance and reason, and a "
        "list of the members. XLSX opens in Excel; CSV opens everywhere.",
        title=hangout.title,
    )
    return Screen(text, rows(*lines, [button(v.tell("Back"), hangout, "shelf")]))


@router.callback_query(Take.filter())
async def taken(press: CallbackQuery, callback_data: Take, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """It is drawn up beside everything else."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    asked = (callback_data.period, callback_data.form, callback_data.token)
    await export.order(hub, who.id, hangout.id, *asked)
    said = voice.tell("The file is being written; it comes here in a moment.")
    return on_tap(press, _screen(voice, hangout)._replace(said=said))


async def _file(desk: Desk, parcel: Parcel) -> Letter | None:
    """The file; nothing for one who is no owner any more."""
    what, v = parcel.payload, voice(await people.language_of(desk.hub, parcel.chat_id))
    day = date.fromisoformat(what["day"])
    try:
        async with export.ledger(desk.hub, parcel.chat_id, parcel.hangout_id, what["period"], day) as ledger:
            file = await _written(ledger, what["form"], what["part"])
    except (NotAllowed, NotFound):
        return None
    caption = v.say("{title} · {period}", title=ledger.title, period=PERIODS[what["period"]](v))
    if os.fstat(file.fileno()).st_size > BIGGEST:
        file.close()
        return Letter(Markup("\n").join([caption, v.say("The file is too large for Telegram. Take a month of it.")]))
    name = f"{_plain(ledger.title)}-{what['part']}-{what['period']}-{what['day']}.{what['form']}"
    return Letter(caption, document=Document(name, file))


async def _written(ledger: Ledger, form: str, part: str) -> BinaryIO:
    """Written in a thread, chunk by chunk, so that nobody's tap waits."""
    book = await asyncio.to_thread(BOOKS[form], Calendar(voice(ledger.language), ledger.timezone))
    try:
        for sheet, read in PARTS[part]:
            await asyncio.to_thread(book.begin, sheet)
            async for chunk in read(ledger):
                await asyncio.to_thread(book.add, chunk)
        return await asyncio.to_thread(book.finish)
    except BaseException:
        book.drop()
        raise


def _plain(title: str) -> str:
    """A title for a file's name."""
    return re.sub(r"[^\w-]+", "-", title).strip("-")[:40] or "patogh"


panel.ACTS["export"] = _opened
NOTICES["ledger_file"] = _file
SLOW.add("ledger_file")
