"""Polls: votes and closing, and who hears of it."""

from sandbox.core.messages import tell_people
from sandbox.stage import Stage
from sandbox.world import CHANNEL_BOT_ID, Json, Poll


def new_poll_id(stage: Stage) -> str:
    """As long as Telegram's, so that nobody takes it for a small number."""
    return str(5_000_000_000_000_000_000 + stage.world.number())


def vote(stage: Stage, poll: Poll, voter_id: int, chosen: list[int]) -> None:
    """Count a vote, or take it back with an empty list. `voter_id` is a person, or a chat (an anonymous admin)."""
    if poll.votes.get(voter_id, []) == chosen:
        return
    if chosen:
        poll.votes[voter_id] = chosen
    else:
        poll.votes.pop(voter_id, None)
    if poll.author_id == stage.bot_id:
        if not poll.anonymous:
            _tell_answer(stage, poll, voter_id, chosen)
        _tell_state(stage, poll)
    _show(stage, poll)


def _tell_answer(stage: Stage, poll: Poll, voter_id: int, chosen: list[int]) -> None:
    """A chat that votes comes with a stand-in user, as Telegram sends it."""
    raw: Json = {
        "poll_id": poll.id,
        "option_ids": chosen,
        "option_persistent_ids": [poll.options[index]["persistent_id"] for index in chosen],
    }
    if voter_id in stage.world.people:
        raw["user"] = stage.render.user(voter_id)
    else:
        raw |= {"voter_chat": stage.render.chat(voter_id), "user": stage.render.user(CHANNEL_BOT_ID)}
    stage.updates.put("poll_answer", raw, f"poll {poll.id} {voter_id}")


def _tell_state(stage: Stage, poll: Poll) -> None:
    stage.updates.put("poll", stage.render.poll(poll), f"poll {poll.id}")


def _show(stage: Stage, poll: Poll) -> None:
    for chat_id, message_id in poll.places:
        if message := stage.world.chats[chat_id].messages.get(message_id):
            tell_people(stage, "edit", message)
    stage.changed()


def close(stage: Stage, poll: Poll) -> None:
    poll.closed = True
    poll.close_at = None
    if poll.author_id == stage.bot_id:
        _tell_state(stage, poll)
    _show(stage, poll)


def close_due(stage: Stage) -> float | None:
    """Close the polls whose time has come; seconds until the next one, None if there is none."""
    waiting = [poll for poll in stage.world.polls.values() if poll.close_at is not None and not poll.closed]
    now = stage.clock.now()
    for poll in waiting:
        if poll.close_at is not None and poll.close_at <= now:
            close(stage, poll)
    left = [poll.close_at - now for poll in waiting if poll.close_at is not None]
    return min(left, default=None)
