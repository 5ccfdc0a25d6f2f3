"""Keyboards as clients send them: the kind is told by its field, and rights that a client does not know are denied."""

from typing import Any

from aiogram.types import (
    ChatAdministratorRights,
    ForceReply,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from pydantic import BaseModel, ValidationError

from sandbox.errors import bad_request
from sandbox.world import Json

KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "inline_keyboard": (InlineKeyboardMarkup, "inline keyboard markup"),
    "keyboard": (ReplyKeyboardMarkup, "reply keyboard markup"),
    "remove_keyboard": (ReplyKeyboardRemove, "reply keyboard remove"),
    "force_reply": (ForceReply, "force reply"),
}
RIGHTS = ("user_administrator_rights", "bot_administrator_rights")


def read_keyboard(raw: Any) -> Any:
    """One of aiogram's four markups; None for an empty object."""
    if raw is None or raw == {}:
        return None
    kind = next((name for name in KINDS if isinstance(raw, dict) and name in raw), None)
    if kind is None:
        raise bad_request("object expected as reply markup")
    markup, words = KINDS[kind]
    try:
        return markup.model_validate(_with_all_rights(raw) if kind == "keyboard" else raw)
    except (ValidationError, TypeError, AttributeError):
        raise bad_request(f"can't parse {words} JSON object") from None


def _with_all_rights(raw: Json) -> Json:
    return raw | {"keyboard": [[_button(button) for button in row] for row in raw["keyboard"]]}


def _button(button: Any) -> Any:
    """A bare text is a button too."""
    if isinstance(button, str):
        return {"text": button}
    asked = button.get("request_chat")
    if asked is None:
        return button
    denied = dict.fromkeys(ChatAdministratorRights.model_fields, False)
    filled = {name: denied | asked[name] for name in RIGHTS if asked.get(name) is not None}
    return button | {"request_chat": asked | filled}
