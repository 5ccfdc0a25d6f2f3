"""*word*: written in private or as a reply to the question; the result is a ranked list and a picture."""

import asyncio

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.buttons import Number
from handlers.daily.kinds.base import Buttons, Look
from handlers.daily.kinds.common import total, votes
from handlers.letters import Desk, Letter
from handlers.replies import key
from hub.daily.ballots import Outcome
from hub.daily.folding import LIMIT
from hub.daily.rounds import RoundView
from hub.daily.words import Counted
from locales.voice import Spoken, Voice, voice

WRITE = "w_"  # deep links: /start w_<round>_<slug>
LISTED = 10
"""So many words stand below the picture; it shows some more."""


class Say(CallbackData, prefix="say"):
    """A member's own word: write, back (take it back), keep (leave it as it is)."""

    round: Number
    act: str


def hint(voice: Voice, view: RoundView) -> Markup:
    """The person's own word where there is one, else how long it may be."""
    if view.words.mine:
        return voice.say("Your word: <b>{word}</b>", word=view.words.mine)
    return voice.say("Up to {limit} letters; each day’s first answer cuts a notch.", limit=LIMIT)


def guide(voice: Voice, view: RoundView) -> Markup:
    """How to answer a question that has no options."""
    return voice.say("Answer with a word or a few: with the button, or by replying to this message.")


def keys(voice: Voice, view: RoundView, username: str | None) -> Buttons:
    """One button: in public it leads to private chat, where the word is written."""
    label = voice.tell("Change my word") if view.words.mine else voice.tell("Write my word")
    if username is None:
        return [[key(label, Say(round=view.id, act="write").pack())]]
    link = f"https://t.me/{username}?start={WRITE}{view.id}_{view.slug}"
    return [[InlineKeyboardButton(text=label, url=link)]]


def closed(voice: Voice, view: RoundView) -> Markup:
    """The commonest words once they may be seen."""
    if not view.words.out:
        wait = voice.say("The words are being looked through; the result comes after that.")
        return Markup("\n\n").join([wait, total(voice, view)])
    if not view.words.top:
        return Markup("\n\n").join([voice.say("There is no result this time."), total(voice, view)])
    return Markup("\n").join([*ranked(voice, view.words.top), *_more(voice, view), Markup(""), total(voice, view)])


def ranked(voice: Voice, top: tuple[Counted, ...]) -> list[Markup]:
    """A line for each word with how many said it; words said equally often share a place."""
    lines = []
    for word in top[:LISTED]:
        place = 1 + sum(other.members > word.members for other in top)
        lines.append(voice.frame("{place}. {word} · {n}", place=place, word=word.label, n=word.members))
    return lines


def _more(voice: Voice, view: RoundView) -> list[Markup]:
    left = view.words.different - min(len(view.words.top), LISTED)
    return [Markup("{}").format(voice.many("and {n} word more", "and {n} words more", left))] if left > 0 else []


async def results(desk: Desk, view: RoundView) -> Letter | None:
    """The picture with the list below; nothing before the words were looked through."""
    if not view.words.out or not view.words.top:
        return None
    speaker = voice(view.language)
    drawn = await asyncio.to_thread(plates, speaker, view)
    lines = [*ranked(speaker, view.words.top), *_more(speaker, view)]
    return Letter(Markup("\n\n").join([_said_most(speaker, view), Markup("\n").join(lines)]), photo=drawn, silent=True)


def _said_most(voice: Voice, view: RoundView) -> Markup:
    best = view.words.top[0].members
    ahead = [word.label for word in view.words.top if word.members == best]
    told = {"question": Spoken(view.text), "votes": votes(voice, view.voters)}
    if len(ahead) == 1:
        return voice.say(
            "{question}\n<b>{word}</b> was said most: {best} of {votes}.", word=ahead[0], best=best, **told
        )
    return voice.say("{question}\nIn your own words, {votes}:", **told)


def plates(voice: Voice, view: RoundView) -> bytes:
    """The picture of a result."""
    from pictures.words import Plate, WordsView, words

    best = view.words.top[0].members
    shown = [
        Plate(word.label, voice.number(word.members), word.members / best, word.members == best)
        for word in view.words.top
    ]
    different = voice.many("{n} different word", "{n} different words", view.words.different)
    return words(
        WordsView(
            title=view.title,
            date=voice.date(view.local_day),
            question=view.text,
            plates=tuple(shown),
            total=f"{votes(voice, view.voters)} · {different}",
            numerals=voice.number,
            rtl=voice.rtl,
        )
    )


def moved(voice: Voice, outcome: Outcome) -> str:
    """The word before is forgotten."""
    return voice.tell("Your word is this one now.")


WORD = Look("word", hint, keys, closed, results, moved, guide=guide)
