"""/made: what was made of members' ideas, dated; the card of each; the month's post; authors' names, if they agree."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.arrivals import Arrival
from handlers.daily.looks import deep
from handlers.filters import InGroup, Private
from handlers.fronts import which
from handlers.ideas import made_screens as screens
from handlers.ideas.made_screens import Made, MadeCard, MadeShow, Sign
from handlers.ideas.triage_screens import Sift
from handlers.letters import Letter
from handlers.notices import NOTICES, Desk
from handlers.person.start import LINKS
from handlers.replies import Reply, edit_keys, key, picture, rows, send, toast
from handlers.screens import on_tap, on_words
from handlers.whispers import member, told
from hub.context import Hub
from hub.days import local_day
from hub.errors import NotFound
from hub.hangout import hangouts
from hub.ideas import made, showing
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
    shown = await made.page(hub, who.id, callback_data.hangout, callback_data.page)
    piles = key(voice.tell("Back"), Sift(of=shown.hangout_id, pile="", act="piles").pack())
    return on_tap(press, screens.page(voice, shown, piles if callback_data.desk else None))


@router.callback_query(MadeCard.filter())
async def card(press: CallbackQuery, callback_data: MadeCard, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One thing as a picture, to keep or to send on; the owner can show it to everybody."""
    shown, thing = await made.one(hub, who.id, callback_data.idea)
    file = BufferedInputFile(await screens.card(voice, shown, thing), "made.png")
    to_all = key(voice.tell("Post it to everybody"), MadeShow(idea=thing.id).pack())
    keys = rows([to_all]) if await showing.may_show(hub, who.id, shown.hangout_id) else None
    return [picture(who.id, file, screens.caption(voice, thing, shown.today), keys), toast(press)]


@router.callback_query(MadeShow.filter())
async def to_everybody(press: CallbackQuery, callback_data: MadeShow, hub: Hub, who: Who, voice: Voice) -> Reply:
    """To the channel, and the button goes."""
    fresh = await showing.show(hub, who.id, callback_data.idea)
    said = voice.tell("It is on its way.") if fresh else voice.tell("It went there before.")
    return [*edit_keys(press, None), toast(press, said)]


async def _card(desk: Desk, parcel: Parcel) -> Letter | None:
    """One thing, for everybody; nothing if it is not made any more."""
    try:
        shown, thing = await made.in_public(desk.hub, parcel.payload["idea"])
    except NotFound:
        return None
    v = voice(shown.language)
    text = Markup("\n").join([v.say("<b>You said, we did</b>"), screens.caption(v, thing, shown.today)])
    return Letter(text, rows([_all(desk, v, shown.slug)]), photo=await screens.card(v, shown, thing))


def _all(desk: Desk, v: Voice, slug: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=v.tell("All that was made"), url=deep(desk.username, f"{LINK}{slug}"))


@router.callback_query(Sign.filter())
async def signed(press: CallbackQuery, callback_data: Sign, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Whether its author is named; they may change their mind."""
    await made.agree(hub, who.id, callback_data.idea, named=callback_data.named)
    return toast(press, screens.agreed(voice, named=callback_data.named))


async def _month(desk: Desk, parcel: Parcel) -> Letter | None:
    """What a month brought, with one picture; nothing if nothing of it stands any more."""
    shown = await made.of_month(desk.hub, parcel.hangout_id, date.fromisoformat(parcel.payload["month"]))
    if not shown.things:
        return None
    v, today = voice(shown.language), local_day(desk.hub.now(), shown.timezone)
    photo = await screens.month_picture(v, shown, today)
    return Letter(screens.month_text(v, shown, today), rows([_all(desk, v, shown.slug)]), photo=photo)


LINKS[LINK] = _arrived
NOTICES["made_month"] = _month
NOTICES[showing.KIND] = _card
