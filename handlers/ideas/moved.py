"""What is told of an idea's steps: to its author and its backers, to the owner in the history, to who came second."""

from collections.abc import Callable
from typing import Any

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from handlers import errors
from handlers.habit.budget import PARTS
from handlers.hangout.history import LINES
from handlers.ideas.looks import quoted, short
from handlers.ideas.made_screens import asked
from handlers.ideas.states import state
from handlers.letters import Desk, Letter
from handlers.notices import NOTICES
from hub.hangout.hangouts import HangoutView
from hub.ideas import made
from hub.ideas.errors import Overtaken
from hub.ideas.made import News
from hub.ideas.steps import DECLINED, MADE, MERGED
from hub.outbox import Parcel
from hub.person import people
from locales.voice import Voice, voice

TOLD: dict[str, Callable[[Voice, News], Markup]] = {
    "open": lambda v, _: v.say("It was looked at, and it is open: who is for it can say so."),
    "shortlisted": lambda v, _: v.say("It is on the shortlist now."),
    "planned": lambda v, _: v.say("It is planned: we are going to do it."),
    "making": lambda v, _: v.say("It is in the making."),
    "made": lambda v, _: v.say("✓ It is made. You said it, we did it."),
    "declined": lambda v, news: v.say("It was not taken up. Why: {reason}", reason=news.reason),
    "merged": lambda v, news: v.say("It is part of this idea now, and counts for it:\n{idea}", idea=short(news.into)),
}
"""A step in words, by where it led."""


async def _moved(desk: Desk, parcel: Parcel) -> Letter | None:
    """Nothing, if the step was taken back or the idea has gone on meanwhile."""
    news = await made.news(desk.hub, parcel.chat_id, parcel.payload["move"], parcel.payload["own"])
    if news is None:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    head = (
        v.say("Your idea in {title}:", title=news.title)
        if news.own is not None
        else v.say("An idea in {title} that you are for:", title=news.title)
    )
    lines = [head, quoted(v, short(news.text, 300)), TOLD[news.after](v, news), *_notches(v, news), *_sign(v, news)]
    return Letter(Markup("\n").join(lines), _keys(v, news))


def _notches(v: Voice, news: News) -> list[Markup]:
    """What it brought its author."""
    if not news.notches:
        return []
    return [v.say("{notches} for it on your tally stick.", notches=v.many("{n} notch", "{n} notches", news.notches))]


def _sign(v: Voice, news: News) -> list[Markup]:
    """Its author is asked for their name, and told what for."""
    if news.after != MADE or news.own is None:
        return []
    return [v.say("It stands in /made now. Shall your name ({name}) stand beside it?", name=news.name)]


def _keys(v: Voice, news: News) -> InlineKeyboardMarkup | None:
    return asked(v, news.idea_id, news.text, own=news.own) if news.after == MADE else None


def overtaken(v: Voice, late: Overtaken) -> str:
    """Somebody else was faster."""
    by = str(late.values["by"])
    where = state(v, str(late.values["state"]))
    if not by:
        return v.tell("It has moved meanwhile: {state}.", state=where)
    return v.tell("{name} was faster: {state}.", name=by, state=where)


def _line(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    after, idea = about["after"], about["idea"]
    if after == DECLINED:
        return v.say("“{idea}”: declined. Why: {reason}", idea=idea, reason=about["reason"])
    if after == MERGED:
        return v.say("“{idea}”: now part of “{other}”", idea=idea, other=about["into"])
    return v.say(
        "“{idea}”: from {before} to {after}", idea=idea, before=state(v, about["before"]), after=state(v, after)
    )


NOTICES["idea_moved"] = _moved
PARTS["idea_moved"] = lambda v, n: v.many("{n} step of an idea", "{n} steps of ideas", n)
LINES["idea_moved"] = _line
LINES["idea_undone"] = lambda v, _, about: v.say(
    "“{idea}”: {after} was taken back at once", idea=about["idea"], after=state(v, about["after"])
)
errors.WORDS["not_triager"] = lambda v, _: v.say("This is for the hangout’s owners and moderators.")
errors.WORDS["no_such_step"] = lambda v, _: v.say("From where this idea stands it can not go there.")
errors.WORDS["overtaken"] = lambda v, _: v.say("Somebody was faster: it stands elsewhere by now.")
errors.WORDS["idea_reworded"] = lambda v, _: v.say("Its author has changed it. Look once more.")
errors.WORDS["idea_up_for_vote"] = lambda v, _: v.say("It is up for a vote; that decides.")
errors.WORDS["undo_over"] = lambda v, _: v.say(
    "It is told already, so it can not be taken back. Move it on from here, and they hear of that."
)
errors.WORDS["no_target"] = lambda v, _: v.say("That idea is not on the board any more. Choose another.")
