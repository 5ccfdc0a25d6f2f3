"""What comes of a question, in words: what a binding vote promises and how it came out, what its owner does with the
answers of another."""

from collections.abc import Callable

from markupsafe import Markup

from handlers.daily.kinds.common import votes
from hub.daily.rounds import RoundView
from hub.ideas.deciding import Decided
from hub.ideas.outcomes import ELDEST, MISSED, REPEATED, SHARED, TIED, WON
from locales.voice import Spoken, Voice


def before(v: Voice, view: RoundView) -> Markup:
    """The promise, the quorum and the close of an open question that decides something; empty for others."""
    if not (view.open and view.facts.decision):
        return Markup("")
    until = [v.say("Open until {when}.", when=v.moment(view.closes_at, view.timezone))] if view.beside else []
    return Markup("\n").join([_promised(v, view), *until])


def _promised(v: Voice, view: RoundView) -> Markup:
    promise, quorum = view.facts.promise, view.facts.quorum
    if not quorum:
        return v.say("This vote decides. We promise: {promise}", promise=promise)
    return v.say("This vote decides, from {votes} on. We promise: {promise}", votes=votes(v, quorum), promise=promise)


def after(v: Voice, view: RoundView) -> Markup:
    """How a closed question decided, or what its owner does with the answers; empty for others."""
    if view.decided:
        return ENDS[view.decided.how](v, view.decided)
    return then(v, view.facts.then) if view.facts.then and view.voters else Markup("")


def then(v: Voice, words: str) -> Markup:
    """What the owner does with the answers."""
    return v.say("And now: {then}", then=words)


def named(v: Voice, options: tuple[str, ...]) -> Spoken:
    """Options side by side."""
    return Spoken(v.tell(" and ").join(f"\u2068{option}\u2069" for option in options))


def _won(v: Voice, end: Decided) -> Markup:
    return v.say("<b>Decided: {winner}</b>\nWe promised: {promise}", winner=end.winners[0], promise=end.promise)


def _shared(v: Voice, end: Decided) -> Markup:
    winners = named(v, end.winners)
    return v.say(
        "Side by side, so that each of them is decided on: <b>{winners}</b>\nWe promised: {promise}",
        winners=winners,
        promise=end.promise,
    )


def _eldest(v: Voice, end: Decided) -> Markup:
    return v.say(
        "Side by side; as it was said before, the older one goes first.\n<b>Decided: {winner}</b>\n"
        "We promised: {promise}",
        winner=end.winners[0],
        promise=end.promise,
    )


def _tied(v: Voice, end: Decided) -> Markup:
    return v.say("Side by side, so that we ask once more: {options}", options=named(v, end.again))


def _missed(v: Voice, end: Decided) -> Markup:
    if not end.voters:
        return v.say("Nobody voted, so that nothing is decided.")
    needed, came = votes(v, end.quorum), votes(v, end.voters)
    return v.say("It took {needed} and {came} came, so that nothing is decided.", needed=needed, came=came)


def _repeated(v: Voice, end: Decided) -> Markup:
    needed, came = votes(v, max(end.quorum, 1)), votes(v, end.voters)
    return v.say("It takes {needed} and {came} came, so that we ask once more.", needed=needed, came=came)


ENDS: dict[str, Callable[[Voice, Decided], Markup]] = {
    WON: _won,
    SHARED: _shared,
    ELDEST: _eldest,
    TIED: _tied,
    MISSED: _missed,
    REPEATED: _repeated,
}
