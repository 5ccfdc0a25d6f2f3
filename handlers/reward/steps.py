"""What an owner is asked about a reward, step by step when one is added and one by one when it is changed."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from aiogram.fsm.state import State
from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.hangout.choosers import REWARDS
from handlers.replies import key, rows
from handlers.reward.looks import Give, Prize, notches
from handlers.screens import Screen
from handlers.wizards import Amend, Offering, enter
from hub.context import Hub
from hub.errors import NotFound
from hub.hangout.hangouts import HangoutView
from hub.hangout.settings import REWARD_LIMIT
from hub.person.people import Who
from hub.reward.rewards import LEAST_COST, LONGEST, MOST_COST, NO_END, RewardView
from locales.voice import Voice, voice

STEPS = ("title", "notches", "picture", "stock", "days")
Taps = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """`taps` are (value, label) in order, `now` the value that stands or would be taken, `tapped` turns a tap into what
    hub.reward.rewards takes."""

    ask: Callable[[Voice, HangoutView], Markup]
    taps: Callable[[Voice, HangoutView], Taps]
    now: Callable[[RewardView | None, HangoutView], str]
    columns: int = 1
    tapped: Callable[[HangoutView, str], str] = lambda _, value: value


def screen(v: Voice, hangout: HangoutView, field: str, reward: RewardView | None) -> Screen:
    """The question about a reward that is there, or (None) about the one that is being added."""
    asked, number = FIELDS[field], reward.id if reward else 0
    now = asked.now(reward, hangout)
    taps = [
        key(("✓ " if value == now else "") + label, _tap(hangout, number, field, value))
        for value, label in asked.taps(v, hangout)
    ]
    lines = [taps[start : start + asked.columns] for start in range(0, len(taps), asked.columns)]
    return Screen(asked.ask(v, hangout), rows(*lines, [_way_out(v, hangout, number)]))


def _tap(hangout: HangoutView, number: int, field: str, value: str) -> str:
    return Give(hangout=hangout.id, reward=number, field=field, value=value).pack()


def _way_out(v: Voice, hangout: HangoutView, number: int) -> InlineKeyboardButton:
    if number:
        return key(v.tell("Back"), Prize(hangout=hangout.id, reward=number, act="open").pack())
    return key(v.tell("Cancel"), Prize(hangout=hangout.id, reward=0, act="list").pack())


async def begin(hub: Hub, who: Who, v: Voice, hangout: HangoutView) -> Screen:
    """The first question about a new reward; the key in the wizard makes that it is added once."""
    await enter(hub, who, Offering.title, hangout=hangout.id, key=secrets.token_urlsafe(9))
    return screen(v, hangout, STEPS[0], None)


async def onward(
    hub: Hub, who: Who, v: Voice, hangout: HangoutView, field: str, value: str, heard: int = 0
) -> Screen | None:
    """Keeps an answer and asks the next thing; None after the last, when everything is in the wizard's data."""
    given = {name: who.data[name] for name in ("key", *STEPS) if name in who.data} | {field: value}
    after = STEPS[STEPS.index(field) + 1 :]
    step = after[0] if after else field
    await enter(hub, who, state(Offering, step), hangout=hangout.id, heard=heard, **given)
    return screen(v, hangout, after[0], None) if after else None


async def ask(hub: Hub, who: Who, v: Voice, hangout: HangoutView, field: str, reward: RewardView) -> Screen:
    """One thing about a reward; it can be tapped or, from now on, written."""
    if field not in FIELDS or (reward.main and field == "notches"):
        raise NotFound
    await enter(hub, who, state(Amend, field), hangout=hangout.id, reward=reward.id)
    return screen(v, hangout, field, reward)


def state(group: type, field: str) -> State:
    """The step of a wizard about a thing."""
    found: State = getattr(group, field)
    return found


def _title(v: Voice, _: HangoutView) -> Markup:
    return v.say("<b>What is the reward?</b>\nTap one, or write your own, up to {limit} letters.", limit=REWARD_LIMIT)


def _titles(_: Voice, hangout: HangoutView) -> Taps:
    """In the hangout's language, since members will read it."""
    return [(code, words(voice(hangout.language))) for code, words in REWARDS.items()]


def _chosen(hangout: HangoutView, value: str) -> str:
    if value not in REWARDS:
        raise NotFound
    return str(REWARDS[value](voice(hangout.language)))


def _cost(v: Voice, hangout: HangoutView) -> Markup:
    return v.say(
        "<b>How many notches does it cost?</b>\n"
        "A full stick has {n}. Tap a price, or write a number from {least} to {most}.",
        n=hangout.stick_length,
        least=LEAST_COST,
        most=MOST_COST,
    )


def _costs(v: Voice, hangout: HangoutView) -> Taps:
    """Half a stick and whole ones."""
    length = hangout.stick_length
    return [(str(n), notches(v, n)) for n in sorted({length // 2, length, 2 * length, 3 * length, 5 * length})]


def _picture(v: Voice, _: HangoutView) -> Markup:
    return v.say("<b>A picture of it?</b>\nSend a photo, or go on without one.")


def _stock(v: Voice, _: HangoutView) -> Markup:
    return v.say(
        "<b>How many of it are there now?</b>\n"
        "Tap or write a number: each claim takes one, and I tell you when few are left."
    )


def _stocks(v: Voice, _: HangoutView) -> Taps:
    return [*((str(n), v.number(n)) for n in (5, 10, 20, 50)), (NO_END, v.tell("It does not run out"))]


def _days(v: Voice, _: HangoutView) -> Markup:
    return v.say(
        "<b>How many days does a claim hold?</b>\n"
        "Who does not fetch it by then gets the notches back. Tap one, or write a number up to {most}.",
        most=LONGEST,
    )


def _spans(v: Voice, _: HangoutView) -> Taps:
    return [(str(n), v.many("{n} day", "{n} days", n)) for n in (7, 14, 30, 90)]


FIELDS: dict[str, Asked] = {
    "title": Asked(_title, _titles, lambda _, __: "", tapped=_chosen),
    "notches": Asked(_cost, _costs, lambda r, h: str(r.cost if r else 2 * h.stick_length), columns=2),
    "picture": Asked(
        _picture, lambda v, _: [(NO_END, v.tell("Without a picture"))], lambda r, _: NO_END if not r else r.picture
    ),
    "stock": Asked(_stock, _stocks, lambda r, _: NO_END if not r or r.stock is None else str(r.stock), columns=4),
    "days": Asked(_days, _spans, lambda r, _: str(r.valid_days if r else 30), columns=2),
}
