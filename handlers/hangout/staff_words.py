"""The roles of a hangout's staff in words."""

from collections.abc import Callable

from markupsafe import Markup

from locales.voice import Spoken, Voice

ROLE: dict[str, Callable[[Voice], Spoken]] = {
    "owner": lambda v: v.tell("owner"),
    "moderator": lambda v: v.tell("moderator"),
    "clerk": lambda v: v.tell("clerk"),
}
ONE: dict[str, Callable[[Voice], Spoken]] = {
    "owner": lambda v: v.tell("an owner"),
    "moderator": lambda v: v.tell("a moderator"),
    "clerk": lambda v: v.tell("a clerk"),
}
"""What somebody is, in a sentence."""
WORK: dict[str, Callable[[Voice], Markup]] = {
    "clerk": lambda v: v.say("A clerk stands at the counter: cuts notches and hands rewards over."),
    "moderator": lambda v: v.say("A moderator does what a clerk does, and later looks after ideas and needs as well."),
}
"""What a role may do, for who gives it and for who takes it."""
