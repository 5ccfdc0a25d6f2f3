"""*guess*: a quiz in the group; the right answer is told at the close."""

from markupsafe import Markup

from handlers.daily.kinds.base import Look
from handlers.daily.kinds.common import card, closed, moved, option_keys
from handlers.letters import Ballotbox
from hub.daily.rounds import RoundView
from locales.voice import Voice


def hint(voice: Voice, view: RoundView) -> Markup:
    """One guess."""
    return voice.say("What is your guess? The first one stays; the right answer comes at the close.")


def ballot(voice: Voice, view: RoundView) -> Ballotbox:
    """A quiz that keeps its answer until it is closed."""
    return Ballotbox(view.text, view.options, right=view.facts.right, hidden=True)


GUESS = Look("guess", hint, option_keys, closed, card, moved, ballot=ballot)
