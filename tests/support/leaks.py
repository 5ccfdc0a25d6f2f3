"""Does a text that left the bot name one member to another? Read over everything that left it in a journey."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tests.support.calls import Call

TEXTS = ("text", "caption", "question", "options", "media", "reply_markup", "description", "rich_message")


def leaks(
    calls: Iterable[Call],
    people: Collection[dict[str, Any]],
    trusted: Collection[int],
    pressers: Mapping[str, int] | None = None,
) -> list[str]:
    """What was said to a person who is not `trusted` (staff), or to everybody in a channel or group, and holds another
    such person's name, username or id. A name that several people have names nobody. `pressers`: who tapped, by the id
    of the tap that is answered."""
    strangers = {one["id"]: one for one in people if one["id"] not in trusted}
    names = [word for one in strangers.values() for word in _names(one)]
    found = []
    for call in calls:
        reader = _reader(call, pressers)
        if call.status != 200 or not reader or reader in trusted:
            continue
        said = " ".join(_said(call.fields[field]) for field in TEXTS if field in call.fields)
        own = _names(strangers[reader]) if reader in strangers else set()
        others = {word for word in names if word not in own and names.count(word) == 1}
        named = [word for word in others if _holds(said, word)]
        found += [f"{call.method} to {call.chat_id} names {word}: {said[:300]}" for word in named]
    return found


def _reader(call: Call, pressers: Mapping[str, int] | None) -> int:
    """Whose private chat it is, or who alone sees it in a group or as a toast; 0 where nobody is told."""
    if tap := call.fields.get("callback_query_id"):
        return (pressers or {}).get(str(tap), 0)
    whisper = call.fields.get("ephemeral_message_parameters")
    told = json.loads(whisper) if isinstance(whisper, str) else whisper
    return int(told["receiver_user_id"]) if told else call.chat_id


def _names(one: dict[str, Any]) -> set[str]:
    whole = " ".join(filter(None, (one["first_name"], one.get("last_name"))))
    return {word for word in (whole, one.get("username"), str(one["id"])) if word and len(word) > 2}


def _said(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _holds(said: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None
