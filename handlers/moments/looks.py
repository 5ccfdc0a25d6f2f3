"""What a moment looks like: in public, to its author before and after, and to the hosts."""

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from markupsafe import Markup

from handlers.buttons import Number
from handlers.daily.looks import deep
from handlers.replies import key, rows
from handlers.watch import report
from hub.moments.prompts import weekly
from hub.moments.views import Card, Door, MomentView
from hub.moments.watching import KIND
from locales.moments import prompts
from locales.voice import Spoken, Voice

SHARE = "m_"
"""Deep links: /start m_<slug>."""


class Share(CallbackData, prefix="moment"):
    """Share something in a hangout; the acts stand in handlers.moments.share."""

    hangout: Number
    act: str


class Mine(CallbackData, prefix="mymoment"):
    """One of the author's own moments: ask, take back."""

    moment: Number
    act: str


class Shared(CallbackData, prefix="mymoments"):
    """A page of them, counted from 0."""

    page: Number


class Hosts(CallbackData, prefix="hostmoment"):
    """The hosts' queue in a hangout; the acts stand in handlers.moments.desk."""

    hangout: Number
    moment: Number
    act: str


def shared(v: Voice, label: str | None = None, page: int = 0) -> InlineKeyboardButton:
    """To a page of the author's own moments."""
    return key(label or v.tell("What I shared"), Shared(page=page).pack())


def prompt(door: Door) -> str:
    """What this week asks for, in the language of the hangout's posts."""
    return weekly(prompts(door.language), door.hangout_id, door.today, door.language).text


def body(v: Voice, asked: str, text: str, name: str | None) -> Markup:
    """A moment as everybody sees it, below its photo if it has one."""
    parts = [v.frame("<b>{prompt}</b>", prompt=asked)]
    if text:
        parts.append(Markup("<blockquote>{}</blockquote>").format(v.frame("{text}", text=text)))
    parts.append(v.say("– {name}. Thank you!", name=name) if name else v.say("– from one of you. Thank you!"))
    return Markup("\n").join(parts)


def posted(v: Voice, shown: MomentView, username: str) -> tuple[Markup, InlineKeyboardMarkup]:
    """The post, with a door for whoever has something to share too, and one for whom it troubles."""
    too = InlineKeyboardButton(text=v.tell("Share yours"), url=deep(username, f"{SHARE}{shown.slug}"))
    flag = InlineKeyboardButton(text=v.tell("Report"), url=report.link(username, KIND, shown.id))
    return body(v, shown.prompt, shown.text, shown.name), rows([too, flag])


STATES: dict[str, Callable[[Voice], Spoken]] = {
    "waiting": lambda v: v.tell("the hosts look at it"),
    "posted": lambda v: v.tell("it stands there"),
    "declined": lambda v: v.tell("it was not posted"),
    "removed": lambda v: v.tell("the hosts took it down"),
    "hidden": lambda v: v.tell("the hosts took it down"),
}


def called(v: Voice, shown: MomentView, most: int = 60) -> str:
    """A moment in a line."""
    text = " ".join(shown.text.split())
    if not text:
        return v.tell("a photo")
    return text if len(text) <= most else text[: most - 1] + "…"


def card(v: Voice, shown: Card) -> Markup:
    """A moment as the hosts see it."""
    moment = shown.moment
    head = v.say("<b>A moment</b> for {title}", title=moment.title)
    if shown.author:
        head = v.say("<b>A moment</b> of {name} for {title}", name=shown.author, title=moment.title)
    lines = [head, body(v, moment.prompt, moment.text, moment.name)]
    if moment.tells:
        lines.append(v.say("⚠ There is a link or a way to reach somebody in it."))
    if moment.state != "waiting":
        by = {"name": shown.by or v.tell("somebody"), "state": STATES[moment.state](v)}
        lines.append(v.say("{name} has decided: {state}.", **by))
    return Markup("\n\n").join(lines)


CHOICES: dict[str, dict[str, Callable[[Voice], Spoken]]] = {
    "waiting": {"post": lambda v: v.tell("Post it"), "decline": lambda v: v.tell("Not this time")},
    "posted": {"down": lambda v: v.tell("Take it down")},
    "declined": {"undo": lambda v: v.tell("Undo")},
    "removed": {"undo": lambda v: v.tell("Undo")},
}
"""What hosts can do with a moment, by its state: acts of handlers.moments.desk."""


def decide_keys(v: Voice, shown: Card) -> list[InlineKeyboardButton]:
    """What a host can do with it now."""
    return [_host(label(v), shown.moment, act) for act, label in CHOICES.get(shown.moment.state, {}).items()]


def _host(label: str, moment: MomentView, act: str) -> InlineKeyboardButton:
    return key(label, Hosts(hangout=moment.hangout_id, moment=moment.id, act=act).pack())
