"""What members write for others, in words: a line for each kind of hub.watch.REPORTABLE."""

from collections.abc import Callable

from locales.voice import Spoken, Voice

KINDS: dict[str, Callable[[Voice], Spoken]] = {
    "answer": lambda v: v.tell("answer to a need"),
    "idea": lambda v: v.tell("idea"),
    "moment": lambda v: v.tell("moment"),
    "need": lambda v: v.tell("need"),
    "option": lambda v: v.tell("option of their own"),
    "word": lambda v: v.tell("word"),
}


def nameless(v: Voice, kind: str) -> Spoken:
    """Whoever wrote a thing of which nobody learns who did."""
    return v.tell("a nameless author ({kind})", kind=KINDS[kind](v))


REASONS: dict[str, Callable[[Voice], Spoken]] = {
    "rude": lambda v: v.tell("It hurts somebody"),
    "spam": lambda v: v.tell("It advertises"),
    "private": lambda v: v.tell("It is private"),
    "other": lambda v: v.tell("Something else"),
}
"""Of a report, as who reports says it."""
