"""*scale*: five numbers on one line, and a result with the mean and the spread."""

from markupsafe import Markup

from handlers.daily.kinds.base import Buttons, Look
from handlers.daily.kinds.common import card, closed, vote_key
from handlers.letters import Ballotbox
from hub.daily.ballots import Outcome
from hub.daily.rounds import RoundView
from locales.voice import Voice


def hint(voice: Voice, view: RoundView) -> Markup:
    """A number."""
    return voice.say("Tap a number; each day’s first answer cuts a notch.")


def guide(voice: Voice, view: RoundView) -> Markup:
    """What the ends mean, if they have words."""
    low, high = view.facts.ends
    lines = [(1, low), (len(view.options), high)]
    return Markup("\n").join(voice.frame("{n} = {end}", n=n, end=end) for n, end in lines if end)


def keys(voice: Voice, view: RoundView, username: str | None) -> Buttons:
    """The steps on one line, from 1 on in the direction of reading."""
    steps = range(len(view.options))
    return [[vote_key(voice, view, step, username, voice.number(step + 1)) for step in steps]]


def ballot(voice: Voice, view: RoundView) -> Ballotbox:
    """The steps as a native poll, the ends with their words."""
    low, high = view.facts.ends
    words = {0: low, len(view.options) - 1: high}
    options = [
        f"{voice.number(step + 1)} – {words[step]}" if words.get(step) else voice.number(step + 1)
        for step in range(len(view.options))
    ]
    return Ballotbox(view.text, tuple(options), hidden=view.facts.hidden)


def moved(voice: Voice, outcome: Outcome) -> str:
    """The number it is now."""
    return voice.tell("Your answer is {n} now.", n=outcome.choices.bit_length())


SCALE = Look("scale", hint, keys, closed, card, moved, guide=guide, ballot=ballot)
