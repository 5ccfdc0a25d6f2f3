"""More at the counter: an idea that was accepted, a need that was met, thanks. Each by its rule, with a reason."""

import secrets
from collections.abc import Callable

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.replies import Reply, rows
from handlers.screens import Screen, on_words
from handlers.till import desk
from handlers.till.cuts import done, notches
from handlers.till.desk import Serving, button, forget
from handlers.wizards import Counter, Typed, enter
from hub.context import Hub
from hub.errors import NotAllowed, NotFound
from hub.person.people import Who
from hub.till import cutting
from locales.voice import Spoken, Voice

router = Router(name="merits")
LABELS: dict[str, Callable[[Voice], Spoken]] = {
    "idea": lambda v: v.tell("Their idea"),
    "need": lambda v: v.tell("They met a need"),
    "thanks": lambda v: v.tell("Thanks"),
}
ASKED: dict[str, Callable[[Voice, str], Markup]] = {
    "idea": lambda v, name: v.say("<b>Which idea of {name} was accepted?</b>\nOne line; they will read it.", name=name),
    "need": lambda v, name: v.say("<b>Whose need did {name} meet?</b>\nOne line; they will read it.", name=name),
    "thanks": lambda v, name: v.say(
        "<b>What are the thanks to {name} for?</b>\nOne line; they will read it.", name=name
    ),
}


def _more_button(served: Serving) -> InlineKeyboardButton | None:
    """Owners and moderators reward what members do; clerks serve."""
    return button(served, served.voice.tell("For a deed"), "more") if served.guest.role != "clerk" else None


async def _more(served: Serving) -> Screen:
    v = served.voice
    offered = await cutting.deeds(served.hub, served.who.id, served.guest.member_id)
    lines = [
        [
            button(
                served, v.tell("{deed} · {notches}", deed=LABELS[rule](v), notches=notches(v, s.notches)), "deed", rule
            )
        ]
        for rule, s in offered.items()
    ]
    text = (
        v.say("<b>What did {name} do?</b>", name=served.guest.name)
        if lines
        else v.say("The owner has switched these rules off.")
    )
    return Screen(text, rows(*lines, [button(served, v.tell("Back"), "home")]))


async def _deed(served: Serving) -> Screen:
    """Asks for the reason; it is what acts, once for this screen."""
    rule, v = served.value, served.voice
    if rule not in ASKED:
        raise NotFound
    member, once = served.guest.member_id, secrets.token_urlsafe(6)
    await enter(served.hub, served.who, Counter.reason, member=member, rule=rule, once=once)
    return Screen(ASKED[rule](v, served.guest.name), rows([button(served, v.tell("Back"), "home")]))


@router.message(StateFilter(Counter.reason), Typed())
async def reason(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The reason is here: cut."""
    given = who.data
    try:
        cut = await cutting.deed(hub, who.id, int(given["member"]), given["rule"], given["once"], message.text or "")
    except NotAllowed:
        await forget(hub, who)
        raise
    await forget(hub, who)
    return on_words(who.id, Screen(done(voice, cut)))


desk.ACTS |= {"more": _more, "deed": _deed}
desk.BUTTONS["more"] = _more_button
