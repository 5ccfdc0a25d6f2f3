"""Votes: button presses and native poll answers. The hot path: first in the list of routers, no look-ups of its own."""

from collections.abc import Callable
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, PollAnswer

from handlers.looks import vote_keys
from handlers.replies import Reply, edit_keys, toast
from hub import chats, rounds
from hub.context import Hub
from hub.crowd import Crowd
from hub.people import Seen
from hub.votes import Ballot, Ended, Outcome
from locales.cheers import cheer
from locales.voice import Voice, voice

router = Router(name="votes")


class VotePress(Filter):
    """Reads `v:<round>:<option>`; what it says is believed only as far as the hub can check it."""

    async def __call__(self, press: CallbackQuery) -> bool | dict[str, Any]:
        """Gives the handler its `ballot`."""
        parts = (press.data or "").split(":")
        if len(parts) != 3 or parts[0] != "v" or not (_small(parts[1], 15) and _small(parts[2], 2)):
            return False
        who, where = press.from_user, press.message
        return {
            "ballot": Ballot(
                seen=Seen(who.id, who.full_name, who.language_code),
                choices=1 << int(parts[2]),
                round_id=int(parts[1]),
                chat_id=where.chat.id if where else 0,
                message_id=where.message_id if where else None,
            )
        }


def _small(digits: str, most: int) -> bool:
    return digits.isascii() and digits.isdigit() and len(digits) <= most


@router.callback_query(VotePress())
async def pressed(press: CallbackQuery, hub: Hub, crowd: Crowd, ballot: Ballot) -> Reply:
    """A tap on a vote button; in private the message shows the new state at once."""
    outcome = await crowd.cast(ballot)
    speaker = voice(outcome.language)
    said = toast(press, line(speaker, outcome), alert=outcome.ended in (Ended.LATE, Ended.ELSEWHERE))
    if ballot.chat_id != ballot.seen.id or outcome.ended is Ended.ELSEWHERE:
        return said
    shown = await rounds.for_person(hub, ballot.round_id, ballot.seen.id)
    return [said, *edit_keys(press, vote_keys(speaker, shown, mark_mine=True))] if shown else said


@router.poll_answer()
async def answered(answer: PollAnswer, hub: Hub, crowd: Crowd) -> Reply:
    """A vote in the group's native poll. Telegram shows it by itself; there is nothing to say."""
    if answer.user is None:
        await chats.refuse_anonymous(hub, answer.poll_id)
        return None
    seen = Seen(answer.user.id, answer.user.full_name, answer.user.language_code)
    choices = sum(1 << option for option in answer.option_ids)
    await crowd.cast(Ballot(seen=seen, choices=choices, poll_id=answer.poll_id))
    return None


def line(voice: Voice, outcome: Outcome) -> str:
    """What the toast says: first the fact, then a short kind word."""
    return _LINES[outcome.ended](voice, outcome)


def _counted(voice: Voice, outcome: Outcome) -> str:
    held = outcome.stick
    if not outcome.notch or held is None:
        return voice.tell("Your vote counts.")
    kind = cheer(voice.language, "vote", outcome.seed)
    if outcome.filled:
        return voice.tell("Your tally stick is full; your reward is ready.") + "\n" + kind
    return voice.tell("Notch {n} of {size}.", n=held.notches, size=held.length) + "\n" + kind


def _moved(voice: Voice, outcome: Outcome) -> str:
    option = outcome.options[outcome.choices.bit_length() - 1]
    shown = option if len(option) <= 60 else option[:59] + "…"
    kind = cheer(voice.language, "moved", outcome.seed)
    return voice.tell("Your vote went to “{option}”.", option=shown) + "\n" + kind


_LINES: dict[Ended, Callable[[Voice, Outcome], str]] = {
    Ended.COUNTED: _counted,
    Ended.MOVED: _moved,
    Ended.SAME: lambda voice, _: voice.tell("That is your vote already."),
    Ended.TAKEN_BACK: lambda voice, _: voice.tell("Your vote is taken back."),
    Ended.LATE: lambda voice, _: voice.tell("This question is closed; the next one is on its way."),
    Ended.ELSEWHERE: lambda voice, _: voice.tell("This button belongs to another place or an old message."),
}
