"""/made: what was made of members' ideas, dated; the card of each; the month's post; authors' names, if they agree."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, Message

from handlers.arrivals import Arrival
from handlers.daily.looks import deep
from handlers.filters import InGroup, Private
from handlers.fronts import which
from handlers.ideas import made_screens as screens
from handlers.ideas.made_screens import Made, MadeCard, Sign
from handlers.letters import Letter
from handlers.notices import NOTICES, Desk
from handlers.person.start import LINKS
from handlers.replies import Reply, picture, rows, send, toast
from handlers.screens import on_tap, on_words
from handlers.whispers import member, told
from hub.context import Hub
from hub.days import local_day
from hub.hangout import hangouts
from hub.ideas import made
from hub.outbox import Parcel
from hub.person.people import Who
from hub.stick import members
from locales.voice import Voice, voice

router = Router(name="made")
LINK = "made_"
"""/start made_<slug>: what a hangout made."""


@router.message(Private(), Command("made"))
async def listed(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """What the person's hangout made, or first which hangout."""
    mine = await hangouts.joined_by(hub, who.id)
    if len(mine) != 1:
        return on_words(who.id, which(voice, mine, lambda one: Made(hangout=one.id, page=0)))
    return on_words(who.id, screens.page(voice, await made.page(hub, who.id, mine[0].id)))


@router.message(InGroup(), Command("made"))
async def in_group(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Seen by the asker alone where Telegram can do that, else in private."""
    here = await member(message, hub, who)
    if here is None:
        return None
    shown = screens.page(voice, await made.page(hub, who.id, here.hangout_id))
    return [told(message, who, send(who.id, shown.text))]


async def _arrived(arrival: Arrival) -> Reply:
    """From the month's post: whoever follows it becomes a member, and sees what else was made."""
    joined = await members.join(arrival.hub, arrival.seen, arrival.payload)
    shown = await made.page(arrival.hub, arrival.who.id, joined.view.hangout_id)
    return on_words(arrival.who.id, screens.page(arrival.voice, shown))


@router.callback_query(Made.filter())
async def turned(press: CallbackQuery, callback_data: Made, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page of the list."""
    return on_tap(press, screens.page(voice, await made.page(hub, who.id, callback_data.hangout, callback_data.page)))


@router.callback_query(MadeCard.filter())
async def card(press: CallbackQuery, callback_data: MadeCard, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One thing as a picture, to keep or to send on."""
    shown, thing = await made.one(hub, who.id, callback_data.idea)
    file = BufferedInputFile(await screens.card(voice, shown, thing), "made.png")
    return [picture(who.id, file, screens.caption(voice, thing, shown.today)), toast(press)]


@router.callback_query(Sign.filter())
async def signed(press: CallbackQuery, callback_data: Sign, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Whether its author is named; they may change their mind."""
    await made.agree(hub, who.id, callback_data.idea, named=callback_data.named)
    if callback_data.named:
        return toast(press, voice.tell("Your name stands beside it now."))
    return toast(press, voice.tell("It stands without your name."))


async def _month(desk: Desk, parcel: Parcel) -> Letter | None:
    """What a month brought, with one picture; nothing if nothing of it stands any more."""
    shown = await made.of_month(desk.hub, parcel.hangout_id, date.fromisoformat(parcel.payload["month"]))
    if not shown.things:
        return None
    v, today = voice(shown.language), local_day(desk.hub.now(), shown.timezone)
    door = InlineKeyboardButton(text=v.tell("All that was made"), url=deep(desk.username, f"{LINK}{shown.slug}"))
    photo = await screens.month_picture(v, shown, today)
    return Letter(screens.month_text(v, shown, today), rows([door]), photo=photo)


LINKS[LINK] = _arrived
NOTICES["made_month"] = _month
