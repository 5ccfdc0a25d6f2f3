"""Settings that an owner taps or types, asked alike in the set-up wizard and in the panel. One entry a setting."""

from collections.abc import Callable
from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers import errors
from handlers.buttons import Number
from handlers.hangout.zones import named, offered
from handlers.replies import key, rows
from handlers.screens import Screen
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout.hangouts import HangoutView
from hub.hangout.settings import ANYTHING, TITLE_LIMIT
from hub.stick.sticks import LEAST, MOST
from hub.wording import same
from locales.voice import Voice, languages, voice

HOURS = (9 * 60, 12 * 60, 17 * 60, 19 * 60, 21 * 60)
LENGTHS = (7, 10, 12, 20, 40)
KEEP = "keep"
REWARDS: dict[str, Callable[[Voice], str]] = {
    "tea": lambda v: v.tell("A tea on us"),
    "sweet": lambda v: v.tell("A pastry with your tea"),
    "off": lambda v: v.tell("Ten percent off your next visit"),
}
LABEL_LIMIT = 34  # letters of a button that still stand on one line of a phone

Taps = list[tuple[str, str]]


class Pick(CallbackData, prefix="pick"):
    """A value tapped for a setting."""

    hangout: Number
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Chooser:
    """`taps` are (value, label) in order, `current` the value that stands now; `tapped` and `typed` turn what the
    person gave into what `hub.hangout.settings.change` takes."""

    ask: Callable[[Voice, HangoutView], Markup]
    taps: Callable[[Hub, Voice, HangoutView], Taps] = lambda _, __, ___: []
    current: Callable[[HangoutView], str] = lambda _: ""
    columns: int = 1
    tapped: Callable[[HangoutView, str], str] = lambda _, value: value
    typed: Callable[[str], str] = lambda words: words


def screen(hub: Hub, voice: Voice, hangout: HangoutView, field: str, *tail: list[InlineKeyboardButton]) -> Screen:
    """The setting's question with its taps, then the lines of `tail`."""
    chooser = CHOOSERS[field]
    now = chooser.current(hangout)
    buttons = [
        key(("✓ " if value == now else "") + label, Pick(hangout=hangout.id, field=field, value=value).pack())
        for value, label in chooser.taps(hub, voice, hangout)
    ]
    lines = [buttons[start : start + chooser.columns] for start in range(0, len(buttons), chooser.columns)]
    return Screen(chooser.ask(voice, hangout), rows(*lines, *tail))


def tapped(hangout: HangoutView, pick: Pick) -> str:
    """The value behind a tap, as the setting takes it; NotFound for a setting that has no such chooser."""
    if pick.field not in CHOOSERS:
        raise NotFound
    return CHOOSERS[pick.field].tapped(hangout, pick.value)


def short(text: str) -> str:
    """A text cut to fit on a button."""
    return text if len(text) <= LABEL_LIMIT else text[: LABEL_LIMIT - 1].rstrip() + "…"


def _ask_timezone(v: Voice, _: HangoutView) -> Markup:
    return v.say("<b>Which city’s clock shall the hangout follow?</b>\nTap one, or write a city’s name.")


def _zones(hub: Hub, v: Voice, hangout: HangoutView) -> Taps:
    return [(zone, v.city(zone)) for zone in offered(hub.timezone, hangout.timezone)]


def _ask_hour(v: Voice, hangout: HangoutView) -> Markup:
    return v.say(
        "<b>At what hour shall the daily question go out?</b>\n"
        "It is the clock of {city}. Tap one, or write it like {example}.",
        city=v.city(hangout.timezone),
        example=v.clock(19 * 60 + 30),
    )


def _dotted(minute: int) -> str:
    """An hour for a button's data, where a colon would part the fields."""
    return f"{minute // 60}.{minute % 60:02}"


def _hours(_: Hub, v: Voice, hangout: HangoutView) -> Taps:
    return [(_dotted(minute), v.clock(minute)) for minute in sorted({*HOURS, hangout.opens_minute})]


def _ask_length(v: Voice, _: HangoutView) -> Markup:
    return v.say(
        "<b>How many notches fill a tally stick?</b>\n"
        "A day’s answer is one notch. Tap one, or write a number from {least} to {most}.",
        least=LEAST,
        most=MOST,
    )


def _lengths(_: Hub, v: Voice, hangout: HangoutView) -> Taps:
    return [(str(n), v.number(n)) for n in sorted({*LENGTHS, hangout.stick_length})]


def _ask_reward(v: Voice, _: HangoutView) -> Markup:
    return v.say("<b>What is the reward for a full stick?</b>\nTap one, or write your own.")


def _rewards(_: Hub, __: Voice, hangout: HangoutView) -> Taps:
    """In the hangout's language, since members will read it; the owner's own words first."""
    speaker = voice(hangout.language)
    own = [(KEEP, short(hangout.reward))] if _reward_now(hangout) == KEEP else []
    return [*own, *((code, words(speaker)) for code, words in REWARDS.items())]


def _reward_now(hangout: HangoutView) -> str:
    speaker = voice(hangout.language)
    same = [code for code, words in REWARDS.items() if words(speaker) == hangout.reward]
    return next(iter(same), KEEP if hangout.reward else "")


def _reward(hangout: HangoutView, value: str) -> str:
    if value == KEEP:
        return hangout.reward
    if value not in REWARDS:
        raise NotFound
    return str(REWARDS[value](voice(hangout.language)))


def _ask_title(v: Voice, hangout: HangoutView) -> Markup:
    return v.say(
        "<b>What shall the hangout be called?</b>\nNow it is {title}. Write another name, up to {limit} letters.",
        title=hangout.title,
        limit=TITLE_LIMIT,
    )


def trade_name(v: Voice, trade: str | None) -> str:
    """What is sold, in words."""
    return TRADE_NAMES[trade or ANYTHING](v)


def _ask_trade(v: Voice, _: HangoutView) -> Markup:
    return v.say(
        "<b>What do you sell?</b>\nOur own questions follow it: a bookshop is asked about books, a tea house about tea."
    )


def _trades(_: Hub, v: Voice, __: HangoutView) -> Taps:
    return [(code, words(v)) for code, words in TRADE_NAMES.items()]


def _typed_trade(words: str) -> str:
    """A kind of shop by its name in any language."""
    return next(
        (code for code in TRADE_NAMES for spoken in languages() if same(TRADE_NAMES[code](voice(spoken)), words)), words
    )


errors.WORDS["bad_trade"] = lambda v, _: v.say("I do not know that kind of shop. Tap the nearest one above.")
TRADE_NAMES: dict[str, Callable[[Voice], str]] = {
    "tea-house": lambda v: v.tell("Tea house, café"),
    "sweets": lambda v: v.tell("Sweets, bakery"),
    "grocery": lambda v: v.tell("Groceries"),
    "clothing": lambda v: v.tell("Clothing"),
    "books": lambda v: v.tell("Books"),
    "flowers": lambda v: v.tell("Flowers, plants"),
    "pharmacy": lambda v: v.tell("Pharmacy, care"),
    "online": lambda v: v.tell("Online shop"),
    ANYTHING: lambda v: v.tell("Something else"),
}
"""A name for each of hub.daily.tags.TRADES."""

CHOOSERS: dict[str, Chooser] = {
    "timezone": Chooser(_ask_timezone, _zones, lambda h: h.timezone, columns=3, typed=named),
    "hour": Chooser(_ask_hour, _hours, lambda h: _dotted(h.opens_minute), columns=3),
    "length": Chooser(_ask_length, _lengths, lambda h: str(h.stick_length), columns=3),
    "reward": Chooser(_ask_reward, _rewards, _reward_now, tapped=_reward),
    "title": Chooser(_ask_title),
    "trade": Chooser(_ask_trade, _trades, lambda h: h.trade or ANYTHING, columns=2, typed=_typed_trade),
}
