"""A message's text as safe HTML for the page: everything escaped, entities as elements."""

from html import escape

from sandbox.entities import cut
from sandbox.world import Json

ELEMENTS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "mention": ('<span class="mention">', "</span>"),
    "text_mention": ('<span class="mention">', "</span>"),
    "hashtag": ('<span class="hashtag">', "</span>"),
}
LINKS = ("http://", "https://", "tg://", "mailto:")


def to_html(text: str, entities: list[Json]) -> str:
    """Entities nest or follow each other; a crossing one is cut where its parent ends."""
    units = text.encode("utf-16-le")
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    html, _ = _inside(units, ordered, 0, 0, len(units) // 2)
    return html


def _inside(units: bytes, ordered: list[Json], index: int, start: int, end: int) -> tuple[str, int]:
    """The HTML between two offsets; and the first entity not used for it."""
    parts = []
    at = start
    while index < len(ordered) and ordered[index]["offset"] < end:
        entity = ordered[index]
        begin = max(at, entity["offset"])
        stop = min(end, entity["offset"] + entity["length"])
        inner, index = _inside(units, ordered, index + 1, begin, max(begin, stop))
        parts += [_escaped(units, at, begin), _wrapped(entity, inner, units)]
        at = max(begin, stop)
    parts.append(_escaped(units, at, end))
    return "".join(parts), index


def _escaped(units: bytes, start: int, end: int) -> str:
    return escape(units[start * 2 : end * 2].decode("utf-16-le", "replace")).replace("\n", "<br>")


def _wrapped(entity: Json, inner: str, units: bytes) -> str:
    covered = cut(units.decode("utf-16-le"), entity["offset"], entity["length"])
    if entity["type"] == "bot_command":
        return f'<a class="command" data-command="{escape(covered)}" href="#">{inner}</a>'
    href = _href(entity, covered)
    if href:
        return f'<a href="{escape(href)}" target="_blank" rel="noopener noreferrer">{inner}</a>'
    opening, closing = ELEMENTS.get(entity["type"], ("", ""))
    return f"{opening}{inner}{closing}"


def _href(entity: Json, covered: str) -> str | None:
    """The link's address if it is one that a page may safely open."""
    if entity["type"] == "email":
        return f"mailto:{covered}"
    if entity["type"] not in ("url", "text_link"):
        return None
    address: str = entity.get("url", covered)
    if not address.lower().startswith(LINKS):
        address = f"https://{address}"
    return address
