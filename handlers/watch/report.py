"""Reporting what somebody wrote: by the button beside it, from a list in private, or by answering it in the group."""

from datetime import datetime
from typing import cast

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    Message,
    MessageOriginChannel,
)
from markupsafe import Markup

from handlers import errors
from handlers.answered import answered
from handlers.arrivals import Arrival
from handlers.buttons import Number
from handlers.filters import InGroup, Private
from handlers.hangout.choosers import short
from handlers.person.start import FOR_MEMBERS, LINKS
from handlers.replies import Reply, key, rows, send, toast
from handlers.screens import Screen, on_tap, on_words
from handlers.watch.kinds import KINDS, REASONS
from handlers.whispers import whisper
from hub.context import Hub
from hub.errors import HubError, NotFound
from hub.person.people import Who
from hub.watch import reports
from hub.watch.reports import Offer, Reported
from locales.voice import Voice

router = Router(name="report")
LINK = "r_"  # deep links: /start r_<kind>_<number>
MOST = 24


class Flag(CallbackData, prefix="flag"):
    """Report a thing: why, or "ask" for the question, or "drop"."""

    kind: str
    number: Number
    reason: str


def button(v: Voice, kind: str, number: int) -> InlineKeyboardButton:
    """The button that stands beside a thing in private."""
    return key(v.tell("Report"), Flag(kind=kind, number=number, reason="ask").pack())


def link(username: str, kind: str, number: int) -> str:
    """The same for a public post: it leads into private chat."""
    return f"https://t.me/{username}?start={LINK}{kind}_{number}"


async def _arrived(arrival: Arrival) -> Reply:
    kind, _, number = arrival.payload.partition("_")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotFound
    return on_words(arrival.who.id, await _ask(arrival.hub, arrival.who, arrival.voice, kind, int(number)))


async def _ask(hub: Hub, who: Who, v: Voice, kind: str, number: int) -> Screen:
    title = await reports.may(hub, who.id, kind, number)
    text = v.say(
        "<b>What is wrong with it?</b>\nThe hosts of {title} look at it. Neither they nor its author learn that it "
        "was you.",
        title=title,
    )
    buttons = [key(label(v), Flag(kind=kind, number=number, reason=reason).pack()) for reason, label in REASONS.items()]
    drop = key(v.tell("No, nothing"), Flag(kind=kind, number=number, reason="drop").pack())
    return Screen(text, rows(buttons[:2], buttons[2:], [drop]))


@router.callback_query(Flag.filter())
async def flagged(press: CallbackQuery, callback_data: Flag, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The question comes as a message of its own, so that the thing stays where it is."""
    kind, number, reason = callback_data.kind, callback_data.number, callback_data.reason
    if reason == "ask":
        asked = await _ask(hub, who, voice, kind, number)
        return [send(who.id, asked.text, asked.keys), toast(press)]
    if reason == "drop":
        return on_tap(press, Screen(voice.say("Nothing was reported.")))
    return on_tap(press, Screen(_done(voice, await reports.report(hub, who.id, kind, number, reason))))


def _done(v: Voice, done: Reported) -> Markup:
    if done.settled:
        return v.say("The hosts of {title} have looked at this already and let it stand.", title=done.title)
    if done.again:
        return v.say("You have reported this already; the hosts of {title} will look at it.", title=done.title)
    thanks = v.say("Thank you. The hosts of {title} will look at it.", title=done.title)
    return thanks + Markup(" ") + v.say("Until then nobody sees it.") if done.hidden else thanks


@router.message(Private(), Command("report"))
async def listed(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """What has no button beside it, with a button for each."""
    found = await reports.offers(hub, who.id)
    things = [(one, len(found) > 1 and where.title) for where in found for one in where.things]
    help_ = voice.say(
        "Ideas, needs and what else members write have a button for this beside them. In the group, answer the "
        "message with /report."
    )
    if not things:
        return send(who.id, help_)
    ask = voice.say("<b>Which of these shall the hosts look at?</b>")
    shown = [[_offer(voice, one, title or "")] for one, title in things[:MOST]]
    return send(who.id, Markup("\n\n").join([ask, help_]), rows(*shown))


def _offer(v: Voice, one: Offer, title: str) -> InlineKeyboardButton:
    label = v.tell("{kind}: {text}", kind=KINDS[one.kind](v), text=short(one.text))
    shown = f"{label} · {short(title)}" if title else label
    return key(shown, Flag(kind=one.kind, number=one.number, reason="ask").pack())


@router.message(InGroup(), Command("report"))
async def in_group(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Answering a message that shows what a member wrote; what came of it only its reporter sees."""
    replied = answered(message)
    if replied is None:
        text = voice.say("Answer the message that is meant with /report, or write /report to me in private.")
        return whisper(message, who, send(who.id, text))
    thing = await reports.posted(hub, *_place(replied))
    if thing is None:
        text = voice.say("This message is the group’s own talk: its admins can take it away.")
        return whisper(message, who, send(who.id, text))
    try:
        text = _done(voice, await reports.report(hub, who.id, *thing, "other"))
    except HubError as error:
        text = errors.words(voice, error)
    return whisper(message, who, send(who.id, text))


def _place(replied: Message) -> tuple[int, int]:
    """The chat and the number of the post: in the channel, if Telegram carried it here from there."""
    if replied.is_automatic_forward and isinstance(replied.forward_origin, MessageOriginChannel):
        return replied.forward_origin.chat.id, replied.forward_origin.message_id
    return replied.chat.id, replied.message_id


def _muted(v: Voice, values: dict[str, object]) -> Markup:
    until, now = cast(datetime, values["until"]), cast(datetime, values["now"])
    when = v.when(until, str(values["timezone"]), now)
    return v.say("What you write for others rests until {when}. You can vote and earn notches as before.", when=when)


LINKS[LINK] = _arrived
FOR_MEMBERS.append(lambda v: v.say("/report something that should not stand there"))
errors.WORDS["muted"] = _muted
errors.WORDS["for_members"] = lambda v, _: v.say(
    "Reporting is for members. One answer to the hangout’s question of the day makes you one; then tap “Report” again."
)
errors.WORDS["own_case"] = lambda v, _: v.say("You wrote this yourself, so another of the hosts decides about it.")
errors.WORDS["own_thing"] = lambda v, _: v.say("You wrote this yourself.")
errors.WORDS["too_many_reports"] = lambda v, d: v.say(
    "You have reported {limit} things today; the hosts look at them first. Come back tomorrow.", **d
)
