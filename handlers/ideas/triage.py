"""The queue of ideas for owners and moderators: one card at a time, an act a tap, the next card in its place."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from handlers.hangout import keepers, panel
from handlers.hangout.keepers import Door
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import VOICE
from handlers.ideas import media, moved
from handlers.ideas import triage_screens as screens
from handlers.ideas.triage_screens import REASONS, Sift
from handlers.replies import Reply, send, toast
from handlers.rights import position
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Typed, Wordless, at, enter, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.ideas import triage
from hub.ideas.errors import NoSuchStep, NoTarget, Overtaken, Reworded, UpForVote
from hub.ideas.steps import DECLINED, MERGED, STEPS
from hub.ideas.triage import Card, Moved
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="triage")
OF_PILES = frozenset({"piles", "first"})
"""Acts about a hangout's pile; all others are about an idea."""


class Sifting(StatesGroup):
    """What staff write about an idea that they look at: why it is declined, or words of the one that it is part of."""

    reason = State()
    words = State()


class Task(NamedTuple):
    """Somebody who looks through a hangout's ideas; that they may was checked just now."""

    hub: Hub
    who: Who
    voice: Voice
    hangout: int
    language: str
    sift: Sift

    @property
    def pile(self) -> str:
        """The pile that they are at."""
        return screens.pile_of(self.sift.pile)


@router.callback_query(Sift.filter())
async def act(press: CallbackQuery, callback_data: Sift, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A screen or an act; the hangout is the idea's own."""
    given = callback_data
    about = given.of if given.act in OF_PILES else await triage.hangout_of(hub, who.id, given.of)
    hangout = await position(bot, hub, who.id, about)
    if given.act not in ACTS:
        raise NotFound
    if at(who)[0] == "Sifting":
        await leave(hub, who)
    task = Task(hub, who, voice, hangout.id, hangout.language, given)
    if given.act == "media":
        shown = await triage.this(hub, who.id, given.of, task.pile)
        return [*media.methods(who.id, shown.idea.media), toast(press)]
    return on_tap(press, await ACTS[given.act](task))


async def _piles(task: Task, done: Moved | None = None) -> Screen:
    shown = await triage.piles(task.hub, task.who.id, task.hangout)
    return screens.piles(task.voice, shown, done, task.pile)


async def _first(task: Task) -> Screen:
    found = await triage.card(task.hub, task.who.id, task.hangout, task.pile)
    return screens.card(task.hub, task.voice, found) if found else await _piles(task)


async def _next(task: Task, done: Moved | None = None, said: str = "") -> Screen:
    """What lies behind the idea; at the end of a pile, all of them."""
    found = await triage.card(task.hub, task.who.id, task.hangout, task.pile, after=task.sift.of)
    if found is None:
        return (await _piles(task, done))._replace(said=said)
    return screens.card(task.hub, task.voice, found, done)._replace(said=said)


async def _this(task: Task) -> Screen:
    shown = await triage.this(task.hub, task.who.id, task.sift.of, task.pile)
    return screens.card(task.hub, task.voice, shown)


def _step(after: str) -> Callable[[Task], Awaitable[Screen]]:
    async def stepped(task: Task) -> Screen:
        return await _done(task, after)

    return stepped


async def _decline(task: Task) -> Screen:
    if not 0 <= task.sift.value < len(REASONS):
        raise NotFound
    return await _done(task, DECLINED, reason=screens.reason(task.language, task.sift.value))


async def _merge(task: Task) -> Screen:
    return await _done(task, MERGED, into=task.sift.value)


async def _done(task: Task, after: str, reason: str | None = None, into: int | None = None) -> Screen:
    """The next card comes at once, with a way back; so it does where somebody else was first."""
    v = task.voice
    try:
        done = await triage.act(task.hub, task.who.id, task.sift.of, task.sift.seen, after, reason, into)
    except Overtaken as late:
        return await _next(task, said=moved.overtaken(v, late))
    except (NoSuchStep, NoTarget, Reworded, UpForVote):  # taken back, changed or put up, or the other one is elsewhere
        return _elsewhere(task, await triage.this(task.hub, task.who.id, task.sift.of, task.pile))
    return await _next(task, done)


async def _undo(task: Task) -> Screen:
    shown = await triage.undo(task.hub, task.who.id, task.sift.value)
    said = task.voice.tell("Taken back; nobody hears of it.")
    return screens.card(task.hub, task.voice, shown)._replace(said=said)


async def _why(task: Task) -> Screen:
    shown = await triage.this(task.hub, task.who.id, task.sift.of, task.pile)
    if shown.seen != task.sift.seen or shown.up:
        return _elsewhere(task, shown)
    await _listen(task, "reason")
    return screens.why(task.voice, shown, task.language)


def _elsewhere(task: Task, shown: Card) -> Screen:
    """The card as it stands now."""
    return screens.card(task.hub, task.voice, shown)._replace(said=_now(task.voice, shown, task.sift.seen))


def _now(v: Voice, shown: Card, seen: int) -> str:
    """What is different since they saw it."""
    if shown.up:
        return v.tell("It is up for a vote; that decides.")
    if shown.reworded and shown.seen != seen:
        return v.tell("Its author has changed it. Look once more.")
    return v.tell("It stands elsewhere by now.")


async def _like(task: Task) -> Screen:
    shown = await triage.this(task.hub, task.who.id, task.sift.of, task.pile)
    if shown.seen != task.sift.seen or shown.up:
        return _elsewhere(task, shown)
    found = await triage.near(task.hub, task.who.id, task.sift.of)
    await _listen(task, "words")
    return screens.like(task.voice, shown, found)


async def _listen(task: Task, step: str) -> None:
    state = Sifting.reason if step == "reason" else Sifting.words
    await enter(task.hub, task.who, state, of=task.sift.of, pile=task.sift.pile, seen=task.sift.seen)


async def _asked(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Task:
    """What somebody writes about the card they have asked for."""
    kept = Sift(of=int(who.data.get("of", 0)), pile=str(who.data.get("pile", "")), act="this")
    kept.seen = int(who.data.get("seen", 0))
    hangout = await position(bot, hub, who.id, await triage.hangout_of(hub, who.id, kept.of))
    return Task(hub, who, voice, hangout.id, hangout.language, kept)


@router.message(StateFilter(Sifting.reason), Typed())
async def reason(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Why an idea is declined, in their own words."""
    task = await _asked(message, bot, hub, who, voice)
    shown = await _done(task, DECLINED, reason=message.text or "")
    await leave(hub, who)
    said = [Markup.escape(shown.said)] if shown.said else []
    return on_words(who.id, shown._replace(text=Markup("\n").join([*said, shown.text])))


@router.message(StateFilter(Sifting.words), Typed())
async def words(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Some words of the idea that this one is part of; others may follow."""
    task = await _asked(message, bot, hub, who, voice)
    shown = await triage.this(hub, who.id, task.sift.of, task.pile)
    found = await triage.near(hub, who.id, task.sift.of, message.text or "")
    return on_words(who.id, screens.like(voice, shown, found, asked=True))


@router.message(StateFilter(Sifting.reason, Sifting.words), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """Both are words."""
    return send(who.id, voice.say("Write it in words, please."))


async def _opened(visit: Visit) -> Screen:
    """From the owner's panel."""
    return screens.piles(visit.voice, await triage.piles(visit.hub, visit.who.id, visit.hangout.id))


ACTS: dict[str, Callable[[Task], Awaitable[Screen]]] = {
    "piles": _piles,
    "first": _first,
    "next": _next,
    "this": _this,
    "media": _this,
    "why": _why,
    "like": _like,
    "undo": _undo,
    **{after: _step(after) for after in {way for ways in STEPS.values() for way in ways}},
    DECLINED: _decline,
    MERGED: _merge,
}
panel.ACTS["triage"] = _opened
keepers.DOORS["triage"] = Door(VOICE["triage"], lambda hangout: Sift(of=hangout, pile="", act="piles"))
