"""One's own ideas: where each stands, other words, another picture, taking back."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.habit.interests import name as tag_name
from handlers.ideas import looks, media
from handlers.ideas.buttons import About, Authored, Mine, Suggestion
from handlers.ideas.made_screens import agreed
from handlers.ideas.states import state
from handlers.replies import Reply, key, rows, send, toast
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Typed, Wordless, at, enter, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.ideas import authoring, board, ideas, made
from hub.ideas.views import IdeaView, Media
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="mine")


class Rewording(StatesGroup):
    """Other words or another picture for an idea of one's own."""

    words = State()
    rest = State()


@router.callback_query(Mine.filter())
async def paged(press: CallbackQuery, callback_data: Mine, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page of them, the newest first."""
    return on_tap(press, await _page(hub, who, voice, callback_data.hangout, callback_data.page))


async def _page(hub: Hub, who: Who, v: Voice, hangout_id: int, page: int) -> Screen:
    shown = await ideas.mine(hub, who.id, hangout_id, page)
    again = key(v.tell("Suggest something"), Suggestion(hangout=hangout_id, act="begin").pack())
    last = [again, looks.board_key(v, hangout_id)]
    if not shown.ideas:
        return Screen(v.say("You have not suggested anything here yet."), rows(last))
    head = v.say("<b>My ideas</b>")
    lines = [_line(v, place, idea) for place, idea in enumerate(shown.ideas, start=1)]
    taps = [
        key(v.number(place), Authored(idea=idea.id, act="show").pack())
        for place, idea in enumerate(shown.ideas, start=1)
    ]
    turns = [_turn(v.tell("Newer ones"), hangout_id, shown.page - 1)] if shown.page else []
    turns += [_turn(v.tell("Older ones"), hangout_id, shown.page + 1)] if shown.more else []
    return Screen(Markup("\n\n").join([head, *lines]), rows(taps, turns, last))


def _line(v: Voice, place: int, idea: IdeaView) -> Markup:
    where = v.frame(
        "<b>{state}</b> · {backings}", state=state(v, idea.state), backings=looks.backings(v, idea.backings)
    )
    return v.say("{n}. {text}", n=place, text=looks.short(idea.text)) + "\n" + where


def _turn(label: str, hangout_id: int, page: int) -> InlineKeyboardButton:
    return key(label, Mine(hangout=hangout_id, page=page).pack())


@router.callback_query(Authored.filter())
async def acted(press: CallbackQuery, callback_data: Authored, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of one's own idea; another's is not here."""
    idea = await ideas.one(hub, who.id, callback_data.idea)
    if callback_data.act not in ACTS or not idea.mine:
        raise NotFound
    if at(who)[0] == "Rewording":
        await leave(hub, who)
    if callback_data.act == "media":
        return [toast(press), *media.methods(who.id, idea.media)]
    return on_tap(press, await ACTS[callback_data.act](hub, who, voice, idea))


async def _show(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return looks.card(v, idea)


async def _edit(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    await enter(hub, who, Rewording.words, idea=idea.id)
    text = v.say(
        "How shall it be said instead? Write it; those who are for it stay for it. A picture or a voice message takes "
        "the place of what came with it."
    )
    bare = [key(v.tell("Without what came with it"), Authored(idea=idea.id, act="bare").pack())] if idea.media else []
    tags = await _tags(hub, who, v, idea)
    about = [v.say("What is it about? Tap to correct.")] if tags else []
    keys = rows(*tags, bare, [key(v.tell("Leave it so"), Authored(idea=idea.id, act="show").pack())])
    return Screen(Markup("\n").join([looks.quoted(v, idea.text), text, *about]), keys)


async def _tags(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> list[list[InlineKeyboardButton]]:
    """The hangout's interests, those marked that the idea is about, three to a line."""
    chosen = {tag.id for tag in idea.tags}
    named = [(tag.id, tag_name(v, tag.key, tag.name)) for tag in await board.tags(hub, who.id, idea.hangout_id)]
    taps = [
        key(f"✓ {name}" if number in chosen else name, About(idea=idea.id, interest=number).pack())
        for number, name in named
    ]
    return [taps[start : start + 3] for start in range(0, len(taps), 3)]


@router.callback_query(About.filter())
async def corrected(press: CallbackQuery, callback_data: About, hub: Hub, who: Who, voice: Voice) -> Reply:
    """It is about one more interest, or one less; other words are still waited for."""
    idea = await ideas.one(hub, who.id, callback_data.idea)
    about = {tag.id for tag in idea.tags} ^ {callback_data.interest}
    changed = await authoring.change(hub, who.id, idea.id, interests_=about)
    return on_tap(press, await _edit(hub, who, voice, changed))


async def _out(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return looks.sure(v, idea)


async def _gone(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return looks.card(v, await authoring.withdraw(hub, who.id, idea.id), v.tell("Taken back."))


async def _post(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return looks.placed(v, await authoring.decide(hub, who.id, idea.id))


async def _bare(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return looks.card(v, await authoring.change(hub, who.id, idea.id, media=()), v.tell("Its words stand alone now."))


async def _named(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return await _signed(hub, who, v, idea, named=True)


async def _nameless(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return await _signed(hub, who, v, idea, named=False)


async def _signed(hub: Hub, who: Who, v: Voice, idea: IdeaView, *, named: bool) -> Screen:
    await made.agree(hub, who.id, idea.id, named=named)
    return looks.card(v, await ideas.one(hub, who.id, idea.id), agreed(v, named=named))


class Pictured(Filter):
    """A picture, a voice or a video in private; `more` is it."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        """Whatever can come with an idea."""
        more = media.of_message(message)
        return {"more": more} if more is not None and message.chat.type == "private" else False


class Rest(Filter):
    """A further picture of the album that came just before."""

    async def __call__(self, message: Message, who: Who) -> bool:
        """Of that album alone."""
        return message.media_group_id is not None and who.data.get("album") == message.media_group_id


@router.message(StateFilter(Rewording.rest), Rest(), Pictured())
async def joined(message: Message, more: Media, hub: Hub, who: Who) -> Reply:
    """It joins the others, in silence."""
    idea = await ideas.one(hub, who.id, int(who.data["idea"]))
    await authoring.change(hub, who.id, idea.id, media=[*idea.media, more])
    return None


@router.message(StateFilter(Rewording.words), Pictured())
async def pictured(message: Message, more: Media, hub: Hub, who: Who, voice: Voice) -> Reply:
    """In the place of all that came with it; words below it are its words."""
    number = int(who.data.get("idea", 0))
    changed = await authoring.change(hub, who.id, number, message.caption or None, [more])
    await leave(hub, who)
    if message.media_group_id:
        await enter(hub, who, Rewording.rest, idea=number, album=message.media_group_id)
    return on_words(who.id, looks.card(voice, changed))


@router.message(StateFilter(Rewording.words), Typed())
async def reworded(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The new words; where they do not fit, the line says so and waits on."""
    changed = await authoring.change(hub, who.id, int(who.data.get("idea", 0)), message.text or "")
    await leave(hub, who)
    return on_words(who.id, looks.card(voice, changed))


@router.message(StateFilter(Rewording.words), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is none of what an idea has."""
    return send(who.id, voice.say("An idea is words, a picture, a video or a voice message."))


Act = Callable[[Hub, Who, Voice, IdeaView], Awaitable[Screen]]
ACTS: dict[str, Act] = {
    "show": _show,
    "edit": _edit,
    "bare": _bare,
    "out": _out,
    "gone": _gone,
    "post": _post,
    "media": _show,
    "named": _named,
    "nameless": _nameless,
}
