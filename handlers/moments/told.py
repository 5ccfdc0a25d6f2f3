"""What leaves because of a moment: the post and its end, the hosts' card, the author's answer."""

from handlers.habit.budget import PARTS
from handlers.letters import Desk, Letter
from handlers.moments import looks
from handlers.moments.looks import Mine
from handlers.replies import key, rows
from hub.moments import hosting, posts
from hub.moments.views import MomentView
from hub.outbox import Parcel
from hub.person import people
from locales.voice import Voice, voice
from pictures.emptied import emptied


async def _post(desk: Desk, parcel: Parcel) -> Letter | None:
    shown = await posts.to_post(desk.hub, parcel.payload["moment_id"], parcel.payload["turn"])
    if shown is None:
        return None
    text, keys = looks.posted(voice(shown.language), shown, desk.username)
    return Letter(text, keys, photo=shown.photo)


async def _gone(desk: Desk, parcel: Parcel) -> Letter | None:
    """The post is deleted; where that is too late, nothing is left in it."""
    found = await posts.to_empty(desk.hub, parcel.payload["post"], photo=parcel.payload["photo"])
    if found is None:
        return None
    text = voice(found.language).say("A moment stood here.")
    return Letter(text, photo=emptied() if found.photo else None, ends=found.message_id)


async def _waits(desk: Desk, parcel: Parcel) -> Letter | None:
    shown = await hosting.waits(desk.hub, parcel.payload["moment_id"], parcel.chat_id)
    if shown is None:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    return Letter(looks.card(v, shown), rows(looks.decide_keys(v, shown)), photo=shown.moment.photo, silent=True)


async def _answered(desk: Desk, parcel: Parcel) -> Letter | None:
    shown = await hosting.answered(desk.hub, parcel.payload["moment_id"], parcel.payload["turn"])
    if shown is None:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    return ANSWERS[shown.state](v, shown) if shown.state in ANSWERS else None


def _stands(v: Voice, shown: MomentView) -> Letter:
    text = v.say("Your moment is in {title} now. Thank you for sharing it.", title=shown.title)
    return Letter(text, rows([key(v.tell("Take it back"), Mine(moment=shown.id, act="ask").pack())]))


def _stays(v: Voice, shown: MomentView) -> Letter:
    text = v.say(
        "This time the hosts of {title} did not post your moment. The next prompt is yours again: /moment",
        title=shown.title,
    )
    return Letter(text)


def _goes(v: Voice, shown: MomentView) -> Letter:
    text = v.say(
        "The hosts of {title} have taken your moment down. Thank you all the same; the next prompt is yours: /moment",
        title=shown.title,
    )
    return Letter(text)


PARTS["moment_answered"] = lambda v, n: v.many("{n} answer about a moment", "{n} answers about moments", n)
ANSWERS = {"posted": _stands, "declined": _stays, "removed": _goes}
LETTERS = {"moment": _post, "moment_gone": _gone, "moment_waits": _waits, "moment_answered": _answered}
