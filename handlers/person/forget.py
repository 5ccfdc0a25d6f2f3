"""/forget and /mydata: what is kept of a person, as a file; and how it goes, after two taps."""

import json

from aiogram import Router
from aiogram.filters import Command
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile, CallbackQuery, Message
from markupsafe import Markup

from handlers.filters import Data, Private
from handlers.replies import Method, Reply, key, rows, toast
from handlers.screens import Screen, on_tap, on_words
from hub.context import Hub
from hub.person import forgetting, mydata
from hub.person.forgetting import Kept
from hub.person.people import Who
from locales.voice import Spoken, Voice

router = Router(name="forget")


@router.message(Private(), Command("forget"))
async def asked(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """What goes and what stays, before anything does."""
    return on_words(who.id, _first(voice, await forgetting.kept(hub, who.id)))


@router.callback_query(Data("forget"))
async def asked_again(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The first tap."""
    kept = await forgetting.kept(hub, who.id)
    text = voice.say("<b>For good?</b>\nIt can not be undone; from then on I do not know you.")
    loses = [_loses(voice, kept)] if kept.sticks else []
    yes, no = key(voice.tell("Yes, forget me"), "forget!"), key(voice.tell("No, let it stay"), "forget?")
    return on_tap(press, Screen(Markup("\n\n").join([text, *loses]), rows([yes], [no])))


@router.callback_query(Data("forget?"))
async def stayed(press: CallbackQuery, voice: Voice) -> Reply:
    """Nothing happens."""
    return on_tap(press, Screen(voice.say("Good, everything stays as it is.")))


@router.callback_query(Data("forget!"))
async def gone(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The second tap."""
    await forgetting.forget(hub, who.id)
    return on_tap(
        press, Screen(voice.say("You are forgotten. Whenever you come back, you are welcome as somebody new."))
    )


@router.message(Private(), Command("mydata"))
async def data_asked(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Everything that is kept of the person, as a file."""
    return await _data(hub, who, voice)


@router.callback_query(Data("mydata"))
async def data_pressed(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The same, from a button."""
    return [await _data(hub, who, voice), toast(press)]


async def _data(hub: Hub, who: Who, voice: Voice) -> Method:
    kept = json.dumps(await mydata.of(hub, who.id), ensure_ascii=False, indent=1)
    file = BufferedInputFile(kept.encode(), "my-data.json")
    caption = voice.say("This is everything that is kept about you. /forget takes it away.")
    return SendDocument(chat_id=who.id, document=file, caption=caption, parse_mode="HTML")


def _first(v: Voice, kept: Kept) -> Screen:
    parts = [
        v.say("<b>Shall I forget you?</b>"),
        v.say(
            "What goes: your name and your account here, your language, your place among a shop’s staff, everything "
            "that leads to you."
        ),
        v.say(
            "What stays, without your name: the entries of the tally sticks, so that each shop’s ledger still adds up, "
            "and the number of your account under what you signed as a shop’s staff."
        ),
        *([_loses(v, kept)] if kept.sticks else []),
    ]
    keys = rows(
        [key(v.tell("See my data first"), "mydata")],
        [key(v.tell("Forget me"), "forget"), key(v.tell("No, let it stay"), "forget?")],
    )
    return Screen(Markup("\n\n").join(parts), keys)


def _loses(v: Voice, kept: Kept) -> Markup:
    """What the person gives up."""
    lines = [v.say("{title}: {n}", title=title, n=v.many("{n} notch", "{n} notches", n)) for title, n in kept.sticks]
    if kept.claims:
        waits = v.many("{n} reward that waits for you lapses", "{n} rewards that wait for you lapse", kept.claims)
        lines.append(v.frame("{waits}", waits=waits))
    if kept.staff_of:
        titles = v.tell(", ").join(f"\u2068{title}\u2069" for title in kept.staff_of)
        lines.append(v.say("You leave the staff of {titles}.", titles=Spoken(titles)))
    return Markup("\n").join([v.say("With it you give up:"), *lines])
