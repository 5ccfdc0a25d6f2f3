"""Notice kind -> the message it becomes, when it is about to leave. A kind is one function and its line below."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from handlers.daily.looks import link, question_text, vote_keys, votes
from handlers.daily.uncertain import Settle
from handlers.letters import Ballotbox, Letter
from handlers.replies import key, rows
from hub.context import Hub
from hub.daily import posts, rounds
from hub.daily.rounds import RoundView
from hub.outbox import Parcel
from hub.person import people
from locales.voice import Spoken, Voice, voice


class Desk(NamedTuple):
    """What rendering needs: the hub and the bot's username (for links)."""

    hub: Hub
    username: str


Render = Callable[[Desk, Parcel], Awaitable[Letter | None]]

SLOW: set[str] = set()
"""Kinds that take long to write: they are written and sent beside the others."""


async def letter(desk: Desk, parcel: Parcel) -> Letter | None:
    """The message of a notice, or None when its moment has passed."""
    return await NOTICES[parcel.kind](desk, parcel)


async def _round(desk: Desk, parcel: Parcel) -> Letter | None:
    view = await rounds.view(desk.hub, parcel.payload["round_id"])
    if view is None or not view.open:
        return None
    return POSTS[parcel.payload["place"]](desk, view)


def _channel_post(desk: Desk, view: RoundView) -> Letter:
    return post(desk, view)


def _group_poll(desk: Desk, view: RoundView) -> Letter:
    return Letter(poll=Ballotbox(view.text, view.options), shown=view.changes)


POSTS: dict[str, Callable[[Desk, RoundView], Letter]] = {"channel": _channel_post, "group": _group_poll}


def post(desk: Desk, view: RoundView) -> Letter:
    """The channel's post as it should look now, open or closed."""
    speaker = voice(view.language)
    keys = vote_keys(speaker, view, link(desk.username, view.slug))
    return Letter(question_text(speaker, view), keys, shown=view.changes)


async def _results(desk: Desk, parcel: Parcel) -> Letter | None:
    view = await rounds.view(desk.hub, parcel.payload["round_id"])
    if view is None:
        return None
    speaker = voice(view.language)
    drawn = await asyncio.to_thread(results_card, speaker, view)
    best = max(view.counts)
    ahead = [option for option, n in zip(view.options, view.counts, strict=True) if n == best]
    if len(ahead) == 1:
        text = speaker.say(
            "{question}\n<b>{winner}</b> was chosen most: {best} of {votes}.",
            question=Spoken(view.text),
            winner=ahead[0],
            best=best,
            votes=votes(speaker, view.voters),
        )
    else:
        text = speaker.say(
            "{question}\nSide by side: {winners}, with {best} each of {votes}.",
            question=Spoken(view.text),
            winners=speaker.tell(" and ").join(f"\u2068{option}\u2069" for option in ahead),
            best=best,
            votes=votes(speaker, view.voters),
        )
    return Letter(text, photo=drawn, silent=True)


def results_card(voice: Voice, view: RoundView) -> bytes:
    """The card that closes a day's question."""
    from pictures.results import ResultRow, ResultsView, results

    best = max(view.counts)
    shown = [
        ResultRow(
            label=option,
            count_text=votes(voice, n),
            percent_text=voice.percent(n / view.voters if view.voters else 0),
            share=n / view.voters if view.voters else 0.0,
            winner=n == best > 0,
        )
        for option, n in zip(view.options, view.counts, strict=True)
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


async def _uncertain(desk: Desk, parcel: Parcel) -> Letter:
    speaker = voice(await people.language_of(desk.hub, parcel.chat_id))
    number = parcel.payload["notice_id"]
    yes = key(speaker.tell("It is there"), Settle(notice_id=number, arrived=True).pack())
    again = key(speaker.tell("Send it again"), Settle(notice_id=number, arrived=False).pack())
    text = speaker.say(
        "I could not learn whether a post arrived in {title}. Please look there; so that nothing appears twice, "
        "I send it again only if you say so.",
        title=parcel.payload["title"],
    )
    return Letter(text, rows([yes], [again]))


async def _chat_lost(desk: Desk, parcel: Parcel) -> Letter:
    speaker = voice(await people.language_of(desk.hub, parcel.chat_id))
    what = parcel.payload
    text = speaker.say("I can no longer work in {title}: I was removed, or lost my rights there.", title=what["title"])
    if what["paused"]:
        text += "\n" + speaker.say("The hangout rests until you open it again in /panel. Nothing is lost.")
    else:
        text += "\n" + speaker.say("Make me an admin there again, and the questions go there too.")
    return Letter(text, rows([key(speaker.tell("Manage my hangout"), "panel")]))


async def _anonymous_vote(desk: Desk, parcel: Parcel) -> Letter | None:
    view = await rounds.view(desk.hub, parcel.payload["round_id"])
    if view is None or not view.open:
        return None
    text = voice(view.language).say(
        "A vote in the name of the group or of a channel has no owner for its notch, so it is not counted. "
        "Vote with your own name, please."
    )
    # Looked up now: when the vote came, Telegram may not have told us yet where the poll stands.
    return Letter(text, silent=True, reply_to=await posts.message_id(desk.hub, view.id, "group"))


NOTICES: dict[str, Render] = {
    "round": _round,
    "results": _results,
    "uncertain": _uncertain,
    "chat_lost": _chat_lost,
    "anonymous_vote": _anonymous_vote,
}
