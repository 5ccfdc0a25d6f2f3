"""*scale*: five numbers on one line, and a result with the mean and the spread."""

import asyncio

from markupsafe import Markup

from handlers.daily.kinds.base import Buttons, Look
from handlers.daily.kinds.common import share, total, vote_key, votes
from handlers.letters import Ballotbox, Desk, Letter
from hub.daily.ballots import Outcome
from hub.daily.kinds.scale import CLOSE, FAR, Summary, summary
from hub.daily.rounds import RoundView
from locales.voice import Spoken, Voice, voice


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


def closed(voice: Voice, view: RoundView) -> Markup:
    """The mean, how far the answers lie apart, and each step's share."""
    found = summary(view.counts)
    steps = [
        voice.frame("{n} · {share}", n=step + 1, share=voice.percent(share(view, step)))
        for step in range(len(view.options))
    ]
    told = [Markup("{}").format(mean(voice, view, found)), apart(voice, found)]
    return Markup("\n").join([*told, Markup(""), *steps, Markup(""), total(voice, view)])


def mean(voice: Voice, view: RoundView, found: Summary) -> Spoken:
    """The mean in words."""
    return voice.tell("{mean} of {most} on average", mean=voice.decimal(found.mean), most=len(view.options))


def apart(voice: Voice, found: Summary) -> Markup:
    """How far the answers lie apart, in words."""
    if found.spread <= CLOSE:
        return voice.say("The answers lie close together.")
    if found.low == found.high:
        return voice.say("Many agree on {n}, others see it quite differently.", n=found.low)
    if found.spread >= FAR:
        return voice.say("The answers lie far apart.")
    return voice.say("At least half of the answers lie from {low} to {high}.", low=found.low, high=found.high)


async def results(desk: Desk, view: RoundView) -> Letter:
    """The columns as a picture, the mean and the spread below."""
    speaker, found = voice(view.language), summary(view.counts)
    drawn = await asyncio.to_thread(picture, speaker, view)
    text = speaker.say(
        "{question}\n<b>{mean}</b>; {votes}.",
        question=Spoken(view.text),
        mean=mean(speaker, view, found),
        votes=votes(speaker, view.voters),
    )
    return Letter(Markup("\n").join([text, apart(speaker, found)]), photo=drawn, silent=True)


def picture(voice: Voice, view: RoundView) -> bytes:
    """The picture of a scale's result."""
    from pictures.scale import ScaleView, StepColumn, scale

    found = summary(view.counts)
    return scale(
        ScaleView(
            title=view.title,
            date=voice.date(view.local_day),
            question=view.text,
            steps=tuple(
                StepColumn(voice.number(step + 1), voice.percent(share(view, step)), share(view, step))
                for step in range(len(view.options))
            ),
            mean=found.mean,
            spread=found.spread,
            mean_text=mean(voice, view, found),
            total=votes(voice, view.voters),
            ends=view.facts.ends,
            rtl=voice.rtl,
        )
    )


SCALE = Look("scale", hint, keys, closed, results, moved, guide=guide, ballot=ballot)
