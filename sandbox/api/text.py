"""Text fields of a call: parsed, measured and refused as Telegram does."""

from typing import Any

from sandbox.api.request import given
from sandbox.detect import detect
from sandbox.entities import parse_html, strip, utf16_length
from sandbox.errors import bad_request
from sandbox.stage import Stage
from sandbox.world import Json

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def formatted(stage: Stage, text: str, parse_mode: Any, entities: Any) -> tuple[str, list[Json]]:
    """A trimmed text and its entities, those that Telegram finds itself included. A parse mode wins over entities."""
    mode = (given(parse_mode) or "").lower()
    if mode == "html":
        text, found = parse_html(text)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        found = [entity.model_dump(mode="json", exclude_none=True) for entity in entities or []]
        _check_offsets(text, found)
    text, found = strip(text, [_known_person(stage, entity) for entity in found])
    return text, detect(text, [entity for entity in found if entity])


def _known_person(stage: Stage, entity: Json) -> Json:
    """A mention of a person by id needs to know the person; else it is plain text."""
    if entity["type"] != "text_mention":
        return entity
    person_id = entity.get("user_id") or entity.get("user", {}).get("id")
    if person_id not in stage.world.people:
        return {"type": "", "offset": 0, "length": 0}
    place = {"offset": entity["offset"], "length": entity["length"]}
    return {"type": "text_mention", "user": stage.render.user(person_id)} | place


def _check_offsets(text: str, entities: list[Json]) -> None:
    total = utf16_length(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] <= 0 or entity["offset"] + entity["length"] > total:
            raise bad_request(f"entity at offset {entity['offset']} and length {entity['length']} is out of the text")


def message_text(stage: Stage, text: str, parse_mode: Any, entities: Any) -> Json:
    """The content of a text message, 1–4096 characters after parsing."""
    if not text:
        raise bad_request("message text is empty")
    plain, found = formatted(stage, text, parse_mode, entities)
    if not plain:
        raise bad_request("text must be non-empty")
    if len(plain) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": plain} | ({"entities": found} if found else {})


def caption(stage: Stage, text: str | None, parse_mode: Any, entities: Any) -> Json:
    """The caption part of a message's content, up to 1024 characters after parsing."""
    if not text:
        return {}
    plain, found = formatted(stage, text, parse_mode, entities)
    if len(plain) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return ({"caption": plain} if plain else {}) | ({"caption_entities": found} if found else {})


def short(stage: Stage, text: str, parse_mode: Any, entities: Any, most: int, refusals: tuple[str, str]) -> Json:
    """A poll's text of 1–`most` characters; `refusals` for an empty and for a too long one."""
    plain, found = formatted(stage, text, parse_mode, entities)
    if not plain:
        raise bad_request(refusals[0])
    if len(plain) > most:
        raise bad_request(refusals[1])
    kept = [entity for entity in found if entity["type"] == "custom_emoji"]
    return {"text": plain} | ({"entities": kept} if kept else {})
