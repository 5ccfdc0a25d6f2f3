"""A question in private after a tap: its buttons follow the votes, and what else the message holds stays."""

from typing import Any

from aiogram.methods import EditMessageCaption, EditMessageReplyMarkup, EditMessageText
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.daily.looks import question_text, vote_keys
from handlers.habit.offer import OFFER
from handlers.letters import brings_several
from handlers.replies import Method
from hub.daily.rounds import RoundView
from locales.voice import Voice

Raw = dict[str, Any]
Lines = list[list[InlineKeyboardButton]]


def card(voice: Voice, message: Raw, shown: RoundView, more: Lines) -> Method:
    """The tapped message as it should be now; `more` are lines of buttons below the question's own. Its end takes the
    buttons away, and says how it ended where the message is about nothing else."""
    where = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
    if shown.open:
        fresh = [*vote_keys(voice, shown).inline_keyboard, *more]
        return EditMessageReplyMarkup(**where, reply_markup=around(message, fresh, shown.id))
    if brings_several(message.get("text") or message.get("caption")):
        return EditMessageReplyMarkup(**where, reply_markup=around(message, [], shown.id))
    text = question_text(voice, shown)
    if message.get("photo"):
        return EditMessageCaption(**where, caption=text, parse_mode="HTML")
    return EditMessageText(**where, text=text, parse_mode="HTML")


def around(message: Raw, fresh: Lines, round_id: int) -> InlineKeyboardMarkup:
    """The fresh lines in the place of the question's old ones, between the message's other buttons."""
    there = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    made = {button.callback_data for line in fresh for button in line} | {OFFER}
    own = [any(_is_of(button, made, round_id) for button in line) for line in there]
    first = own.index(True) if True in own else len(there)
    others = [None if ours else line for line, ours in zip(there, own, strict=True)]
    return InlineKeyboardMarkup(inline_keyboard=[*_made(others[:first]), *fresh, *_made(others[first:])])


def _is_of(button: Raw, made: set[str | None], round_id: int) -> bool:
    data = button.get("callback_data")
    return data is not None and (data in made or data.startswith(f"v:{round_id}:"))


def _made(lines: list[Any]) -> Lines:
    return [[InlineKeyboardButton.model_validate(button) for button in line] for line in lines if line]
