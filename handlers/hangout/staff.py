"""Staff on the panel's shelf: who runs the hangout, one-use links for new ones, changing a role and taking it back."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, CopyTextButton, InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout import panel
from handlers.hangout.choosers import short
from handlers.hangout.history import LINES, named
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.hangout.staff_words import ONE, ROLE, WORK
from handlers.replies import Reply, key, rows
from handlers.rights import ownership, username
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.days import local_day
from hub.errors import NotFound
from hub.hangout import staff
from hub.hangout.hangouts import HangoutView
from hub.hangout.staff import ROLES, InviteView, StaffView
from hub.person.people import Who
from locales.voice import Voice, voice

router = Router(name="staff")
HIRE = "s_"  # deep links: /start s_<token>


class Hire(CallbackData, prefix="hire"):
    """A link for a new clerk or moderator, shown; `token` was drawn with the button, so that two taps make one."""

    hangout: Number
    role: str
    token: str


class Withdraw(CallbackData, prefix="unhire"):
    """A link is taken back."""

    hangout: Number
    token: str


class Colleague(CallbackData, prefix="staff"):
    """One of the staff: shown, given another role, asked about, removed."""

    hangout: Number
    person: Number
    act: str = "show"


async def _list(visit: Visit) -> Screen:
    """Everybody with their role; each but the owners has a button."""
    v = visit.voice
    found, waiting = await staff.roster(visit.hub, visit.who.id, visit.hangout.id)
    lines = [v.frame("{name} · {role}", name=named(v, one.name), role=ROLE[one.role](v)) for one in found]
    parts = [v.say("<b>Staff of {title}</b>", title=visit.hangout.title), Markup("\n").join(lines)]
    parts += [Markup("\n").join([WORK["clerk"](v), WORK["moderator"](v)])]
    people = [
        [_colleague(visit, short(named(v, one.name)), one.person_id, "show")] for one in found if one.role != "owner"
    ]
    links = [[_link_button(visit, invite)] for invite in waiting]
    return Screen(Markup("\n\n").join(parts), rows(*people, *links, _new(visit), [_back(visit, "shelf")]))


def _back(visit: Visit, act: str = "staff") -> InlineKeyboardButton:
    return button(visit.voice.tell("Back"), visit.hangout, act)


def _colleague(visit: Visit, label: str, person_id: int, act: str) -> InlineKeyboardButton:
    return key(label, Colleague(hangout=visit.hangout.id, person=person_id, act=act).pack())


def _link_button(visit: Visit, invite: InviteView) -> InlineKeyboardButton:
    """A link that waits, to look at again."""
    v = visit.voice
    label = v.tell("Link · {role} · {when}", role=ROLE[invite.role](v), when=_until(visit, invite))
    return key(label, Hire(hangout=visit.hangout.id, role=invite.role, token=invite.token).pack())


def _until(visit: Visit, invite: InviteView) -> str:
    return visit.voice.when(invite.expires_at, visit.hangout.timezone, visit.hub.now())


def _new(visit: Visit) -> list[InlineKeyboardButton]:
    v = visit.voice
    labels = {"clerk": v.tell("New clerk"), "moderator": v.tell("New moderator")}
    return [
        key(labels[role], Hire(hangout=visit.hangout.id, role=role, token=staff.fresh_token()).pack()) for role in ROLES
    ]


@router.callback_query(Hire.filter())
async def hire(press: CallbackQuery, callback_data: Hire, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The link with a button that shares it."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    made = await staff.invite(hub, who.id, visit.hangout.id, callback_data.role, callback_data.token)
    return on_tap(press, await _invite(visit, made))


async def _invite(visit: Visit, made: InviteView) -> Screen:
    v = visit.voice
    link = f"https://t.me/{await username(visit.bot)}?start={HIRE}{made.token}"
    text = v.say(
        "<b>A link for one {role}</b>\n{link}\n\nWhoever follows it first becomes {one} of {title}. "
        "It holds until {when}, and you hear who it was. Give it only to that person.",
        role=ROLE[made.role](v),
        one=ONE[made.role](v),
        link=Markup("<code>{}</code>").format(link),
        title=visit.hangout.title,
        when=_until(visit, made),
    )
    share = InlineKeyboardButton(text=v.tell("Share"), url=f"https://t.me/share/url?{urlencode(_shared(visit, link))}")
    copy = InlineKeyboardButton(text=v.tell("Copy"), copy_text=CopyTextButton(text=link))
    undo = key(v.tell("Take the link back"), Withdraw(hangout=visit.hangout.id, token=made.token).pack())
    return Screen(text, rows([share, copy], [undo], [_back(visit)]))


def _shared(visit: Visit, link: str) -> dict[str, str]:
    """What the share button writes, in the hangout's language: staff are likely to speak it."""
    speaker = voice(visit.hangout.language)
    return {"url": link, "text": speaker.tell("Come and work with us at {title}.", title=visit.hangout.title)}


@router.callback_query(Withdraw.filter())
async def withdraw(press: CallbackQuery, callback_data: Withdraw, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The link leads nowhere from now on."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    await staff.withdraw(hub, who.id, visit.hangout.id, callback_data.token)
    return on_tap(press, (await _list(visit))._replace(said=voice.tell("The link leads nowhere now.")))


@router.callback_query(Colleague.filter())
async def colleague(
    press: CallbackQuery, callback_data: Colleague, bot: Bot, hub: Hub, who: Who, voice: Voice
) -> Reply:
    """One of the staff."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    found = await staff.colleague(hub, visit.hangout.id, callback_data.person)
    if callback_data.act not in ACTS:
        raise NotFound
    if found is None:
        return on_tap(press, await _list(visit))
    return on_tap(press, await ACTS[callback_data.act](visit, found))


async def _show(visit: Visit, one: StaffView) -> Screen:
    v, other = visit.voice, next(role for role in ROLES if role != one.role)
    since = v.date(local_day(one.since, visit.hangout.timezone))
    text = v.say(
        "<b>{name}</b>\n{role} of {title} since {day}",
        name=named(v, one.name),
        role=ROLE[one.role](v),
        title=visit.hangout.title,
        day=since,
    )
    become = v.tell("Make them {role}", role=ONE[other](v))
    keys = rows(
        [_colleague(visit, become, one.person_id, other)],
        [_colleague(visit, v.tell("Remove"), one.person_id, "ask")],
        [_back(visit)],
    )
    return Screen(text, keys)


def _become(role: str) -> Callable[[Visit, StaffView], Awaitable[Screen]]:
    async def change(visit: Visit, one: StaffView) -> Screen:
        await staff.change_role(visit.hub, visit.who.id, visit.hangout.id, one.person_id, role)
        return (await _list(visit))._replace(said=visit.voice.tell("Saved."))

    return change


async def _ask(visit: Visit, one: StaffView) -> Screen:
    v = visit.voice
    text = v.say(
        "Remove {name} from the staff of {title}? It holds at once; what they have done stays written down.",
        name=named(v, one.name),
        title=visit.hangout.title,
    )
    yes = _colleague(visit, v.tell("Yes, remove"), one.person_id, "remove")
    return Screen(text, rows([yes, _colleague(visit, v.tell("No, let it stay"), one.person_id, "show")]))


async def _remove(visit: Visit, one: StaffView) -> Screen:
    await staff.remove(visit.hub, visit.who.id, visit.hangout.id, one.person_id)
    return (await _list(visit))._replace(said=visit.voice.tell("Removed."))


ACTS: dict[str, Callable[[Visit, StaffView], Awaitable[Screen]]] = {
    "show": _show,
    "ask": _ask,
    "remove": _remove,
    **{role: _become(role) for role in ROLES},
}


def _line(words: Callable[[Voice, str, str], Markup]) -> Callable[[Voice, HangoutView, dict[str, Any]], Markup]:
    """A line of the history about a person (if it names one) and a role."""
    return lambda v, _, about: words(v, named(v, about.get("name", "")), ONE[about.get("role") or about["after"]](v))


LINES["staff_invited"] = _line(lambda v, _, role: v.say("Made a link for {role}.", role=role))
LINES["invite_withdrawn"] = _line(lambda v, _, role: v.say("Took back the link for {role}.", role=role))
LINES["staff_joined"] = _line(lambda v, name, role: v.say("{name} is {role} now, by a link.", name=name, role=role))
LINES["staff_role"] = _line(lambda v, name, role: v.say("{name} is {role} from now on.", name=name, role=role))
LINES["staff_removed"] = _line(
    lambda v, name, role: v.say("{name} was removed, and was {role} until then.", name=name, role=role)
)
panel.ACTS["staff"] = _list
