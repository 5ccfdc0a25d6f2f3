"""/suggest: an idea written in private, with pictures or a voice if there are any, looked at once more, and posted."""

from typing import Any

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.arrivals import Arrival
from handlers.errors import WORDS
from handlers.fronts import opens, which
from handlers.ideas import looks, media
from handlers.ideas.buttons import Suggestion
from handlers.person.elsewhere import LINKED
from handlers.person.start import LINKS
from handlers.replies import Reply, key, rows, send
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Wordless, at, enter, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout import hangouts
from hub.ideas import alike, backing, guessing, hashtags, ideas
from hub.ideas.ideas import MOST_MEDIA, Draft
from hub.ideas.views import Media
from hub.person.people import Who
from hub.stick import members
from locales.voice import Voice

router = Router(name="suggest")
LINK = "suggest_"
"""/start suggest_<slug>: something for this hangout."""


class Suggesting(StatesGroup):
    """An idea that is being written, then looked at once more."""

    words = State()
    look = State()


class Given(Filter):
    """Words, a picture, a voice or a video in private; no command."""

    async def __call__(self, message: Message) -> bool:
        """True for what an idea can be made of."""
        if message.chat.type != "private":
            return False
        words = message.text or ""
        return media.of_message(message) is not None or (bool(words) and not words.startswith("/"))


async def _front(hub: Hub, who: Who, v: Voice) -> Screen:
    """What would be good to have, or for which hangout."""
    joined = await hangouts.joined_by(hub, who.id)
    if len(joined) != 1:
        return which(v, joined, lambda one: Suggestion(hangout=one.id, act="begin"))
    return await _ask(hub, who, v, joined[0].id)


opens(router, _front, "suggest")


async def _arrived(arrival: Arrival) -> Reply:
    """By a link from the hangout's group."""
    joined = await members.join(arrival.hub, arrival.seen, arrival.payload)
    return on_words(arrival.who.id, await _ask(arrival.hub, arrival.who, arrival.voice, joined.view.hangout_id))


async def _ask(hub: Hub, who: Who, v: Voice, hangout_id: int) -> Screen:
    found = await hangouts.of_member(hub, who.id, hangout_id)
    await enter(hub, who, Suggesting.words, hangout=hangout_id)
    tags = await hashtags.usual(hub, hangout_id)
    tag = next((one for one in tags if one.isascii() is not v.rtl), tags[0])  # in the reader's own letters
    text = v.say(
        "<b>What would you like to see at {title}?</b>\nWrite it in a line or two. A picture, an album or a voice "
        "message may come with it. In the group, {tag} beside your words does the same.",
        title=found.title,
        tag=f"#{tag}",
    )
    keys = rows([looks.mine_key(v, hangout_id), _act(v.tell("Cancel"), hangout_id, "drop")])
    return Screen(text, keys)


@router.message(StateFilter(Suggesting), Given())
async def given(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Words become the idea's words; a picture joins those that came before. The rest of an album comes silently."""
    words, more = (message.text or message.caption or "").strip(), media.of_message(message)
    follows = bool(message.media_group_id) and who.data.get("album") == message.media_group_id
    data = _with(who.data, message, words and ideas.check(words), more)
    await enter(hub, who, Suggesting.look if data["text"] else Suggesting.words, **data)
    if follows and not words:
        return None
    if not data["text"]:
        text = voice.say("Now say in a line what it is about, so that others can find it.")
        return send(who.id, text, rows([_act(voice.tell("Cancel"), int(data["hangout"]), "drop")]))
    return on_words(who.id, await _look(hub, who, voice, data, arriving=bool(message.media_group_id)))


def _with(before: dict[str, Any], message: Message, words: str, more: Media | None) -> dict[str, Any]:
    """What was gathered so far, and this; other words may be about other interests."""
    kept = list(before.get("media", []))
    row = [more.kind, more.file_id] if more else None
    if row and row not in kept and len(kept) < MOST_MEDIA:
        kept.append(row)
    return {
        "hangout": before["hangout"],
        "text": words or before.get("text", ""),
        "media": kept,
        "album": message.media_group_id or before.get("album"),
        "first": before.get("first") or message.message_id,
        "tags": None if words else before.get("tags"),
    }


@router.message(StateFilter(Suggesting), Wordless())
async def other(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no idea; the step waits on."""
    return send(who.id, voice.say("An idea is words, a picture, a video or a voice message."))


async def _look(hub: Hub, who: Who, v: Voice, data: dict[str, Any], *, arriving: bool = False) -> Screen:
    """The idea as it will be, those that are like it, and what it is about; `arriving`: of an album, nobody knows yet
    how much there is."""
    hangout_id = int(data["hangout"])
    like = await alike.alike(hub, who.id, hangout_id, data["text"])
    parts = [looks.quoted(v, data["text"])]
    if data["media"]:
        things = [v.tell("an album")] if arriving else media.told(v, [Media(*one) for one in data["media"]])
        parts.append(v.say("With it: {things}", things=v.tell(", ").join(things)))
    if like:
        parts.append(v.say("<b>Is it one of these?</b>") + "\n" + looks.alike(v, like))
    backs = [looks.rather(v, place, _data(hangout_id, "back", one.id)) for place, one in enumerate(like, start=1)]
    tags = await _tags(hub, v, data)
    if tags:
        parts.append(v.say("What is it about? Tap to correct."))
    parts.append(v.say("Other words, a picture or a voice message can still be sent."))
    post = _act(v.tell("It is a new one, post it") if like else v.tell("Post it"), hangout_id, "post")
    keys = rows(*([one] for one in backs), *tags, [post, _act(v.tell("Cancel"), hangout_id, "drop")])
    return Screen(Markup("\n\n").join(parts), keys)


async def _tags(hub: Hub, v: Voice, data: dict[str, Any]) -> list[list[InlineKeyboardButton]]:
    """The hangout's interests, those marked that the idea seems to be about, three to a line."""
    found = await guessing.guess(hub, int(data["hangout"]), data["text"])
    chosen = {tag.id for tag in found if tag.guessed} if data["tags"] is None else set(data["tags"])
    taps = [
        _act(f"✓ {tag.name}" if tag.id in chosen else tag.name, int(data["hangout"]), "tag", tag.id) for tag in found
    ]
    return [taps[start : start + 3] for start in range(0, len(taps), 3)]


@router.callback_query(Suggestion.filter())
async def acted(press: CallbackQuery, callback_data: Suggestion, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of the wizard; one of an idea that is not being written any more says so."""
    if callback_data.act not in ACTS:
        raise NotFound
    if callback_data.act != "begin" and (at(who)[0] != "Suggesting" or here(who) != callback_data.hangout):
        return on_tap(press, Screen(voice.say("This one is done already. /suggest begins another.")))
    return on_tap(press, await ACTS[callback_data.act](hub, who, voice, callback_data))


async def _begin(hub: Hub, who: Who, v: Voice, data: Suggestion) -> Screen:
    return await _ask(hub, who, v, data.hangout)


async def _drop(hub: Hub, who: Who, v: Voice, data: Suggestion) -> Screen:
    await leave(hub, who)
    return Screen(v.say("Nothing was posted. /suggest begins again."), rows([looks.board_key(v, data.hangout)]))


async def _tag(hub: Hub, who: Who, v: Voice, data: Suggestion) -> Screen:
    kept = _written(who)
    found = await guessing.guess(hub, data.hangout, kept["text"])
    before = {tag.id for tag in found if tag.guessed} if kept["tags"] is None else set(kept["tags"])
    after = kept | {"tags": sorted(before ^ ({data.what} & {tag.id for tag in found}))}
    await enter(hub, who, Suggesting.look, **after)
    return await _look(hub, who, v, after)


async def _back(hub: Hub, who: Who, v: Voice, data: Suggestion) -> Screen:
    done = await backing.back(hub, who.id, data.what)
    await leave(hub, who)
    text = looks.quoted(v, done.view.text) + "\n" + v.say("✓ You are for it. Nothing new was posted.")
    return Screen(text, rows([looks.board_key(v, data.hangout)]))


async def _post(hub: Hub, who: Who, v: Voice, data: Suggestion) -> Screen:
    kept = _written(who)
    tags = None if kept["tags"] is None else tuple(kept["tags"])
    draft = Draft(kept["text"], tuple(Media(*one) for one in kept["media"]), tags)
    idea = await ideas.post(hub, who.id, data.hangout, draft, once=f"p{kept['first']}")
    await leave(hub, who)
    return looks.placed(v, idea)


def _written(who: Who) -> dict[str, Any]:
    if not who.data.get("text"):
        raise NotFound
    return who.data


def _act(label: str, hangout_id: int, act: str, what: int = 0) -> InlineKeyboardButton:
    return key(label, _data(hangout_id, act, what))


def _data(hangout_id: int, act: str, what: int = 0) -> str:
    return Suggestion(hangout=hangout_id, act=act, what=what).pack()


LINKED["suggest"] = LINK
LINKS[LINK] = _arrived
ACTS = {"begin": _begin, "drop": _drop, "tag": _tag, "back": _back, "post": _post}

WORDS["idea_no_member"] = lambda v, _: v.say("This is for the hangout’s members. Tap the button under its question.")
WORDS["too_many_ideas"] = lambda v, d: v.say("{limit} ideas a day fit. Come back with this one tomorrow.", **d)
WORDS["idea_too_far"] = lambda v, _: v.say("Its words stay as they are now: it has come too far to be changed.")
WORDS["too_much_media"] = lambda v, d: v.say("{limit} pictures, videos or voice messages fit one idea.", **d)
