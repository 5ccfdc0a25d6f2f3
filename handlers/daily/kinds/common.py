"""What several kinds of question share: buttons with counts, the lines of a result, its picture."""

import asyncio

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.daily.kinds.base import Buttons
from handlers.letters import Ballotbox, Desk, Letter
from handlers.replies import key
from hub.daily.ballots import Outcome
from hub.daily.rounds import RoundView
from locales.voice import Spoken, Voice, voice

SHOWN = 60  # letters of an option that a toast has room for


def vote_data(round_id: int, option: int) -> str:
    """What a vote button sends back."""
    return f"v:{round_id}:{option}"


def votes(voice: Voice, n: int) -> Spoken:
    """So many votes, in words."""
    return voice.many("{n} vote", "{n} votes", n)


def kept(view: RoundView) -> list[int]:
    """The options that stand: all but those that a moderator took away."""
    return [option for option in range(len(view.options)) if option not in view.facts.gone]


def vote_key(voice: Voice, view: RoundView, option: int, username: str | None, label: str = "") -> InlineKeyboardButton:
    """An option's button: its count where the result is not hidden, a tick in private if it is the person's own."""
    count = f" ({voice.number(view.counts[option])})" if view.counts[option] and not view.facts.hidden else ""
    mark = "✓ " if username is None and view.mine >> option & 1 else ""
    return key(f"{mark}{label or view.options[option]}{count}", vote_data(view.id, option))


def option_keys(voice: Voice, view: RoundView, username: str | None) -> Buttons:
    """A line for each option."""
    return [[vote_key(voice, view, option, username)] for option in kept(view)]


def ballot(voice: Voice, view: RoundView) -> Ballotbox:
    """The options as a native poll."""
    return Ballotbox(view.text, view.options, several=view.facts.several, hidden=view.facts.hidden)


def ranked(view: RoundView) -> list[int]:
    """The options that stand, the one with most votes first."""
    return sorted(kept(view), key=lambda option: -view.counts[option])


def share(view: RoundView, option: int) -> float:
    """The part of the voters who chose an option, 0..1; where several may be chosen, parts add up to more than 1."""
    return view.counts[option] / view.voters if view.voters else 0.0


def shares(voice: Voice, view: RoundView) -> list[Markup]:
    """A line for each option: its share, its name."""
    return [
        voice.frame("{share} · {option}", share=voice.percent(share(view, option)), option=view.options[option])
        for option in ranked(view)
    ]


def total(voice: Voice, view: RoundView) -> Markup:
    """The last line of a closed question."""
    return voice.say("Closed · {votes}", votes=votes(voice, view.voters))


def closed(voice: Voice, view: RoundView) -> Markup:
    """The options with their shares, and how many answered."""
    return Markup("\n").join([*shares(voice, view), Markup(""), total(voice, view)])


def moved(voice: Voice, outcome: Outcome) -> str:
    """Where a single answer went."""
    option = outcome.options[outcome.choices.bit_length() - 1]
    return voice.tell("Your vote went to “{option}”.", option=short(option))


def short(option: str) -> str:
    """An option in the room that a toast has."""
    return option if len(option) <= SHOWN else option[: SHOWN - 1] + "…"


def chosen_most(voice: Voice, view: RoundView) -> Markup:
    """The result in a sentence: one option is ahead, or several stand side by side."""
    best = max(view.counts[option] for option in kept(view))
    ahead = [view.options[option] for option in kept(view) if view.counts[option] == best]
    told = {"question": Spoken(view.text), "best": best, "votes": votes(voice, view.voters)}
    if len(ahead) == 1:
        return voice.say("{question}\n<b>{winner}</b> was chosen most: {best} of {votes}.", winner=ahead[0], **told)
    winners = voice.tell(" and ").join(f"\u2068{option}\u2069" for option in ahead)
    return voice.say("{question}\nSide by side: {winners}, with {best} each of {votes}.", winners=winners, **told)


async def card(desk: Desk, view: RoundView) -> Letter:
    """The result as a picture of bars with a sentence below."""
    speaker = voice(view.language)
    drawn = await asyncio.to_thread(bars, speaker, view)
    return Letter(chosen_most(speaker, view), photo=drawn, silent=True)


def bars(voice: Voice, view: RoundView, right: int | None = None) -> bytes:
    """The picture of a result, a bar for each option in the order in which they were asked."""
    from pictures.results import ResultRow, ResultsView, results

    best = max(view.counts[option] for option in kept(view))
    shown = [
        ResultRow(
            label=view.options[option],
            count_text=votes(voice, view.counts[option]),
            percent_text=voice.percent(share(view, option)),
            share=share(view, option),
            winner=view.counts[option] == best > 0 if right is None else option == right,
            right=option == right,
        )
        for option in kept(view)
    ]
    return results(
        ResultsView(
            title=view.title,
            date=voice.date(view.local_day),
            question=view.text,
            rows=tuple(shown),
            total=votes(voice, view.voters),
            numerals=voice.number,
            rtl=voice.rtl,
        )
    )
