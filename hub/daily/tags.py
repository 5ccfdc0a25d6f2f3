"""What the tags of a ready question mean. Pure.

- `tea-house`, … (one of TRADES): asked only where that is sold; a question without any suits every shop.
- `topic-<key>`: what it is about; the key is an interest's.
- `flavour-<end of a dial>`: what scenario it suits best.
- `season-…`, `occasion-…`: asked only then (`hub.daily.seasons`).
- `taste`: the result says what people like, so that it may serve as advice.
"""

from collections.abc import Iterable, Set

TRADES = ("tea-house", "clothing", "books", "pharmacy", "sweets", "online", "grocery", "flowers")
TOPIC, FLAVOUR = "topic-", "flavour-"
TIMES = ("season-", "occasion-")


def topics(tags: Iterable[str]) -> list[str]:
    """Keys of what a question is about, in a fixed order."""
    return sorted(tag.removeprefix(TOPIC) for tag in tags if tag.startswith(TOPIC))


def flavours(tags: Iterable[str]) -> list[str]:
    """The ends of dials that it suits best."""
    return sorted(tag.removeprefix(FLAVOUR) for tag in tags if tag.startswith(FLAVOUR))


def times(tags: Iterable[str]) -> list[str]:
    """The season or the occasion it belongs to."""
    return sorted(tag for tag in tags if tag.startswith(TIMES))


def sold(tags: Set[str], trade: str | None) -> bool:
    """True where a question suits any shop, or the one that sells `trade` (None: anything)."""
    trades = tags & set(TRADES)
    return not trades or trade in trades
