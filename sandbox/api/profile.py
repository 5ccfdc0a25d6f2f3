"""Who the bot is: getMe, names, descriptions, command menus."""

import re
from typing import Any

from aiogram.methods import (
    DeleteMyCommands,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)

from sandbox.api.access import find_chat
from sandbox.api.registry import Call, answers
from sandbox.core.commands import key
from sandbox.errors import bad_request
from sandbox.world import Json

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_SHORT = 64, 512, 120
MOST_COMMANDS = 100


@answers(GetMe)
def get_me(call: Call[GetMe]) -> Json:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
        "supports_join_request_queries": False,
    }
    return call.stage.render.bot_user() | abilities


def _scoped(call: Call[Any]) -> str:
    """The key of a scope and language; a scope of one chat needs the chat to exist."""
    scope = call.method.scope
    raw: Json = scope.model_dump(mode="json", exclude_none=True) if scope else {"type": "default"}
    if "chat_id" in raw:
        raw["chat_id"] = find_chat(call.stage, raw["chat_id"]).id
    return key(raw, _language(call))


def _language(call: Call[Any]) -> str:
    language = call.method.language_code or ""
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return str(language)


@answers(SetMyCommands)
def set_my_commands(call: Call[SetMyCommands]) -> bool:
    commands = [command.model_dump(mode="json", exclude_none=True) for command in call.method.commands]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        command["command"] = command["command"].removeprefix("/")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.stage.world.face.commands[_scoped(call)] = commands
    return _seen(call)


@answers(GetMyCommands)
def get_my_commands(call: Call[GetMyCommands]) -> list[Json]:
    return call.stage.world.face.commands.get(_scoped(call), [])


@answers(DeleteMyCommands)
def delete_my_commands(call: Call[DeleteMyCommands]) -> bool:
    call.stage.world.face.commands.pop(_scoped(call), None)
    return _seen(call)


def _seen(call: Call[Any]) -> bool:
    """Menus and names are part of every chat's look: pages fetch them again."""
    call.stage.events.emit("chat", chat_id=0)
    call.stage.changed()
    return True


def _set(call: Call[Any], texts: dict[str, str], text: str | None, longest: int, refusal: str) -> bool:
    """An empty text takes the one for this language away."""
    language = _language(call)
    if len(text or "") > longest:
        raise bad_request(refusal)
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    return _seen(call)


def _get(call: Call[Any], texts: dict[str, str]) -> str:
    return texts.get(_language(call), texts.get("", ""))


@answers(SetMyName)
def set_my_name(call: Call[SetMyName]) -> bool:
    names = call.stage.world.face.names
    return _set(call, names, call.method.name, LONGEST_NAME, "BOT_TITLE_INVALID")


@answers(GetMyName)
def get_my_name(call: Call[GetMyName]) -> Json:
    return {"name": _get(call, call.stage.world.face.names) or call.stage.world.bot_name}


@answers(SetMyDescription)
def set_my_description(call: Call[SetMyDescription]) -> bool:
    texts = call.stage.world.face.descriptions
    return _set(call, texts, call.method.description, LONGEST_DESCRIPTION, "BOT_DESCRIPTION_INVALID")


@answers(GetMyDescription)
def get_my_description(call: Call[GetMyDescription]) -> Json:
    return {"description": _get(call, call.stage.world.face.descriptions)}


@answers(SetMyShortDescription)
def set_my_short_description(call: Call[SetMyShortDescription]) -> bool:
    texts = call.stage.world.face.short_descriptions
    return _set(call, texts, call.method.short_description, LONGEST_SHORT, "BOT_ABOUT_INVALID")


@answers(GetMyShortDescription)
def get_my_short_description(call: Call[GetMyShortDescription]) -> Json:
    return {"short_description": _get(call, call.stage.world.face.short_descriptions)}
