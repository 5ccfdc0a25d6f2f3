"""The board of ideas in words and buttons: its pages, one idea of it, and what can be looked at."""

from collections.abc import Callable, Sequence

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.habit.interests import name as tag_name
from handlers.ideas import media
from handlers.ideas.buttons import Authored, Suggestion
from handlers.ideas.looks import backings, fate, onward, quoted, short
from handlers.ideas.places import Board, Card, Shelves, Tap, place, searched
from handlers.ideas.states import state
from handlers.replies import key, rows
from handlers.screens import Screen
from handlers.watch import report
from hub.ideas.board import STATES, Edge, Look, Page
from hub.ideas.ideas import AUTHORS
from hub.ideas.steps import MADE
from hub.ideas.views import About, IdeaView
from locales.voice import Spoken, Voice

ON_BUTTON = 24
NAMES: dict[str, Callable[[Voice], Spoken]] = {
    "yours": lambda v: v.tell("For you"),
    "top": lambda v: v.tell("Most wanted"),
    "rising": lambda v: v.tell("Rising"),
    "new": lambda v: v.tell("Newest"),
    "mine": lambda v: v.tell("My own"),
    "backed": lambda v: v.tell("I’m for"),
}
ORDERS = ("top", "rising", "new")
"""Those that are at hand on every page."""


def page(v: Voice, shown: Page) -> Screen:
    """A page of the board, with a tap to be for each idea."""
    look = shown.look
    numbered = list(enumerate(shown.ideas, 1))
    taps = [button for n, one in numbered for button in tap(v, one, look, v.number(n))]
    parts = [heading(v, shown.title, look, shown.about), *lines(v, shown.ideas)]
    if not shown.ideas:
        parts.append(_nothing(v, shown))
    if taps:
        parts.append(v.say("▲ backs an idea · its number opens it"))
    if (left := budget(v, shown.left)) is not None:
        parts.append(left)
    keys = rows(
        taps,
        [key(v.number(n), Card(idea=one.id, **place(look)).pack()) for n, one in numbered],
        turns(v, shown, lambda edge: Board(hangout=look.hangout_id, **_at(look, edge)).pack()),
        *_ways(v, look),
    )
    return Screen(Markup("\n\n").join(parts), keys)


def glance(v: Voice, shown: Page) -> Markup:
    """The same without a tap."""
    return Markup("\n\n").join(
        [heading(v, shown.title, shown.look, shown.about), *(lines(v, shown.ideas) or [_nothing(v, shown)])]
    )


def heading(v: Voice, title: str, look: Look, about: Sequence[About]) -> Markup:
    """Where one is, and what is looked at."""
    if look.what == "search":
        return v.say("<b>Ideas at {title}</b>", title=title) + Markup("\n") + searched(v, look)
    interests = v.tell(", ").join(str(tag_name(v, one.key, one.name)) for one in about)
    named = {"state": lambda: state(v, look.about), "tag": lambda: interests}
    named |= {"yours": lambda: v.tell("For you: {interests}", interests=Spoken(interests))} if about else {}
    what = named[look.what]() if look.what in named else NAMES[look.what](v)
    return v.say("<b>Ideas at {title}</b>", title=title) + Markup("\n") + v.frame("{what}", what=Spoken(what))


def lines(v: Voice, ideas: Sequence[IdeaView]) -> list[Markup]:
    """Numbered, each with how many are for it and how far it has come."""
    return [
        v.frame("{n}. {text}", n=n, text=short(one.text)) + Markup("\n") + _standing(v, one)
        for n, one in enumerate(ideas, 1)
    ]


def _standing(v: Voice, one: IdeaView) -> Markup:
    told = v.frame("{backings} · {state}", backings=Spoken(backings(v, one.backings)), state=state(v, one.state))
    return told + (Markup(" · ") + v.say("you are for it") if one.backed else Markup(""))


def budget(v: Voice, left: int | None) -> Markup | None:
    """How many more the month holds, where it holds a number."""
    if left is None:
        return None
    if left <= 0:
        return v.say("You have been for all that fit this month. Take one back, and it is free for another.")
    return v.frame("{n}", n=v.many("This month you can be for {n} more.", "This month you can be for {n} more.", left))


def _nothing(v: Voice, shown: Page) -> Markup:
    if shown.look.what == "search":
        if shown.after or shown.before:
            return v.say("None among these. Go on looking, or write other words.")
        return v.say("I found none with these words. Write others, or suggest it yourself.")
    return EMPTY.get(shown.look.what, _first)(v)


def _first(v: Voice) -> Markup:
    return v.say("None here yet. Yours could be the first.")


EMPTY: dict[str, Callable[[Voice], Markup]] = {
    "mine": lambda v: v.say("You have not suggested anything here yet."),
    "backed": lambda v: v.say("You are for none yet. A tap on ▲ is enough."),
    "state": lambda v: v.say("None has come just so far now."),
    "tag": lambda v: v.say("None is about that yet."),
    "yours": lambda v: v.say("None is about what you like yet. /interests shows what that is."),
}
"""Where a page is empty for a reason of its own."""


def tap(v: Voice, one: IdeaView, look: Look, numbered: str = "") -> list[InlineKeyboardButton]:
    """The button that backs an idea or takes it back, by its number on a page or in full on its card; none for one's
    own, and none where it is too late."""
    if one.mine or not one.live or one.state == MADE:
        return []
    if numbered:
        label = v.tell("✓ {n}", n=numbered) if one.backed else v.tell("▲ {n}", n=numbered)
    else:
        label = v.tell("No longer for it") if one.backed else v.tell("▲ I’m for it")
    return [key(label, Tap(idea=one.id, on=not one.backed, card=not numbered, **place(look)).pack())]


def turns(v: Voice, shown: Page, data: Callable[[Edge], str]) -> list[InlineKeyboardButton]:
    """To the pages around this one."""
    before = [key(v.tell("Previous"), data(shown.before))] if shown.before else []
    return before + ([key(v.tell("Next"), data(shown.after))] if shown.after else [])


def _at(look: Look, edge: Edge) -> dict[str, str | bool]:
    return place(Look(look.hangout_id, look.what, look.about, edge))


def _ways(v: Voice, look: Look) -> list[list[InlineKeyboardButton]]:
    """To everything else that can be looked at, and to an idea of one's own."""
    orders = [_view(v, look, what) for what in ORDERS]
    search = key(_marked(v.tell("Search"), look.what == "search"), _to(look, "search"))
    others = look.what not in (*ORDERS, "search")
    new = key(v.tell("New idea"), Suggestion(hangout=look.hangout_id, act="begin").pack())
    return [orders, [search, key(_marked(v.tell("Other views"), others), _to(look, "more")), new]]


def _view(v: Voice, look: Look, what: str) -> InlineKeyboardButton:
    return key(_marked(NAMES[what](v), look.what == what), Board(hangout=look.hangout_id, what=what).pack())


def _to(look: Look, by: str) -> str:
    return Shelves(hangout=look.hangout_id, by=by).pack()


def _marked(label: str, on: bool) -> str:
    return f"• {label}" if on else label


def card(v: Voice, one: IdeaView, look: Look) -> Screen:
    """One idea in full, with the way back to its page."""
    parts = [quoted(v, one.text), _standing(v, one)]
    if one.tags:
        names = [str(tag_name(v, tag.key, tag.name)) for tag in one.tags]
        parts.append(v.say("About: {interests}", interests=v.tell(", ").join(names)))
    if one.mine and one.live and one.state != MADE:
        parts.append(v.say("It is yours. Others can be for it."))
    parts += fate(v, one)
    if look.what == "search":
        parts.append(searched(v, look))
    own = key(v.tell("Change or take back"), Authored(idea=one.id, act="show").pack())
    back = key(v.tell("Back"), Board(hangout=one.hangout_id, **place(look)).pack())
    keys = rows(
        tap(v, one, look),
        [own] if one.mine and one.state in AUTHORS else [],
        [key(media.look(v, one.media), Card(idea=one.id, media=True, **place(look)).pack())] if one.media else [],
        *onward(v, one),
        [back] if one.mine else [report.button(v, "idea", one.id), back],
    )
    return Screen(Markup("\n").join(parts), keys)


def more(v: Voice, hangout_id: int, _: Sequence[About]) -> Screen:
    """Views that are not at hand on every page."""
    here = Look(hangout_id, "more")
    own = [_view(v, here, what) for what in NAMES if what not in ORDERS]
    by = [key(v.tell("By stage"), _to(here, "state")), key(v.tell("By interest"), _to(here, "tag"))]
    return Screen(v.say("<b>What shall the board show?</b>"), rows(own, by, [_home(v, hangout_id)]))


def stages(v: Voice, hangout_id: int, _: Sequence[About]) -> Screen:
    """How far ideas can have come."""
    found = [key(state(v, one), Board(hangout=hangout_id, what="state", about=one).pack()) for one in STATES]
    text = v.say("<b>How far have they come?</b>")
    return Screen(text, rows(*(found[at : at + 2] for at in range(0, len(found), 2)), [_home(v, hangout_id)]))


def interests(v: Voice, hangout_id: int, tags: Sequence[About]) -> Screen:
    """The hangout's own tags."""
    found = [
        key(tag_name(v, tag.key, tag.name), Board(hangout=hangout_id, what="tag", about=str(tag.id)).pack())
        for tag in tags
    ]
    text = v.say("<b>What are they about?</b>") if found else v.say("This hangout has no interests to look by yet.")
    return Screen(text, rows(*(found[at : at + 2] for at in range(0, len(found), 2)), [_home(v, hangout_id)]))


def ask(v: Voice, hangout_id: int) -> Screen:
    """Before a search."""
    return Screen(v.say("<b>What are you looking for?</b>\nWrite a word or two."), rows([_home(v, hangout_id)]))


SHELVES = {"more": more, "state": stages, "tag": interests}
"""What there is to choose a view by."""


def _home(v: Voice, hangout_id: int) -> InlineKeyboardButton:
    return key(v.tell("Back"), Board(hangout=hangout_id).pack())
