"""What Telegram finds in a text by itself: commands, hashtags, mentions, links, addresses."""

import re

from sandbox.entities import utf16_length
from sandbox.world import Json

PATTERNS = (
    (
        "url",
        re.compile(
            r"(?<![\w@/.])(?:https?://[^\s<>\"«»]+|(?:[a-z0-9-]+\.)+(?:com|org|net|ir|me|io|dev|app)\b(?:/[^\s<>]*)?)",
            re.I,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.I)),
    ("mention", re.compile(r"(?<![\w@/`])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("hashtag", re.compile(r"(?<![\w@#\u200c])#(?=[\w\u200c]*[^\W\d])[\w\u200c]{1,256}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
)
TRAILING = ".,:;!?)]}،؛؟…"


def detect(text: str, given: list[Json]) -> list[Json]:
    """The given entities and those found outside of given code and links, in order."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in given if _shields(entity)]
    found: list[Json] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            matched = match[0].rstrip(TRAILING) if kind == "url" else match[0]
            offset = utf16_length(text[: match.start()])
            end = offset + utf16_length(matched)
            if all(end <= start or offset >= stop for start, stop in taken):
                taken.append((offset, end))
                found.append({"type": kind, "offset": offset, "length": end - offset})
    return sorted(given + found, key=lambda entity: (entity["offset"], -entity["length"]))


def _shields(entity: Json) -> bool:
    return entity["type"] in ("code", "pre", "text_link", "text_mention", "url", "mention", "bot_command", "hashtag")
