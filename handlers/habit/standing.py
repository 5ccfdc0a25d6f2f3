"""/standing (رتبه‌ها): the ranking of those who want one, under names that they chose."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.errors import WORDS
from handlers.filters import Ours
from handlers.fronts import MOST, brings, which
from handlers.habit.me import ACTS, BUTTONS, below, tap
from handlers.replies import Reply, Step, key, rows, send
from handlers.screens import Screen, on_words
from handlers.wizards import Heard, Stand, Typed, Wordless, enter, here, leave
from hub.context import Hub
from hub.errors import NotFound
from hub.habit import standing
from hub.habit.me import Me
from hub.habit.ranking import NAME_LIMIT, Place, shown
from hub.habit.standing import Standing
from hub.person.people import Who
from locales.voice import Voice

router = Router(name="standing")
FIRST = 10  # places that everybody sees


class Table(CallbackData, prefix="rank"):
    """The ranking of a hangout by one of its two figures, or something to do with one's own place."""

    hangout: Number
    act: str


class Named(CallbackData, prefix="rankas"):
    """Yes to the name that came with a message; one that was written before is not meant any more."""

    hangout: Number
    heard: Number


async def _all(hub: Hub, who: Who, voice: Voice) -> list[Step]:
    """The rankings of the person's hangouts."""
    found = await standing.of(hub, who.id)
    if not found:
        return [send(who.id, voice.say("None of your hangouts keeps a standing."))]
    if len(found) > MOST:
        return [on_words(who.id, which(voice, found, lambda one: Table(hangout=one.hangout_id, act="days")))]
    return [on_words(who.id, screen(voice, one)) for one in found]


brings(router, _all, "standing", "رتبه‌ها", "رتبهٔ من")


@router.callback_query(Table.filter())
async def acted(press: CallbackQuery, callback_data: Table, hub: Hub, who: Who, voice: Voice) -> Reply:
    """By another figure, into the ranking, or out of it."""
    place, act = callback_data.hangout, callback_data.act
    if act == "name":
        return below(press, await _ask(hub, who, voice, place))
    if act == "leave":
        await standing.leave(hub, who.id, place)
        left = await _screen(hub, who, voice, place)
        return below(press, left._replace(said=voice.tell("You are out, and your name with you.")))
    return below(press, await _screen(hub, who, voice, place, by=act))


async def _ask(hub: Hub, who: Who, voice: Voice, hangout_id: int) -> Screen:
    """The name is written next."""
    await _of(hub, who, hangout_id)
    await enter(hub, who, Stand.name, hangout=hangout_id)
    text = voice.say(
        "<b>Under which name?</b>\nWrite one, up to {limit} letters; it need not be your own. Those who stand there "
        "too will see it, with your days in a row and your notches.",
        limit=NAME_LIMIT,
    )
    return Screen(text, rows([_tap(voice.tell("Cancel"), hangout_id, "days")]))


@router.message(StateFilter(Stand.name), Heard())
async def heard_before(message: Message, who: Who, voice: Voice) -> Reply:
    """Telegram brought the name twice."""
    return on_words(who.id, _sure(voice, here(who), who.data["name"], message.message_id))


@router.message(StateFilter(Stand.name), Typed(), ~Ours())
async def named(message: Message, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A name, or what was meant for somebody else: it is asked about. Where it does not fit, the line says so."""
    place, heard = here(who), message.message_id
    name = await standing.fits(hub, who.id, place, message.text or "")
    await enter(hub, who, Stand.name, hangout=place, name=name, heard=heard)
    return on_words(who.id, _sure(voice, place, name, heard))


def _sure(v: Voice, hangout_id: int, name: str, heard: int) -> Screen:
    text = v.say(
        "<b>Shall I show you as “{name}”?</b>\nThose who stand there see it. You can change it, or leave, at any time.",
        name=name,
    )
    yes = key(v.tell("Yes, that name"), Named(hangout=hangout_id, heard=heard).pack())
    others = [_tap(v.tell("Another name"), hangout_id, "name"), _tap(v.tell("Cancel"), hangout_id, "days")]
    return Screen(text, rows([yes], others))


@router.callback_query(Named.filter())
async def agreed(press: CallbackQuery, callback_data: Named, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Into the ranking, under the name that was asked about."""
    place, asked = callback_data.hangout, (Stand.name.state, callback_data.hangout, callback_data.heard)
    if (who.state, who.data.get("hangout"), who.data.get("heard")) != asked:
        gone = voice.tell("That button has done its work.")
        return below(press, screen(voice, await _of(hub, who, place))._replace(said=gone))
    await standing.join(hub, who.id, place, who.data["name"])
    return below(press, await _screen(hub, who, voice, place))


@router.message(StateFilter(Stand.name), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker is no name; the step waits on."""
    return send(who.id, voice.say("A name is written. Send it as words, or tap Cancel above."))


async def _screen(hub: Hub, who: Who, voice: Voice, hangout_id: int, by: str = "days") -> Screen:
    if who.state == Stand.name.state:
        await leave(hub, who)
    return screen(voice, await _of(hub, who, hangout_id, by), by)


async def _of(hub: Hub, who: Who, hangout_id: int, by: str = "days") -> Standing:
    found = await standing.of(hub, who.id, hangout_id, by=by)
    if not found:
        raise NotFound
    return found[0]


def screen(v: Voice, now: Standing, by: str = "days") -> Screen:
    """The first places and one's own; for those outside, what it is and the way in."""
    head, place = v.say("<b>Standing at {title}</b>", title=now.title), now.hangout_id
    if now.alias is None:
        about = v.say(
            "Some members like to see how they stand: by days in a row and by the notches of the last four weeks, "
            "under a name of their choice. Nobody is in it who does not want to be, and you can leave at any time."
        )
        return Screen(Markup("\n\n").join([head, about]), rows([_tap(v.tell("Count me in"), place, "name")]))
    lines = [_line(v, one) for one in shown(now.places, FIRST)]
    other = ("days", v.tell("By days in a row")) if by == "notches" else ("notches", v.tell("By notches"))
    mine = [_tap(v.tell("Another name"), place, "name"), _tap(v.tell("Leave it"), place, "leave")]
    return Screen(Markup("\n").join([head, *lines]), rows([_tap(other[1], place, other[0])], mine))


def _line(v: Voice, one: Place) -> Markup:
    days = v.many("{n} day in a row", "{n} days in a row", one.days)
    notches = v.many("{n} notch", "{n} notches", one.notches)
    layout = "<b>{rank}. {name}</b>: {days} · {notches}" if one.mine else "{rank}. {name}: {days} · {notches}"
    return v.frame(layout, rank=one.rank, name=one.name, days=days, notches=notches)


def _tap(label: str, hangout_id: int, act: str) -> InlineKeyboardButton:
    return key(label, Table(hangout=hangout_id, act=act).pack())


def _button(voice: Voice, mine: Me) -> InlineKeyboardButton | None:
    return tap(voice.tell("Standing"), mine, "standing") if mine.standing else None


ACTS["standing"] = _screen
BUTTONS["standing"] = _button

WORDS["name_taken"] = lambda v, _: v.say("Somebody stands there under a name that looks like it. Choose another.")
WORDS["name_unfit"] = lambda v, _: v.say("A name takes letters and digits, and no address. Choose another.")
WORDS["no_standing"] = lambda v, _: v.say("This hangout keeps no standing now.")
