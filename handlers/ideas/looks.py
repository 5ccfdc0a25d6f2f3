"""Ideas in words, where their authors meet them."""

from collections.abc import Callable, Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from markupsafe import Markup

from handlers.ideas import media
from handlers.ideas.buttons import Authored, Mine
from handlers.ideas.places import Board, Card
from handlers.ideas.states import state
from handlers.replies import key, rows
from handlers.screens import Screen
from hub.ideas.ideas import AUTHORS, DRAFT, HELD, HIDDEN
from hub.ideas.steps import MADE
from hub.ideas.views import IdeaView
from locales.voice import Voice

SHORT = 120


def backings(v: Voice, number: int) -> str:
    """How many are for it."""
    return v.many("{n} is for it", "{n} are for it", number) if number else v.tell("nobody for it yet")


def short(text: str, limit: int = SHORT) -> str:
    """The beginning of a text that may be long."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def quoted(v: Voice, text: str) -> Markup:
    """An idea's words, set apart."""
    return Markup("<blockquote>{}</blockquote>").format(v.frame("{text}", text=text))


def alike(v: Voice, ideas: Sequence[IdeaView]) -> Markup:
    """Numbered, each with how many are for it."""
    lines = [
        v.say("{n}. {text} · {backings}", n=place, text=short(idea.text), backings=backings(v, idea.backings))
        for place, idea in enumerate(ideas, start=1)
    ]
    return Markup("\n").join(lines)


def rather(v: Voice, place: int, data: str) -> InlineKeyboardButton:
    """The button that backs one of them instead."""
    return key(v.tell("I’m for number {n}", n=place), data)


def placed(v: Voice, idea: IdeaView) -> Screen:
    """It was posted."""
    keys = rows([_act(v.tell("See it"), idea, "show"), mine_key(v, idea.hangout_id)])
    there = v.say("✓ It stands on the board. Others can be for it now, and you hear of each step.")
    return Screen(waits(v, idea) or there, keys)


def waits(v: Voice, idea: IdeaView) -> Markup | None:
    """What its author hears of an idea that staff look at first."""
    said = WAITS.get(idea.state)
    return said(v) if said else None


WAITS: dict[str, Callable[[Voice], Markup]] = {
    HELD: lambda v: v.say("✓ It waits for a moderator’s eye, and then it stands on the board."),
    HIDDEN: lambda v: v.say("There is a link or a way to reach somebody in it, so the hosts look at it first."),
}


def mine_key(v: Voice, hangout_id: int) -> InlineKeyboardButton:
    """To all of one's own ideas in a hangout."""
    return key(v.tell("My ideas"), Mine(hangout=hangout_id, page=0).pack())


def board_key(v: Voice, hangout_id: int) -> InlineKeyboardButton:
    """To everybody’s ideas there."""
    return key(v.tell("The board of ideas"), Board(hangout=hangout_id).pack())


def card(v: Voice, idea: IdeaView, said: str = "") -> Screen:
    """One's own idea: where it stands, and what can still be done with it."""
    where = v.say("<b>{state}</b> · {backings}", state=state(v, idea.state), backings=backings(v, idea.backings))
    lines = [quoted(v, idea.text), where]
    if idea.tags:
        lines.append(v.say("About: {interests}", interests=v.tell(", ").join(tag.name for tag in idea.tags)))
    if idea.media:
        lines.append(v.say("With it: {things}", things=v.tell(", ").join(media.told(v, idea.media))))
    return Screen(Markup("\n").join([*lines, *fate(v, idea)]), _ways(v, idea), said)


def fate(v: Voice, idea: IdeaView) -> list[Markup]:
    """To its author: why it was declined, or what it became part of."""
    why = [v.say("Why not: {reason}", reason=idea.reason)] if idea.reason else []
    if idea.into is None:
        return why
    return [v.say("It is part of this idea now, and counts for it:\n{idea}", idea=short(idea.into.text)), *why]


def onward(v: Voice, idea: IdeaView) -> list[list[InlineKeyboardButton]]:
    """For its author: the way to what it became part of, and whether their name stands beside what was made."""
    name = v.tell("Without my name") if idea.named else v.tell("Show my name")
    made = idea.mine and (idea.into or idea).state == MADE
    return [
        [key(v.tell("See that idea"), Card(idea=idea.into.id).pack())] if idea.into else [],
        [_act(name, idea, "nameless" if idea.named else "named")] if made else [],
    ]


def _ways(v: Voice, idea: IdeaView) -> InlineKeyboardMarkup:
    mine = idea.state in AUTHORS
    return rows(
        [_act(v.tell("It is a new one, post it"), idea, "post")] if idea.state == DRAFT else [],
        [_act(v.tell("Other words"), idea, "edit"), _act(v.tell("Take it back"), idea, "out")] if mine else [],
        [_act(media.look(v, idea.media), idea, "media")] if idea.media else [],
        *onward(v, idea),
        [mine_key(v, idea.hangout_id), board_key(v, idea.hangout_id)],
    )


def sure(v: Voice, idea: IdeaView) -> Screen:
    """Before it goes."""
    text = v.say("Take this idea back? It leaves the board for good.")
    keys = rows([_act(v.tell("Yes, take it back"), idea, "gone"), _act(v.tell("No, let it stay"), idea, "show")])
    return Screen(Markup("\n").join([quoted(v, idea.text), text]), keys)


def _act(label: str, idea: IdeaView, act: str) -> InlineKeyboardButton:
    return key(label, Authored(idea=idea.id, act=act).pack())
