"""Somebody who followed a staff link: what they become of which hangout, the tap that says yes, and what the owners
hear of it."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers.arrivals import Arrival
from handlers.buttons import Panel
from handlers.hangout.history import named
from handlers.hangout.staff import HIRE
from handlers.hangout.staff_words import ONE, WORK
from handlers.letters import Letter
from handlers.notices import NOTICES, Desk
from handlers.person.start import LINKS
from handlers.replies import Reply, key, rows
from handlers.screens import Screen, on_tap, on_words
from hub.context import Hub
from hub.hangout import staff
from hub.hangout.staff import Accepted, Offer
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Seen, Who
from locales.voice import Voice, voice

router = Router(name="hired")


class Agree(CallbackData, prefix="agree"):
    """The role of a link is taken."""

    token: str


async def _arrived(arrival: Arrival) -> Reply:
    """What the link would make of the person; nothing is changed by looking."""
    offer = await staff.look(arrival.hub, arrival.who.id, arrival.payload)
    return on_words(arrival.who.id, _offer(arrival.voice, offer, arrival.payload))


def _offer(v: Voice, offer: Offer, token: str) -> Screen:
    if offer.now in ("owner", offer.role):
        return _already(v, offer.title, offer.now)
    role = ONE[offer.role](v)
    parts = [v.say("<b>{title}</b>\nYou are invited to be {role} of this hangout.", title=offer.title, role=role)]
    parts.append(WORK[offer.role](v))
    if offer.now:
        parts.append(v.say("Until now you are {role} there.", role=ONE[offer.now](v)))
    return Screen(Markup("\n\n").join(parts), rows([key(v.tell("Yes, I am in"), Agree(token=token).pack())]))


def _already(v: Voice, title: str, role: str) -> Screen:
    """An owner who tries their own link, or somebody who is that already."""
    if role == "owner":
        return Screen(v.say("You own {title}, and that stays. The link waits for whom you send it to.", title=title))
    return Screen(v.say("You are {role} of {title} already.", role=ONE[role](v), title=title))


@router.callback_query(Agree.filter())
async def agreed(press: CallbackQuery, callback_data: Agree, hub: Hub, who: Who, voice: Voice) -> Reply:
    """From now on they are staff; a second tap changes nothing."""
    done = await staff.accept(hub, Seen(who.id, who.name, press.from_user.language_code), callback_data.token)
    return on_tap(press, _welcome(voice, done) if done.fresh else _already(voice, done.title, done.role))


def _welcome(v: Voice, done: Accepted) -> Screen:
    text = v.say("Welcome. You are {role} of {title} now.", role=ONE[done.role](v), title=done.title)
    return Screen(
        Markup("\n\n").join(
            [
                text,
                v.say(
                    "When a customer shows their card, scan it with your phone’s camera, or write me its six digits."
                ),
            ]
        )
    )


async def _joined(desk: Desk, parcel: Parcel) -> Letter | None:
    """The owner hears who took a link; one who was removed meanwhile is no news."""
    one = await staff.colleague(desk.hub, parcel.hangout_id, parcel.payload["person"])
    if one is None:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    text = v.say(
        "{name} followed your link and is {role} of {title} now.",
        name=named(v, one.name),
        role=ONE[one.role](v),
        title=parcel.payload["title"],
    )
    see = key(v.tell("Staff"), Panel(hangout=parcel.hangout_id, act="staff").pack())
    return Letter(text, rows([see]))


LINKS[HIRE] = _arrived
NOTICES["staff_joined"] = _joined
