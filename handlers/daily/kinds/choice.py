"""*choice*: a button for each option, a poll in the group."""

from markupsafe import Markup

from handlers.daily.kinds.base import Look
from handlers.daily.kinds.common import ballot, card, closed, moved, option_keys, short
from hub.daily.ballots import Outcome
from hub.daily.rounds import RoundView
from locales.voice import Voice


def hint(voice: Voice, view: RoundView) -> Markup:
    """One tap, or as many as fit. What stands beside may be open for days, of which one brings a notch."""
    if view.beside:
        return voice.say("Tap one; the first answer cuts a notch.")
    if view.facts.several:
        return voice.say("Tap all that fit; each day’s first answer cuts a notch.")
    return voice.say("Tap one; each day’s first answer cuts a notch.")


def changed(voice: Voice, outcome: Outcome) -> str:
    """Where the answer went; where several may be chosen, all of them."""
    if not outcome.facts.several:
        return moved(voice, outcome)
    chosen = [text for option, text in enumerate(outcome.options) if outcome.choices >> option & 1]
    return voice.tell("Your answers now: {options}.", options=short(voice.tell(", ").join(chosen)))


CHOICE = Look("choice", hint, option_keys, closed, card, changed, ballot=ballot)
