"""What owners and moderators see of the ideas that they look through: piles, cards, reasons, what is like it."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number, Panel
from handlers.hangout.choosers import short
from handlers.hangout.keepers import Keep
from handlers.ideas import media
from handlers.ideas.looks import backings, quoted
from handlers.ideas.made_screens import to_list
from handlers.ideas.states import state
from handlers.replies import key, rows
from handlers.screens import Screen
from hub.context import Hub
from hub.ideas.steps import DECLINED, MERGED
from hub.ideas.triage import Card, Moved, Piles
from hub.ideas.views import IdeaView
from locales.voice import Voice, voice


class Sift(CallbackData, prefix="sift"):
    """A screen or an act about a pile or an idea. `of` is the hangout for a pile, else the idea; `pile` its letter, as
    buttons have little room; `seen` how the idea stood; `value` a step, another idea or a reason, where the act is
    about one."""

    of: Number
    pile: str
    act: str
    seen: Number = 0
    value: Number = 0


NAMES: dict[str, Callable[[Voice], str]] = {
    "new": lambda v: v.tell("New ideas"),
    "open": lambda v: v.tell("Open ones"),
    "shortlisted": lambda v: v.tell("Shortlist"),
    "planned": lambda v: v.tell("Planned ones"),
    "making": lambda v: v.tell("In the making now"),
    "declined": lambda v: v.tell("Declined ones"),
}
"""The piles, in their order."""
LETTERS = {pile: pile[0] for pile in NAMES}
"""What stands for a pile in a button."""
WAYS: dict[str, Callable[[Voice], str]] = {
    "open": lambda v: v.tell("Leave it open"),
    "shortlisted": lambda v: v.tell("To the shortlist"),
    "planned": lambda v: v.tell("Plan it"),
    "making": lambda v: v.tell("We are making it"),
    "made": lambda v: v.tell("It is made"),
    "declined": lambda v: v.tell("Decline…"),
    "merged": lambda v: v.tell("The same as…"),
}
"""What staff say to where an idea goes."""
REASONS: tuple[Callable[[Voice], str], ...] = (
    lambda v: v.tell("We have tried it, and it did not work here."),
    lambda v: v.tell("There is no room for it here."),
    lambda v: v.tell("It would cost more than it brings."),
    lambda v: v.tell("It does not fit what we are."),
    lambda v: v.tell("We have it already."),
)
"""Why an idea is declined, ready to tap; more can be written."""


def to(label: str, of: int, pile: str, act: str, seen: int = 0, value: int = 0) -> InlineKeyboardButton:
    """A button of the queue."""
    return key(label, Sift(of=of, pile=LETTERS[pile], act=act, seen=seen, value=value).pack())


def pile_of(letter: str) -> str:
    """The pile that a letter stands for; the first one for any other."""
    return next((pile for pile, known in LETTERS.items() if known == letter), "new")


def reason(language: str, number: int) -> str:
    """A ready reason, in the language of the hangout."""
    return REASONS[number](voice(language))


def piles(v: Voice, shown: Piles, done: Moved | None = None, pile: str = "new") -> Screen:
    """How much there is to look through; `done` was done just now."""
    head = v.say("<b>Ideas in {title}</b>", title=shown.title)
    waits = shown.counts["new"]
    text = v.say("{ideas} to look at.", ideas=_ideas(v, waits)) if waits else v.say("Nothing new waits for a look.")
    pairs = [
        to(v.tell("{pile} · {n}", pile=name(v), n=shown.counts[code]), shown.hangout_id, code, "first")
        for code, name in NAMES.items()
        if shown.counts[code]
    ]
    back = Panel(hangout=shown.hangout_id, act="people") if shown.owner else Keep(hangout=shown.hangout_id)
    last = [key(v.tell("What was made"), to_list(shown.hangout_id)), key(v.tell("Back"), back.pack())]
    keys = rows(_undo(v, done, pile), *lines_of(pairs), last)
    return Screen(Markup("\n\n").join([*_done(v, done), head, text]), keys)


def lines_of(buttons: list[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Two to a line; an odd one goes along with the last two."""
    ends = [*range(2, len(buttons) - 1, 2), len(buttons)]
    return [buttons[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _ideas(v: Voice, n: int) -> str:
    return v.many("{n} new idea", "{n} new ideas", n)


def _done(v: Voice, done: Moved | None) -> list[Markup]:
    if done is None:
        return []
    return [v.say("✓ “{idea}”: {state}", idea=short(done.idea.text), state=state(v, done.after))]


def _undo(v: Voice, done: Moved | None, pile: str) -> list[InlineKeyboardButton]:
    return [to(v.tell("Undo"), done.idea.id, pile, "undo", value=done.step)] if done else []


def card(hub: Hub, v: Voice, shown: Card, done: Moved | None = None) -> Screen:
    """One idea with all that can be done about it; `done` was done just before."""
    idea = shown.idea
    behind = [v.say("{ideas} behind this one.", ideas=_ideas(v, shown.behind))] if shown.behind else []
    up = [v.say("It is up for a vote; that decides.")] if shown.up else []
    text = Markup("\n").join([*_done(v, done), *about(v, idea), *up, *behind])
    ways = [to(WAYS[way](v), idea.id, shown.pile, ACTS.get(way, way), shown.seen) for way in shown.ways]
    with_it = [to(media.look(v, idea.media), idea.id, shown.pile, "media")] if idea.media else []
    last = [to(v.tell("Later"), idea.id, shown.pile, "next"), to(v.tell("All piles"), shown.hangout_id, "new", "piles")]
    return Screen(text, rows(*lines_of(ways), with_it, [*_undo(v, done, shown.pile), *last]))


ACTS = {DECLINED: "why", MERGED: "like"}
"""Ways that ask something first."""


def about(v: Voice, idea: IdeaView) -> list[Markup]:
    """An idea as staff judge it: without a name."""
    lines = [quoted(v, idea.text)]
    lines.append(v.say("<b>{state}</b> · {backings}", state=state(v, idea.state), backings=backings(v, idea.backings)))
    if idea.tags:
        lines.append(v.say("About: {interests}", interests=v.tell(", ").join(tag.name for tag in idea.tags)))
    if idea.media:
        lines.append(v.say("With it: {things}", things=v.tell(", ").join(media.told(v, idea.media))))
    if idea.reason:
        lines.append(v.say("Why not: {reason}", reason=idea.reason))
    return lines


def why(v: Voice, shown: Card, language: str) -> Screen:
    """Why it is declined: its author and its backers read that."""
    text = v.say("Why is it declined? Its author and its backers read this. Tap a reason, or write your own.")
    lines = [
        [to(reason(language, number), shown.idea.id, shown.pile, "declined", shown.seen, number)]
        for number in range(len(REASONS))
    ]
    return Screen(Markup("\n\n").join([Markup("\n").join(about(v, shown.idea)), text]), rows(*lines, _back(v, shown)))


def like(v: Voice, shown: Card, found: Sequence[IdeaView], *, asked: bool = False) -> Screen:
    """Which idea it is part of. Its backers and its author go along."""
    text = v.say("<b>Which idea is it part of?</b>\nIts backers and its author are for that one then.")
    none = v.say("Nothing like that is on the board.") if asked else v.say("I see nothing like it on the board.")
    more = v.say("Write a few words of another one, and I look for it.")
    lines = [
        [
            to(
                v.tell("{idea} · {n}", idea=short(one.text), n=one.backings),
                shown.idea.id,
                shown.pile,
                "merged",
                shown.seen,
                one.id,
            )
        ]
        for one in found
    ]
    parts = [quoted(v, shown.idea.text), text, *([] if found else [none]), more]
    return Screen(Markup("\n\n").join(parts), rows(*lines, _back(v, shown)))


def _back(v: Voice, shown: Card) -> list[InlineKeyboardButton]:
    return [to(v.tell("Back"), shown.idea.id, shown.pile, "this")]
