"""sendPoll and stopPoll."""

from datetime import datetime
from typing import Any

from aiogram.methods import SendPoll, StopPoll
from aiogram.types import InputPollOption

from sandbox.api.access import chat_to_write, find_message
from sandbox.api.markup import inline_keyboard
from sandbox.api.registry import Call, answers
from sandbox.api.send import send
from sandbox.api.text import formatted, short
from sandbox.core.messages import edit
from sandbox.core.polls import close, new_poll_id
from sandbox.entities import utf16_length
from sandbox.errors import bad_request
from sandbox.stage import Stage
from sandbox.world import Chat, Json, Poll

LONGEST_QUESTION = 300
LONGEST_OPTION = 100
MOST_OPTIONS = 12
LONGEST_EXPLANATION = 200
LONGEST_DESCRIPTION = 1024
SHORTEST_OPEN, LONGEST_OPEN = 5, 2_628_000
"""Seconds that a poll may stay open by itself."""


@answers(SendPoll)
def send_poll(call: Call[SendPoll]) -> Json:
    stage, method = call.stage, call.method
    chat = chat_to_write(stage, method.chat_id, "polls")
    _check_kind(chat, method)
    poll = _new_poll(stage, method)
    stage.world.polls[poll.id] = poll
    try:
        return send(call, "polls", {}, poll.id)
    except Exception:
        del stage.world.polls[poll.id]
        raise


def _check_kind(chat: Chat, method: SendPoll) -> None:
    """What kind of poll may be sent where."""
    anonymous = method.is_anonymous is not False
    if chat.type == "channel" and not anonymous:
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    if chat.type != "channel" and (method.members_only or method.country_codes):
        raise bad_request("poll restrictions are supported only in channel chats")
    if method.allow_adding_options and (anonymous or method.type == "quiz"):
        raise bad_request("options can't be added to anonymous polls and quizzes")
    if method.type not in (None, "regular", "quiz"):
        raise bad_request("unsupported poll type specified")
    if method.open_period is not None and method.close_date is not None:
        raise bad_request("open_period and close_date can't be used together")


def _new_poll(stage: Stage, method: SendPoll) -> Poll:
    question = short(
        stage,
        method.question,
        method.question_parse_mode,
        method.question_entities,
        LONGEST_QUESTION,
        ("poll question must be non-empty", "poll question length must not exceed 300"),
    )
    options = _options(stage, method.options)
    traits = _traits(stage, method, len(options))
    if "entities" in question:
        traits["question_entities"] = question["entities"]
    return Poll(
        id=new_poll_id(stage),
        question=question["text"],
        options=options,
        author_id=stage.bot_id,
        traits=traits,
        anonymous=method.is_anonymous is not False,
        hidden=bool(method.hide_results_until_closes),
        closed=bool(method.is_closed),
        close_at=_closing(stage, method, traits),
    )


def _options(stage: Stage, given: list[InputPollOption | str]) -> list[Json]:
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > MOST_OPTIONS:
        raise bad_request(f"poll can't have more than {MOST_OPTIONS} options")
    refusals = ("poll options must be non-empty", "poll options length must not exceed 100")
    options = []
    for option in given:
        asked = option if isinstance(option, InputPollOption) else InputPollOption(text=option)
        text = short(stage, asked.text, asked.text_parse_mode, asked.text_entities, LONGEST_OPTION, refusals)
        persistent = {"persistent_id": f"o{stage.world.number()}", "text": text["text"]}
        options.append(persistent | ({"text_entities": text["entities"]} if "entities" in text else {}))
    return options


def _traits(stage: Stage, method: SendPoll, count: int) -> Json:
    """The Poll fields that never change while it is open."""
    quiz = method.type == "quiz"
    revoting = method.allows_revoting if method.allows_revoting is not None else not quiz
    traits: Json = {
        "type": "quiz" if quiz else "regular",
        "allows_multiple_answers": bool(method.allows_multiple_answers),
        "allows_revoting": revoting,
        "members_only": bool(method.members_only),
    }
    if method.country_codes:
        traits["country_codes"] = method.country_codes
    if quiz:
        traits |= _quiz_traits(stage, method, count)
    return traits | _description(stage, method)


def _description(stage: Stage, method: SendPoll) -> Json:
    """What stands with the poll in its message."""
    if not method.description:
        return {}
    text, entities = formatted(stage, method.description, method.description_parse_mode, method.description_entities)
    if utf16_length(text) > LONGEST_DESCRIPTION:
        raise bad_request("poll description is too long")
    return {"description": text, "description_entities": entities}


def _quiz_traits(stage: Stage, method: SendPoll, count: int) -> Json:
    correct = method.correct_option_ids
    if correct is None and method.correct_option_id is not None:
        correct = [method.correct_option_id]
    if not correct or not all(0 <= index < count for index in correct):
        raise bad_request("wrong correct option ID specified")
    traits: Json = {"correct_option_ids": correct, "correct_option_id": correct[0]}
    if method.explanation:
        text, entities = formatted(
            stage, method.explanation, method.explanation_parse_mode, method.explanation_entities
        )
        if len(text) > LONGEST_EXPLANATION or text.count("\n") > 2:
            raise bad_request("message caption is too long")
        traits |= {"explanation": text, "explanation_entities": entities}
    return traits


def _closing(stage: Stage, method: SendPoll, traits: Json) -> float | None:
    """When the poll closes by itself, by the sandbox's clock."""
    now = stage.clock.now()
    if method.open_period is not None:
        traits["open_period"] = method.open_period
        return _checked(now, now + method.open_period)
    if method.close_date is not None:
        closing = _unix(method.close_date)
        traits["close_date"] = int(closing)
        return _checked(now, closing)
    return None


def _checked(now: float, closing: float) -> float:
    """A second of grace, since clients round."""
    if not SHORTEST_OPEN - 1 <= closing - now <= LONGEST_OPEN + 1:
        raise bad_request("POLL_CLOSE_DATE_INVALID")
    return closing


def _unix(moment: Any) -> float:
    return moment.timestamp() if isinstance(moment, datetime) else float(moment)


@answers(StopPoll)
def stop_poll(call: Call[StopPoll]) -> Json:
    stage, method = call.stage, call.method
    chat = chat_to_write(stage, method.chat_id, "polls")
    message = find_message(chat, method.message_id, "message with poll to stop not found")
    poll = stage.world.polls.get(message.poll_id or "")
    if poll is None:
        raise bad_request("message is not a poll")
    if poll.author_id != stage.bot_id or message.author_id != stage.bot_id or message.origin:
        raise bad_request("poll can't be stopped")
    if poll.closed:
        raise bad_request("poll has already been closed")
    markup = inline_keyboard(chat, method.reply_markup)
    stage.flood.check(chat.id)
    edit(stage, message, markup=markup)
    close(stage, poll)
    return stage.render.poll(poll)
