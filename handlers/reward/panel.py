"""The owner's rewards, on the panel's shelf: what is offered, its figures, adding, changing, pausing."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from aiogram import Bot, Router
from aiogram.filters import Filter, StateFilter
from aiogram.types import CallbackQuery, Message

from handlers import errors
from handlers.hangout import history, panel
from handlers.hangout.panel import Visit
from handlers.replies import Reply, send, toast
from handlers.reward import history as reward_history
from handlers.reward import steps as reward_steps
from handlers.reward.looks import Give, Prize
from handlers.reward.screens import listed, whole
from handlers.reward.steps import FIELDS
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Amend, Heard, Offering, Typed, Wordless, at, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout.hangouts import HangoutView
from hub.person.people import Who
from hub.reward import rewards
from hub.reward.rewards import Draft, Kept, RewardView
from locales.voice import Voice

router = Router(name="reward_panel")
WIZARDS = ("Offering", "Amend")
PICTURES = StateFilter(Offering.picture, Amend.picture)


class Photo(Filter):
    """A photo in private."""

    async def __call__(self, message: Message) -> bool:
        """True for a photo."""
        return message.chat.type == "private" and bool(message.photo)


class Look(NamedTuple):
    """An owner at a reward of theirs; `kept` is None where it is about no single one."""

    visit: Visit
    kept: Kept | None

    @property
    def reward(self) -> RewardView:
        """The reward; NotFound where there is none."""
        if self.kept is None:
            raise NotFound
        return self.kept.reward


@router.callback_query(Prize.filter())
async def act(press: CallbackQuery, callback_data: Prize, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A screen or an act about a reward; what waited for words about one waits no longer."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    if callback_data.act not in ACTS:
        raise NotFound
    if at(who)[0] in WIZARDS:
        await leave(hub, who)
    kept = await _kept(hub, who, hangout, callback_data.reward) if callback_data.reward else None
    return on_tap(press, await ACTS[callback_data.act](Look(Visit(bot, hub, who, voice, hangout), kept)))


async def _kept(hub: Hub, who: Who, hangout: HangoutView, reward_id: int) -> Kept:
    found = await rewards.one(hub, who.id, reward_id)
    if found.reward.hangout_id != hangout.id:
        raise NotFound
    return found


@router.callback_query(Give.filter())
async def tapped(press: CallbackQuery, callback_data: Give, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A value was tapped. A button of a wizard that has gone on does nothing."""
    hangout = await ownership(bot, hub, who.id, callback_data.hangout)
    field = callback_data.field
    if field not in FIELDS:
        raise NotFound
    value, visit = FIELDS[field].tapped(hangout, callback_data.value), Visit(bot, hub, who, voice, hangout)
    if callback_data.reward:
        await _kept(hub, who, hangout, callback_data.reward)
        return on_tap(press, await _changed(visit, callback_data.reward, field, value))
    if at(who) != ("Offering", field) or here(who) != hangout.id:
        return toast(press, voice.tell("That button has done its work."))
    return on_tap(press, await _answered(visit, field, value))


@router.message(StateFilter(Offering), Heard())
async def heard_before(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Telegram brought an answer twice: the person sees the question that it led to."""
    hangout = await ownership(bot, hub, who.id, here(who))
    return on_words(who.id, reward_steps.screen(voice, hangout, at(who)[1], None))


@router.message(PICTURES, Photo())
async def shown(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A picture of the reward; the largest of the sizes that Telegram keeps."""
    largest = (message.photo or [])[-1]
    return await _given(message, bot, hub, who, voice, largest.file_id)


@router.message(PICTURES, Typed())
async def no_picture(message: Message, who: Who, voice: Voice) -> Reply:
    """Words are no picture; the step waits."""
    return send(who.id, voice.say("A photo is what I need here. Send one, or tap the button above."))


@router.message(StateFilter(Offering, Amend), Typed())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A value was written. Where it does not fit, the line says so and the step waits on."""
    return await _given(message, bot, hub, who, voice, message.text or "")


@router.message(StateFilter(Offering, Amend), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no answer here; everything stays."""
    return send(who.id, voice.say("Here I understand taps and written words. Tap a button above, or write it."))


async def _given(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice, value: str) -> Reply:
    hangout, (wizard, field) = await ownership(bot, hub, who.id, here(who)), at(who)
    visit = Visit(bot, hub, who, voice, hangout)
    if wizard == "Amend":
        return on_words(who.id, await _changed(visit, int(who.data["reward"]), field, value))
    return on_words(who.id, await _answered(visit, field, value, message.message_id))


async def _changed(visit: Visit, reward_id: int, field: str, value: str) -> Screen:
    await rewards.change(visit.hub, visit.who.id, reward_id, field, value)
    if at(visit.who)[0] in WIZARDS:
        await leave(visit.hub, visit.who)
    return await _again(visit, reward_id, visit.voice.tell("Saved."))


async def _answered(visit: Visit, field: str, value: str, heard: int = 0) -> Screen:
    """The next question about a new reward, or the reward itself after the last."""
    hub, who = visit.hub, visit.who
    rewards.check(field, value)
    onward = await reward_steps.onward(hub, who, visit.voice, visit.hangout, field, value, heard)
    if onward is not None:
        return onward
    given = {name: who.data[name] for name in reward_steps.STEPS if name in who.data} | {field: value}
    made = await rewards.add(hub, who.id, visit.hangout.id, Draft(**given), once=who.data["key"])
    await leave(hub, who)
    return await _again(visit, made.id, visit.voice.tell("Members can claim it from now on."))


async def _again(visit: Visit, reward_id: int, said: str) -> Screen:
    kept = await _kept(visit.hub, visit.who, visit.hangout, reward_id)
    return whole(visit, kept)._replace(said=said)


async def _list(look: Look) -> Screen:
    return await listed(look.visit)


async def _one(look: Look) -> Screen:
    if look.kept is None:
        raise NotFound
    return whole(look.visit, look.kept)


async def _new(look: Look) -> Screen:
    return await reward_steps.begin(look.visit.hub, look.visit.who, look.visit.voice, look.visit.hangout)


def _ask(field: str) -> Callable[[Look], Awaitable[Screen]]:
    async def asked(look: Look) -> Screen:
        visit = look.visit
        return await reward_steps.ask(visit.hub, visit.who, visit.voice, visit.hangout, field, look.reward)

    return asked


def _offer(*, active: bool) -> Callable[[Look], Awaitable[Screen]]:
    async def turned(look: Look) -> Screen:
        visit = look.visit
        await rewards.offer(visit.hub, visit.who.id, look.reward.id, active=active)
        said = visit.voice.tell("Offered again.") if active else visit.voice.tell("Not offered any more.")
        return await _again(visit, look.reward.id, said)

    return turned


ACTS: dict[str, Callable[[Look], Awaitable[Screen]]] = {
    "list": _list,
    "open": _one,
    "new": _new,
    **{field: _ask(field) for field in FIELDS},
    "pause": _offer(active=False),
    "resume": _offer(active=True),
}
panel.ACTS["rewards"] = listed
history.LINES |= reward_history.LINES
errors.WORDS |= {
    "too_many_rewards": lambda v, d: v.say("There are {limit} rewards, as many as fit. Change one of them.", **d),
}
