"""What was changed about rewards, in words for the history."""

from collections.abc import Callable

from markupsafe import Markup

from handlers.hangout import history
from locales.voice import Voice


def _change(v: Voice, about: dict[str, object]) -> Markup:
    """A changed reward in the history."""
    field, title = str(about["field"]), str(about["title"])
    before, after = about["before"], about["after"]
    if field == "title":
        return v.say("A reward was renamed: {before} is {after} now", before=before, after=after)
    if field == "picture":
        return (
            v.say("New picture of {title}", title=title) if after else v.say("No picture of {title} now", title=title)
        )
    return CHANGED[field](v, title, before, after)


CHANGED: dict[str, Callable[[Voice, str, object, object], Markup]] = {
    "notches": lambda v, t, a, b: v.say(
        "Price of {title}: from {before} to {after} notches", title=t, before=a, after=b
    ),
    "stock": lambda v, t, a, b: v.say(
        "Stock of {title}: from {before} to {after}", title=t, before=_piece(v, a), after=_piece(v, b)
    ),
    "days": lambda v, t, a, b: v.say("Claims of {title} hold {after} days, not {before}", title=t, before=a, after=b),
}


def _piece(v: Voice, stock: object) -> object:
    return v.tell("no end") if stock is None else stock


LINES: dict[str, history.Line] = {
    "reward_added": lambda v, _, d: v.say("New reward: {title}, for {notches} notches", **d),
    "reward_changed": lambda v, _, d: _change(v, d),
    "reward_paused": lambda v, _, d: v.say("Reward paused: {title}", **d),
    "reward_resumed": lambda v, _, d: v.say("Reward offered again: {title}", **d),
    "handover_undone": lambda v, _, d: v.say(
        "Hand-over to {name} taken back: {title}", title=d["title"], name=history.named(v, d.get("name", ""))
    ),
}
