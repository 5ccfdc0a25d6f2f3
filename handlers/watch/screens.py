"""What owners and moderators see of the things that they look after."""

from collections.abc import Callable
from datetime import datetime

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from markupsafe import Markup

from handlers.buttons import Number, Panel
from handlers.hangout.choosers import short
from handlers.hangout.history import named
from handlers.hangout.keepers import Keep
from handlers.replies import key, rows
from handlers.screens import Screen
from handlers.watch.kinds import KINDS, REASONS, nameless
from hub.watch.mutes import DAYS, Mutes, MuteView
from hub.watch.queue import CaseView, Overview
from locales.voice import Spoken, Voice

ROOM = 700
"""So many letters of a thing are shown: a photo's caption has room for a thousand, and for what stands around."""


class Watch(CallbackData, prefix="watch"):
    """A screen or an act of the queue; `case` 0 is none. `value` is days, a member's number, or what a decision
    is about (CaseView.seen)."""

    hangout: Number
    case: Number
    act: str
    value: Number = 0


def to(label: str, hangout_id: int, act: str, case: int = 0, value: int = 0) -> InlineKeyboardButton:
    """A button of the queue."""
    return key(label, Watch(hangout=hangout_id, case=case, act=act, value=value).pack())


def inline(screen: Screen) -> InlineKeyboardMarkup | None:
    """A screen's buttons, as a notice takes them."""
    return screen.keys if isinstance(screen.keys, InlineKeyboardMarkup) else None


def overview(v: Voice, shown: Overview, undo: int = 0) -> Screen:
    """How much there is to do; `undo` is the case that was decided just now."""
    head = v.say("<b>What members write in {title}</b>", title=shown.title)
    help_ = v.say(
        "Here waits what members reported, and what has a link or a way to reach somebody in it. "
        "Who reported something nobody learns."
    )
    leads = Panel(hangout=shown.hangout_id, act="people") if shown.owns else Keep(hangout=shown.hangout_id)
    keys = rows(
        [to(v.tell("Look at them · {n}", n=shown.waiting), shown.hangout_id, "next")] if shown.waiting else [],
        [to(v.tell("Undo"), shown.hangout_id, "undo", undo)] if undo else [],
        [to(v.tell("Decided lately"), shown.hangout_id, "decided")] if shown.decided else [],
        [to(v.tell("Muted · {n}", n=shown.muted), shown.hangout_id, "muted")] if shown.muted else [],
        [key(v.tell("Back"), leads.pack())],
    )
    return Screen(Markup("\n\n").join([head, _waiting(v, shown.waiting), help_]), keys)


def _waiting(v: Voice, n: int) -> Markup:
    if not n:
        return v.say("Nothing waits.")
    return v.frame("{wait}", wait=v.many("{n} thing waits.", "{n} things wait.", n))


def card(v: Voice, now: datetime, shown: CaseView, undo: int = 0) -> Screen:
    """One thing with all that can be done about it; `undo` is the case that was decided just before."""
    quote = Markup("<blockquote>{}</blockquote>").format(v.frame("{text}", text=cut(shown.text)))
    lines = [_head(v, shown), quote, _why(v, shown), *_state(v, now, shown)]
    photo = next((file_id for kind, file_id in shown.media if kind == "photo"), "")
    keys = rows(*_ways(v, shown), *_beside(v, shown, undo))
    return Screen(Markup("\n").join(lines), keys, photo=photo)


def _head(v: Voice, shown: CaseView) -> Markup:
    told = KINDS[shown.kind](v)
    what = Spoken(told[:1].upper() + told[1:])
    if not shown.name:
        return v.say("<b>{kind}</b> · {title}", kind=what, title=shown.title)
    return v.say("<b>{kind}</b> of {name} · {title}", kind=what, name=shown.name, title=shown.title)


def cut(text: str, most: int = ROOM) -> str:
    """The beginning of a text that may be long."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _why(v: Voice, shown: CaseView) -> Markup:
    if shown.cause == "held":
        return v.say("There is a link or a way to reach somebody in it; until you let it out nobody sees it.")
    by = v.many("Reported by {n} member:", "Reported by {n} members:", shown.reports)
    reasons = [v.tell("{reason} ({n})", reason=REASONS[why](v), n=n) for why, n in shown.reasons.items()]
    return v.frame("{by} {reasons}", by=by, reasons=Spoken(v.tell(", ").join(reasons)))


def _state(v: Voice, now: datetime, shown: CaseView) -> list[Markup]:
    lines = []
    if shown.state == "hidden":
        lines.append(v.say("{name} has hidden it.", name=named(v, shown.by)))
    elif shown.state == "kept":
        lines.append(v.say("{name} let it stand.", name=named(v, shown.by)))
    elif shown.cause == "report" and not shown.shown:
        lines.append(v.say("So many reported it that nobody sees it until you decide."))
    if shown.muted_until is not None:
        when = v.when(shown.muted_until, shown.timezone, now)
        lines.append(_mute(v, shown, when))
    return lines


def _mute(v: Voice, shown: CaseView, when: Spoken) -> Markup:
    if shown.apart:
        return v.say("Its author is mute until {when}.", when=when)
    return v.say("{name} is mute until {when}.", name=named(v, shown.name), when=when)


def _ways(v: Voice, shown: CaseView) -> list[list[InlineKeyboardButton]]:
    """What can be decided now."""
    if shown.state != "open":
        return [[to(v.tell("Undo"), shown.hangout_id, "undo", shown.id)]]
    held = shown.cause == "held"
    keep = v.tell("Let it out") if held else v.tell("Let it stand")
    hide = v.tell("Do not show it") if held else v.tell("Hide it")
    ways = [(keep, "keep"), (hide, "hide")]
    return [[to(label, shown.hangout_id, act, shown.id, shown.seen) for label, act in ways]]


def _beside(v: Voice, shown: CaseView, undo: int) -> list[list[InlineKeyboardButton]]:
    key_of = shown.hangout_id
    media = any(kind != "photo" for kind, _ in shown.media)
    author = [_voice(v, shown)] if shown.author is not None else []
    later = [to(v.tell("Later"), key_of, "next", shown.id)] if shown.waiting > 1 else []
    last = [to(v.tell("Undo the last one"), key_of, "undo", undo)] if undo else []
    home = to(v.tell("All that waits"), key_of, "home")
    play = [to(v.tell("Play it"), key_of, "media", shown.id)] if media else []
    return [play, [*author, *later], [*last, home]] if later else [play, last, [*author, home]]


def _voice(v: Voice, shown: CaseView) -> InlineKeyboardButton:
    """The author's own is taken for a time, or given back."""
    if shown.muted_until is None:
        return to(v.tell("Mute the author"), shown.hangout_id, "how_long", shown.id)
    return to(v.tell("The author may write"), shown.hangout_id, "free", shown.id)


SPANS: dict[int, Callable[[Voice], Spoken]] = {
    1: lambda v: v.tell("A day"),
    7: lambda v: v.tell("A week"),
    30: lambda v: v.tell("A month"),
}
"""How long somebody can be muted."""


def how_long(v: Voice, shown: CaseView) -> Screen:
    """For how long the author of a thing shall write nothing."""
    text = v.say(
        "<b>For how long shall {name} write nothing for others in {title}?</b>\n"
        "What they wrote stays where it is. They vote and earn notches as before, and can be let back any time.",
        name=v.tell("its author") if shown.apart else named(v, shown.name),
        title=shown.title,
    )
    spans = [to(SPANS[days](v), shown.hangout_id, "mute", shown.id, days) for days in DAYS]
    return Screen(text, rows(spans, [to(v.tell("No, let it be"), shown.hangout_id, "one", shown.id)]))


def muted(v: Voice, now: datetime, shown: Mutes) -> Screen:
    """Who writes nothing now, with a button for each that ends it."""
    head = v.say("<b>Who writes nothing in {title} for now</b>", title=shown.title)
    lines = [
        v.say("{n}. {name} – until {when}", n=n, name=_whose(v, one), when=v.when(one.until, shown.timezone, now))
        for n, one in enumerate(shown.members, start=1)
    ]
    ends = [
        to(v.tell("May write · {n}", n=n), shown.hangout_id, "unmute", one.case_id, one.member_id)
        for n, one in enumerate(shown.members, start=1)
    ]
    pairs = [ends[at : at + 2] for at in range(0, len(ends), 2)]
    text = Markup("\n").join([head, *(lines or [v.say("Nobody.")])])
    return Screen(text, rows(*pairs, [to(v.tell("Back"), shown.hangout_id, "home")]))


def _whose(v: Voice, one: MuteView) -> str:
    return nameless(v, one.kind) if one.kind else named(v, one.name)


def decided(v: Voice, shown: Overview) -> Screen:
    """The latest decisions, each with a way back."""
    head = v.say("<b>Decided lately in {title}</b>", title=shown.title)
    lines = [_decision(v, n, one) for n, one in enumerate(shown.decided, start=1)]
    backs = [
        to(v.tell("Undo · {n}", n=n), shown.hangout_id, "undo", one.id) for n, one in enumerate(shown.decided, start=1)
    ]
    threes = [backs[at : at + 3] for at in range(0, len(backs), 3)]
    text = Markup("\n\n").join([head, *(lines or [v.say("Nothing yet.")])])
    return Screen(text, rows(*threes, [to(v.tell("Back"), shown.hangout_id, "home")]))


def _decision(v: Voice, n: int, one: CaseView) -> Markup:
    told = {"n": n, "kind": KINDS[one.kind](v), "text": short(one.text), "name": named(v, one.by)}
    if one.state == "hidden":
        return v.say("{n}. <s>{text}</s> – {kind}, hidden by {name}", **told)
    return v.say("{n}. {text} – {kind}, let stand by {name}", **told)
