"""/card (کارت): what a member shows at the counter, as a picture with its text twin."""

import asyncio
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot, Router
from aiogram.filters import Command, or_f
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import EditMessageMedia
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, InputMediaPhoto, Message
from markupsafe import Markup

from handlers.arrivals import CARD
from handlers.buttons import Number
from handlers.filters import Data, Private, Says
from handlers.hangout.choosers import short
from handlers.replies import Reply, Step, key, picture, rows, send, toast
from handlers.rights import username
from handlers.stick.stick import BUTTONS
from hub.context import Hub
from hub.hangout import hangouts
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from hub.till import tickets
from hub.till.tickets import Card
from locales.voice import Spoken, Voice

router = Router(name="card")


class Show(CallbackData, prefix="card"):
    """The person's card in a hangout; `anew` with a new code."""

    hangout: Number
    anew: bool


@router.message(Private(), or_f(Command("card"), Says("کارت", "کارت من", "card", "my card")))
async def asked(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The card, or which one."""
    return await _front(bot, hub, who, voice)


@router.callback_query(Data("card"))
async def pressed(press: CallbackQuery, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same, from a button."""
    return [*await _front(bot, hub, who, voice), toast(press)]


@router.callback_query(Show.filter())
async def shown(press: CallbackQuery, callback_data: Show, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The card of one hangout; one with a new code takes the place of the old one."""
    card = await tickets.card(hub, who.id, callback_data.hangout, anew=callback_data.anew)
    drawn = await asyncio.to_thread(draw, voice, card, scan_link(await username(bot), card.ticket.token))
    file, message = BufferedInputFile(drawn, "card.png"), press.message
    if callback_data.anew and isinstance(message, Message) and message.photo:
        media = InputMediaPhoto(media=file, caption=caption(voice, card), parse_mode="HTML")
        place: dict[str, Any] = {"chat_id": message.chat.id, "message_id": message.message_id}
        said = voice.tell("A new code; the old one has ended.")
        return [EditMessageMedia(media=media, reply_markup=_keys(voice, card), **place), toast(press, said)]
    return [picture(who.id, file, caption(voice, card), _keys(voice, card)), toast(press)]


async def _front(bot: Bot, hub: Hub, who: Who, voice: Voice) -> list[Step]:
    joined = await hangouts.joined_by(hub, who.id)
    if not joined:
        return [send(who.id, voice.say("You have no card yet. Vote once in a hangout, and you are with it."))]
    if len(joined) > 1:
        return [send(who.id, voice.say("Where are you? Your card is made for one place."), _which(joined))]
    card = await tickets.card(hub, who.id, joined[0].id)
    drawn = await asyncio.to_thread(draw, voice, card, scan_link(await username(bot), card.ticket.token))
    return [picture(who.id, BufferedInputFile(drawn, "card.png"), caption(voice, card), _keys(voice, card))]


def _which(joined: list[HangoutView]) -> InlineKeyboardMarkup:
    return rows(*([key(short(one.title), Show(hangout=one.id, anew=False).pack())] for one in joined))


def _keys(voice: Voice, card: Card) -> InlineKeyboardMarkup:
    return rows([key(voice.tell("New code"), Show(hangout=card.hangout_id, anew=True).pack())])


def scan_link(name: str, token: str) -> str:
    """What staff scan: it opens their private chat with the bot."""
    return f"https://t.me/{name}?start={CARD}{token}"


def digits(voice: Voice, code: str) -> Spoken:
    """A code in the language's digits, without separators."""
    return Spoken("".join(voice.number(int(digit)) for digit in code))


def until(voice: Voice, card: Card) -> Spoken:
    """How long the card lives, by the hangout's clock."""
    there = card.ticket.expires_at.astimezone(ZoneInfo(card.timezone))
    return voice.tell("Good until {hour}", hour=voice.clock(there.hour * 60 + there.minute))


def caption(voice: Voice, card: Card) -> Markup:
    """The text twin: who can not show the picture says the digits."""
    code = digits(voice, card.ticket.code)
    lines = [
        voice.frame("<b>{title}</b>", title=card.title),
        voice.say("Show this at the counter, or say the code."),
        # Set apart as left-to-right, so that the two halves keep their order in a right-to-left line.
        voice.say("Code: <code>{code}</code>", code=Spoken(f"\u2066{code[:3]} {code[3:]}\u2069")),
        voice.frame("{until}", until=until(voice, card)),
    ]
    return Markup("\n").join(lines)


def draw(voice: Voice, card: Card, link: str) -> bytes:
    """The picture in the member's language and digits."""
    from pictures.card import CardView
    from pictures.card import card as drawing

    shown = digits(voice, card.ticket.code)
    return drawing(CardView(card.title, card.name, link, shown, until(voice, card), voice.rtl))


BUTTONS["card"] = lambda voice, view: key(voice.tell("My card"), Show(hangout=view.hangout_id, anew=False).pack())
