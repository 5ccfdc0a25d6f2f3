"""The hangout's seals: on the panel's shelf, once a week in private, and an old one that is given back."""

from collections.abc import Callable
from datetime import date

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, CopyTextButton, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers import errors
from handlers.buttons import Number
from handlers.hangout import panel
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.letters import Letter
from handlers.notices import NOTICES, Desk
from handlers.replies import Reply, key, rows, send
from handlers.rights import ownership
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.days import local_day
from hub.hangout.hangouts import HangoutView
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from hub.proof import seal_check, seals
from hub.proof.roots import MARK
from hub.proof.seal_check import SealCheck
from hub.proof.seals import SealView, Shelf
from locales.voice import Spoken, Voice, voice

router = Router(name="seal")
codes = Router(name="seal texts")


class Seals(CallbackData, prefix="seals"):
    """A page of the hangout's seals; the newest are on page 0."""

    hangout: Number
    page: Number


class Text(Filter):
    """What looks like a seal's text."""

    async def __call__(self, message: Message) -> bool:
        """True for words in private that begin as every seal does."""
        return message.chat.type == "private" and (message.text or "").strip().startswith(f"{MARK}:")


async def _opened(visit: Visit) -> Screen:
    return screen(visit.hub, visit.voice, visit.hangout, await seals.shelf(visit.hub, visit.who.id, visit.hangout.id))


panel.ACTS["seal"] = _opened


@router.callback_query(Seals.filter())
async def turned(press: CallbackQuery, callback_data: Seals, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    page = min(max(callback_data.page, 0), 10_000)
    return on_tap(press, screen(hub, voice, hangout, await seals.shelf(hub, who.id, hangout.id, page)))


def screen(hub: Hub, v: Voice, hangout: HangoutView, shelf: Shelf) -> Screen:
    """The newest seal with what it is good for, then the earlier ones."""
    today = local_day(hub.now(), hangout.timezone)
    lines = [_line(v, today, view) for view in shelf.seals]
    if not lines:
        lines = [v.say("Nothing is sealed yet: the first seal is made in the night after the first notch.")]
    head = [v.say("<b>The seal of {title}</b>", title=hangout.title), *([_purpose(v)] if not shelf.page else [])]
    newest = [_copy(v, shelf.seals[0])] if shelf.seals and not shelf.page else []
    keys = rows(newest, _pages(v, hangout, shelf), [button(v.tell("Back"), hangout, "shelf")])
    return Screen(Markup("\n\n").join([*head, *lines]), keys)


def _purpose(v: Voice) -> Markup:
    return v.say(
        "Every night one seal closes the whole ledger, and each holds the one before. Keep one outside of Telegram: "
        "send it to me at any later time, and I tell whether anything before it was rewritten."
    )


def _line(v: Voice, today: date | None, view: SealView) -> Markup:
    about = v.say(
        "{day}: {entries} of {members}",
        day=v.dated(view.day, today),
        entries=v.many("{n} entry", "{n} entries", view.entries),
        members=v.many("{n} member", "{n} members", view.members),
    )
    return Markup("\n").join([about, v.frame("<code>{text}</code>", text=Spoken(view.text))])


def _copy(v: Voice, view: SealView) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=v.tell("Copy the seal"), copy_text=CopyTextButton(text=view.text))


def _pages(v: Voice, hangout: HangoutView, shelf: Shelf) -> list[InlineKeyboardButton]:
    def to(label: str, page: int) -> InlineKeyboardButton:
        return key(label, Seals(hangout=hangout.id, page=page).pack())

    return [
        *([to(v.tell("Later ones"), shelf.page - 1)] if shelf.page else []),
        *([to(v.tell("Earlier ones"), shelf.page + 1)] if shelf.more else []),
    ]


@codes.message(Text())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """An old seal that is given back."""
    found = await seal_check.check(hub, who.id, message.text or "")
    await ownership(bot, hub, who.id, found.hangout_id)
    return send(who.id, judged(voice, found))


def judged(v: Voice, found: SealCheck) -> Markup:
    """What came of it, in words."""
    day = v.dated(found.day, found.today)
    head = v.say("<b>{title}</b>: the seal of {day}", title=found.title, day=day)
    lines = [head, VERDICTS[found.verdict](v, found)]
    if found.faults:
        lines.append(
            v.say(
                "The ledger contradicts itself in {places}. Whoever runs the bot sees each with {command}.",
                places=v.many("{n} place", "{n} places", found.faults),
                command=Markup("<code>patogh verify</code>"),
            )
        )
    return Markup("\n").join(lines)


def _same(v: Voice, found: SealCheck) -> Markup:
    entries = v.many("{n} entry", "{n} entries", found.entries)
    members = v.many("{n} member", "{n} members", found.members)
    return v.say(
        "✓ It fits. Worked out again just now: {entries} of {members} are as they were sealed.",
        entries=entries,
        members=members,
    )


def _kept(v: Voice, _: SealCheck) -> Markup:
    return v.say(
        "✓ It is the seal of that day. The ledger is too long to work it out again here; "
        "whoever runs the bot does it with {command}.",
        command=Markup("<code>patogh verify --seal</code>"),
    )


VERDICTS: dict[str, Callable[[Voice, SealCheck], Markup]] = {
    "same": _same,
    "kept": _kept,
    "differs": lambda v, _: v.say("It does not fit: entries up to that day are not what they were when it was made."),
    "unknown": lambda v, _: v.say("No such seal is here: none was made for that day, or it was taken away."),
}


async def _weekly(desk: Desk, parcel: Parcel) -> Letter:
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    view = await seals.of_day(desk.hub, parcel.hangout_id, date.fromisoformat(parcel.payload["day"]))
    head = v.say("<b>This week’s seal of {title}</b>", title=view.title)
    text = Markup("\n\n").join([head, _line(v, None, view), _purpose(v)])
    return Letter(text, rows([_copy(v, view)]), silent=True)


NOTICES["seal"] = _weekly
errors.WORDS["seal_damaged"] = lambda v, _: v.say(
    "This seal is damaged: a letter is wrong or missing. Copy it whole and send it."
)
