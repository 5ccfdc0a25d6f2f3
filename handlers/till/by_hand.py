"""What was given or taken by hand, as its member hears of it and as it stands in the history."""

import asyncio
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from handlers.hangout import history
from handlers.letters import Letter
from handlers.notices import Desk
from handlers.stick.stick import caption, draw
from hub.hangout.hangouts import HangoutView
from hub.outbox import Parcel
from hub.person import people
from hub.stick import members
from locales.voice import Voice, voice


async def told(courier: Desk, parcel: Parcel) -> Letter | None:
    """The member learns what was given or taken, why, and, if that is all there is to say, sees their stick."""
    held = await members.sticks(courier.hub, parcel.chat_id, parcel.hangout_id)
    if not held:
        return None
    speaker, what = voice(await people.language_of(courier.hub, parcel.chat_id)), parcel.payload
    drawn = await asyncio.to_thread(draw, speaker, held[0])
    line = TOLD[what["rule"], what["back"]](speaker, {"title": held[0].title, "notches": what["notches"]})
    reason = Markup("<blockquote>{}</blockquote>").format(speaker.frame("{reason}", reason=what["reason"]))
    text = line + Markup("\n") + reason
    return Letter(Markup("\n\n").join([text, caption(speaker, held[0])]), photo=drawn, among=text)


TOLD: dict[tuple[str, bool], Callable[[Voice, dict[str, Any]], Markup]] = {
    ("gift", False): lambda v, d: v.say(
        "A gift from {title}: {n}.", title=d["title"], n=v.many("{n} notch", "{n} notches", d["notches"])
    ),
    ("correction", False): lambda v, d: v.say(
        "Your stick at {title} was put right: {n}.", title=d["title"], n=v.signed(d["notches"])
    ),
    ("correction", True): lambda v, d: v.say(
        "An entry on your stick at {title} was taken back: {n}.", title=d["title"], n=v.signed(d["notches"])
    ),
}


def _past(say: Callable[[Voice, dict[str, Any]], Markup]) -> history.Line:
    def line(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
        name = history.named(v, about.get("name", ""))
        return say(v, {"name": name, "n": v.signed(about["notches"]), "reason": about["reason"]})

    return line


PARTS: dict[str, Callable[[Voice, int], str]] = {
    "by_hand": lambda v, n: v.many("{n} gift or correction by hand", "{n} gifts and corrections by hand", n)
}
LINES: dict[str, history.Line] = {
    "gift": _past(lambda v, d: v.say("A gift for {name}: {n}. {reason}", **d)),
    "correction": _past(lambda v, d: v.say("A correction for {name}: {n}. {reason}", **d)),
    "taken_back": _past(lambda v, d: v.say("An entry of {name} was taken back: {n}. {reason}", **d)),
}
