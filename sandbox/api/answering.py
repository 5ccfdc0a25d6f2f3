"""answerCallbackQuery and setMessageReaction."""

import re

from aiogram.methods import AnswerCallbackQuery, SetMessageReaction
from aiogram.types import ReactionTypeEmoji

from sandbox.api.access import find_message, open_chat
from sandbox.api.registry import Call, answers
from sandbox.core.messages import tell_people
from sandbox.errors import bad_request
from sandbox.world import Json

LONGEST_ANSWER = 200


@answers(AnswerCallbackQuery)
def answer_callback_query(call: Call[AnswerCallbackQuery]) -> bool:
    """Shown to the presser as a toast, or as an alert; a link may only lead to the bot itself."""
    stage, method = call.stage, call.method
    press = stage.presses.open(method.callback_query_id)
    text = method.text or ""
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if method.url and not _leads_to(method.url, stage.world.bot_username):
        raise bad_request("URL_INVALID")
    answer: Json = {"text": text, "alert": bool(method.show_alert), "url": method.url or None}
    stage.presses.answer(press, answer)
    stage.events.emit("toast", only_for=press.person_id, callback_id=press.id, **answer)
    return True


def _leads_to(url: str, username: str) -> bool:
    start = re.compile(rf"(?:https?://)?t\.me/{re.escape(username)}(?:\?start=[A-Za-z0-9_-]{{0,64}})?", re.I)
    other = re.compile(rf"tg://resolve\?domain={re.escape(username)}(?:&start=[A-Za-z0-9_-]{{0,64}})?", re.I)
    return bool(start.fullmatch(url) or other.fullmatch(url))


@answers(SetMessageReaction)
def set_message_reaction(call: Call[SetMessageReaction]) -> bool:
    stage, method = call.stage, call.method
    chat = open_chat(stage, method.chat_id)
    message = find_message(chat, method.message_id, "message to react not found")
    wanted = method.reaction or []
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if wanted and not isinstance(wanted[0], ReactionTypeEmoji):
        raise bad_request("REACTION_INVALID")
    if wanted and isinstance(wanted[0], ReactionTypeEmoji):
        message.reactions[stage.bot_id] = wanted[0].emoji
    else:
        message.reactions.pop(stage.bot_id, None)
    tell_people(stage, "edit", message)
    return True
