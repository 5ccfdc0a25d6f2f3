"""Rules, ceilings and limits in words, for the rules' screens and for the history."""

from collections.abc import Callable
from typing import Any, NamedTuple

from markupsafe import Markup

from handlers.hangout.history import LINES
from hub.habit.streak import MILESTONES
from hub.hangout.hangouts import HangoutView
from hub.stick.rulebook import NAMED_EACH_TIME, Rulebook
from hub.stick.rules import Setting
from locales.money import NAMES as CURRENCY
from locales.voice import Spoken, Voice

RULE: dict[str, Callable[[Voice], Spoken]] = {
    "vote": lambda v: v.tell("Vote"),
    "purchase": lambda v: v.tell("Purchase"),
    "idea": lambda v: v.tell("Idea taken up"),
    "need": lambda v: v.tell("Need met"),
    "milestone": lambda v: v.tell("Days in a row"),
    "thanks": lambda v: v.tell("Thanks"),
    "gift": lambda v: v.tell("Gift"),
}
MEANS: dict[str, Callable[[Voice, Rulebook], Markup]] = {
    "vote": lambda v, _: v.say("For the first answer to a day’s question. It is cut by itself."),
    "purchase": lambda v, _: v.say("For a purchase. Your staff cut it at the counter, from the member’s card."),
    "idea": lambda v, _: v.say("For an idea of a member’s that you take up. Your staff cut it at the counter."),
    "need": lambda v, _: v.say(
        "For helping with what another member was looking for. It is cut when that member says so, or at the counter."
    ),
    "milestone": lambda v, _: v.say(
        "For days in a row with you: at {days}, each time. It is cut by itself.",
        days=Spoken(v.tell(", ").join(v.number(n) for n in MILESTONES)),
    ),
    "thanks": lambda v, _: v.say("For thanks from another member. Your staff cut it at the counter."),
    "gift": lambda v, book: v.say(
        "What your staff give by hand, with a reason that the member reads. They name the number each time: for one "
        "member up to {limit} a day, and you any number.",
        limit=book.limits["clerk_limit"],
    ),
}


def notches(v: Voice, n: int) -> Spoken:
    """So many notches."""
    return v.many("{n} notch", "{n} notches", n)


def worth(v: Voice, rule: str, setting: Setting, currency: str) -> Spoken:
    """What a rule gives, in a few words."""
    if not setting.active:
        return v.tell("off")
    if rule in NAMED_EACH_TIME:
        return v.tell("on")
    return WORTH.get(rule, _plain)(v, setting, currency)


def _plain(v: Voice, setting: Setting, _: str) -> Spoken:
    return notches(v, setting.notches)


def _purchase(v: Voice, setting: Setting, currency: str) -> Spoken:
    if setting.step is None:
        return v.tell("{notches} for every visit", notches=notches(v, setting.notches))
    amount = v.money(setting.step, currency)
    return v.tell("{notches} for every {amount}", notches=notches(v, setting.notches), amount=amount)


WORTH: dict[str, Callable[[Voice, Setting, str], Spoken]] = {"purchase": _purchase}


class LimitWords(NamedTuple):
    """`ask` is the screen's question, `shown` a line of the list for the value (as `said`) that stands, `taps` what is
    offered."""

    name: Callable[[Voice], Spoken]
    ask: Callable[[Voice], Markup]
    shown: Callable[[Voice, Spoken], Markup]
    taps: tuple[int, ...]
    said: Callable[[Voice, int | None], Spoken]


def _at_most(v: Voice, n: int | None) -> Spoken:
    return v.tell("no ceiling") if n is None else v.tell("at most {notches}", notches=notches(v, n))


def _above(v: Voice, n: int | None) -> Spoken:
    return v.tell("above {notches} a day", notches=notches(v, n or 0))


LIMIT: dict[str, LimitWords] = {
    "day_ceiling": LimitWords(
        lambda v: v.tell("Ceiling a day"),
        lambda v: v.say(
            "<b>How many notches may one member get in a day, at most?</b>\n"
            "What goes beyond is not cut. Gifts do not count. Tap a number, or write one."
        ),
        lambda v, most: v.say("One member, a day: {most}", most=most),
        (1, 3, 5, 10, 20),
        _at_most,
    ),
    "month_ceiling": LimitWords(
        lambda v: v.tell("Ceiling a month"),
        lambda v: v.say(
            "<b>How many notches may one member get in a month, at most?</b>\n"
            "What goes beyond is not cut. Gifts do not count. Tap a number, or write one."
        ),
        lambda v, most: v.say("One member, a month: {most}", most=most),
        (10, 30, 50, 100, 200),
        _at_most,
    ),
    "clerk_limit": LimitWords(
        lambda v: v.tell("By hand"),
        lambda v: v.say(
            "<b>How many notches may your staff give or take by hand, for one member in a day?</b>\n"
            "You yourself may any number. Tap a number, or write one."
        ),
        lambda v, most: v.say("Staff by hand, for one member a day: {most}", most=most),
        (0, 1, 3, 5, 10),
        _at_most,
    ),
    "sure_above": LimitWords(
        lambda v: v.tell("Ask me twice"),
        lambda v: v.say(
            "<b>Above how many notches a day shall I ask once more?</b>\n"
            "When a rule would give away more than this to all members together, you see the figures first. "
            "Tap a number, or write one."
        ),
        lambda v, most: v.say("I ask twice: {most}, all members together", most=most),
        (50, 100, 200, 500, 1000),
        _above,
    ),
}


def bound(v: Voice, field: str, value: int | None) -> Markup:
    """A ceiling or limit with the value that stands, as a line."""
    return LIMIT[field].shown(v, LIMIT[field].said(v, value))


def _step(v: Voice, amount: int | None, currency: str) -> Spoken:
    return v.tell("every visit") if amount is None else v.tell("every {amount}", amount=v.money(amount, currency))


def _value_changed(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    was, now = notches(v, about["before"]), notches(v, about["after"])
    return v.say("{rule}: {now} from now on; it was {was}.", rule=RULE[about["rule"]](v), now=now, was=was)


def _switched(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    rule = RULE[about["rule"]](v)
    return v.say("{rule}: switched on.", rule=rule) if about["on"] else v.say("{rule}: switched off.", rule=rule)


def _step_changed(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    was, now = (_step(v, about[when], about["currency"]) for when in ("before", "after"))
    return v.say("{rule}: {now} from now on; it was {was}.", rule=RULE[about["rule"]](v), now=now, was=was)


def _limit_changed(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    limit = LIMIT[about["limit"]]
    was, now = (limit.said(v, about[when]) for when in ("before", "after"))
    return v.say("{rule}: {now} from now on; it was {was}.", rule=limit.name(v), now=now, was=was)


def _currency_changed(v: Voice, _: HangoutView, about: dict[str, Any]) -> Markup:
    was, now = (CURRENCY[about[when]](v) for when in ("before", "after"))
    return v.say("{rule}: {now} from now on; it was {was}.", rule=v.tell("Currency"), now=now, was=was)


LINES["rule_value"] = _value_changed
LINES["rule_switched"] = _switched
LINES["rule_step"] = _step_changed
LINES["limit_changed"] = _limit_changed
LINES["currency_changed"] = _currency_changed
