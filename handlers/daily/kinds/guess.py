"""*guess*: a quiz in the group; the right answer is told at the close."""

import asyncio

from markupsafe import Markup

from handlers.daily.kinds.base import Look
from handlers.daily.kinds.common import bars, moved, option_keys, shares, total, votes
from handlers.letters import Ballotbox, Desk, Letter
from hub.daily.rounds import RoundView
from locales.voice import Spoken, Voice, voice


def hint(voice: Voice, view: RoundView) -> Markup:
    """One guess."""
    return voice.say("What is your guess? The first one stays; the right answer comes at the close.")


def ballot(voice: Voice, view: RoundView) -> Ballotbox:
    """A quiz that keeps its answer until it is closed."""
    return Ballotbox(view.text, view.options, right=view.facts.right, hidden=True)


def closed(voice: Voice, view: RoundView) -> Markup:
    """The right answer, then what was guessed."""
    right = voice.say("The right answer: <b>{right}</b>", right=view.options[view.facts.right or 0])
    return Markup("\n").join([right, Markup(""), *shares(voice, view), Markup(""), total(voice, view)])


async def results(desk: Desk, view: RoundView) -> Letter:
    """The right answer with a tick in the picture, and how many knew it."""
    speaker, right = voice(view.language), view.facts.right or 0
    drawn = await asyncio.to_thread(bars, speaker, view, right)
    text = speaker.say(
        "{question}\nThe right answer: <b>{right}</b>",
        question=Spoken(view.text),
        right=view.options[right],
    )
    return Letter(Markup("\n").join([text, _knew(speaker, view, right)]), photo=drawn, silent=True)


def _knew(voice: Voice, view: RoundView, right: int) -> Markup:
    if not view.counts[right]:
        return voice.say("Nobody guessed it this time.")
    return voice.say("{n} of {votes} guessed it.", n=view.counts[right], votes=votes(voice, view.voters))


GUESS = Look("guess", hint, option_keys, closed, results, moved, ballot=ballot)
