"""Private messages about needs. Each looks at how things stand when it leaves; none holds a name but where both
agreed."""

from collections.abc import Awaitable, Callable

from markupsafe import Markup

from handlers.letters import Desk, Letter
from handlers.needs import looks
from handlers.needs.helping import stop
from handlers.notices import Render
from handlers.replies import rows
from handlers.stick.rule_words import notches
from handlers.watch.report import button as flag
from hub.errors import NotFound
from hub.needs import needs, talks
from hub.needs.views import NeedView, TalkView
from hub.outbox import Parcel
from hub.person import people
from locales.voice import Voice, voice

Write = Callable[[Desk, Parcel, Voice, NeedView], Awaitable[Letter | None]]


def _about(write: Write) -> Render:
    """A letter about a need that is still there for its reader."""

    async def render(desk: Desk, parcel: Parcel) -> Letter | None:
        try:
            need = await needs.one(desk.hub, parcel.chat_id, parcel.payload["need_id"])
            return await write(desk, parcel, voice(await people.language_of(desk.hub, parcel.chat_id)), need)
        except NotFound:  # taken back, forgotten, or of a hangout that its reader left
            return None

    return render


async def _new(desk: Desk, parcel: Parcel, v: Voice, need: NeedView) -> Letter | None:
    if not need.open:
        return None
    head = v.say("Somebody at {title} looks for this:", title=need.title)
    keys = rows([looks.act(v.tell("Answer for the shop"), need.id, "answer")])
    return Letter(head + Markup("\n") + looks.quoted(v, need.text), keys, photo=need.photo, silent=True)


async def _asked(desk: Desk, parcel: Parcel, v: Voice, need: NeedView) -> Letter | None:
    if not need.open or await talks.of_need(desk.hub, parcel.chat_id, need.id):
        return None
    head = v.say("Somebody at {title} looks for this. Can you help?", title=need.title)
    keys = rows(
        [looks.act(v.tell("I can help"), need.id, "answer")],
        [flag(v, "need", need.id), stop(v, need.hangout_id)],
    )
    return Letter(head + Markup("\n") + looks.quoted(v, need.text), keys, photo=need.photo)


async def _said(desk: Desk, parcel: Parcel, v: Voice, need: NeedView) -> Letter | None:
    talk = await talks.of_line(desk.hub, parcel.chat_id, parcel.payload["line_id"])
    line = next((one for one in talk.lines if one.id == parcel.payload["line_id"]), None)
    if line is None or talk.ended:
        return None
    head = _from(v, talk) + Markup("\n") + looks.quoted(v, looks.short(need.text, 120))
    keys = [[looks.talk_act(v.tell("Write back"), talk.id, "write")]]
    if talk.asker and need.state in ("open", "expired"):
        keys[0].append(looks.talk_act(v.tell("This helped me"), talk.id, "helped"))
    keys.append([looks.talk_act(v.tell("The whole talk"), talk.id, "show")])
    text = head + Markup("\n") + v.frame("{text}", text=line.text)
    return Letter(text, rows(*keys), photo=line.photo)


def _from(v: Voice, talk: TalkView) -> Markup:
    title = talk.need.title
    if not talk.asker:
        return v.say("Whoever looks for this at {title} writes back:", title=title)
    if talk.shop:
        return v.say("{title} answers what you look for:", title=title)
    return v.say("A member of {title} answers what you look for:", title=title)


async def _wish(desk: Desk, parcel: Parcel, v: Voice, need: NeedView) -> Letter | None:
    talk = await talks.one(desk.hub, parcel.chat_id, parcel.payload["talk_id"])
    if talk.both or talk.ended or talk.agreed:
        return None
    text = v.say("The one you write with about this would like you to know each other’s names. Only if you want it:")
    keys = rows(
        [looks.talk_act(v.tell("Yes, tell our names"), talk.id, "names")],
        [looks.talk_act(v.tell("No, keep mine"), talk.id, "nameless")],
    )
    return Letter(text + Markup("\n") + looks.quoted(v, looks.short(need.text, 120)), keys)


async def _names(desk: Desk, parcel: Parcel, v: Voice, need: NeedView) -> Letter | None:
    other = await talks.other_of(desk.hub, parcel.chat_id, parcel.payload["talk_id"])
    there = Markup('<a href="tg://user?id={}">{}</a>').format(other.person_id, other.name)
    text = v.say("You both agreed to names. The other one is {name}.", name=there)
    return Letter(text + Markup("\n") + looks.quoted(v, looks.short(need.text, 120)))


async def _met(desk: Desk, parcel: Parcel, v: Voice, need: NeedView) -> Letter | None:
    if need.state != "met":
        return None
    text = v.say("What you wrote helped somebody at {title}. Thank you.", title=need.title)
    if cut := parcel.payload["notches"]:
        text += Markup("\n") + v.say("Cut on your stick for it: {notches}.", notches=notches(v, cut))
    return Letter(text + Markup("\n") + looks.quoted(v, looks.short(need.text, 120)))


async def _expiring(desk: Desk, parcel: Parcel, v: Voice, need: NeedView) -> Letter | None:
    if need.state != "open" or need.renewals != parcel.payload["renewals"]:
        return None
    day = looks.day(v, need.expires_at, need.timezone)
    text = v.say("What you look for at {title} stays open until {day}. Still looking?", title=need.title, day=day)
    keys = rows(
        [looks.act(v.tell("Ask anew"), need.id, "renew"), looks.act(v.tell("I have found it"), need.id, "found")]
    )
    return Letter(text + Markup("\n") + looks.quoted(v, looks.short(need.text, 120)), keys)


async def _expired(desk: Desk, parcel: Parcel, v: Voice, need: NeedView) -> Letter | None:
    if need.state != "expired" or need.renewals != parcel.payload["renewals"]:
        return None
    text = v.say(
        "Nobody at {title} has had this in time. It stays on the owner’s list of what is wanted.", title=need.title
    )
    keys = rows(
        [looks.act(v.tell("Ask anew"), need.id, "renew"), looks.act(v.tell("I have found it"), need.id, "found")]
    )
    return Letter(text + Markup("\n") + looks.quoted(v, looks.short(need.text, 120)), keys)


RENDERS: dict[str, Render] = {
    "need_new": _about(_new),
    "need_asked": _about(_asked),
    "need_said": _about(_said),
    "need_wish": _about(_wish),
    "need_names": _about(_names),
    "need_met": _about(_met),
    "need_expiring": _about(_expiring),
    "need_expired": _about(_expired),
}
PARTS: dict[str, Callable[[Voice, int], str]] = {
    "need_asked": lambda v, n: v.many(
        "{n} question whether somebody can help", "{n} questions whether somebody can help", n
    ),
    "need_expiring": lambda v, n: v.many(
        "{n} need that was open for a little longer", "{n} needs that were open for a little longer", n
    ),
    "need_expired": lambda v, n: v.many("{n} need that nobody met", "{n} needs that nobody met", n),
    "need_met": lambda v, n: v.many(
        "{n} thank-you for an answer that helped", "{n} thank-yous for answers that helped", n
    ),
    "need_said": lambda v, n: v.many(
        "{n} message in a talk that waited for the other", "{n} messages in talks that waited for the other", n
    ),
}
