"""/need (نیاز): somebody says what they look for, in words or with a picture; looks at it once more, and asks."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.fronts import opens, which
from handlers.habit.interests import name as tag_name
from handlers.needs import card, looks
from handlers.needs.buttons import Asking
from handlers.replies import Reply, key, rows, send
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Wordless, at, enter, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout import hangouts
from hub.needs import needs
from hub.needs.needs import Draft
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="need")


class Needing(StatesGroup):
    """What somebody looks for: its words, then once more before it is asked."""

    words = State()
    look = State()


class Given(Filter):
    """Words or a picture in private; no command."""

    async def __call__(self, message: Message) -> bool:
        """True for what a need, or an answer to one, can be made of."""
        words = message.text or ""
        return message.chat.type == "private" and bool(message.photo or (words and not words.startswith("/")))


def picture_of(message: Message) -> str | None:
    """Telegram's file id of the picture that came, the largest of its sizes."""
    return message.photo[-1].file_id if message.photo else None


def further(message: Message, who: Who) -> bool:
    """Whether it is one more picture of the album that came just before."""
    return message.media_group_id is not None and who.data.get("album") == message.media_group_id


async def _front(hub: Hub, who: Who, v: Voice) -> Screen:
    """What they look for, or where."""
    joined = await hangouts.joined_by(hub, who.id)
    if len(joined) != 1:
        return which(v, joined, lambda one: Asking(hangout=one.id, act="begin"))
    return await _begin(hub, who, v, joined[0].id)


opens(router, _front, "need", "نیاز")


async def _begin(hub: Hub, who: Who, v: Voice, hangout_id: int) -> Screen:
    found = await hangouts.of_member(hub, who.id, hangout_id)
    await needs.may_ask(hub, who.id, hangout_id)
    await enter(hub, who, Needing.words, hangout=hangout_id)
    text = v.say(
        "<b>What are you looking for?</b>\nWrite it in a line or two; a picture may come with it. The hosts of {title} "
        "and members who can help hear of it. Nobody learns that it is you.",
        title=found.title,
    )
    return Screen(text, rows([looks.page(v.tell("My needs"), "mine"), _step(v.tell("Cancel"), hangout_id, "drop")]))


@router.message(StateFilter(Needing), Given())
async def given(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Words become the need's words, a picture its picture; what came later takes the place of what came before. Of an
    album the first picture counts, and the others are passed over in silence."""
    if further(message, who):
        return None
    words = (message.text or message.caption or "").strip()
    data = {"hangout": here(who), "text": words or who.data.get("text", "")}
    data |= {"photo": picture_of(message) or who.data.get("photo"), "tags": None if words else who.data.get("tags")}
    data |= {"first": who.data.get("first") or message.message_id, "album": message.media_group_id}
    if words:
        needs.check(words)
    await enter(hub, who, Needing.look if data["text"] else Needing.words, **data)
    if not data["text"]:
        return send(who.id, voice.say("And in a line: what is it that you look for?"))
    return on_words(who.id, await _look(hub, who, voice, data))


@router.message(StateFilter(Needing), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker says too little; the step waits on."""
    return send(who.id, voice.say("Words or a picture, please."))


async def _look(hub: Hub, who: Who, v: Voice, data: dict[str, Any]) -> Screen:
    """The need as it will be asked, with what it is about to be corrected."""
    guess = await needs.guess(hub, who.id, int(data["hangout"]), data["text"])
    chosen = set(guess.named if data["tags"] is None else data["tags"])
    parts = [looks.quoted(v, guess.text)]
    if data["photo"]:
        parts.append(v.say("With a picture."))
    if guess.tags:
        parts.append(v.say("What is it about? Tap to correct: members who can be asked about that hear of it."))
    taps = [
        _step(f"{'✓ ' if tag.id in chosen else ''}{tag_name(v, tag.key, tag.name)}", data["hangout"], "tag", tag.id)
        for tag in guess.tags
    ]
    lines = [taps[start : start + 2] for start in range(0, len(taps), 2)]
    last = [_step(v.tell("Ask"), data["hangout"], "send"), _step(v.tell("Cancel"), data["hangout"], "drop")]
    return Screen(Markup("\n\n").join(parts), rows(*lines, last))


def _step(label: str, hangout_id: int, act: str, what: int = 0) -> InlineKeyboardButton:
    return key(label, Asking(hangout=hangout_id, act=act, what=what).pack())


@router.callback_query(Asking.filter())
async def stepped(press: CallbackQuery, callback_data: Asking, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of the wizard; one of a need that is not being written any more says so."""
    if callback_data.act == "begin":
        return on_tap(press, await _begin(hub, who, voice, callback_data.hangout))
    writing = at(who)[0] == "Needing" and here(who) == callback_data.hangout
    if callback_data.act not in STEPS or not (writing and (callback_data.act == "drop" or who.data.get("text"))):
        raise NotFound
    return on_tap(press, await STEPS[callback_data.act](hub, who, voice, callback_data))


async def _drop(hub: Hub, who: Who, v: Voice, _: Asking) -> Screen:
    await leave(hub, who)
    return Screen(v.say("Nothing was asked. /need whenever you look for something."))


async def _tag(hub: Hub, who: Who, v: Voice, step: Asking) -> Screen:
    guess = await needs.guess(hub, who.id, here(who), who.data["text"])
    chosen = set(guess.named if who.data["tags"] is None else who.data["tags"])
    data = dict(who.data) | {"tags": sorted(chosen ^ ({step.what} & {tag.id for tag in guess.tags}))}
    await enter(hub, who, Needing.look, **data)
    return await _look(hub, who, v, data)


async def _send(hub: Hub, who: Who, v: Voice, _: Asking) -> Screen:
    tags = who.data["tags"]
    draft = Draft(who.data["text"], who.data["photo"], None if tags is None else tuple(tags))
    made = await needs.ask(hub, who.id, here(who), draft, once=f"need:{who.data['first']}")
    await leave(hub, who)
    shown = await card.of(hub, who, v, made.id)
    return shown._replace(said=v.tell("Asked.") if made.shown else v.tell("The hosts look at it first."))


STEPS: dict[str, Callable[[Hub, Who, Voice, Asking], Awaitable[Screen]]] = {"drop": _drop, "tag": _tag, "send": _send}
