"""Notice kind -> the message it becomes, when it is about to leave. A kind is one function and its line below."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from markupsafe import Markup

from handlers.daily import binding
from handlers.daily.kinds import LOOKS
from handlers.daily.looks import question_text, vote_keys
from handlers.daily.uncertain import Settle
from handlers.letters import Desk, Letter
from handlers.replies import key, rows
from handlers.scenario import told
from hub.daily import posts, rounds
from hub.daily.rounds import RoundView
from hub.outbox import Parcel
from hub.person import people
from locales.voice import voice

__all__ = ["NOTICES", "SLOW", "Desk", "Render", "letter", "post"]
Render = Callable[[Desk, Parcel], Awaitable[Letter | None]]

SLOW: set[str] = set()
"""Kinds that take long to write: they are written and sent beside the others."""


async def letter(desk: Desk, parcel: Parcel) -> Letter | None:
    """The message of a notice, or None when its moment has passed."""
    return await NOTICES[parcel.kind](desk, parcel)


async def _round(desk: Desk, parcel: Parcel) -> Letter | None:
    view = await rounds.view(desk.hub, parcel.payload["round_id"])
    if view is None or not view.open:
        return None
    shape = await posts.shape(desk.hub, view.id, parcel.payload["place"])
    return await POSTS[shape](desk, view)


async def _words(desk: Desk, view: RoundView) -> Letter:
    return post(desk, view)


async def _photo(desk: Desk, view: RoundView) -> Letter:
    """The picture as Telegram has it already, or drawn now."""
    drawn = view.photo or await LOOKS[view.kind].picture(desk, view)
    return replace(post(desk, view), photo=drawn)


async def _poll(desk: Desk, view: RoundView) -> Letter:
    speaker = voice(view.language)
    box = LOOKS[view.kind].ballot(speaker, view)
    about = Markup("\n\n").join(part for part in (binding.before(speaker, view), told.before(speaker, view)) if part)
    return Letter(poll=box and replace(box, about=about), shown=view.changes)


POSTS: dict[str, Callable[[Desk, RoundView], Awaitable[Letter]]] = {"text": _words, "photo": _photo, "poll": _poll}
"""A post by its shape."""


def post(desk: Desk, view: RoundView) -> Letter:
    """The words of a post, or below its picture, as they should be now, open or closed."""
    speaker = voice(view.language)
    parts = [question_text(speaker, view), told.before(speaker, view), told.after(speaker, view)]
    text = Markup("\n\n").join(part for part in parts if part)
    return Letter(text, vote_keys(speaker, view, desk.username), shown=view.changes)


async def _results(desk: Desk, parcel: Parcel) -> Letter | None:
    view = await rounds.view(desk.hub, parcel.payload["round_id"])
    if view is None:
        return None
    card = await LOOKS[view.kind].results(desk, view)
    if card is None:
        return None
    speaker, drew = voice(view.language), bool(view.secret)
    if drew and await posts.shape(desk.hub, view.id, parcel.payload["place"]) != "poll":
        drew = False  # the post itself tells the secret; only a poll can not be edited
    more = [binding.after(speaker, view), told.after(speaker, view) if drew else Markup("")]
    return replace(card, text="\n\n".join([card.text, *(part for part in more if part)]))


async def _uncertain(desk: Desk, parcel: Parcel) -> Letter:
    speaker = voice(await people.language_of(desk.hub, parcel.chat_id))
    number = parcel.payload["notice_id"]
    yes = key(speaker.tell("It is there"), Settle(notice_id=number, arrived=True).pack())
    again = key(speaker.tell("Send it again"), Settle(notice_id=number, arrived=False).pack())
    text = speaker.say(
        "I could not learn whether a post arrived in {title}. Please look there; so that nothing appears twice, "
        "I send it again only if you say so.",
        title=parcel.payload["title"],
    )
    return Letter(text, rows([yes], [again]))


async def _chat_lost(desk: Desk, parcel: Parcel) -> Letter:
    speaker = voice(await people.language_of(desk.hub, parcel.chat_id))
    what = parcel.payload
    text = speaker.say("I can no longer work in {title}: I was removed, or lost my rights there.", title=what["title"])
    if what["paused"]:
        text += "\n" + speaker.say("The hangout rests until you open it again in /panel. Nothing is lost.")
    else:
        text += "\n" + speaker.say("Make me an admin there again, and the questions go there too.")
    return Letter(text, rows([key(speaker.tell("Manage my hangout"), "panel")]))


async def _anonymous_vote(desk: Desk, parcel: Parcel) -> Letter | None:
    view = await rounds.view(desk.hub, parcel.payload["round_id"])
    if view is None or not view.open:
        return None
    text = voice(view.language).say(
        "A vote in the name of the group or of a channel has no owner for its notch, so it is not counted. "
        "Vote with your own name, please."
    )
    # Looked up now: when the vote came, Telegram may not have told us yet where the poll stands.
    return Letter(text, silent=True, reply_to=await posts.message_id(desk.hub, view.id, "group"))


NOTICES: dict[str, Render] = {
    "round": _round,
    "results": _results,
    "uncertain": _uncertain,
    "chat_lost": _chat_lost,
    "anonymous_vote": _anonymous_vote,
}
