"""Texts and their entities: Telegram counts offsets in UTF-16 units, Python in code points."""

import re
from html import unescape
from typing import NamedTuple

from sandbox.errors import bad_request
from sandbox.world import Json

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)((?:\s+[^<>]*?)?)\s*/?>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z0-9-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_ESCAPE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers."""
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "ignore")


class _Open(NamedTuple):
    tag: str
    offset: int
    facts: Json


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Telegram's HTML. Raises its "can't parse entities: …" for unknown, unclosed or crossed tags."""
    parts: list[str] = []
    entities: list[Json] = []
    stack: list[_Open] = []
    position, units = 0, 0
    while position < len(source):
        at = source.find("<", position)
        plain = _plain(source[position : at if at >= 0 else len(source)])
        parts.append(plain)
        units += utf16_length(plain)
        if at < 0:
            break
        position = _tag(source, at, stack, entities, units)
    if stack:
        raise _unparsable(f"Can't find end tag corresponding to start tag {stack[-1].tag}")
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(parts), entities


def _tag(source: str, at: int, stack: list[_Open], entities: list[Json], units: int) -> int:
    """Open or close one tag; where the text goes on after it."""
    found = _TAG.match(source, at)
    byte = len(source[:at].encode())
    if found is None:
        raise _unparsable(f"Unclosed start tag at byte offset {byte}")
    closing, name, attributes = found[1], found[2].lower(), found[3]
    if closing:
        _close(name, byte, stack, entities, units)
    elif name in TAGS:
        stack.append(_Open(name, units, _facts(name, attributes, byte)))
    else:
        raise _unparsable(f'Unsupported start tag "{name}" at byte offset {byte}')
    return found.end()


def _close(name: str, byte: int, stack: list[_Open], entities: list[Json], units: int) -> None:
    if not stack:
        raise _unparsable(f"Unexpected end tag at byte offset {byte}")
    opened = stack.pop()
    if name and name != opened.tag:
        expected = f'expected "</{opened.tag}>", found "</{name}>"'
        raise _unparsable(f"Unmatched end tag at byte offset {byte}, {expected}")
    if units == opened.offset or opened.facts.get("url") == "":
        return
    if opened.tag == "code" and stack and stack[-1].tag == "pre":
        stack[-1].facts.update(opened.facts)
        return
    entity = {"type": TAGS[opened.tag], "offset": opened.offset, "length": units - opened.offset}
    entities.append(_linked_person(entity | ({} if opened.tag == "code" else opened.facts)))


def _facts(name: str, attributes: str, byte: int) -> Json:
    given = {found[1].lower(): _plain((found[2] or "").strip("\"'")) for found in _ATTRIBUTE.finditer(attributes)}
    if name == "a":
        return {"url": given.get("href", "")}
    if name == "span" and given.get("class") != "tg-spoiler":
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
    if name == "tg-emoji":
        return {"custom_emoji_id": given.get("emoji-id", "")}
    if name == "tg-time":
        return {"unix_time": int(given.get("unix", "0"))}
    if name == "code" and given.get("class", "").startswith("language-"):
        return {"language": given["class"].removeprefix("language-")}
    if name == "blockquote" and "expandable" in given:
        return {"type": "expandable_blockquote"}
    return {}


def _linked_person(entity: Json) -> Json:
    """`tg://user?id=…` names a person; the id is resolved by whoever knows the people."""
    person = re.fullmatch(r"tg://user\?id=(\d+)", entity.get("url", ""))
    if person is None:
        return entity
    return {"type": "text_mention", "offset": entity["offset"], "length": entity["length"], "user_id": int(person[1])}


def _plain(text: str) -> str:
    """Only the named entities that Telegram knows, and numbers."""
    return _ESCAPE.sub(lambda found: unescape(found[0]), text)


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def strip(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram trims a message; entities move along and those left empty fall away."""
    lead = utf16_length(text) - utf16_length(text.lstrip())
    stripped = text.strip()
    total = utf16_length(stripped)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(total, entity["offset"] + entity["length"] - lead)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return stripped, moved
