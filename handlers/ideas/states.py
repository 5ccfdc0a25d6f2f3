"""How far an idea has come, in a word or two: on the board, to its author, to staff."""

from collections.abc import Callable

from locales.voice import Voice

STATES: dict[str, Callable[[Voice], str]] = {
    "draft": lambda v: v.tell("waits for your word"),
    "held": lambda v: v.tell("waits for a moderator"),
    "hidden": lambda v: v.tell("not shown for now"),
    "new": lambda v: v.tell("new"),
    "open": lambda v: v.tell("open"),
    "shortlisted": lambda v: v.tell("shortlisted"),
    "planned": lambda v: v.tell("planned"),
    "making": lambda v: v.tell("in the making"),
    "made": lambda v: v.tell("made"),
    "declined": lambda v: v.tell("declined"),
    "merged": lambda v: v.tell("part of another"),
    "withdrawn": lambda v: v.tell("taken back"),
}
"""Every state of an idea."""


def state(v: Voice, of: str) -> str:
    """The words for one."""
    return STATES[of](v)
