"""/moment (لحظه): a photo or a line on the week's prompt, under a name or none; and what one has shared before."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers import errors
from handlers.arrivals import Arrival
from handlers.fronts import opens, which
from handlers.moments import looks
from handlers.moments.looks import SHARE, Share
from handlers.person.start import FOR_MEMBERS, LINKS
from handlers.replies import Reply, key, rows, send
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Typed, Wordless, at, enter, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout import hangouts
from hub.moments import moments
from hub.moments.errors import TooManyMoments
from hub.moments.moments import Draft
from hub.person.people import Who
from hub.stick import members
from hub.watch.errors import Muted
from locales.voice import Voice, voice

router = Router(name="moments")


class Sharing(StatesGroup):
    """A moment: what it is, under which name, and once more before it goes."""

    moment = State()
    name = State()
    look = State()


class Shown(Filter):
    """A photo in private, alone or with words."""

    async def __call__(self, message: Message) -> bool:
        """True for a photo."""
        return message.chat.type == "private" and bool(message.photo)


async def _front(hub: Hub, who: Who, v: Voice) -> Screen:
    """This week's prompt, or in which hangout."""
    found = [one for one in await hangouts.joined_by(hub, who.id) if one.state == "open"]
    if len(found) == 1:
        return await _ask(hub, who, v, found[0].id)
    mine = await _mine(hub, who, v)
    none = Screen(v.say("You are with no open hangout yet. Vote once in one, and come back."), rows(mine))
    return which(v, found, lambda one: Share(hangout=one.id, act="begin"), none, mine)


async def _mine(hub: Hub, who: Who, v: Voice) -> list[InlineKeyboardButton]:
    """The way to what they have shared, if there is anything; open to whoever may share nothing now, too."""
    return [looks.shared(v)] if (await moments.mine(hub, who.id)).moments else []


opens(router, _front, "moment", "لحظه")


async def _arrived(arrival: Arrival) -> Reply:
    """From the button under somebody's moment: whoever follows it becomes a member, and is asked for theirs."""
    joined = await members.join(arrival.hub, arrival.seen, arrival.payload)
    return on_words(arrival.who.id, await _ask(arrival.hub, arrival.who, arrival.voice, joined.view.hangout_id))


async def _ask(hub: Hub, who: Who, v: Voice, hangout_id: int) -> Screen:
    """The week's prompt, waiting for a photo or a line; or why they share nothing now."""
    mine = await _mine(hub, who, v)
    try:
        door = await moments.may_share(hub, who.id, hangout_id)
    except (Muted, TooManyMoments) as refused:
        return Screen(errors.words(v, refused), rows(mine))
    await enter(hub, who, Sharing.moment, hangout=hangout_id, prompt=looks.prompt(door))
    text = v.say(
        "<b>This week at {title}:</b>\n{prompt}\n\nSend a photo, or write a line. The hosts look at it first; then "
        "it stands where everybody sees it, and you can take it back any time.",
        title=door.title,
        prompt=looks.prompt(door),
    )
    return Screen(text, rows(mine, [_act(v.tell("Cancel"), hangout_id, "drop")]))


def _act(label: str, hangout_id: int, act: str) -> InlineKeyboardButton:
    return key(label, Share(hangout=hangout_id, act=act).pack())


@router.message(StateFilter(Sharing), Shown())
async def pictured(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A photo, with the words below it; of an album the first, and the others are passed over in silence."""
    album = message.media_group_id
    if album is not None and who.data.get("album") == album:
        return None
    photo = message.photo[-1].file_id if message.photo else None
    return await _given(message, hub, who, voice, message.caption or "", photo)


@router.message(StateFilter(Sharing.moment), Typed())
async def written(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A line."""
    return await _given(message, hub, who, voice, message.text or "", None)


async def _given(message: Message, hub: Hub, who: Who, v: Voice, text: str, photo: str | None) -> Reply:
    """It joins what came before it: a photo and the line for it may be two messages."""
    text, photo = text or who.data.get("text", ""), photo or who.data.get("photo")
    kept = {"hangout": here(who), "prompt": who.data["prompt"], "text": moments.check(text, photo), "photo": photo}
    kept |= {"album": message.media_group_id, "first": message.message_id}
    await enter(hub, who, Sharing.name if kept["text"] else Sharing.moment, **kept)
    return on_words(who.id, _named(who, v, here(who)) if kept["text"] else _worded(v, here(who)))


def _worded(v: Voice, hangout_id: int) -> Screen:
    """For a photo that came alone."""
    text = v.say("<b>A line with it?</b>\nWrite it, or go on without one.")
    return Screen(text, rows([_act(v.tell("Without a line"), hangout_id, "bare"), _drop(v, hangout_id)]))


def _named(who: Who, v: Voice, hangout_id: int) -> Screen:
    text = v.say(
        "<b>Under which name shall it stand?</b>\nTap one, or write another: your own, a short one, a made-up one."
    )
    own = [_act(who.name[: moments.NAME_LIMIT], hangout_id, "own")] if who.name else []
    return Screen(text, rows([*own, _act(v.tell("Without a name"), hangout_id, "none")], [_drop(v, hangout_id)]))


def _drop(v: Voice, hangout_id: int) -> InlineKeyboardButton:
    return _act(v.tell("Cancel"), hangout_id, "drop")


@router.message(StateFilter(Sharing.name), Typed())
async def name_written(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A name of their own."""
    return on_words(who.id, await _look(hub, who, voice, moments.check_name(message.text or "")))


@router.message(StateFilter(Sharing.look), Typed())
@router.message(StateFilter(Sharing), Wordless())
async def other(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker or a voice message, or words where a button is meant; the step waits on."""
    if at(who)[1] == "moment":
        return send(who.id, voice.say("A moment is a photo or a line of words. Send one of them."))
    return send(who.id, voice.say("Tap one of the buttons above."))


async def _look(hub: Hub, who: Who, v: Voice, name: str | None) -> Screen:
    """The moment as everybody will see it, once more before it goes."""
    data = {key_: value for key_, value in who.data.items() if key_ not in ("setup", "changing")} | {"name": name}
    await enter(hub, who, Sharing.look, **data)
    speaker = voice((await moments.may_share(hub, who.id, here(who))).language)
    shown = looks.body(speaker, data["prompt"], data["text"], name)
    text = Markup("\n\n").join([v.say("<b>So it will look:</b>"), shown])
    other = _act(v.tell("Another name"), here(who), "rename")
    keys = rows([_act(v.tell("Hand it in"), here(who), "send")], [other, _drop(v, here(who))])
    return Screen(text, keys, photo=data["photo"] or "")


@router.callback_query(Share.filter())
async def acted(press: CallbackQuery, callback_data: Share, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of the steps; one of a moment that is not being made any more says so."""
    if callback_data.act == "begin":
        return on_tap(press, await _ask(hub, who, voice, callback_data.hangout))
    if callback_data.act not in ACTS or at(who)[0] != "Sharing" or here(who) != callback_data.hangout:
        raise NotFound
    if "first" not in who.data and callback_data.act != "drop":
        raise NotFound
    return on_tap(press, await ACTS[callback_data.act](hub, who, voice))


async def _own_name(hub: Hub, who: Who, v: Voice) -> Screen:
    return await _look(hub, who, v, moments.check_name(who.name[: moments.NAME_LIMIT]))


async def _no_name(hub: Hub, who: Who, v: Voice) -> Screen:
    return await _look(hub, who, v, None)


async def _rename(hub: Hub, who: Who, v: Voice) -> Screen:
    """On to the name, or back to it."""
    data = {key_: value for key_, value in who.data.items() if key_ not in ("setup", "changing")}
    await enter(hub, who, Sharing.name, **data)
    return _named(who, v, here(who))


async def _send(hub: Hub, who: Who, v: Voice) -> Screen:
    if "name" not in who.data:
        raise NotFound
    given: dict[str, Any] = {name: who.data[name] for name in ("prompt", "text", "photo", "name")}
    done = await moments.share(hub, who.id, Draft(here(who), **given), str(who.data["first"]))
    await leave(hub, who)
    text = v.say("It is with the hosts of {title} now. You hear of it when they have looked.", title=done.title)
    return Screen(text, rows([looks.shared(v)]))


async def _dropped(hub: Hub, who: Who, v: Voice) -> Screen:
    await leave(hub, who)
    return Screen(v.say("Nothing was shared."), rows([key(v.tell("Share a moment"), "moment")]))


ACTS: dict[str, Callable[[Hub, Who, Voice], Awaitable[Screen]]] = {
    "bare": _rename,
    "own": _own_name,
    "none": _no_name,
    "rename": _rename,
    "send": _send,
    "drop": _dropped,
}

LINKS[SHARE] = _arrived
FOR_MEMBERS.append(lambda v: v.say("/moment a photo or a line of your days, for all to see"))
errors.WORDS["too_many_moments"] = lambda v, d: v.say(
    "{limit} moments of yours are with the hosts already. Share the next one when they have looked.", **d
)
errors.WORDS["name_tells"] = lambda v, _: v.say("A name without a link, a username or a number, please.")
