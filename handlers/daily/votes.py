"""Votes: button presses and native poll answers, read straight from the update's JSON.

This is the way that a crowd takes within minutes. It looks nobody up one by one, and does without the update's objects:
making them would cost more than the vote itself.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from aiogram.methods import AnswerCallbackQuery

from handlers.daily.card import Lines, card
from handlers.daily.cheering import AWAY, kind_word
from handlers.daily.kinds import LOOKS
from handlers.guide.helping import offered
from handlers.habit.offer import offer
from handlers.replies import TOAST_LIMIT, Reply, key
from hub.context import Hub
from hub.daily import rounds
from hub.daily.ballots import Ballot, Ended, NotYet, Outcome
from hub.daily.crowd import Crowd
from hub.habit.streak import CHELLEH
from hub.hangout import chats
from hub.person.people import Seen
from locales.cheers import cheer
from locales.voice import Voice, voice

Raw = dict[str, Any]
LINES = 3  # a toast has room for so many before a kind word would be one too many
PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0)  # seconds that an answer waits for its poll, before Telegram brings it again


_ANSWERED = (Ended.COUNTED, Ended.MOVED, Ended.SAME)


def is_vote(update: Raw) -> bool:
    """Whether an update, as decoded from JSON, is a tap on a vote button or an answer to a native poll."""
    press = update.get("callback_query")
    return "poll_answer" in update or (press is not None and _round_and_option(press.get("data")) is not None)


async def take(update: Raw, hub: Hub, crowd: Crowd) -> Reply:
    """Counts the vote; what is said comes after its commit."""
    if "poll_answer" in update:
        await _poll_answer(update["poll_answer"], hub, crowd)
        return None
    return await _press(update["callback_query"], hub, crowd)


async def _press(press: Raw, hub: Hub, crowd: Crowd) -> Reply:
    """A tap on a vote button; in private the message shows the new state at once."""
    ballot = _ballot(press)
    outcome = await crowd.cast(ballot)
    speaker = voice(outcome.language)
    said = AnswerCallbackQuery(
        callback_query_id=press["id"],
        text=line(speaker, outcome)[:TOAST_LIMIT],
        show_alert=outcome.ended in (Ended.LATE, Ended.ELSEWHERE),
    )
    if ballot.chat_id != ballot.seen.id or outcome.ended is Ended.ELSEWHERE:
        return said
    shown = await rounds.for_person(hub, ballot.round_id, ballot.seen.id)
    if shown is None:
        return said
    more = await _below(hub, speaker, outcome, ballot, shown.hangout_id)
    return [said, card(speaker, press["message"], shown, more)]


async def _below(hub: Hub, voice: Voice, outcome: Outcome, ballot: Ballot, hangout_id: int) -> Lines:
    """The vote that filled a stick brings the way to its reward; else somebody may be asked whether they want cues, or
    to help another choose."""
    if outcome.filled:
        return [[key(voice.tell("Claim a reward"), "rewards")]]
    if outcome.ended not in _ANSWERED:
        return []
    return await offer(hub, voice, ballot.seen.id) or await offered(hub, voice, ballot.seen.id, hangout_id)


def _ballot(press: Raw) -> Ballot:
    """What the button says is believed only as far as the hub can check it."""
    round_id, option = _round_and_option(press["data"]) or (0, 0)
    message = press.get("message") or {}
    return Ballot(
        seen=_seen(press["from"]),
        tap=option,
        round_id=round_id,
        chat_id=message["chat"]["id"] if message else 0,
        message_id=message.get("message_id"),
    )


def _round_and_option(data: str | None) -> tuple[int, int] | None:
    """Reads `v:<round>:<option>`."""
    parts = (data or "").split(":")
    if len(parts) != 3 or parts[0] != "v" or not (_small(parts[1], 15) and _small(parts[2], 2)):
        return None
    return int(parts[1]), int(parts[2])


def _small(digits: str, most: int) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) <= most


def _seen(user: Raw) -> Seen:
    name = f"{user['first_name']} {user['last_name']}" if user.get("last_name") else user["first_name"]
    return Seen(user["id"], name, user.get("language_code"))


async def _poll_answer(answer: Raw, hub: Hub, crowd: Crowd) -> None:
    """A vote in the group's native poll. Telegram shows it by itself; there is nothing to say."""
    if "user" not in answer or "voter_chat" in answer:  # a chat's vote comes with a stand-in for its user
        await chats.refuse_anonymous(hub, answer["poll_id"])
        return
    choices = sum(1 << option for option in answer["option_ids"])
    ballot = Ballot(seen=_seen(answer["user"]), choices=choices, poll_id=answer["poll_id"])
    for pause in PAUSES:
        try:
            await crowd.cast(ballot)
            return
        except NotYet:
            await asyncio.sleep(pause)
    await crowd.cast(ballot)


def line(voice: Voice, outcome: Outcome) -> str:
    """What the toast says: first the fact, then a short kind word."""
    return _LINES[outcome.ended](voice, outcome)


def _counted(voice: Voice, outcome: Outcome) -> str:
    """A welcome after days away, what was cut and why. Where there is much to say, the kind word is left out."""
    told = [*_back(voice, outcome), _cut(voice, outcome), *_extra(voice, outcome)]
    if len(told) < LINES and outcome.notch:
        told.append(kind_word(voice, outcome))
    return "\n".join(told)


def _cut(voice: Voice, outcome: Outcome) -> str:
    held = outcome.stick
    if not outcome.notch or held is None:
        return voice.tell("Your vote counts.")
    if outcome.filled:
        return voice.tell("Your tally stick is full. Choose your reward: /rewards")
    return voice.tell("Notch {n} of {size}.", n=held.notches, size=held.length)


def _back(voice: Voice, outcome: Outcome) -> list[str]:
    """Nothing is said of the days that were missed."""
    return [voice.tell("Welcome back; your place was kept.")] if outcome.away >= AWAY else []


def _extra(voice: Voice, outcome: Outcome) -> list[str]:
    """Days in a row and what they brought, and a lucky draw."""
    told: list[str] = []
    if outcome.milestone == CHELLEH:
        told.append(voice.tell("Forty days in a row: your chelleh!"))
    elif outcome.milestone is not None:
        told.append(voice.tell("{n} days in a row!", n=outcome.milestone))
    elif outcome.notch and outcome.streak > 1:
        told.append(voice.tell("Day {n} in a row.", n=outcome.streak))
    if outcome.lucky:
        told.append(
            voice.many("The draw gave you {n} notch more.", "The draw gave you {n} notches more.", outcome.lucky)
        )
    return told


def _moved(voice: Voice, outcome: Outcome) -> str:
    """Where it went. The kind words for it say that no notch is cut, so that they are no words for one that is."""
    went = LOOKS[outcome.kind].moved(voice, outcome)
    return "\n".join([went, *(_brought(voice, outcome) or [cheer(voice.language, "moved", outcome.seed)])])


def _taken_back(voice: Voice, outcome: Outcome) -> str:
    return "\n".join([voice.tell("Your vote is taken back."), *_brought(voice, outcome)])


def _brought(voice: Voice, outcome: Outcome) -> list[str]:
    """What a change brought after all: an act of its day may have reached a milestone."""
    return [_cut(voice, outcome), *_extra(voice, outcome)] if outcome.gained else []


_LINES: dict[Ended, Callable[[Voice, Outcome], str]] = {
    Ended.COUNTED: _counted,
    Ended.MOVED: _moved,
    Ended.SAME: lambda voice, _: voice.tell("That is your vote already."),
    Ended.TAKEN_BACK: _taken_back,
    Ended.FINAL: lambda voice, _: voice.tell("Your first guess stays. The right answer comes at the close."),
    Ended.LATE: lambda voice, _: voice.tell("This question is closed. /today shows the open one."),
    Ended.ELSEWHERE: lambda voice, _: voice.tell("This button belongs to another place or an old message."),
}
