"""One's own ideas: where each stands, other words, taking back."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.ideas import looks, media
from handlers.ideas.buttons import Authored, Mine, Suggestion
from handlers.ideas.states import state
from handlers.replies import Reply, key, rows, send, toast
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Rewording, Typed, Wordless, at, enter, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.ideas import authoring, ideas
from hub.ideas.views import IdeaView
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="mine")


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
        "<i>{state}</i> · {backings}", state=state(v, idea.state), backings=looks.backings(v, idea.backings)
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
    text = v.say("How shall it be said instead? Write it; those who are for it stay for it.")
    keys = rows([key(v.tell("Leave it so"), Authored(idea=idea.id, act="show").pack())])
    return Screen(Markup("\n").join([looks.quoted(v, idea.text), text]), keys)


async def _out(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return looks.sure(v, idea)


async def _gone(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return looks.card(v, await authoring.withdraw(hub, who.id, idea.id), v.tell("Taken back."))


async def _post(hub: Hub, who: Who, v: Voice, idea: IdeaView) -> Screen:
    return looks.placed(v, await authoring.decide(hub, who.id, idea.id))


@router.message(StateFilter(Rewording), Typed())
async def reworded(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The new words; where they do not fit, the line says so and waits on."""
    changed = await authoring.change(hub, who.id, int(who.data.get("idea", 0)), message.text or "")
    await leave(hub, who)
    return on_words(who.id, looks.card(voice, changed))


@router.message(StateFilter(Rewording), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """Only its words are changed here."""
    return send(who.id, voice.say("Here the words are changed. Write them, please."))


Act = Callable[[Hub, Who, Voice, IdeaView], Awaitable[Screen]]
ACTS: dict[str, Act] = {"show": _show, "edit": _edit, "out": _out, "gone": _gone, "post": _post, "media": _show}
