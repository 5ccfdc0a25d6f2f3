"""/needs (نیازها): what one looks for and what others look for; a need's card, with what can be done about it."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import Command, or_f
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.errors import WORDS
from handlers.filters import Data, Private, Says
from handlers.hangout import keepers
from handlers.hangout.keepers import Door
from handlers.needs import looks
from handlers.needs.buttons import Want, Wants
from handlers.replies import Reply, key, picture, rows, toast
from handlers.screens import Screen, on_tap, on_words
from handlers.watch.report import button as flag
from handlers.wizards import Answering, enter
from hub.context import Hub
from hub.errors import NotFound
from hub.needs import meeting, needs, talks
from hub.needs.needs import Page
from hub.needs.views import NeedView, TalkView
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="needs")


@router.message(Private(), or_f(Command("needs"), Says("نیازها")))
async def asked(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One's own; where there are none, those of others."""
    own = await needs.mine(hub, who.id)
    return on_words(who.id, await _list(hub, who, voice, "mine" if own.needs else "others", 0))


@router.callback_query(Data("needs"))
async def pressed(press: CallbackQuery, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One's own, from a button."""
    return on_tap(press, await _list(hub, who, voice, "mine", 0))


@router.callback_query(Wants.filter())
async def turned(press: CallbackQuery, callback_data: Wants, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Another page."""
    if callback_data.of not in LISTS or not 0 <= callback_data.page < 10**6:
        raise NotFound
    return on_tap(press, await _list(hub, who, voice, callback_data.of, callback_data.page))


LISTS: dict[str, Callable[[Hub, int, int], Awaitable[Page]]] = {"mine": needs.mine, "others": needs.others}
HEADS: dict[str, Callable[[Voice], Markup]] = {
    "mine": lambda v: v.say("<b>What you look for</b>"),
    "others": lambda v: v.say("<b>What others look for</b>"),
}
NOTHING: dict[str, Callable[[Voice], Markup]] = {
    "mine": lambda v: v.say("Nothing at the moment. With /need you ask the shop and members who can help."),
    "others": lambda v: v.say("Nobody looks for anything at the moment."),
}


async def _list(hub: Hub, who: Who, v: Voice, of_: str, number: int) -> Screen:
    shown = await LISTS[of_](hub, who.id, number)
    lines = [_line(v, place, need) for place, need in enumerate(shown.needs, start=1)]
    taps = [looks.act(v.number(place), need.id, "show") for place, need in enumerate(shown.needs, start=1)]
    turns = [looks.page(v.tell("Newer ones"), of_, number - 1)] if number else []
    turns += [looks.page(v.tell("Older ones"), of_, number + 1)] if shown.more else []
    there = ("others", v.tell("Needs of others")) if of_ == "mine" else ("mine", v.tell("My needs"))
    ways = [key(v.tell("I look for something"), "need"), looks.page(there[1], there[0])]
    helps = [key(v.tell("What I can help with"), "helps")]
    text = Markup("\n\n").join([HEADS[of_](v), *(lines or [NOTHING[of_](v)])])
    return Screen(text, rows(taps, turns, ways, helps))


def _line(v: Voice, place: int, need: NeedView) -> Markup:
    head = v.say("{n}. {text}", n=place, text=looks.short(need.text, 120))
    told = looks.state(v, need) if need.mine else v.say("at {title}", title=need.title)
    return head + Markup("\n") + told


@router.callback_query(Want.filter())
async def acted(press: CallbackQuery, callback_data: Want, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A button of a need's card. The picture comes as a message of its own."""
    if callback_data.act == "photo":
        need = await needs.one(hub, who.id, callback_data.need)
        shown = [picture(who.id, need.photo, Markup(""))] if need.photo else []
        return [*shown, toast(press)]
    if callback_data.act not in ACTS:
        raise NotFound
    return on_tap(press, await ACTS[callback_data.act](hub, who, voice, callback_data.need))


async def of(hub: Hub, who: Who, v: Voice, need_id: int) -> Screen:
    """The card: of the asker with all answers, of anybody else with their own."""
    need = await needs.one(hub, who.id, need_id)
    found = await talks.of_need(hub, who.id, need_id)
    parts = [_head(v, need), looks.quoted(v, need.text), _told(v, need, len(found))]
    lines = _mine(v, need, found) if need.mine else _theirs(v, need, found)
    seen = [looks.act(v.tell("The picture"), need.id, "photo")] if need.photo else []
    back = looks.page(v.tell("Back"), "mine" if need.mine else "others")
    last = lines.pop() if lines and len(lines[-1]) == 1 else []
    return Screen(Markup("\n").join(parts), rows(*lines, seen, [*last, back]))


def _head(v: Voice, need: NeedView) -> Markup:
    if need.mine:
        return v.say("<b>You look for this, at {title}:</b>", title=need.title)
    return v.say("<b>Somebody at {title} looks for this:</b>", title=need.title)


def _told(v: Voice, need: NeedView, answers: int) -> Markup:
    lines = [looks.state(v, need)]
    if need.tags:
        lines.append(v.say("About: {tags}", tags=looks.tags(v, need)))
    if need.mine and need.open:
        if need.asked:
            sent = v.many("the shop and {n} member", "the shop and {n} members", need.asked)
            lines.append(v.say("Asked: {whom}.", whom=sent))
        else:
            lines.append(v.say("The shop was asked."))
        lines.append(_answers(v, answers))
    return Markup("\n").join(lines)


def _answers(v: Voice, n: int) -> Markup:
    if not n:
        return v.say("Nobody has answered yet; when somebody does, I tell you.")
    return v.frame("{answers}", answers=v.many("{n} answer", "{n} answers", n))


def _mine(v: Voice, need: NeedView, found: list[TalkView]) -> list[list[InlineKeyboardButton]]:
    reads = [looks.talk_act(looks.talk_name(v, talk), talk.id, "show") for talk in found]
    lines = [reads[start : start + 3] for start in range(0, len(reads), 3)]
    if need.state in ("open", "expired"):
        again = need.warned or need.state == "expired"
        anew = [looks.act(v.tell("Ask anew"), need.id, "renew")] if again else []
        lines.append([looks.act(v.tell("I have found it"), need.id, "found"), *anew])
        lines.append([looks.act(v.tell("Take it back"), need.id, "sure")])
    return lines


def _theirs(v: Voice, need: NeedView, found: list[TalkView]) -> list[list[InlineKeyboardButton]]:
    lines = [[looks.talk_act(v.tell("What I wrote"), talk.id, "show")] for talk in found]
    if not found and (need.open or (need.keeper and need.state == "expired")):
        label = v.tell("Answer for the shop") if need.keeper else v.tell("I can help")
        lines.append([looks.act(label, need.id, "answer")])
    return lines if need.keeper else [*lines, [flag(v, "need", need.id)]]


async def _answer(hub: Hub, who: Who, v: Voice, need_id: int) -> Screen:
    need = await needs.one(hub, who.id, need_id)
    await talks.may_say(hub, who.id, need_id)
    await enter(hub, who, Answering.words, need=need.id)
    keys = rows([looks.act(v.tell("Cancel"), need.id, "drop")])
    if need.keeper:
        ask = v.say("<b>What shall the shop answer?</b>\nIn a line or two; a picture may come with it.")
    else:
        ask = v.say("<b>What do you know?</b>\nIn a line or two; a picture may come with it. Your name is not told.")
    return Screen(looks.quoted(v, need.text) + Markup("\n") + ask, keys)


async def _found(hub: Hub, who: Who, v: Voice, need_id: int) -> Screen:
    """Who helped? An answer, the shop, or nobody here."""
    need = await needs.one(hub, who.id, need_id)
    helped = [
        looks.talk_act(looks.talk_name(v, talk), talk.id, "helped")
        for talk in await talks.of_need(hub, who.id, need_id)
        if not talk.shop
    ]
    lines = [helped[start : start + 3] for start in range(0, len(helped), 3)]
    rest = [looks.act(v.tell("The shop"), need.id, "shop"), looks.act(v.tell("I found it elsewhere"), need.id, "else")]
    text = v.say("<b>Lovely. Who helped?</b>\nA member who did gets notches for it.")
    return Screen(text, rows(*lines, rest, [looks.act(v.tell("Back"), need.id, "show")]))


def _met(*, shop: bool) -> Callable[[Hub, Who, Voice, int], Awaitable[Screen]]:
    async def meet(hub: Hub, who: Who, v: Voice, need_id: int) -> Screen:
        await meeting.meet(hub, who.id, need_id, shop=shop)
        return (await of(hub, who, v, need_id))._replace(said=v.tell("Noted."))

    return meet


async def _renew(hub: Hub, who: Who, v: Voice, need_id: int) -> Screen:
    await needs.renew(hub, who.id, need_id)
    return (await of(hub, who, v, need_id))._replace(said=v.tell("Asked anew."))


async def _sure(hub: Hub, who: Who, v: Voice, need_id: int) -> Screen:
    need = await needs.one(hub, who.id, need_id)
    ask = v.say("<b>Take this need back?</b>\nNobody answers it any more, and it leaves all lists.")
    yes = looks.act(v.tell("Yes, take it back"), need.id, "withdraw")
    text = looks.quoted(v, need.text) + Markup("\n") + ask
    return Screen(text, rows([yes, looks.act(v.tell("No, let it stay"), need.id, "show")]))


async def _withdraw(hub: Hub, who: Who, v: Voice, need_id: int) -> Screen:
    await needs.withdraw(hub, who.id, need_id)
    return (await _list(hub, who, v, "mine", 0))._replace(said=v.tell("Taken back."))


ACTS: dict[str, Callable[[Hub, Who, Voice, int], Awaitable[Screen]]] = {
    "show": of,
    "answer": _answer,
    "found": _found,
    "shop": _met(shop=True),
    "else": _met(shop=False),
    "renew": _renew,
    "sure": _sure,
    "withdraw": _withdraw,
}

keepers.DOORS["needs"] = Door(lambda v: v.tell("Needs"), lambda _: Wants(of="others", page=0))
WORDS["too_many_needs"] = lambda v, d: v.say("{limit} needs fit a day. Come back with the next one tomorrow.", **d)
WORDS["need_over"] = lambda v, _: v.say("This need is over: it is met, taken back, or its time is up.")
WORDS["own_need"] = lambda v, _: v.say("You asked for this yourself. /needs shows what was answered.")
WORDS["need_talk_ended"] = lambda v, _: v.say("No more messages pass in this talk.")
WORDS["need_said_enough"] = lambda v, d: v.say("{limit} messages each are as many as fit here.", **d)
