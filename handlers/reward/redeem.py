"""A claimed reward at the counter: looked at, handed over once, and taken back for a few minutes."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, InlineKeyboardButton
from markupsafe import Markup

from handlers import errors, notices
from handlers.buttons import Desk
from handlers.replies import Reply, key, rows
from handlers.reward.looks import Regret, notches, short, until
from handlers.reward.notices import RENDERS
from handlers.rights import position
from handlers.screens import Screen, on_tap
from handlers.till import desk
from handlers.till.desk import Part, Serving
from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Who
from hub.reward import claims, handover
from hub.reward.claims import ClaimView
from hub.reward.handover import Handover
from locales.voice import Voice

router = Router(name="redeem")


async def _ticket(serving: Serving) -> Screen:
    """A claim's ticket was scanned or typed: what it is for, before it is handed over."""
    found = await handover.at_ticket(serving.hub, serving.who.id, serving.value)
    return screen(serving, found, desk.button(serving, serving.voice.tell("Hand over"), "hand", serving.value))


async def _hand(serving: Serving) -> Screen:
    """Handed over by its ticket, once."""
    return _done(serving, await handover.redeem(serving.hub, serving.who.id, serving.value))


async def _claim(serving: Serving) -> Screen:
    """A claim of the guest's, from their screen; one that is not there any more leads back to it."""
    for found in await handover.of_guest(serving.hub, serving.who.id, serving.guest.member_id):
        if str(found.claim.id) == serving.value:
            return screen(serving, found, _give(serving, found.claim))
    return await desk.home(serving)


async def _given(serving: Serving) -> Screen:
    """Handed over without a ticket: the guest stands here."""
    number, _, times = serving.value.partition(".")
    if not (number.isdecimal() and times.isdecimal() and len(number + times) < 18):
        raise NotFound
    return _done(serving, await handover.hand_over(serving.hub, serving.who.id, int(number), int(times)))


def _give(serving: Serving, claim: ClaimView) -> InlineKeyboardButton:
    """`times` in it makes a button that was tapped before do nothing more."""
    return desk.button(serving, serving.voice.tell("Hand over"), "give", f"{claim.id}.{claim.times}")


def screen(serving: Serving, found: Handover, hand: InlineKeyboardButton) -> Screen:
    """A claim with what can be done about it; one that was handed over says by whom."""
    if found.claim.state != "open":
        return _done(serving, found)
    v, claim = serving.voice, found.claim
    text = v.say(
        "🎁 <b>{reward}</b>\nfor {name}\n\n{cost} were cut for it; it can be fetched until {day}.",
        reward=claim.title,
        name=found.name,
        cost=notches(v, claim.cost),
        day=until(v, claim),
    )
    return Screen(text, rows([hand], [_home(serving)]), photo=claim.picture)


def _home(serving: Serving) -> InlineKeyboardButton:
    return desk.button(serving, serving.voice.tell("Back"), "home")


def _done(serving: Serving, found: Handover) -> Screen:
    """It is handed over; for some minutes that can be taken back."""
    v = serving.voice
    said = v.tell("Handed over.") if found.fresh else ""
    return Screen(_told(serving.hub, v, found), rows(*_undo(v, found), [_home(serving)]), said)


def _told(hub: Hub, v: Voice, found: Handover) -> Markup:
    claim = found.claim
    if found.fresh or found.at is None:
        return v.say("✓ <b>{reward}</b> was handed over to {name}.", reward=claim.title, name=found.name)
    return v.say(
        "<b>{reward}</b> was handed over to {name} before, by {by}, {when}. Nothing is handed over twice.",
        reward=claim.title,
        name=found.name,
        by=found.by,
        when=v.when(found.at, claim.timezone, hub.now()),
    )


def _undo(v: Voice, found: Handover) -> list[list[InlineKeyboardButton]]:
    if found.undo_until is None:
        return []
    return [[key(v.tell("Undo"), Regret(claim=found.claim.id, times=found.claim.times).pack())]]


@router.callback_query(Regret.filter())
async def regretted(press: CallbackQuery, callback_data: Regret, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The hand-over is taken back: the claim waits again."""
    claim = await claims.look(hub, callback_data.claim)
    if claim is None:
        raise NotFound
    await position(bot, hub, who.id, claim.hangout_id)
    done = await handover.undo(hub, who.id, claim.id, callback_data.times)
    return on_tap(press, _undone(hub, voice, done))


def _undone(hub: Hub, v: Voice, done: Handover) -> Screen:
    claim = done.claim
    if claim.state == "redeemed":  # the button of an earlier hand-over
        return Screen(_told(hub, v, done), rows(*_undo(v, done)))
    text = v.say(
        "Taken back: <b>{reward}</b> waits for {name} again, until {day}.",
        reward=claim.title,
        name=done.name,
        day=until(v, claim),
    )
    again = Desk(member=claim.member_id, act="give", value=f"{claim.id}.{claim.times}").pack()
    home = Desk(member=claim.member_id, act="home").pack()
    return Screen(text, rows([key(v.tell("Hand over"), again)], [key(v.tell("Back"), home)]), v.tell("Taken back."))


async def _part(serving: Serving) -> Part:
    """The guest's claims, on their screen: each with a button, and what was just handed over with a way back."""
    v, lines, keys = serving.voice, [], []
    for found in await handover.of_guest(serving.hub, serving.who.id, serving.guest.member_id):
        claim = found.claim
        if claim.state == "open":
            lines.append(v.say("🎁 {reward} waits, until {day}", reward=claim.title, day=until(v, claim)))
            label = v.tell("Hand over {reward}", reward=short(claim.title))
            keys.append([desk.button(serving, label, "claim", str(claim.id))])
        else:
            lines.append(v.say("✓ {reward} was handed over", reward=claim.title))
            label = v.tell("Undo: {reward}", reward=short(claim.title))
            keys.append([key(label, Regret(claim=claim.id, times=claim.times).pack())])
    return Part(lines, keys)


desk.ACTS |= {"redeem": _ticket, "hand": _hand, "claim": _claim, "give": _given}
desk.PARTS.append(_part)
notices.NOTICES |= RENDERS
errors.WORDS |= {
    "ticket_spent": lambda v, _: v.say("This code has done its work or its time is over. Ask for a fresh one."),
    "too_late_to_undo": lambda v, d: v.say(
        "That was more than {minutes} minutes ago; it stays handed over.", minutes=d.get("minutes", 10)
    ),
}
