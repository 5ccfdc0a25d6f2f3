"""How a round looks as a message: shared by the posts, their edits and private chats. What differs by the kind of
question stands in handlers.daily.kinds."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from markupsafe import Markup

from handlers.buttons import Own
from handlers.daily import binding
from handlers.daily.kinds import LOOKS
from handlers.daily.kinds.common import kept, vote_data, votes
from handlers.replies import key
from hub.daily.kinds.choice import MOST
from hub.daily.rounds import RoundView
from locales.voice import Voice

__all__ = ["JOIN", "OWN", "card_text", "deep", "link", "question_text", "vote_data", "vote_keys", "votes"]
JOIN = "j_"  # deep links: /start j_<slug>
OWN = "o_"  # /start o_<round>_<slug>


def deep(username: str, payload: str) -> str:
    """A link that opens the private chat with the bot and tells it why."""
    return f"https://t.me/{username}?start={payload}"


def link(username: str, slug: str) -> str:
    """The hangout's door: opens the private chat and makes whoever follows it a member."""
    return deep(username, f"{JOIN}{slug}")


def question_text(voice: Voice, view: RoundView) -> Markup:
    """The question with its state below: open, or closed with the result."""
    if not view.open:
        return _asked(view, _result_lines(voice, view), binding.after(voice, view))
    if not view.voters:
        return card_text(voice, view)
    return _asked(view, binding.before(voice, view), LOOKS[view.kind].guide(voice, view), _so_far(voice, view))


def card_text(voice: Voice, view: RoundView) -> Markup:
    """The open question without a total: in private only the buttons follow the votes."""
    look = LOOKS[view.kind]
    return _asked(view, binding.before(voice, view), look.guide(voice, view), look.hint(voice, view))


def _so_far(voice: Voice, view: RoundView) -> Markup:
    if view.facts.hidden:
        return voice.say("{votes} so far; the result comes at the close.", votes=votes(voice, view.voters))
    so_far = voice.many("{n} vote so far", "{n} votes so far", view.voters)
    return voice.frame("{votes}", votes=so_far)


def _asked(view: RoundView, *below: Markup) -> Markup:
    # The question has a line of its own, and so its own direction.
    return Markup("\n\n").join([Markup("<b>{}</b>").format(view.text), *(part for part in below if part)])


def _result_lines(voice: Voice, view: RoundView) -> Markup:
    if not view.voters:
        return voice.say("Closed. Nobody answered this time.")
    return LOOKS[view.kind].closed(voice, view)


def vote_keys(voice: Voice, view: RoundView, username: str | None = None) -> InlineKeyboardMarkup:
    """The buttons of a question. With the bot's `username` those of a public post, which lead to private chat as well;
    without it those of a private card, on which the person's own answer is marked."""
    lines = LOOKS[view.kind].keys(voice, view, username) if view.open else []
    if view.open and view.facts.open and len(kept(view)) < MOST:
        lines = [*lines, [_own_key(voice, view, username)]]
    if username is not None:
        door = link(username, view.slug)
        lines = [*lines, [InlineKeyboardButton(text=voice.tell("My tally stick"), url=door)]]
    return InlineKeyboardMarkup(inline_keyboard=lines)


def _own_key(voice: Voice, view: RoundView, username: str | None) -> InlineKeyboardButton:
    """The way to an option of one's own, which is written in private."""
    label = voice.tell("+ Another option")
    if username is None:
        return key(label, Own(round=view.id, act="add").pack())
    return InlineKeyboardButton(text=label, url=deep(username, f"{OWN}{view.id}_{view.slug}"))
