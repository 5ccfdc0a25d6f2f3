"""Keyboards under messages: what Telegram lets through."""

import re
from typing import Any

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from sandbox.core.keyboards import show
from sandbox.errors import bad_request
from sandbox.stage import Stage
from sandbox.world import Chat, Json

MOST_BUTTONS = 100
LONGEST_DATA = 64
"""Bytes of callback data."""
_LINK = re.compile(r"(?i)(?:https?|tg|tonsite)://\S+|mailto:\S+|(?:[\w-]+\.)+[a-z]{2,}(?:[:/?#]\S*)?")
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)


def inline_keyboard(chat: Chat, markup: Any) -> Json | None:
    """An inline keyboard as it is stored; None if there are no buttons. Refuses the other kinds."""
    if markup is None:
        return None
    if not isinstance(markup, InlineKeyboardMarkup):
        raise bad_request("inline keyboard expected")
    buttons = [button for row in markup.inline_keyboard for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for button in buttons:
        _check_button(chat, button)
    rows = [row for row in markup.model_dump(mode="json", exclude_none=True)["inline_keyboard"] if row]
    return {"inline_keyboard": rows} if rows else None


def _check_button(chat: Chat, button: InlineKeyboardButton) -> None:
    if not button.text.strip():
        raise _unparsable("inline keyboard button", "Text must be non-empty")
    chosen = [name for name in ACTIONS if getattr(button, name) is not None]
    if not chosen:
        raise _unparsable("inline keyboard button", "Text buttons are unallowed in the inline keyboard")
    if button.callback_data is not None and not 1 <= len(button.callback_data.encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.url is not None and not _LINK.fullmatch(button.url):
        raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")
    if button.web_app is not None and chat.type != "private":
        raise bad_request("BUTTON_TYPE_INVALID")


def apply_reply_markup(stage: Stage, chat: Chat, markup: Any) -> Json | None:
    """Show or take away a reply keyboard, for everybody in the chat; the message's own inline keyboard is returned."""
    if isinstance(markup, InlineKeyboardMarkup) or markup is None:
        return inline_keyboard(chat, markup)
    if chat.type == "channel":
        raise bad_request("inline keyboard expected")
    who = [chat.id] if chat.type == "private" else chat.present_ids()
    if isinstance(markup, ReplyKeyboardMarkup):
        show(stage, chat, who, _reply_keyboard(chat, markup))
    elif isinstance(markup, ReplyKeyboardRemove):
        show(stage, chat, who, None)
    return None


def _reply_keyboard(chat: Chat, markup: ReplyKeyboardMarkup) -> Json:
    buttons = [button for row in markup.keyboard for button in row]
    if not buttons:
        raise bad_request("REPLY_MARKUP_EMPTY")
    for button in buttons:
        _check_reply_button(chat, button)
    return markup.model_dump(mode="json", exclude_none=True)


def _check_reply_button(chat: Chat, button: KeyboardButton) -> None:
    if not button.text.strip():
        raise _unparsable("keyboard button", "Text must be non-empty")
    asks = (button.request_chat, button.request_users, button.request_contact, button.request_location)
    if chat.type != "private" and any(asks):
        raise bad_request("BUTTON_TYPE_INVALID")


def _unparsable(what: str, why: str) -> Exception:
    return bad_request(f"can't parse {what}: {why}")
