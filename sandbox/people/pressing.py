"""Inline buttons and polls."""

from typing import Any

from sandbox.core.messages import draft, post
from sandbox.core.polls import new_poll_id
from sandbox.core.polls import vote as cast
from sandbox.errors import ActError
from sandbox.people.registry import Act, act
from sandbox.people.speaking import check_may_write, voice
from sandbox.presses import Press
from sandbox.views import message_view
from sandbox.world import Chat, Json, Poll, StoredMessage

LONGEST_WAIT = 30.0


@act
async def press(given: Act) -> Json:
    """Tap an inline button. `old` makes the message arrive nearly empty, as Telegram sends very old ones."""
    chat = given.chat()
    message = given.message(chat)
    data = given.need("data")
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= 64:
        raise ActError("a button's data has 1-64 bytes")
    if chat.type == "private" and given.me.blocked:
        raise ActError("you have blocked the bot")
    tapped = _tap(given, chat, message, data)
    await given.stage.presses.wait(tapped, min(float(given.fields.get("wait") or 0), LONGEST_WAIT))
    answer = tapped.answer or {"text": "", "alert": False, "url": None}
    return {"callback_id": tapped.id, "answered": tapped.answer is not None} | answer


def _tap(given: Act, chat: Chat, message: StoredMessage, data: str) -> Press:
    stage = given.stage
    number = str(4_000_000_000_000_000_000 + stage.world.number())
    tapped = Press(number, given.me.id, chat.id, message.id, stage.clock.now())
    stage.presses.add(tapped)
    shown = stage.render.gone(chat.id, message.id) if given.fields.get("old") else stage.render.message(message)
    raw = {
        "id": tapped.id,
        "from": stage.render.user(given.me.id),
        "chat_instance": str(abs(chat.id) * 7919),
        "message": shown,
        "data": data,
    }
    stage.updates.put("callback_query", raw, f"press {given.me.id}")
    return tapped


@act
def vote(given: Act) -> Any:
    """Vote in a poll with option indices; none takes the vote back. Anonymous admins vote as their group."""
    chat = given.chat()
    message = given.message(chat)
    poll = given.stage.world.polls.get(message.poll_id or "")
    if poll is None:
        raise ActError("this is no poll")
    if chat.type != "private" and not chat.membership(given.me.id).present:
        raise ActError("you are not in this chat")
    voter = voice(given, chat).get("sender_chat_id", given.me.id)
    chosen = given.need("options")
    _check_vote(poll, voter, chosen)
    cast(given.stage, poll, voter, sorted(set(chosen)))
    return message_view(given.stage, given.me, message)


def _check_vote(poll: Poll, voter: int, chosen: Any) -> None:
    if poll.closed:
        raise ActError("the poll is closed")
    if not isinstance(chosen, list) or not all(index in range(len(poll.options)) for index in chosen):
        raise ActError("there is no such option")
    if len(set(chosen)) > 1 and not poll.traits["allows_multiple_answers"]:
        raise ActError("only one option can be chosen")
    if poll.votes.get(voter) and not poll.traits["allows_revoting"]:
        raise ActError("votes in this poll can not be changed")


@act
def send_poll(given: Act) -> Json:
    """A person's own poll."""
    chat = given.chat()
    check_may_write(given, chat)
    stage, quiz = given.stage, bool(given.fields.get("quiz"))
    texts = [str(text).strip() for text in given.need("options")]
    question = str(given.need("question")).strip()
    if not question or not texts or not all(texts) or len(texts) > 12:
        raise ActError("a poll has a question and 1-12 options")
    traits: Json = {
        "type": "quiz" if quiz else "regular",
        "allows_multiple_answers": False,
        "allows_revoting": not quiz,
        "members_only": False,
    }
    if quiz:
        traits |= {"correct_option_ids": [0], "correct_option_id": 0}
    anonymous = bool(given.fields.get("anonymous", True)) or chat.type == "channel"
    options = [{"persistent_id": f"o{stage.world.number()}", "text": text} for text in texts]
    poll = Poll(new_poll_id(stage), question, options, given.me.id, traits, anonymous)
    stage.world.polls[poll.id] = poll
    message = post(stage, draft(stage, chat, given.me.id, poll_id=poll.id, **voice(given, chat)))
    return message_view(stage, given.me, message)
