"""How a round looks as a message: shared by the posts, their edits and private chats."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from markupsafe import Markup

from handlers.replies import key
from hub.daily.rounds import RoundView
from locales.voice import Voice

JOIN = "j_"  # deep links: /start j_<slug>


def link(username: str, slug: str) -> str:
    """The hangout's door: opens the private chat and makes whoever follows it a member."""
    return f"https://t.me/{username}?start={JOIN}{slug}"


def vote_data(round_id: int, option: int) -> str:
    """What a vote button sends back."""
    return f"v:{round_id}:{option}"


def question_text(voice: Voice, view: RoundView) -> Markup:
    """The question with its state below: open, or closed with the result."""
    if not view.open:
        return _asked(view, _result_lines(voice, view))
    if not view.voters:
        return card_text(voice, view)
    so_far = voice.many("{n} vote so far", "{n} votes so far", view.voters)
    return _asked(view, voice.frame("{votes}", votes=so_far))


def card_text(voice: Voice, view: RoundView) -> Markup:
    """The open question without a total: in private only the buttons follow the votes."""
    return _asked(view, voice.say("Tap one; each day’s first answer cuts a notch."))


def _asked(view: RoundView, below: Markup) -> Markup:
    # The question has a line of its own, and so its own direction.
    return Markup("<b>{}</b>\n\n{}").format(view.text, below)


def _result_lines(voice: Voice, view: RoundView) -> Markup:
    if not view.voters:
        return voice.say("Closed. Nobody answered this time.")
    order = sorted(range(len(view.options)), key=lambda option: -view.counts[option])
    lines = [
        voice.frame("{share} · {option}", share=voice.percent(view.counts[o] / view.voters), option=view.options[o])
        for o in order
    ]
    return Markup("\n").join([*lines, Markup(""), voice.say("Closed · {votes}", votes=votes(voice, view.voters))])


def votes(voice: Voice, n: int) -> str:
    """So many votes, in words."""
    return voice.many("{n} vote", "{n} votes", n)


def vote_keys(
    voice: Voice, view: RoundView, door: str | None = None, *, mark_mine: bool = False
) -> InlineKeyboardMarkup:
    """A button for each option with its live count; `door` adds the way to the stick, for public posts."""
    lines = []
    for option, text in enumerate(view.options if view.open else ()):
        count = f" ({voice.number(view.counts[option])})" if view.counts[option] else ""
        mark = "✓ " if mark_mine and view.mine >> option & 1 else ""
        lines.append([key(f"{mark}{text}{count}", vote_data(view.id, option))])
    if door:
        lines.append([InlineKeyboardButton(text=voice.tell("My tally stick"), url=door)])
    return InlineKeyboardMarkup(inline_keyboard=lines)
