"""Owners and moderators look the words of a question through: what is hidden, what is the same, when all is shown."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from handlers import errors
from handlers.daily import reader_screens as screens
from handlers.daily.reader_screens import Read
from handlers.hangout import keepers, panel
from handlers.hangout.history import LINES
from handlers.hangout.keepers import Door, Keep, Keeper
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import HABIT
from handlers.letters import Desk, Letter
from handlers.notices import NOTICES
from handlers.replies import Reply, key, rows
from handlers.rights import position
from handlers.screens import Screen, on_tap
from hub.context import Hub
from hub.daily import judging, looking
from hub.errors import HubError, NotFound
from hub.outbox import Parcel
from hub.person import people
from hub.person.people import Who
from locales.voice import Voice, voice

router = Router(name="readers")


class Task(NamedTuple):
    """A reader at a question's words."""

    hub: Hub
    who: Who
    voice: Voice
    read: Read


@router.callback_query(Read.filter())
async def act(press: CallbackQuery, callback_data: Read, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A screen or an act about words; who may is asked each time."""
    hangout_id = await looking.hangout_of(hub, who.id, callback_data.round)
    await position(bot, hub, who.id, hangout_id)
    if callback_data.act not in ACTS:
        raise NotFound
    return on_tap(press, await ACTS[callback_data.act](Task(hub, who, voice, callback_data)))


async def _list(task: Task, said: str = "") -> Screen:
    shown = await looking.listed(task.hub, task.who.id, task.read.round, task.read.page)
    back = await keepers.back(task.hub, task.who, task.voice, shown.of.hangout_id, "words", "words")
    return screens.page(task.voice, shown, back)._replace(said=said)


async def _one(task: Task) -> Screen:
    whole = await looking.one(task.hub, task.who.id, task.read.round, task.read.mark)
    return screens.whole(task.voice, whole, task.read.page)


def _turn(*, hidden: bool) -> Callable[[Task], Awaitable[Screen]]:
    async def turned(task: Task) -> Screen:
        await judging.hide(task.hub, task.who.id, task.read.round, task.read.mark, hidden=hidden)
        return await _list(task, task.voice.tell("Hidden.") if hidden else task.voice.tell("Shown again."))

    return turned


async def _near(task: Task) -> Screen:
    found = await looking.near(task.hub, task.who.id, task.read.round, task.read.mark)
    whole = await looking.one(task.hub, task.who.id, task.read.round, task.read.mark)
    return screens.near(task.voice, whole, found, task.read.page)


async def _join(task: Task) -> Screen:
    await judging.join(task.hub, task.who.id, task.read.round, task.read.mark, task.read.into)
    return await _list(task, task.voice.tell("Counted as one word now."))


async def _part(task: Task) -> Screen:
    await judging.part(task.hub, task.who.id, task.read.round, task.read.mark)
    return await _list(task, task.voice.tell("Taken apart again."))


async def _preview(task: Task) -> Screen:
    gathered, shown = await looking.preview(task.hub, task.who.id, task.read.round)
    return screens.preview(task.voice, gathered, shown, task.read.page)


async def _let_out(task: Task) -> Screen:
    fresh = await judging.let_out(task.hub, task.who.id, task.read.round)
    said = task.voice.tell("The result is on its way.") if fresh else task.voice.tell("The result is out already.")
    return await _list(task, said)


async def _end(task: Task) -> Screen:
    await judging.end_without(task.hub, task.who.id, task.read.round)
    return await _list(task, task.voice.tell("Closed without a result."))


ACTS: dict[str, Callable[[Task], Awaitable[Screen]]] = {
    "list": _list,
    "one": _one,
    "hide": _turn(hidden=True),
    "show": _turn(hidden=False),
    "near": _near,
    "join": _join,
    "part": _part,
    "preview": _preview,
    "out": _let_out,
    "end": _end,
}


async def _gathered(visit: Visit | Keeper) -> Screen:
    """The latest questions for a word."""
    hub, who, v, hangout_id = visit.hub, visit.who, visit.voice, visit.hangout.id
    found = await looking.waiting(hub, who.id, hangout_id)
    return screens.gathered(v, found, await keepers.back(hub, who, v, hangout_id, "habit"))


async def _wait(desk: Desk, parcel: Parcel) -> Letter | None:
    """A question for a word is over; nothing if somebody has let its result out, or the reader is none any more."""
    try:
        shown = await looking.listed(desk.hub, parcel.chat_id, parcel.payload["round_id"])
    except HubError:
        return None
    if shown.of.out or not shown.of.different:
        return None
    v = voice(await people.language_of(desk.hub, parcel.chat_id))
    text = v.say(
        "<b>{question}</b>\n{title}: {words}, from {members}. Nobody sees them before you have looked them through.",
        question=shown.of.text,
        title=shown.of.title,
        words=screens.different(v, shown.of.different),
        members=screens.members(v, shown.of.members),
    )
    see = key(v.tell("Look through"), Read(round=shown.of.round_id, act="list").pack())
    return Letter(text, rows([see]))


panel.ACTS["words"] = _gathered
keepers.SCREENS["words"] = _gathered
keepers.DOORS["words"] = Door(HABIT["words"], lambda hangout_id: Keep(hangout=hangout_id, act="words"))
NOTICES["words_wait"] = _wait
LINES["words_let_out"] = lambda v, _, about: v.say(
    "Let the words of “{question}” out; {n} left out", question=about["question"], n=about["hidden"]
)
LINES["words_without_result"] = lambda v, _, about: v.say(
    "Closed “{question}” without a result", question=about["question"]
)
errors.WORDS["not_reader"] = lambda v, _: v.say("This is for the hangout’s owners and moderators.")
errors.WORDS["words_open"] = lambda v, _: v.say("The question still takes answers. Come back after its close.")
errors.WORDS["words_out"] = lambda v, _: v.say("This question is settled; its words stay as they are.")
errors.WORDS["nothing_to_show"] = lambda v, _: screens.nothing(v)
errors.WORDS["words_left"] = lambda v, _: v.say("There is a word to show again. Let the result out, or hide that too.")
