"""The rules on the panel's shelf: what a deed is worth. Numbers are tapped or written; what would give away much is
shown with its figures before it holds."""

from collections.abc import Awaitable, Callable

from aiogram import Bot, Router
from aiogram.filters import Filter, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from markupsafe import Markup

from handlers.buttons import Number
from handlers.hangout import panel
from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import Reply, key, rows, send
from handlers.rights import ownership
from handlers.scenario.words import chance
from handlers.screens import Screen, on_tap, on_words
from handlers.stick.bounds import TAKE, Bound, Coin, back, lines, marked, wait
from handlers.stick.rule_words import LIMIT, MEANS, RULE, bound, notches, worth
from handlers.till.counter import digits_of
from handlers.wizards import Book, Heard, Typed, Wordless, here
from hub.context import Hub
from hub.errors import NotFound
from hub.money import CURRENCIES, parse
from hub.person.people import Who
from hub.stick import rulebook
from hub.stick.rulebook import LIMITS, NAMED_EACH_TIME, Rulebook, Sure, Wish, number
from hub.stick.rules import RULES, Setting
from locales.money import NAMES as CURRENCY
from locales.voice import Voice

router = Router(name="rulebook")
VALUES = (1, 2, 3, 5, 10)
UNITS = {"iran": (50_000, 100_000, 200_000, 500_000, 1_000_000)}  # toman; of other money a few coins and notes
FEW_UNITS = (1, 5, 10, 20, 50)


class Rule(CallbackData, prefix="rule"):
    """A rule's screen or a change of it (see DO). `agreed` are the notches a day that the owner has said yes to."""

    hangout: Number
    rule: str
    act: str = "show"
    value: Number = 0
    agreed: Number = 0


async def _list(visit: Visit) -> Screen:
    """Every rule with its value, then what holds them back."""
    v, book = visit.voice, await rulebook.book(visit.hub, visit.who.id, visit.hangout.id)
    parts = [v.say("<b>Rules of {title}</b>", title=visit.hangout.title)]
    listed = [_named(v, rule, setting, book) for rule, setting in book.rules.items()]
    if book.lucky_permille:
        listed.append(v.say("Lucky notch: {chance}; the scenario says so.", chance=chance(v, book.lucky_permille)))
    parts += [Markup("\n").join(listed)]
    bounds = [bound(v, field, value) for field, value in book.limits.items()]
    parts += [Markup("\n").join([*bounds, v.say("Currency: {currency}", currency=CURRENCY[book.currency](v))])]
    parts += [v.say("A change acts from now on; what has been cut stays.")]
    rules = [_rule(visit, RULE[rule](v), rule) for rule in book.rules]
    limits = [key(LIMIT[f].name(v), Bound(hangout=visit.hangout.id, field=f).pack()) for f in LIMITS]
    coins = key(v.tell("Currency"), Coin(hangout=visit.hangout.id, code="").pack())
    last = [coins, button(v.tell("Back"), visit.hangout, "shelf")]
    return Screen(Markup("\n\n").join(parts), rows(*lines(rules, 3), *lines(limits, 2), last))


def _named(v: Voice, rule: str, setting: Setting, book: Rulebook) -> Markup:
    return v.frame("{rule}: <b>{worth}</b>", rule=RULE[rule](v), worth=worth(v, rule, setting, book.currency))


def _rule(
    visit: Visit, label: str, rule: str, act: str = "show", value: int = 0, agreed: int = 0
) -> InlineKeyboardButton:
    return key(label, Rule(hangout=visit.hangout.id, rule=rule, act=act, value=value, agreed=agreed).pack())


async def _show(visit: Visit, rule: str, heard: int = 0) -> Screen:
    """One rule with its taps; a number may be written from now on."""
    if rule not in RULES:
        raise NotFound
    v, book = visit.voice, await rulebook.book(visit.hub, visit.who.id, visit.hangout.id)
    setting, named = book.rules[rule], rule in NAMED_EACH_TIME
    parts = [_named(v, rule, setting, book), MEANS[rule](v, book)]
    if not named:
        await wait(visit, f"rule {rule}", heard)
        parts.append(v.say("Tap a number, or write one from {least} to {most}.", least=1, most=RULES[rule].most))
    switch = ("off", v.tell("Switch off")) if setting.active else ("on", v.tell("Switch on"))
    ways = [_rule(visit, switch[1], rule, switch[0]), *back(visit)]
    keys = rows([] if named else _values(visit, rule, setting), _money_ways(visit, rule, setting), ways)
    return Screen(Markup("\n\n").join(parts), keys)


def _values(visit: Visit, rule: str, setting: Setting) -> list[InlineKeyboardButton]:
    return [
        _rule(visit, marked(visit.voice.number(n), on=n == setting.notches), rule, "set", n)
        for n in sorted({*VALUES, setting.notches})
    ]


def _money_ways(visit: Visit, rule: str, setting: Setting) -> list[InlineKeyboardButton]:
    """Every visit, or by amount."""
    if not RULES[rule].money:
        return []
    v = visit.voice
    return [
        _rule(visit, marked(v.tell("Every visit"), on=setting.step is None), rule, "step"),
        _rule(visit, marked(v.tell("By amount"), on=setting.step is not None), rule, "steps"),
    ]


async def _steps(visit: Visit, rule: str, heard: int = 0) -> Screen:
    """For every how much money a purchase cuts its notches."""
    if rule not in RULES or not RULES[rule].money:
        raise NotFound
    v, book = visit.voice, await rulebook.book(visit.hub, visit.who.id, visit.hangout.id)
    await wait(visit, f"step {rule}", heard)
    money, now = CURRENCIES[book.currency], book.rules[rule].step
    amounts = [amount * 10 for amount in UNITS[money.family]] if money.family in UNITS else []
    amounts = amounts or [amount * 10**money.places for amount in FEW_UNITS]
    taps = [
        _rule(visit, marked(v.money(amount, money.code, short=True), on=amount == now), rule, "step", amount)
        for amount in sorted({*amounts, *([now] if now else [])})
    ]
    text = v.say(
        "<b>How much money spent is worth {notches}?</b>\n"
        "What does not fill a step is not carried over. Tap an amount, or write one like {example}.",
        notches=notches(v, book.rules[rule].notches),
        example=v.money(amounts[1], money.code),
    )
    return Screen(text, rows(*lines(taps, 2), [_rule(visit, v.tell("Back"), rule)]))


WISHES: dict[str, Callable[[int], Wish]] = {
    "set": lambda value: Wish(notches=value),
    "on": lambda _: Wish(active=True),
    "off": lambda _: Wish(active=False),
    "step": lambda value: Wish(step=value),
}
SHOWN: dict[str, Callable[[Visit, str], Awaitable[Screen]]] = {"show": _show, "steps": _steps}


@router.callback_query(Rule.filter())
async def rule_pressed(press: CallbackQuery, callback_data: Rule, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A rule's screen, or a change of it."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, callback_data.hangout))
    rule, act = callback_data.rule, callback_data.act
    if act in SHOWN:
        return on_tap(press, await SHOWN[act](visit, rule))
    if act not in WISHES:
        raise NotFound
    return on_tap(press, await _wished(visit, rule, WISHES[act](callback_data.value), agreed=callback_data.agreed))


async def _wished(visit: Visit, rule: str, wish: Wish, *, agreed: int = 0, heard: int = 0) -> Screen:
    """The rule as it is now, or the figures to agree to first."""
    done = await rulebook.change(visit.hub, visit.who.id, visit.hangout.id, rule, wish, agreed=agreed)
    if isinstance(done, Sure):
        return _sure(visit, done)
    return (await _show(visit, rule, heard))._replace(said=visit.voice.tell("Saved."))


def _sure(visit: Visit, sure: Sure) -> Screen:
    """Plain figures, and the tap that says yes to them."""
    v, wish = visit.voice, sure.wish
    act, value = next(
        (act, value or 0)
        for act, value in (("step", wish.step), ("set", wish.notches), ("on", 0 if wish.active else None))
        if value is not None
    )
    figures = [
        v.say("At the pace of the last days, this gives away about {notches} a day.", notches=notches(v, sure.notches))
    ]
    if sure.sticks:
        sticks = v.many("That is {n} full stick a day.", "That is {n} full sticks a day.", sure.sticks)
        figures.append(v.frame("{sticks}", sticks=sticks))
    figures.append(v.say("Shall it be so? Until you say yes, nothing changes."))
    yes = _rule(visit, v.tell("Yes, so be it"), sure.rule, act, value, sure.notches)
    head = v.frame(
        "{rule}: <b>{worth}</b>", rule=RULE[sure.rule](v), worth=worth(v, sure.rule, sure.wanted, sure.currency)
    )
    text = Markup("\n").join([head, *figures])
    return Screen(text, rows([yes], [_rule(visit, v.tell("No, leave it"), sure.rule)]))


async def _typed_value(visit: Visit, rule: str, words: str, heard: int) -> Screen:
    if rule not in RULES:
        raise NotFound
    return await _wished(visit, rule, Wish(notches=number(words, 1, RULES[rule].most)), heard=heard)


async def _typed_step(visit: Visit, rule: str, words: str, heard: int) -> Screen:
    book = await rulebook.book(visit.hub, visit.who.id, visit.hangout.id)
    amount = parse(words, book.currency, least=10 ** CURRENCIES[book.currency].places)
    return await _wished(visit, rule, Wish(step=amount), heard=heard)


MOST_OF: dict[str, Callable[[str], int]] = {
    "rule": lambda rule: RULES[rule].most,
    "bound": lambda field: LIMITS[field].most,
}


class OutOfReach(Filter):
    """Six digits where no number so great is asked for: the code of a card, from an owner who left the rules open."""

    async def __call__(self, message: Message, who: Who) -> bool:
        """True for what the counter should take."""
        kind, _, about = str(who.data.get("asked", "")).partition(" ")
        digits = digits_of(message.text or "")
        return len(digits) == 6 and kind in MOST_OF and int(digits) > MOST_OF[kind](about)


TAKE |= {"rule": _typed_value, "step": _typed_step}


@router.message(StateFilter(Book), Heard())
async def heard_before(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """Telegram brought a number twice: the rules are shown as they stand."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))
    return on_words(who.id, await _list(visit))


@router.message(StateFilter(Book), Typed(), ~OutOfReach())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A number or an amount was written. Where it does not fit, the line says so and the step waits on."""
    visit = Visit(bot, hub, who, voice, await ownership(bot, hub, who.id, here(who)))
    kind, _, about = str(who.data["asked"]).partition(" ")
    return on_words(who.id, await TAKE[kind](visit, about, message.text or "", message.message_id))


@router.message(StateFilter(Book), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A sticker or a photo is no number; everything stays."""
    return send(who.id, voice.say("Here I understand taps and written words. Tap a button above, or write it."))


panel.ACTS["rules"] = _list
