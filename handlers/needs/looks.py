"""Needs, and what is said about them, in words. A name is never among them but where both agreed."""

from collections.abc import Callable
from datetime import datetime

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.habit.interests import name as tag_name
from handlers.needs.buttons import Said, Want, Wants
from handlers.replies import key
from hub.days import local_day
from hub.needs.views import LineView, NeedView, TalkView
from locales.voice import Spoken, Voice

SHORT = 60


def short(text: str, limit: int = SHORT) -> str:
    """The beginning of a text that may be long."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def quoted(v: Voice, text: str) -> Markup:
    """Somebody's own words."""
    return Markup("<blockquote>{}</blockquote>").format(v.frame("{text}", text=text))


def day(v: Voice, at: datetime, timezone: str) -> Spoken:
    """The local day of a moment."""
    return v.date(local_day(at, timezone))


def tags(v: Voice, need: NeedView) -> Spoken:
    """What it is about."""
    return Spoken(v.tell(", ").join(f"\u2068{tag_name(v, tag.key, tag.name)}\u2069" for tag in need.tags))


STATES: dict[str, Callable[[Voice, NeedView], Markup]] = {
    "open": lambda v, need: v.say("open until {day}", day=day(v, need.expires_at, need.timezone)),
    "met": lambda v, need: MET[need.met_by or "else"](v),
    "expired": lambda v, _: v.say("nobody had it in time"),
    "withdrawn": lambda v, _: v.say("taken back"),
}
MET: dict[str, Callable[[Voice], Markup]] = {
    "member": lambda v: v.say("found, with a member’s help"),
    "shop": lambda v: v.say("found, at the shop"),
    "else": lambda v: v.say("found elsewhere"),
}


def state(v: Voice, need: NeedView) -> Markup:
    """Where it stands."""
    if not need.shown:
        return v.say("the hosts look at it first")
    return STATES[need.state](v, need)


def act(label: str, need: int, what: str) -> InlineKeyboardButton:
    """A button about a need."""
    return key(label, Want(need=need, act=what).pack())


def talk_act(label: str, talk: int, what: str) -> InlineKeyboardButton:
    """A button about what is said."""
    return key(label, Said(talk=talk, act=what).pack())


def page(label: str, of: str, number: int = 0) -> InlineKeyboardButton:
    """A button to a page of needs."""
    return key(label, Wants(of=of, page=number).pack())


def talk_name(v: Voice, talk: TalkView) -> Spoken:
    """An answer, as its reader tells it from others."""
    return v.tell("The shop’s answer") if talk.shop else v.tell("Answer {n}", n=talk.number)


def line(v: Voice, talk: TalkView, one: LineView) -> Markup:
    """A message of a talk, with the side that wrote it."""
    parts = [v.frame("<b>{side}</b>: {text}", side=_side(v, talk, one), text=one.text)]
    if one.photo:
        parts.append(v.say("(with a picture)"))
    if not one.shown:
        parts.append(v.say("(the hosts look at it first)"))
    return Markup(" ").join(parts)


def _side(v: Voice, talk: TalkView, one: LineView) -> Spoken:
    if one.ours:
        return v.tell("You")
    if talk.asker:
        return v.tell("The shop") if talk.shop else v.tell("A member")
    return v.tell("Who asks")
