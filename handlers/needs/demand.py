"""The owner's list of demand: what members looked for and nobody had, with how many; one answer to all of them."""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.habit.interests import name as tag_name
from handlers.hangout import panel
from handlers.hangout.history import LINES
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.needs import looks
from handlers.needs.buttons import Wanted
from handlers.replies import Reply, key, rows, send
from handlers.rights import ownership
from handlers.screens import Screen, on_tap, on_words
from handlers.wizards import Typed, Wordless, at, enter, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.needs import demand
from hub.needs.demand import Demand
from hub.needs.demand import Wanted as Thing
from hub.person.people import Who
from locales.voice import Spoken, Voice

router = Router(name="demand")


class Demanding(StatesGroup):
    """The shop's answer to all who look for the same."""

    words = State()


async def _opened(visit: Visit) -> Screen:
    return await _page(visit, 0)


async def _page(visit: Visit, number: int) -> Screen:
    v, shown = visit.voice, await demand.listed(visit.hub, visit.who.id, visit.hangout.id, number)
    head = v.say("<b>What members of {title} look for and nobody has</b>", title=visit.hangout.title)
    back = button(v.tell("Back"), visit.hangout, "people")
    if not shown.wanted:
        nothing = v.say("Nothing in the last three months. With /need members say what they look for.")
        return Screen(head + Markup("\n\n") + nothing, rows([back]))
    first = shown.page * demand.PAGE + 1
    lines = [_line(visit, place, one) for place, one in enumerate(shown.wanted, start=first)]
    taps = [_tap(visit, v.number(place), "show", one.need_id) for place, one in enumerate(shown.wanted, start=first)]
    turns = [_tap(visit, v.tell("Back a page"), "page", shown.page - 1)] if shown.page else []
    turns += [_tap(visit, v.tell("Further"), "page", shown.page + 1)] if shown.page < shown.last else []
    return Screen(Markup("\n\n").join([head, _sums(v, shown), *lines]), rows(taps, turns, [back]))


def _sums(v: Voice, shown: Demand) -> Markup:
    people = v.many("{n} person in three months", "{n} people in three months", shown.people)
    names = [f"\u2068{tag_name(v, tag.key, tag.name)}\u2069 {v.number(count)}" for tag, count in shown.tags]
    told = v.frame("{people}", people=people)
    return told + Markup("\n") + v.say("About: {tags}", tags=Spoken(v.tell(", ").join(names))) if names else told


def _line(visit: Visit, place: int, one: Thing) -> Markup:
    v = visit.voice
    head = v.say("{n}. {text}", n=place, text=looks.short(one.text, 120))
    people = v.many("{n} person", "{n} people", one.people)
    latest = looks.day(v, one.latest, visit.hangout.timezone)
    told = v.say("{people}, the latest on {day}", people=people, day=latest)
    if one.waiting:
        told += Markup(" · ") + v.say("{n} still waiting", n=one.waiting)
    if one.answered:
        told += Markup(" · ") + v.say("answered by you")
    return head + Markup("\n") + told


def _tap(visit: Visit, label: str, act: str, value: int) -> InlineKeyboardButton:
    return key(label, Wanted(hangout=visit.hangout.id, act=act, value=value).pack())


@router.callback_query(Wanted.filter())
async def acted(press: CallbackQuery, callback_data: Wanted, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A page, a thing on it, or the wish to answer those who want it."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    if callback_data.act not in ACTS:
        raise NotFound
    if at(who)[0] == "Demanding":
        await leave(hub, who)
    return on_tap(press, await ACTS[callback_data.act](visit, callback_data.value))


async def _show(visit: Visit, need_id: int) -> Screen:
    """The ways in which it was asked for; never by whom."""
    v, found = visit.voice, await demand.same_as(visit.hub, visit.who.id, visit.hangout.id, need_id)
    lines = [v.frame("• {text}", text=text) for _, text in found[:10]]
    if len(found) > 10:
        lines.append(v.say("… and {n} more", n=len(found) - 10))
    head = v.say("<b>In their words</b>")
    answer = [_tap(visit, v.tell("Answer all of them"), "answer", need_id)]
    return Screen(Markup("\n").join([head, *lines]), rows(answer, [_tap(visit, v.tell("Back"), "page", 0)]))


async def _answer(visit: Visit, need_id: int) -> Screen:
    found = await demand.same_as(visit.hub, visit.who.id, visit.hangout.id, need_id)
    await enter(visit.hub, visit.who, Demanding.words, hangout=visit.hangout.id, need=need_id)
    v = visit.voice
    people = v.many("{n} need", "{n} needs", len(found))
    text = v.say("<b>What shall the shop answer?</b>\nIt goes to all who asked for this: {needs}.", needs=people)
    return Screen(text, rows([_tap(visit, v.tell("Cancel"), "show", need_id)]))


@router.message(StateFilter(Demanding.words), Typed())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """One answer for everybody who looks for the same."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))
    once = f"demand:{message.message_id}"
    told = await demand.answer(hub, who.id, visit.hangout.id, int(who.data["need"]), message.text or "", once=once)
    await leave(hub, who)
    done = voice.say("On its way to: {whom}.", whom=voice.many("{n} person", "{n} people", told))
    shown = await _page(visit, 0)
    return on_words(who.id, shown._replace(text=done + Markup("\n\n") + shown.text))


@router.message(StateFilter(Demanding.words), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no answer; the step waits on."""
    return send(who.id, voice.say("Here I understand taps and written words. Tap a button above, or write it."))


ACTS = {"page": _page, "show": _show, "answer": _answer}
panel.ACTS["demand"] = _opened
LINES["need_answered"] = lambda v, _, about: v.say("Answered a need for the shop: “{words}”", words=about["words"])
