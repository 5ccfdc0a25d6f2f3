"""A purchase at the counter: by a tap for a visit; by a tapped or typed amount and a look at it for money."""

from aiogram import Bot, Router
from aiogram.filters import StateFilter
from aiogram.types import InlineKeyboardButton, Message

from handlers.filters import Private
from handlers.replies import Reply, rows, send
from handlers.screens import Screen, on_words
from handlers.till import desk
from handlers.till.cuts import done, notches
from handlers.till.desk import Part, Serving, button, forget, serving
from handlers.wizards import Counter, Typed, Wordless, enter
from hub.context import Hub
from hub.errors import NotAllowed, NotFound
from hub.person.people import Who
from hub.till import cutting
from hub.till.cutting import MOST_VISITS, Cutting, Offer, Quote
from locales.voice import Voice

router = Router(name="purchase")
SEVERAL = range(2, MOST_VISITS + 1)


async def _part(served: Serving) -> Part:
    """What a purchase gives, and the buttons for it; without a fresh card there are none."""
    offer = await cutting.offer(served.hub, served.who.id, served.guest.member_id)
    v = served.voice
    if offer is None:
        return Part([], [])
    if not offer.visit:
        return Part([v.say("For another purchase, ask for a new card.")], [])
    if offer.setting.step is None:
        return Part([], _by_visit(served, offer))
    worth = v.say(
        "{notches} for every {step}",
        notches=notches(v, offer.setting.notches),
        step=v.money(offer.setting.step, offer.currency),
    )
    return Part([worth], _by_money(served, offer))


def _by_visit(served: Serving, offer: Offer) -> list[list[InlineKeyboardButton]]:
    v = served.voice
    one = v.tell("One visit · {notches}", notches=notches(v, offer.setting.notches))
    return [
        [button(served, one, "visit", f"{offer.visit}.1")],
        [button(served, v.tell("Several at once"), "visits", offer.visit)],
    ]


def _by_money(served: Serving, offer: Offer) -> list[list[InlineKeyboardButton]]:
    v = served.voice
    taps = [
        button(served, v.money(amount, offer.currency, short=True), "sum", f"{offer.visit}.{amount}")
        for amount in offer.amounts
    ]
    taps.append(button(served, v.tell("Another amount"), "amount", offer.visit))
    return [taps[start : start + 2] for start in range(0, len(taps), 2)]


def _parsed(value: str) -> tuple[str, int]:
    """The purchase and the number of a button; NotFound for one that was made up."""
    visit, _, number = value.rpartition(".")
    if not visit or not (number.isascii() and number.isdecimal() and len(number) < 17):
        raise NotFound
    return visit, int(number)


async def _visits(served: Serving) -> Screen:
    """So many visits at once: the number is the second tap already."""
    v = served.voice
    taps = [button(served, v.number(n), "visit", f"{served.value}.{n}") for n in SEVERAL]
    text = v.say("<b>How many for {name}?</b>\nEach counts as a visit.", name=served.guest.name)
    lines = [taps[start : start + 3] for start in range(0, len(taps), 3)]
    return Screen(text, rows(*lines, [button(served, v.tell("Back"), "home")]))


async def _visit(served: Serving) -> Screen:
    visit, count = _parsed(served.value)
    return _done(served, await cutting.buy(served.hub, served.who.id, served.guest.member_id, visit, visits=count))


async def _amount(served: Serving) -> Screen:
    """From here on an amount can be written."""
    await enter(served.hub, served.who, Counter.amount, member=served.guest.member_id, visit=served.value)
    text = served.voice.say("<b>What did {name} spend?</b>\nWrite the amount.", name=served.guest.name)
    return Screen(text, rows([button(served, served.voice.tell("Back"), "home")]))


async def _sum(served: Serving) -> Screen:
    """A tapped amount, to be looked at once more."""
    visit, amount = _parsed(served.value)
    quote = await cutting.quote(served.hub, served.who.id, served.guest.member_id, amount)
    return _sure(served, visit, quote)


@router.message(StateFilter(Counter.amount), Typed())
async def typed(message: Message, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """A written amount; writing another one changes it."""
    try:
        served = await serving(bot, hub, who, voice, int(who.data["member"]))
    except NotAllowed:
        await forget(hub, who)
        raise
    quote = await cutting.quote(hub, who.id, served.guest.member_id, message.text or "")
    return on_words(who.id, _sure(served, who.data["visit"], quote))


@router.message(Private(), StateFilter(Counter), Wordless())
async def wordless(message: Message, who: Who, voice: Voice) -> Reply:
    """A photo of the bill is no amount; everything stays."""
    return send(who.id, voice.say("Write it in words or digits, please."))


def _sure(served: Serving, visit: str, quote: Quote) -> Screen:
    v = served.voice
    text = v.say(
        "<b>{sum}</b> for {name}: {notches}.",
        sum=v.money(quote.amount, quote.currency),
        name=served.guest.name,
        notches=notches(v, quote.notches),
    )
    yes = v.tell("Cut {notches}", notches=notches(v, quote.notches))
    keys = rows(
        [button(served, yes, "buy", f"{visit}.{quote.amount}")],
        [button(served, v.tell("Another amount"), "amount", visit), button(served, v.tell("Back"), "home")],
    )
    return Screen(text, keys)


async def _buy(served: Serving) -> Screen:
    visit, amount = _parsed(served.value)
    return _done(served, await cutting.buy(served.hub, served.who.id, served.guest.member_id, visit, amount=amount))


def _done(served: Serving, cut: Cutting) -> Screen:
    said = served.voice.tell("Done.") if cut.fresh else served.voice.tell("That is done already.")
    return Screen(done(served.voice, cut), rows([button(served, served.voice.tell("Back"), "home")]), said)


desk.PARTS.append(_part)
desk.WIZARDS.add("Counter")
desk.ACTS |= {"visit": _visit, "visits": _visits, "amount": _amount, "sum": _sum, "buy": _buy}
