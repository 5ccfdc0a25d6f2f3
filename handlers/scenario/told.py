"""What the public posts tell of a draw: its seal before the first vote, its secret at the close."""

from markupsafe import Markup

from handlers.scenario.words import chance
from hub.daily.rounds import RoundView
from locales.voice import Voice

SHOWN = 16  # hexadecimal digits of the seal that a post has room for; all of them stand at /draw


def digits(hexadecimal: str) -> Markup:
    """Digits to be compared or copied, which run to the right in every script."""
    return Markup("\u2066<code>{}</code>\u2069").format(hexadecimal)


def before(v: Voice, view: RoundView) -> Markup:
    """The line of an open question that draws; empty for others."""
    if not (view.open and view.seal):
        return Markup("")
    often, seal = chance(v, view.lucky_permille), digits(view.seal[:SHOWN])
    return v.say("🍀 {chance} get one more notch. Seal of the draw: {seal} /draw", chance=often, seal=seal)


def after(v: Voice, view: RoundView) -> Markup:
    """The lines of a question that has drawn; empty for others."""
    if not view.secret:
        return Markup("")
    return v.say("🍀 Secret of the draw:\n{secret}\nWith it anybody can draw again: /draw", secret=digits(view.secret))
