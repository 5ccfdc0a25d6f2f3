"""What is said about a need: written, read, thanked for; names if both want them; an end to it, or a report."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.habit.budget import PARTS
from handlers.needs import card, letters, looks
from handlers.needs.ask import Given, further, picture_of
from handlers.needs.buttons import Said
from handlers.notices import NOTICES
from handlers.replies import Reply, picture, rows, send, toast
from handlers.screens import Screen, on_tap, on_words
from handlers.watch.report import button as flag
from handlers.wizards import Answering, Wordless, at, enter, leave
from hub.context import Hub
from hub.errors import HubError, NotFound
from hub.needs import meeting, needs, talks
from hub.needs.talks import Words
from hub.needs.views import TalkView
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="need_talk")
LATEST = 8  # messages that fit a screen


@router.message(StateFilter(Answering.words), Given())
async def written(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """It is on its way to the other side; a picture waits for its words."""
    if further(message, who):
        return None
    words = await _words(message, hub, who)
    if not words.text:
        return send(who.id, voice.say("And in a line: what do you want to say?"))
    talk = await _say(hub, who, words, once=f"said:{message.message_id}")
    await _gone(hub, who, message)
    held = not [one for one in talk.lines if one.ours][-1].shown
    said = voice.say("The hosts look at it first; then it goes on.") if held else voice.say("It is on its way.")
    shown = await screen(hub, who, voice, talk)
    return on_words(who.id, shown._replace(text=said + Markup("\n\n") + shown.text))


async def _words(message: Message, hub: Hub, who: Who) -> Words:
    """What came, with the picture that came before it; a new one is kept, should its words be missing or too many."""
    text, photo = (message.text or message.caption or "").strip(), picture_of(message) or who.data.get("photo")
    if message.photo:
        album = None if text else message.media_group_id
        await enter(hub, who, Answering.words, **dict(who.data) | {"photo": photo, "album": album})
    return Words(text, photo)


async def _say(hub: Hub, who: Who, words: Words, *, once: str) -> TalkView:
    """Words that do not fit are waited for again; any other refusal ends the step, since it holds for all words."""
    needs.check(words.text)
    need_id, talk_id = int(who.data["need"]), who.data.get("talk")
    try:
        return await talks.say(hub, who.id, need_id, words, once=once, talk_id=talk_id)
    except HubError:
        await leave(hub, who)
        raise


async def _gone(hub: Hub, who: Who, message: Message) -> None:
    """The step is over; of an album, once the rest of it has come."""
    await leave(hub, who)
    if message.media_group_id:
        await enter(hub, who, Answering.rest, album=message.media_group_id)


class Rest(Filter):
    """A further picture of the album that was the answer."""

    async def __call__(self, message: Message, who: Who) -> bool:
        """Any other message is not about it."""
        return further(message, who)


@router.message(StateFilter(Answering.rest), Rest())
async def rest(message: Message) -> Reply:
    """The answer has one picture, and that was the first."""
    return None


@router.message(StateFilter(Answering.words), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker says too little; the step waits on."""
    return send(who.id, voice.say("Words or a picture, please."))


@router.callback_query(Said.filter())
async def acted(press: CallbackQuery, callback_data: Said, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of a talk. Pictures come as messages of their own."""
    talk = await talks.one(hub, who.id, callback_data.talk)
    if callback_data.act == "photos":
        return [*(picture(who.id, one.photo, Markup("")) for one in talk.lines if one.photo), toast(press)]
    if callback_data.act not in ACTS:
        raise NotFound
    return on_tap(press, await ACTS[callback_data.act](hub, who, voice, talk))


async def screen(hub: Hub, who: Who, v: Voice, talk: TalkView) -> Screen:
    """What was said, the latest last."""
    head = v.say("<b>You look for:</b>") if talk.asker else v.say("<b>Somebody looks for:</b>")
    parts = [head + Markup("\n") + looks.quoted(v, looks.short(talk.need.text, 120))]
    parts.append(Markup("\n").join(looks.line(v, talk, one) for one in talk.lines[-LATEST:]))
    if talk.helped:
        parts.append(v.say("✓ This helped."))
    if talk.both:
        parts.append(await name(hub, who, v, talk.id))
    if talk.ended:
        parts.append(v.say("No more messages pass in this talk."))
    return Screen(Markup("\n\n").join(parts), rows(*_keys(v, talk)))


async def name(hub: Hub, who: Who, v: Voice, talk_id: int) -> Markup:
    """The other one, by name, where both agreed."""
    other_ = await talks.other_of(hub, who.id, talk_id)
    there = Markup('<a href="tg://user?id={}">{}</a>').format(other_.person_id, other_.name)
    return v.say("You both agreed to names. The other one is {name}.", name=there)


def _keys(v: Voice, talk: TalkView) -> list[list[InlineKeyboardButton]]:
    first, seen = [], []
    if not talk.ended and talk.need.state != "withdrawn":
        first.append(looks.talk_act(v.tell("Write back") if talk.asker else v.tell("Write more"), talk.id, "write"))
    if talk.asker and talk.need.state in ("open", "expired"):
        first.append(looks.talk_act(v.tell("This helped me"), talk.id, "helped"))
    if any(one.photo for one in talk.lines):
        seen.append(looks.talk_act(v.tell("The pictures"), talk.id, "photos"))
    back = looks.act(v.tell("Back"), talk.need.id, "show")
    return [first, seen, *_between_two(v, talk, back)]


def _between_two(v: Voice, talk: TalkView, back: InlineKeyboardButton) -> list[list[InlineKeyboardButton]]:
    """Names and a report between members; an end to it, which the shop can not make; and the way back."""
    names, theirs = [], [one for one in talk.lines if not one.ours]
    if not (talk.shop or talk.both or talk.ended):
        wish = looks.talk_act(v.tell("Offer to swap names"), talk.id, "names")
        keep = looks.talk_act(v.tell("Keep my name private"), talk.id, "nameless")
        names.append(keep if talk.agreed else wish)
    if talk.shop and not talk.asker:
        return [[back]]
    end = looks.talk_act(v.tell("Hear no more"), talk.id, "block")
    again = looks.talk_act(v.tell("Hear again"), talk.id, "unblock")
    ends = again if talk.ended else end
    report = [flag(v, "answer", theirs[-1].id)] if theirs and not talk.shop else []
    return [[*names, *report], [ends, back]] if names else [[*report, ends, back]]


async def _write(hub: Hub, who: Who, v: Voice, talk: TalkView) -> Screen:
    talk_id = talk.id if talk.asker else None
    await talks.may_say(hub, who.id, talk.need.id, talk_id=talk_id)
    await enter(hub, who, Answering.words, need=talk.need.id, talk=talk_id)
    latest = next((one.text for one in reversed(talk.lines) if not one.ours), talk.need.text)
    ask = v.say("<b>What do you want to say?</b>\nIn a line or two; a picture may come with it.")
    cancel = rows([looks.talk_act(v.tell("Cancel"), talk.id, "drop")])
    return Screen(looks.quoted(v, latest) + Markup("\n") + ask, cancel)


async def _put_down(hub: Hub, who: Who, need_id: int, talk_id: int | None = None) -> None:
    """Nothing is written there after all; words that go elsewhere are still waited for."""
    if at(who)[0] == "Answering" and (who.data.get("need"), who.data.get("talk")) == (need_id, talk_id):
        await leave(hub, who)


async def _drop(hub: Hub, who: Who, v: Voice, talk: TalkView) -> Screen:
    await _put_down(hub, who, talk.need.id, talk.id if talk.asker else None)
    return await screen(hub, who, v, talk)


async def _helped(hub: Hub, who: Who, v: Voice, talk: TalkView) -> Screen:
    await meeting.meet(hub, who.id, talk.need.id, talk_id=talk.id)
    return (await card.of(hub, who, v, talk.need.id))._replace(said=v.tell("Noted. Who helped hears it."))


def _share(*, yes: bool) -> Callable[[Hub, Who, Voice, TalkView], Awaitable[Screen]]:
    async def share(hub: Hub, who: Who, v: Voice, talk: TalkView) -> Screen:
        now = await talks.share(hub, who.id, talk.id, yes=yes)
        wait = v.tell("Noted. If the other one wants it too, you both hear.")
        kept = v.tell("Your name stays with you.")
        said = v.tell("You both hear it now.") if now.both else wait if yes else kept
        return (await screen(hub, who, v, now))._replace(said=said)

    return share


def _block(*, on: bool) -> Callable[[Hub, Who, Voice, TalkView], Awaitable[Screen]]:
    async def block(hub: Hub, who: Who, v: Voice, talk: TalkView) -> Screen:
        now = await talks.block(hub, who.id, talk.id, on=on)
        ended = v.tell("From now on you two hear nothing from each other about needs.")
        if talk.shop:
            ended = v.tell("From now on the shop answers this need of yours no more.")
        return (await screen(hub, who, v, now))._replace(said=ended if on else v.tell("You hear them again."))

    return block


ACTS: dict[str, Callable[[Hub, Who, Voice, TalkView], Awaitable[Screen]]] = {
    "show": screen,
    "write": _write,
    "drop": _drop,
    "helped": _helped,
    "names": _share(yes=True),
    "nameless": _share(yes=False),
    "block": _block(on=True),
    "unblock": _block(on=False),
}


async def _leave(hub: Hub, who: Who, v: Voice, need_id: int) -> Screen:
    """Nothing is answered after all."""
    await _put_down(hub, who, need_id)
    return await card.of(hub, who, v, need_id)


card.ACTS["drop"] = _leave
NOTICES |= letters.RENDERS
PARTS |= letters.PARTS
